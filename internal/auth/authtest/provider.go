package authtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"minutebook/internal/auth"
)

// Provider is an OpenID Connect provider in a process of its own, as a test sees it.
type Provider struct {
	URL string
	t   testing.TB
}

// Worker is somebody whom the provider knows.
type Worker struct {
	Subject  string   `json:"subject"`
	Name     string   `json:"name"`
	Username string   `json:"username"`
	Groups   []string `json:"groups"`
}

// Mischief is what the provider does wrong, or somebody between it and us.
type Mischief struct {
	Claims   map[string]any `json:"claims"`    // laid over those of the ID token; null takes one away
	Sign     string         `json:"sign"`      // "RS256", or: none, stripped, HS256, foreign, old
	SkipPKCE bool           `json:"skip_pkce"` // does not ask who had sent for the code
	NoToken  bool           `json:"no_token"`  // gives no ID token
	Down     bool           `json:"down"`
}

// asProvider in the environment makes a test binary a provider.
const asProvider = "MINUTEBOOK_TEST_PROVIDER"

// Main is what TestMain of a package calls whose tests start a provider.
func Main(m interface{ Run() int }) {
	if os.Getenv(asProvider) != "" {
		serveProvider()
	}
	os.Exit(m.Run())
}

// StartProvider starts a provider; it ends with the test.
func StartProvider(t testing.TB) *Provider {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), asProvider+"=1")
	c.Stderr = os.Stderr
	stdin, err := c.StdinPipe() // when it closes, the provider ends, whatever becomes of the test
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stdin.Close(); err != nil {
			t.Error(err)
		}
		if err := c.Wait(); err != nil {
			t.Errorf("the provider ended with %v", err)
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the provider did not start: %v", err)
	}
	return &Provider{URL: strings.TrimSpace(line), t: t}
}

// Config is how a service at an address reaches the provider. Its mapping knows the groups g-chair, g-worker, g-admin and
// g-north, which is a team.
func (p *Provider) Config(address string) auth.ProviderConfig {
	p.t.Helper()
	m, err := auth.ReadMapping([]byte(`
roles:
  - {group: g-chair, role: chair}
  - {group: g-worker, role: social-worker}
  - {group: g-admin, role: administrator}
teams:
  - {group: g-north, team: North}
`))
	if err != nil {
		p.t.Fatal(err)
	}
	return auth.ProviderConfig{Issuer: p.URL, ClientID: clientID, ClientSecret: clientSecret, Address: address, Claim: "groups", Mapping: m,
		Client: &http.Client{Timeout: 10 * time.Second}, Now: time.Now}
}

// Employ makes somebody known to the provider, or changes what it knows.
func (p *Provider) Employ(w Worker) { p.tell("/control/worker", w) }

// Misbehave makes the provider do this from now on; the zero Mischief makes it honest again.
func (p *Provider) Misbehave(m Mischief) { p.tell("/control/mischief", m) }

// Rotate makes the provider sign with a new key and withdraw the old one.
func (p *Provider) Rotate() { p.tell("/control/rotate", nil) }

func (p *Provider) tell(path string, v any) {
	p.t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		p.t.Fatal(err)
	}
	res, err := http.Post(p.URL+path, "application/json", bytes.NewReader(data))
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || res.Body.Close() != nil {
		p.t.Fatalf("%s: %s %s %v", path, res.Status, text, err)
	}
}

// Visit follows an address of the provider as the browser of somebody would who signs in there, and returns the query with
// which the browser is sent back.
func (p *Provider) Visit(address, subject string) url.Values {
	p.t.Helper()
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(address + "&worker=" + url.QueryEscape(subject))
	if err != nil {
		p.t.Fatal(err)
	}
	back, err := res.Location()
	if err != nil || res.Body.Close() != nil {
		p.t.Fatalf("the provider answers %s: %v", res.Status, err)
	}
	return back.Query()
}
