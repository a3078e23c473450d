package records

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
)

func TestUnprintable(t *testing.T) {
	t.Parallel()
	s := New(Config{Replaceable: func(text string) []rune {
		var found []rune
		for _, r := range text {
			if r > 0xFFFF && !slices.Contains(found, r) {
				found = append(found, r)
			}
		}
		return found
	}})
	form := &forms.PPM{}
	form.Venue = "Room 🙂🙂🙃"
	form.Recommendations.Actions = []forms.Action{{Recommendation: "plain"}, {ByWhom: "𝔗om"}}
	problems, err := s.unprintable(form)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprint(p.Pointer, " ", p.Code, " ", p.Level, " ", p.Args["characters"]))
	}
	want := []string{
		"/venue unprintable_character advice [U+1F642 U+1F643]",
		"/recommendations/1/by_whom unprintable_character advice [U+1D517]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	if problems, err := New(Config{}).unprintable(form); err != nil || problems != nil {
		t.Errorf("without a check: %v, %v", problems, err)
	}
}

// FuzzTexts compares the walk with what encoding/json makes of the same bytes.
func FuzzTexts(f *testing.F) {
	for _, seed := range []string{`{"a":["x",{"b/~":"y"}],"c":null}`, `"x"`, `[]`, `{`, `{"a":"x","a":"y"}`, `[1,true,"\u0000"]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		visited := 0
		d := json.NewDecoder(strings.NewReader(body))
		d.UseNumber()
		err := texts(d, "", func(pointer, _ string) {
			visited++
			if pointer != "" && pointer[0] != '/' {
				t.Errorf("%q is no pointer", pointer)
			}
		})
		if json.Valid([]byte(body)) != (err == nil && onlySpace(d)) {
			t.Errorf("%q: valid %t, but the walk says %v", body, json.Valid([]byte(body)), err)
		}
		if visited > strings.Count(body, `"`)/2 {
			t.Errorf("%d texts in %q", visited, body)
		}
	})
}

func onlySpace(d *json.Decoder) bool {
	_, err := d.Token()
	return errors.Is(err, io.EOF)
}

func TestFormOf(t *testing.T) {
	t.Parallel()
	form := &forms.PPM{}
	form.Venue = "Town hall"
	v, err := newVersion(Record{ID: "r", Version: 3, Form: form})
	if err != nil {
		t.Fatal(err)
	}
	read, err := formOf(forms.PPMKind, v)
	if err != nil || read.(*forms.PPM).Venue != "Town hall" {
		t.Errorf("read back %+v, %v", read, err)
	}
	changed := v
	changed.Body = bytes.Replace(v.Body, []byte("Town"), []byte("City"), 1)
	if _, err := formOf(forms.PPMKind, changed); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("changed bytes are read: %v", err)
	}
	if _, err := formOf("nothing", v); err == nil {
		t.Error("an unknown kind is read")
	}
}

func TestTidyChild(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, number string
		want         string // pointers and codes
	}{
		{" Mia\u0301  ", " C-1 ", ""},
		{"", " ", "/name required, /case_number required"},
		{strings.Repeat("é", 200), strings.Repeat("1", 40), ""},
		{strings.Repeat("é", 201), strings.Repeat("1", 41), "/name too_long, /case_number too_long"},
		{"Mia\x00", "C\n1", "/name control_character, /case_number control_character"},
		{"Mia\xff", "C-1", "/name control_character"},
	} {
		child, err := tidyChild(forms.Child{Name: c.name, CaseNumber: c.number})
		var got []string
		var invalid *InvalidError
		if errors.As(err, &invalid) {
			for _, p := range invalid.Problems {
				got = append(got, p.Pointer+" "+p.Code)
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%q, %q: %q, want %q", c.name, c.number, got, c.want)
		}
		if strings.TrimSpace(child.Name) != child.Name || strings.Contains(child.Name, "a\u0301") {
			t.Errorf("%q is kept as %q", c.name, child.Name)
		}
	}
}

type reasoned struct{ error }

func (reasoned) Reason() string { return "the printer is out of paper" }

func TestReason(t *testing.T) {
	t.Parallel()
	content := errors.New("Mia Fictional")
	for _, c := range []struct {
		err  error
		want string
	}{
		{content, "the papers could not be made"},
		{nil, "the papers could not be made"},
		{fmt.Errorf("make: %w", reasoned{content}), "out of paper"},
		{fmt.Errorf("store: %w", &UnavailableError{content}), "database"},
		{context.DeadlineExceeded, "too long"},
		{context.Canceled, "stopped"},
	} {
		if got := Reason(c.err); !strings.Contains(got, c.want) || strings.Contains(got, "Mia") {
			t.Errorf("%v: %q, want it to say %q", c.err, got, c.want)
		}
	}
}
