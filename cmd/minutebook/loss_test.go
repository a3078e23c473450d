package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/store/storetest"
)

// TestNothingTypedIsLost types in a real browser into the real program, kills the program, the browser or both in the middle,
// and looks at what is there afterwards: everything of which the page had said that it is saved, and with the browser alive
// everything. MINUTEBOOK_LOSS_ROUNDS says how often (3), MINUTEBOOK_LOSS_SEED repeats a run.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	rounds, seed := lossSetting(t, "MINUTEBOOK_LOSS_ROUNDS", 3), lossSetting(t, "MINUTEBOOK_LOSS_SEED", time.Now().UnixNano())
	t.Logf("MINUTEBOOK_LOSS_SEED=%d", seed)
	l := newLoss(t, rand.New(rand.NewPCG(uint64(seed), 0)))
	for round := range rounds {
		l.round(int(round))
	}
	t.Logf("%d rounds, killed: %v; most words lost that were not saved yet: %d, typed in the last %v before", rounds, l.killed, l.most, l.longest.Round(time.Millisecond))
}

func lossSetting(t *testing.T, name string, otherwise int64) int64 {
	if text := os.Getenv(name); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return otherwise
}

// loss is a program and a browser that get killed again and again.
type loss struct {
	t                       *testing.T
	random                  *rand.Rand
	db, site, page, profile string
	program                 *exec.Cmd
	browser                 context.Context
	stopBrowser             func()
	text                    string // what was typed in all rounds
	killed                  map[string]int
	most                    int
	longest                 time.Duration
}

func newLoss(t *testing.T, random *rand.Rand) *loss {
	l := &loss{t: t, random: random, db: filepath.Join(t.TempDir(), "minutebook.db"), profile: t.TempDir(), killed: map[string]int{}}
	add := exec.Command("minutebook", "user", "add", "tom", "--name", "Tom Brennan", "--role", string(auth.SocialWorker), "--db", l.db)
	add.Stdin = strings.NewReader("a quiet walk by the canal")
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	db := storetest.Open(t, l.db)
	tom, err := db.Account(t.Context(), "tom")
	if err != nil {
		t.Fatal(err)
	}
	ids := 0
	service := records.New(records.Config{Store: db, Policy: "statutory", Now: time.Now, NewID: func() string { ids++; return fmt.Sprintf("id-%d", ids) }})
	by := records.Actor{Person: tom.Person}
	child, err := service.AddChild(t.Context(), by, forms.Child{Name: "Mia Fictional", CaseNumber: "C-1"})
	if err != nil {
		t.Fatal(err)
	}
	rec, _, err := service.Create(t.Context(), by, child.ID, &forms.PPM{})
	if err != nil {
		t.Fatal(err)
	}
	l.page = "/records/" + rec.ID + "/sections/background"
	listener, err := net.Listen("tcp", "127.0.0.1:0") // a free port, the same in all rounds, because the browser keeps texts by it
	if err == nil {
		l.site = listener.Addr().String()
		err = listener.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.kill(true, true) })
	return l
}

// begin starts what does not run.
func (l *loss) begin() {
	l.t.Helper()
	if l.program == nil {
		l.program = exec.Command("minutebook", "serve", "--db", l.db, "--addr", l.site, "--plain-http", "--authority", "Example Council")
		if err := l.program.Start(); err != nil {
			l.t.Fatal(err)
		}
		for {
			res, err := http.Get("http://" + l.site + "/readyz")
			if err == nil && res.Body.Close() == nil && res.StatusCode == http.StatusOK {
				break
			}
			if l.t.Context().Err() != nil {
				l.t.Fatal(err)
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	if l.browser != nil {
		return
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		l.t.Fatalf("install Debian's chromium: %v", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(l.profile))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stopTab := chromedp.NewContext(allocator)
	l.browser, l.stopBrowser = ctx, func() { stopTab(); stop() }
	l.run(chromedp.Navigate("http://" + l.site + "/sign-in?next=" + url.QueryEscape(l.page)))
	l.until(`document.getElementById("username") ?? document.getElementById("background")`)
	if l.read(`document.getElementById("username") ? "no" : "yes"`) == "yes" {
		return // a browser that crashed may still have its session
	}
	l.run(chromedp.SendKeys(chromedp.ID("username"), "tom"), chromedp.SendKeys(chromedp.ID("password"), "a quiet walk by the canal\n"))
	l.until(`document.getElementById("background") !== null`)
}

// kill ends what it is told with a signal that nothing can prepare for.
func (l *loss) kill(program, browser bool) {
	if browser && l.browser != nil {
		if p := chromedp.FromContext(l.browser).Browser.Process(); p != nil {
			if err := p.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				l.t.Error(err)
			}
		}
		l.stopBrowser()
		l.browser = nil
	}
	if program && l.program != nil {
		if err := l.program.Process.Kill(); err != nil {
			l.t.Error(err)
		}
		var exit *exec.ExitError
		if err := l.program.Wait(); err != nil && !errors.As(err, &exit) {
			l.t.Error(err)
		}
		l.program = nil
	}
}

func (l *loss) run(steps ...chromedp.Action[chromedp.Void]) {
	l.t.Helper()
	if err := chromedp.Do(l.browser, steps...); err != nil {
		l.t.Fatal(err)
	}
}

func (l *loss) until(script string) {
	l.t.Helper()
	for end := time.Now().Add(2 * time.Minute); ; {
		ctx, cancel := context.WithTimeout(l.browser, 5*time.Second)
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		cancel()
		if yes {
			return
		}
		if time.Now().After(end) {
			l.t.Fatalf("never true: %s (%v)", script, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (l *loss) read(script string) string {
	l.t.Helper()
	text, err := chromedp.Run(l.browser, chromedp.Evaluate[string](script))
	if err != nil {
		l.t.Fatal(err)
	}
	return text
}

// mark is what the page holds when the service keeps the text.
func mark(text string) string {
	return records.WorkingCopy{Inputs: []byte(url.Values{"background": {text}}.Encode())}.Mark()
}

// round types until something is killed, and looks at what is left.
func (l *loss) round(n int) {
	l.t.Helper()
	l.begin()
	words, at, saved := []string{l.text}, []time.Time{time.Now()}, 0
	for i := range 4 + l.random.IntN(16) {
		word := fmt.Sprintf("r%dw%d ", n, i)
		l.read(`((field) => { field.focus(); field.setSelectionRange(field.value.length, field.value.length); return "" })(document.getElementById("background"))`)
		l.run(chromedp.KeyEvent(word))
		l.text += word
		words, at = append(words, l.text), append(at, time.Now())
		time.Sleep(time.Duration(l.random.IntN(700)) * time.Millisecond)
		seen := l.read(`document.querySelector("#mb-section input[name=seen]").value`)
		for w := saved; w < len(words); w++ {
			if mark(words[w]) == seen {
				saved = w
			}
		}
	}
	died := time.Now()
	what := l.random.IntN(3)
	l.killed[[]string{"the program", "the browser", "both"}[what]]++
	l.kill(what != 1, what != 0)
	l.begin()
	if what == 0 { // the page sends what it has when the program is back
		l.until(`document.querySelector("#mb-section input[name=seen]").value === "` + mark(l.text) + `"`)
	} else { // what the browser held back comes after the page
		l.until(`"ready" in document.getElementById("mb-section").dataset`)
	}
	left := l.read(`document.getElementById("background").value`)
	found := -1
	for w := range words {
		if words[w] == left {
			found = w
		}
	}
	switch {
	case found < 0 && !(strings.HasPrefix(l.text, left) && bytes.HasPrefix([]byte(left), []byte(words[saved]))):
		l.t.Fatalf("round %d: %q is there, which was never typed as a whole", n, left)
	case found >= 0 && found < saved:
		l.t.Fatalf("round %d: %q was saved, and %q is there", n, words[saved], left)
	}
	if lost := len(strings.Fields(l.text)) - len(strings.Fields(left)); lost > 0 {
		l.most, l.longest = max(l.most, lost), max(l.longest, died.Sub(at[len(at)-lost]))
	}
	l.text = left
	if len(l.text) > 4000 { // far enough from what the field takes
		l.text = l.read(`(field => { field.value = ""; field.dispatchEvent(new Event("input", { bubbles: true })); return field.value })(document.getElementById("background"))`)
	}
}
