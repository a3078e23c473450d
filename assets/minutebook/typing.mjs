// Keeps what is typed in a section: in the service every few seconds, and in the browser while the service cannot be reached.
// Saving stays a button, which first sees to it that everything has arrived. The rules are:
//
//   - What is on the page goes into the browser's safe within `soon` and to the service within `pause`. It leaves the safe only
//     when the service has said that it keeps exactly that.
//   - What the safe holds and the page does not show is put on the page when it is opened, unless the page has something newer
//     of the same window.
//   - The status is quiet: its words change at most once a minute while all is well.
import { openSafe } from "./safe.mjs";

const soon = 300, pause = 3000, again = 5000, beat = 20000, patience = 30000; // ms
const unreachable = {
	kept: "You are offline. What you type is kept in this browser and is sent when the connection is back.",
	open: "You are offline. What you type is not kept yet. Leave this page open until the connection is back.",
};
const about = ["seen", "window", "version", "from", "step"]; // inputs that nobody types in

const form = document.getElementById("mb-section");
if (form) begin();

function make(kind, properties) { return Object.assign(document.createElement(kind), properties); }

// typedIn is what a person typed of all that a page sends.
function typedIn(inputs) {
	const typed = new URLSearchParams(inputs);
	for (const name of about) typed.delete(name);
	return typed.toString();
}

async function begin() {
	const address = form.getAttribute("action"), signIn = "/sign-in?next=" + encodeURIComponent(location.pathname + location.search);
	const status = document.getElementById("mb-typing"), others = document.getElementById("mb-present");
	const input = name => form.elements.namedItem(name);
	input("window").value ||= Array.from(crypto.getRandomValues(new Uint8Array(8)), b => b.toString(16).padStart(2, "0")).join("");

	const inputs = () => { // in the state of this moment
		const all = new URLSearchParams(new FormData(form));
		all.set("step", Date.now());
		return all;
	};
	const loaded = typedIn(inputs());
	let arrived = "unsaved" in form.dataset ? null : loaded; // what the service has
	const open = () => typedIn(inputs()) !== arrived;
	let safe = null, leaving = false, reachable = true, refused = false, turn = Promise.resolve(true), timers = {};

	function after(name, ms, act) {
		timers[name] ??= setTimeout(() => { delete timers[name]; act(); }, ms);
	}
	function say(words, extra) {
		if (status.dataset.says === words) return;
		status.dataset.says = words;
		status.replaceChildren(words + " ", ...(extra ? [extra] : []));
	}
	function seeBoth() {
		const b = make("button", { type: "button", className: "mb-link-button", textContent: "See both texts" });
		b.addEventListener("click", () => press(make("button", { type: "submit", name: "go", value: "stay", hidden: true })));
		return b;
	}
	function press(button) {
		leaving = true;
		if (!button.form) form.append(button);
		form.requestSubmit(button);
	}

	// keep puts the page into the safe, and resolves to whether what is typed is there or with the service.
	async function keep() {
		if (!open()) return true;
		return safe ? safe.put(address, inputs().toString()).then(() => true, () => false) : false;
	}

	// send resolves to whether the service has what is on the page.
	function send() {
		clearTimeout(timers.send);
		delete timers.send;
		return turn = turn.then(async () => {
			if (!open()) return true;
			const there = await sendNow();
			if (!there) after("send", again, send);
			else if (open()) after("send", pause, send);
			return there;
		});
	}
	async function sendNow() {
		const body = inputs(), text = typedIn(body);
		let answer;
		try {
			answer = await fetch(address + "/typed", { method: "POST", body, signal: AbortSignal.timeout(patience) });
			reachable = answer.status < 500;
		} catch {
			reachable = false;
		}
		const told = reachable && answer.ok ? await answer.json() : {};
		if (!told.kept) {
			const kept = await keep();
			if (!reachable) say((refused ? "Not saved yet. " : "") + (kept ? unreachable.kept : unreachable.open));
			else if (answer.ok) say(told.says, seeBoth());
			else if (answer.status !== 401) say("What you type cannot be kept. Copy it before you leave this page.");
			else if (!kept) say("Your session has ended. Save to sign in and go on.");
			else say("Your session has ended. What you typed is kept in this browser.", make("a", { className: "govuk-link", href: signIn, textContent: "Sign in again" }));
			return false;
		}
		dispatchEvent(new Event("minutebook-heard"));
		refused = false;
		arrived = text;
		input("seen").value = told.mark;
		if (!open()) {
			clearTimeout(timers.keep);
			delete timers.keep;
			await safe?.remove(address);
		}
		if (told.merge) say(`${told.says} What you typed is kept.`, seeBoth());
		else say(told.says ?? `Saved ${told.kept}`);
		return true;
	}

	form.addEventListener("input", () => {
		after("keep", soon, keep);
		after("send", pause, send);
	});

	// Every button of the form sends what is typed first, so that no failure on the way can lose it: while there is no
	// connection this page stays, instead of giving way to one of the browser's.
	form.addEventListener("submit", async event => {
		if (leaving || !open()) return;
		event.preventDefault();
		if (event.submitter?.name === "throw") {
			leaving = true;
			clearTimeout(timers.keep);
			await turn;
			await safe?.remove(address);
		} else {
			refused = true; // until it is known better
			if (!await send() && !reachable) return status.scrollIntoView({ block: "nearest" });
		}
		press(event.submitter);
	});
	// Whoever signs out leaves nothing in this browser.
	document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", async event => {
		if (leaving) return;
		event.preventDefault();
		if (await send()) await safe?.empty();
		leaving = true;
		event.target.requestSubmit();
	});
	addEventListener("pageshow", () => { leaving = false; });
	addEventListener("online", send);
	document.addEventListener("visibilitychange", () => { if (document.hidden) { keep(); send(); } });
	addEventListener("beforeunload", event => { if (!leaving && !safe && open()) event.preventDefault(); });
	addEventListener("pagehide", () => { // what has not arrived goes along; it stays in the safe in case it does not
		if (leaving || !open()) return;
		navigator.sendBeacon(address + "/typed", inputs());
	});

	async function present() {
		if (document.hidden) return;
		const answer = await fetch(address + "/present", { method: "POST" }).catch(() => null); // sending says that there is no connection
		if (answer?.ok) {
			const { says } = await answer.json();
			if (others.textContent !== says) others.textContent = says;
		}
		// The session ended and nobody typed: the next person at this computer must not find the page.
		if (answer?.status === 401 && await keep()) {
			leaving = true;
			location.assign(signIn);
		}
	}
	setInterval(present, beat);
	addEventListener("focus", present);

	const moment = () => new Promise(next => setTimeout(next, again));
	let opened;
	while (opened === undefined) opened = await openSafe().catch(moment);
	const left = "unsaved" in form.dataset ? null : await opened?.get(address);
	if (left) {
		const then = new URLSearchParams(left);
		const older = then.get("window") === form.dataset.window && Number(then.get("step")) <= Number(form.dataset.step);
		if (!older && typedIn(then) !== loaded) {
			// What somebody typed here meanwhile goes first. It then counts as of another window, and both texts are shown.
			while (!await send()) await moment();
			return restore(then);
		}
		await opened.remove(address);
	}
	safe = opened; // not before: what is put into it takes the place of what was left
	form.dataset.ready = "";
	if (open()) {
		await keep();
		await send();
	}

	// restore has the service make the page, because lists may have other rows than here.
	function restore(inputs) {
		inputs.set("restore", "yes");
		leaving = true;
		const post = make("form", { method: "post", action: address, hidden: true });
		for (const [name, value] of inputs) post.append(make("textarea", { name, value }));
		document.body.append(post);
		post.submit();
	}
}
