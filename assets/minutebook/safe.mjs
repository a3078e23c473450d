// Keeps texts in the browser until they are sent. The rules are:
//
//   - What is on the disk is encrypted. The key is the person's own and comes from the service to whoever is signed in as them;
//     here it is only in memory. So nobody else who uses this computer can read what was left on it, with whatever tools, and
//     the same person finds it again after signing in.
//   - The name of a text begins with what stands for the key, so that two people who share a computer do not meet.
//   - Where the browser has no means to encrypt, which is so on a plain http address, nothing is kept.
const longest = 14 * 24 * 3600 * 1000; // ms; what nobody came back for is removed

const base64 = bytes => btoa(String.fromCharCode(...bytes));

// done waits for a request to the database.
const done = request => new Promise((resolve, reject) => {
	request.onsuccess = () => resolve(request.result);
	request.onerror = () => reject(request.error);
});

class Safe {
	#key; #tag; #texts; #turn = Promise.resolve();
	constructor(key, tag, texts) { this.#key = key; this.#tag = tag; this.#texts = texts; }

	// One thing after the other: what is put must not overtake what removes it.
	#next(act) {
		const result = this.#turn.then(act);
		this.#turn = result.catch(() => {});
		return result;
	}
	#store(mode) { return this.#texts.transaction("texts", mode).objectStore("texts"); }

	put(name, text) {
		return this.#next(async () => {
			const iv = crypto.getRandomValues(new Uint8Array(12));
			const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.#key, new TextEncoder().encode(text));
			await done(this.#store("readwrite").put({ iv, data, at: Date.now() }, this.#tag + name));
		});
	}

	// get returns nothing for what is not there.
	get(name) {
		return this.#next(async () => {
			const kept = await done(this.#store("readonly").get(this.#tag + name));
			return kept && new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, this.#key, kept.data));
		});
	}

	remove(name) { return this.#next(() => done(this.#store("readwrite").delete(this.#tag + name))); }

	// empty removes every text of the person.
	empty() { return this.#next(() => done(this.#store("readwrite").delete(IDBKeyRange.bound(this.#tag, this.#tag + "\uffff")))); }

	// tidy removes old texts, whosever they are.
	tidy() {
		return this.#next(() => new Promise((resolve, reject) => {
			const cursor = this.#store("readwrite").openCursor();
			cursor.onerror = () => reject(cursor.error);
			cursor.onsuccess = () => {
				const at = cursor.result;
				if (!at) return resolve();
				if (at.value.at < Date.now() - longest) at.delete();
				at.continue();
			};
		}));
	}
}

// openSafe returns null where nothing can be kept, and fails while the service cannot be reached.
export async function openSafe() {
	if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
	const offered = base64(crypto.getRandomValues(new Uint8Array(32)));
	const answer = await fetch("/browser-key", { method: "POST", body: new URLSearchParams({ key: offered }) });
	if (!answer.ok) throw new Error(`no key: ${answer.status}`);
	const bytes = Uint8Array.from(atob((await answer.json()).key), c => c.charCodeAt(0));
	const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
	const opening = indexedDB.open("minutebook", 1);
	opening.onupgradeneeded = () => opening.result.createObjectStore("texts");
	const safe = new Safe(key, base64(digest.slice(0, 12)) + " ", await done(opening));
	await safe.tidy();
	return safe;
}
