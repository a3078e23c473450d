package server_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// until waits until a script says yes, on whatever page that is.
func (b *tab) until(script string) {
	b.t.Helper()
	for {
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second) // a page that gives way may never answer
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		cancel()
		if yes {
			return
		}
		if b.ctx.Err() != nil {
			b.t.Fatalf("never true: %s (%v)\n%s", script, err, b.text())
		}
		time.Sleep(50 * time.Millisecond) // an error is a page that is just giving way to the next
	}
}

// blank leaves the service.
func (b *tab) blank() {
	b.t.Helper()
	b.run(chromedp.Navigate("about:blank"))
}

// follow opens a page that may give way to another at once.
func (b *tab) follow(path string) {
	b.t.Helper()
	ask[int](b, `setTimeout(() => location.assign("`+b.h.sites.URL+path+`"))`)
}

func (b *tab) value(id string) string {
	b.t.Helper()
	return ask[string](b, `document.getElementById("`+id+`").value`)
}

// told waits until the status of the section says something.
func (b *tab) told(words string) {
	b.t.Helper()
	b.until(`document.getElementById("mb-typing")?.textContent.includes("` + words + `")`)
}

// typeInto types key by key at the end of what is there.
func (b *tab) typeInto(id, words string) {
	b.t.Helper()
	b.run(chromedp.SendKeys(chromedp.ID(id), words))
}

// safe is what the browser holds of texts, as somebody sees it who looks into its storage.
const safe = `new Promise(done => {
	const open = indexedDB.open("minutebook");
	open.onsuccess = () => {
		if (!open.result.objectStoreNames.contains("texts")) { done([]); return; }
		const all = open.result.transaction("texts").objectStore("texts").getAll();
		all.onsuccess = () => { open.result.close(); done(all.result.map(e => new TextDecoder("latin1").decode(e.data))); };
	};
})`

func (b *tab) held() []string {
	b.t.Helper()
	return ask[[]string](b, safe, chromedp.EvalAwaitPromise)
}

// What is typed is kept while it is typed, and is there when the page is opened again.
func TestTypingIsKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	b := h.tab(t, "typing")
	b.signIn("tom")
	h.as(t, "nadia").get(address).want(http.StatusOK)
	b.open(address)
	b.says("Nadia Okafor has this section open.")
	b.typeInto("background", "How it began")
	b.told("Saved ")
	b.inspect("kept")
	b.typeInto("background", ", and went on")
	b.open("/records/" + rec.ID) // leaving sends it at once
	b.says("You have typed something here on")
	b.inspect("record")
	b.open("/records/" + rec.ID + "/check")
	b.says("Typed and not saved")
	b.inspect("check")
	b.open(address)
	b.says("You typed this on")
	if got := b.value("background"); got != "How it began, and went on" {
		t.Errorf("again there: %q", got)
	}
	b.inspect("again")
	if held := b.held(); len(held) != 0 {
		t.Errorf("the browser still holds %d texts", len(held))
	}
	b.press("Save and return")
	b.says("Saved as version 2")
	if form, _ := h.stored(t, rec.ID); form.Background.Background != "How it began, and went on" {
		t.Errorf("stored %q", form.Background.Background)
	}

	b.open(address)
	b.typeInto("background", " Not this.")
	b.told("Saved ")
	b.open(address)
	b.press("Throw it away and show the saved answers")
	b.says("thrown away")
	if got := b.value("background"); got != "How it began, and went on" {
		t.Errorf("after throwing away: %q", got)
	}
}

// Somebody else saves the section while it is typed in: the page says so, and leads to both texts.
func TestTypingIsOvertaken(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	b := h.tab(t, "overtaken")
	b.signIn("tom")
	b.open(address)
	h.as(t, "nadia").post(address, url.Values{"version": {"1"}, "background": {"Nadia’s text"}}).want(http.StatusSeeOther)
	b.typeInto("background", "Tom’s text")
	b.told("Nadia Okafor saved this section at")
	b.inspect("told")
	b.leave(chromedp.Click(`//*[@id="mb-typing"]/button`))
	b.says("Somebody else saved first", "Nadia’s text", "Tom’s text", "from which both started")
	b.inspect("both")
}

// The connection drops: what is typed waits in the browser, unreadable to others, and is sent when the connection is back.
func TestTypingOffline(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	b := h.tab(t, "offline")
	b.signIn("tom")
	b.open(address)
	b.typeInto("background", "How")
	b.told("Saved ")
	h.cut.Store(true)
	b.typeInto("background", " it began")
	b.told("You are offline")
	b.inspect("offline")
	b.run(chromedp.Click(`//button[normalize-space(.)="Save and return" and @name="go"]`)) // stays here
	b.told("Not saved yet. You are offline")
	if held := b.held(); len(held) != 1 || strings.Contains(held[0], "began") {
		t.Errorf("the browser holds %q", held)
	}
	if b.path() != address {
		t.Fatalf("saving without a connection led to %s", b.path())
	}
	h.cut.Store(false)
	b.told("Saved ")
	b.until(`document.readyState === "complete"`)
	if held := b.held(); len(held) != 0 {
		t.Errorf("the browser still holds %d texts", len(held))
	}

	// The page is lost while there is no connection: the text is there when it is opened again, though nobody else finds it.
	h.cut.Store(true)
	b.typeInto("background", ", and went on")
	b.told("You are offline")
	b.blank()
	h.cut.Store(false)
	b.follow(address)
	b.until(`document.getElementById("background")?.value === "How it began, and went on" && "ready" in document.getElementById("mb-section").dataset`)
	b.press("Save and return")
	b.says("Saved as version 2")
}

// A session ends while a page is open. Its text does not stay on the screen, nobody else who signs in there finds it, and its
// writer does.
func TestTypingSessionEnds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	b := h.tab(t, "session")
	b.signIn("tom")
	b.open(address)
	b.typeInto("background", "How it")
	b.told("Saved ")
	if _, err := h.Raw.Exec("DELETE FROM sessions"); err != nil {
		t.Fatal(err)
	}
	b.typeInto("background", " began")
	b.told("Your session has ended")
	b.inspect("ended")
	b.leave(chromedp.Evaluate[chromedp.Void](`dispatchEvent(new Event("focus"))`))
	if !strings.HasPrefix(b.path(), "/sign-in?next=") {
		t.Fatalf("the session ended, and the page is %s", b.path())
	}
	for _, who := range []string{"nadia", "tom"} {
		b.signIn(who)
		if who == "nadia" {
			b.open(address)
			b.typeInto("background", "N")
			b.told("Saved ")
			if got := b.value("background"); got != "N" {
				t.Errorf("somebody else finds %q", got)
			}
			b.leave(chromedp.Click(`//button[normalize-space(.)="Sign out"]`))
			continue
		}
		b.follow(address)
		b.until(`document.querySelector("[data-unsaved]")?.textContent.includes("before the connection was lost")`)
		if got := b.value("background"); got != "How it began" {
			t.Errorf("the writer finds %q", got)
		}
		b.inspect("restored")
	}
}

// Rows that were added and not saved come back too, and signing out leaves nothing in the browser.
func TestTypingRows(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "recommendations")
	b := h.tab(t, "rows")
	b.signIn("tom")
	b.open(address)
	b.press("Add another Action")
	b.typeInto("recommendations-1-recommendation", "Tell the school")
	h.cut.Store(true)
	b.typeInto("recommendations-1-by_whom", "Nadia")
	b.told("You are offline")
	b.blank()
	h.cut.Store(false)
	b.follow(address)
	b.until(`document.getElementById("recommendations-1-by_whom")?.value === "Nadia" && "ready" in document.getElementById("mb-section").dataset`)
	b.leave(chromedp.Click(`//button[normalize-space(.)="Sign out"]`))
	if held := b.held(); len(held) != 0 {
		t.Errorf("the browser still holds %d texts", len(held))
	}
}

// The old answer of a review goes into the new one at the press of a button, and both are kept.
func TestCopyOfBefore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, review := h.review(t)
	c, address := h.as(t, "tom"), section(review.ID, "court")
	inputs := c.get(address).inputs(address)
	inputs.Set("court_timetable", "It was put off.")
	c.post(address, inputs).want(http.StatusSeeOther)
	b := h.tab(t, "copy")
	b.signIn("tom")
	b.open(address)
	b.run(chromedp.Click(`//button[normalize-space(.)="Copy into the answer"]`))
	if got := b.value("court_timetable"); got != "It was put off.\n\nThe hearing is in May." {
		t.Errorf("copied: %q", got)
	}
	b.told("Saved ")
	b.inspect("copied")
}
