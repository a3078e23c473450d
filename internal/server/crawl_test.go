package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"minutebook/internal/auth"
)

// Whatever a page shows to somebody, they may do: from the start page each role follows every link, and then sends every form
// with every one of its buttons, and never comes to a page that is not there, not allowed or broken.
func TestNoDeadEnds(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, role := range auth.Roles { // one after the other: the administrator, who is last, locks the others out
		c := &crawl{caller: w.come(t, role), w: w, role: role, seen: map[string]bool{}}
		c.visit("/sign-in/done", "/")
		for _, f := range c.forms {
			c.send(f)
		}
	}
	w.discreet(t)
}

type crawl struct {
	*caller
	w     *town
	role  auth.Role
	seen  map[string]bool
	forms []sentForm
}

// sentForm is a form with the button that was pressed.
type sentForm struct {
	page, action, method, kind string
	values                     url.Values
}

// shape is an address in which the names of the town stand for ids, so that all minutes in one state are visited once.
func (c *crawl) shape(address string) string {
	for relation, id := range c.w.child {
		address = strings.ReplaceAll(address, id, "{"+relation+"}")
	}
	for _, has := range c.w.record {
		for name, id := range has {
			address = strings.ReplaceAll(address, id, "{"+name+"}")
		}
	}
	return numbers.ReplaceAllString(address, "0")
}

func (c *crawl) first(what string) bool {
	is := !c.seen[what]
	c.seen[what] = true
	return is
}

// visit opens an address and all to which it leads.
func (c *crawl) visit(from, address string) {
	address, _, _ = strings.Cut(address, "#")
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "/assets/") || !c.first(c.shape(address)) {
		return
	}
	page := c.get(address)
	c.judge(from, "GET", address, page)
	if to := page.location(); to != "" {
		c.visit(from, to)
	}
	c.read(address, page)
}

// judge fails the test for an answer that nobody should come to.
func (c *crawl) judge(from, method, address string, page *got) {
	c.t.Helper()
	switch s := page.status; {
	case s == http.StatusBadRequest, s == http.StatusForbidden, s == http.StatusNotFound, s == http.StatusMethodNotAllowed, s >= 500,
		strings.HasPrefix(page.location(), "/sign-in"):
		c.t.Errorf("%s: %s leads to %s %s: %d", c.role, c.shape(from), method, c.shape(address), s)
	}
}

// read follows the links of a page and keeps its forms for later.
func (c *crawl) read(address string, page *got) {
	if !strings.HasPrefix(page.header.Get("Content-Type"), "text/html") {
		return
	}
	for n := range page.doc.Descendants() {
		if to, ok := attr(n, "href"); ok && n.Data == "a" {
			c.visit(address, to)
		}
		if n.Type != html.ElementNode || n.Data != "form" {
			continue
		}
		f := sentForm{page: address, action: address, method: "get", values: inputsOf(n)}
		for name, into := range map[string]*string{"action": &f.action, "method": &f.method, "enctype": &f.kind} {
			if v, ok := attr(n, name); ok {
				*into = v
			}
		}
		if f.action == "/sign-out" {
			continue
		}
		for b := range n.Descendants() {
			if kind, _ := attr(b, "type"); b.Data != "button" || kind == "button" {
				continue
			}
			pressed := f
			pressed.values = url.Values{}
			for name, values := range f.values {
				pressed.values[name] = values
			}
			name, _ := attr(b, "name")
			value, _ := attr(b, "value")
			if name != "" {
				pressed.values[name] = []string{value}
			}
			if to, ok := attr(b, "formaction"); ok {
				pressed.action = to
			}
			if c.first(f.method + " " + c.shape(pressed.action) + " " + name + "=" + numbers.ReplaceAllString(value, "0")) {
				c.forms = append(c.forms, pressed)
			}
		}
	}
}

// send presses a button. What a form changes may take away what another was about: only whether it is allowed counts.
func (c *crawl) send(f sentForm) {
	c.t.Helper()
	var page *got
	switch {
	case strings.EqualFold(f.method, "get"):
		page = c.get(f.action + "?" + f.values.Encode())
	case f.kind == "":
		page = c.post(f.action, f.values)
	default:
		var fields []string
		for name := range f.values {
			if name != "picture" && name != "file" {
				fields = append(fields, name, f.values.Get(name))
			}
		}
		page = c.caller.send(f.action, "", nil, fields...)
	}
	c.judge(f.page, "POST", f.action+" "+f.values.Get("go"), page)
}
