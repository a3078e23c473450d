package server_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"minutebook/internal/auth/authtest"
)

// Every page that any test of this package is sent, in whatever state, is held against the HTML standard when all tests are
// through: by the W3C's own checker, once for all pages, because it takes seconds to start.

func TestMain(m *testing.M) { authtest.Main(conforming{m}) }

// conforming runs the tests, and then the checker on what they were sent.
type conforming struct{ m *testing.M }

func (c conforming) Run() int {
	status := c.m.Run()
	if wrong, err := sent.check(); err != nil || wrong != "" {
		fmt.Println("--- FAIL: pages\n"+wrong, err)
		return 1
	}
	return status
}

// sent is what the checker gets. It is shared by all tests, which only add to it.
var sent = &pages{seen: map[[sha256.Size]byte]bool{}, from: map[string]string{}}

type pages struct {
	mu     sync.Mutex
	folder string
	seen   map[[sha256.Size]byte]bool
	from   map[string]string // file to the test and address that it is from
}

// numbers are no reason to check a page again.
var numbers = regexp.MustCompile(`[0-9]+`)

// keep returns the handler with a copy of each page going to the checker.
func (p *pages) keep(t testing.TB, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &copying{ResponseWriter: w}
		h.ServeHTTP(c, r)
		page, err := c.page()
		if err == nil {
			err = p.add(t.Name()+": "+r.Method+" "+r.URL.Path, page)
		}
		if err != nil {
			t.Error(err)
		}
	})
}

func (p *pages) add(from string, page []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	mark := sha256.Sum256(numbers.ReplaceAll(page, nil))
	if len(page) == 0 || p.seen[mark] {
		return nil
	}
	if !bytes.Contains(page, []byte("<html")) { // what a script puts into a page
		page = slices.Concat([]byte("<!DOCTYPE html><html lang=en-GB><title>Part</title>"), page)
	}
	if p.folder == "" {
		var err error
		if p.folder, err = os.MkdirTemp("", "pages"); err != nil {
			return fmt.Errorf("keep the pages: %w", err)
		}
	}
	p.seen[mark] = true
	file := filepath.Join(p.folder, fmt.Sprintf("%d.html", len(p.from)))
	p.from[file] = from
	return os.WriteFile(file, page, 0o600)
}

// check returns what is wrong with the pages, each complaint once.
func (p *pages) check() (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.folder == "" {
		return "", nil
	}
	var out bytes.Buffer
	c := exec.Command("java", "-Xss4m", "-jar", "../../assets/node_modules/vnu-jar/build/dist/vnu.jar", "--errors-only", "--stdout", "--exit-zero-always", "--format", "json", p.folder)
	c.Stdout, c.Stderr = &out, &out
	if err := c.Run(); err != nil {
		return out.String(), fmt.Errorf("install Java, and the checker with npm ci --prefix assets --ignore-scripts: %w", err)
	}
	var said struct {
		Messages []struct{ URL, Message, Extract string }
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil {
		return out.String(), fmt.Errorf("read what the checker says: %w", err)
	}
	var wrong strings.Builder
	told := map[string]bool{}
	for _, m := range said.Messages {
		u, err := url.Parse(m.URL)
		if err != nil {
			return "", fmt.Errorf("read what the checker says: %w", err)
		}
		// Pages show what was typed, also characters that no form may hold, so that they can be taken out.
		if !told[m.Message] && !strings.HasPrefix(m.Message, "Forbidden code point") {
			told[m.Message] = true
			fmt.Fprintf(&wrong, "    %s: %s\n        %s\n", p.from[u.Path], m.Message, strings.ReplaceAll(m.Extract, "\n", "⏎"))
		}
	}
	return wrong.String(), os.RemoveAll(p.folder)
}

// copying keeps what it passes on, if that is a page.
type copying struct {
	http.ResponseWriter
	leads bool // to another page: nobody sees this one
	copy  bytes.Buffer
}

func (c *copying) WriteHeader(status int) {
	c.leads = status == http.StatusSeeOther
	c.ResponseWriter.WriteHeader(status)
}

// page is what was passed on, as it is read.
func (c *copying) page() ([]byte, error) {
	if c.copy.Len() == 0 || c.Header().Get("Content-Encoding") != "gzip" {
		return c.copy.Bytes(), nil
	}
	plain, err := gzip.NewReader(&c.copy)
	if err != nil {
		return nil, fmt.Errorf("read a compressed page: %w", err)
	}
	return io.ReadAll(plain)
}

func (c *copying) Write(b []byte) (int, error) {
	if !c.leads && strings.HasPrefix(c.Header().Get("Content-Type"), "text/html") {
		c.copy.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// Flush implements http.Flusher.
func (c *copying) Flush() {
	if f, ok := c.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}
