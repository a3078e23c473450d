// Looks at a text for a parent while it is being written: how long its sentences are, and which words only the trade
// understands. The service looks, so that what stands here is what stands on the page without scripts.
const pause = 700; // ms after the last key

for (const panel of document.querySelectorAll("[data-reads]")) {
	const input = document.getElementById(panel.dataset.reads);
	let waiting;
	const look = async () => {
		const text = input.value;
		const answer = await fetch("/reading", { method: "POST", body: new URLSearchParams({ text }) });
		if (answer.ok && text === input.value) panel.innerHTML = await answer.text();
	};
	input.addEventListener("input", () => {
		clearTimeout(waiting);
		// It is advice: when the service cannot be reached, the last one stays.
		waiting = setTimeout(() => look().catch(() => {}), pause);
	});
}
