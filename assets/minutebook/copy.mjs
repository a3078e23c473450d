// Offers to copy what the meeting before had recorded into the answer. The old answer is a text beside the question, which
// can be copied by hand where no scripts run; the new one stays in the field, before it, if there is one.
for (const was of document.querySelectorAll("[data-was]")) {
	const field = document.getElementById(was.dataset.was);
	const button = Object.assign(document.createElement("button"), { type: "button", className: "mb-link-button mb-copy", textContent: "Copy into the answer" });
	button.setAttribute("aria-describedby", was.id);
	button.addEventListener("click", () => {
		field.value = [field.value.trim(), was.textContent].filter(Boolean).join(field.tagName === "TEXTAREA" ? "\n\n" : " ");
		field.dispatchEvent(new Event("input", { bubbles: true }));
		field.focus();
	});
	(was.closest(".mb-since") ?? was).after(button); // outside of what describes the field
}
