package records

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"minutebook/forms"
)

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
