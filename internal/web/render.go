package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// frame is what every page's template gets: what surrounds the page, and the page's own data.
type frame struct {
	Title     string
	Nav       string
	Problem   bool
	Person    *auth.Person
	Menu      []menuEntry
	Notice    string
	Printed   string // what a page on paper says of itself
	Idle      *idle  // where somebody is signed in
	Authority string
	Marking   string
	Version   string
	Assets    string
	Data      any
}

// menuEntry is one line of the navigation.
type menuEntry struct{ To, Label string }

// menu lists what somebody may go to; a person without an id is signed out.
func menu(p auth.Person) []menuEntry {
	if p.ID == "" {
		return []menuEntry{{"/sign-in", "Sign in"}, {"/verify", "Check a document"}}
	}
	entries := []menuEntry{{"/", "Start"}}
	for _, e := range []struct {
		access access
		menuEntry
	}{
		{caseWork, menuEntry{"/children", "Children"}},
		{caseWork, menuEntry{"/due", "What is due"}},
		{importing, menuEntry{"/imports", "Import"}},
		{reporting, menuEntry{"/trackers", "Tracker packs"}},
		{administering, menuEntry{"/people", "People"}},
		{administering, menuEntry{"/teams", "Teams"}},
		{allocating, menuEntry{"/allocations", "Allocation"}},
		{overseeing, menuEntry{"/openings", "Opened cases"}},
		{auditing, menuEntry{"/audit", "Audit"}},
	} {
		if e.access.lets(p.Role) {
			entries = append(entries, e.menuEntry)
		}
	}
	return append(entries, menuEntry{"/verify", "Check a document"}, menuEntry{"/account", "Your account"})
}

// parsePages parses each page together with the parts, which are the files that begin with "part-".
func parsePages(fsys fs.FS, zone *time.Location) (map[string]*template.Template, error) {
	files, err := fs.Glob(fsys, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("finding the page templates: %w", err)
	}
	base := template.New("").Option("missingkey=error").Funcs(template.FuncMap{
		"clock":  func(t time.Time) string { return clock(t, zone) },
		"status": statusWord,
		"did":    did,
		"dict":   dict,
		// errorsFor keeps the sentences about one input.
		"errorsFor": func(all []remark, id string) []remark {
			return slices.DeleteFunc(slices.Clone(all), func(e remark) bool { return e.Link != "#"+id })
		},
	})
	if base, err = base.ParseFS(fsys, "pages/part-*.html"); err != nil {
		return nil, fmt.Errorf("parsing the parts of pages: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, file := range files {
		name := path.Base(file)
		if strings.HasPrefix(name, "part-") {
			continue
		}
		page, err := base.Clone()
		if err == nil {
			page, err = page.ParseFS(fsys, file)
		}
		if err != nil {
			return nil, fmt.Errorf("parsing the page %s: %w", name, err)
		}
		pages[name] = page
	}
	return pages, nil
}

// rendered returns a whole page.
func (w *Web) rendered(v *visit, a answer) ([]byte, error) {
	page, ok := w.pages[a.page]
	if !ok {
		return nil, fmt.Errorf("there is no page %q", a.page)
	}
	f := frame{
		Title: a.title, Nav: a.nav, Problem: a.problem, Authority: w.Authority, Version: w.Config.Version,
		Assets: assetsPath + w.revision + "/", Data: a.data,
	}
	f.Menu = menu(v.person)
	if v.person.ID != "" {
		f.Person, f.Marking = &v.person, w.Marking
		f.Notice, f.Idle = v.notice, v.idle()
		f.Printed = "Printed by " + v.person.Name + " on " + w.today().Long()
	}
	var whole bytes.Buffer
	if err := page.ExecuteTemplate(&whole, "frame", f); err != nil {
		return nil, fmt.Errorf("rendering a page: %w", err)
	}
	return bytes.ToValidUTF8(whole.Bytes(), []byte("\uFFFD")), nil // a page shows again whatever it was sent
}

// clock writes a time as people read it.
func clock(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format("2 January 2006 at 15:04")
}

func (w *Web) clock(t time.Time) string { return clock(t, w.Zone) }

func number(n int) string { return strconv.Itoa(n) }

// statusWord is how a state is written in pages.
func statusWord(s records.Status) string {
	if s == records.Complete {
		return "ready to sign"
	}
	return string(s)
}

// dict makes the argument of a part that needs more than one thing.
func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}
