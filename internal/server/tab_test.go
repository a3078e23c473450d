package server_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a browser with a person in front of it.
type tab struct {
	t          testing.TB
	h          *house
	ctx        context.Context
	axe        string
	name       string // begins the names of screenshots
	plain      bool   // pages run no scripts
	mu         sync.Mutex
	complaints []string
}

// tab opens a browser. Whatever it complains of (scripts, the content security policy, missing files) fails the test.
func (h *house) tab(t testing.TB, name string) *tab {
	t.Helper()
	axe, err := os.ReadFile("../../assets/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("install the accessibility checker with npm ci --prefix assets: %v", err)
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("install Debian's chromium: %v", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true))
	// A browser of its own: tabs that share one hold up each other's clicks, because only one is in front.
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stopAllocator)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Minute) // what never comes must not hold up all tests
	t.Cleanup(cancel)
	b := &tab{t: t, h: h, ctx: ctx, axe: string(axe), name: name}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	b.run(chromedp.EmulateViewport(1280, 900))
	return b
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *cdpruntime.EventExceptionThrown:
		b.complaints = append(b.complaints, "script: "+e.ExceptionDetails.Text)
	case *cdpruntime.EventConsoleAPICalled:
		if e.Type == cdpruntime.ConsoleAPICalledTypeError || e.Type == cdpruntime.ConsoleAPICalledTypeWarning {
			b.complaints = append(b.complaints, fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *cdplog.EventEntryAdded:
		// A page that comes with 422 or 404 is an entry too; only files that a page loads count.
		if e.Entry.Source == cdplog.EntrySourceNetwork && !strings.Contains(e.Entry.URL, "/assets/") {
			return
		}
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Level == cdplog.EntryLevelWarning {
			b.complaints = append(b.complaints, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

func (b *tab) run(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// ask runs a script in the page, even where the page may not run its own.
func ask[T any](b *tab, script string, options ...chromedp.EvaluateOption) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, options...))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// withoutScripts turns scripts off, as some people and some networks do.
func (b *tab) withoutScripts() *tab {
	b.t.Helper()
	b.plain = true
	b.disable(true)
	return b
}

// disable turns the page's scripts off or on. While they are off, promises do not resolve either.
func (b *tab) disable(off bool) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.h.sites.URL + path))
}

// press clicks a button or link by its words and waits for the page that it leads to.
func (b *tab) press(words string) {
	b.t.Helper()
	b.leave(chromedp.Click(fmt.Sprintf(`//main//*[self::a or self::button][not(contains(@class,"visually-hidden"))][normalize-space(.)=%q]`, words)))
}

// leave does what leads to another page.
func (b *tab) leave(step chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b.ctx, step); err != nil {
		b.t.Fatalf("the page did not lead anywhere: %v", err)
	}
}

// fill types into inputs by id.
func (b *tab) fill(pairs ...string) {
	b.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		b.run(chromedp.SetValue(chromedp.ID(pairs[i]), pairs[i+1]))
	}
}

func (b *tab) choose(ids ...string) {
	b.t.Helper()
	for _, id := range ids {
		b.run(chromedp.Click(chromedp.ID(id)))
	}
}

func (b *tab) text() string {
	b.t.Helper()
	return ask[string](b, `document.body.innerText`)
}

func (b *tab) path() string {
	b.t.Helper()
	return strings.TrimPrefix(ask[string](b, `location.href`), b.h.sites.URL)
}

func (b *tab) says(texts ...string) {
	b.t.Helper()
	read := b.text()
	for _, s := range texts {
		if !strings.Contains(read, s) {
			b.t.Errorf("%q is missing on %s:\n%s", s, b.path(), read)
		}
	}
}

func (b *tab) signIn(username string) {
	b.t.Helper()
	b.open("/sign-in")
	b.fill("username", username, "password", password)
	b.press("Sign in")
}

// violation is what axe found.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML string `json:"html"`
	} `json:"nodes"`
}

// inspect holds the page against the accessibility rules, wide and narrow, and fails the test for whatever the browser
// complained of so far. It takes pictures when MINUTEBOOK_SCREENSHOTS names a folder.
func (b *tab) inspect(name string) {
	b.t.Helper()
	if b.plain { // the page is loaded, so its own scripts do not start any more
		b.disable(false)
		defer b.disable(true)
	}
	for _, width := range []int64{1280, 320} {
		b.width(width)
		b.run(chromedp.Evaluate[chromedp.Void](b.axe))
		violations := ask[[]violation](b, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations)`, chromedp.EvalAwaitPromise)
		overflow := ask[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
		for _, v := range violations {
			b.t.Errorf("%s at %d px: %s: %s\n%s", name, width, v.ID, v.Help, v.Nodes[0].HTML)
		}
		if overflow > 0 {
			b.t.Errorf("%s at %d px is %d px too wide", name, width, overflow)
		}
		b.picture(fmt.Sprintf("%s-%s-%d", b.name, name, width))
	}
	b.width(1280)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		b.t.Errorf("%s: the browser complains: %s", name, c)
	}
	b.complaints = nil
}

// width makes the window narrow or wide, and waits until the page is laid out again: a click finds its button by where it
// is.
func (b *tab) width(pixels int64) {
	b.t.Helper()
	b.run(chromedp.EmulateViewport(pixels, 900))
	ask[bool](b, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`, chromedp.EvalAwaitPromise)
}

func (b *tab) picture(name string) {
	folder := os.Getenv("MINUTEBOOK_SCREENSHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
