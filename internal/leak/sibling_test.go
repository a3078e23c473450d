package leak_test

import (
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/leak"
)

// withBrother is around with the brother's own case: other carers, his father's side, and what his records withhold.
func withBrother() *leak.Case {
	c := around()
	meeting := new(forms.PPM)
	meeting.Background.Background = "Finn has told his teacher about the marmalade cat next door. Mrs Thistledown saw it."
	c.Siblings = []leak.Sibling{{
		Child: forms.Child{Name: "Finn Vale", CaseNumber: "TX-20177", DateOfBirth: forms.Date{Year: 2019, Month: 2, Day: 27}, People: []forms.Person{
			{Key: "mum", Role: "mother", Name: "Rosalind Vale", Address: "9 Kiln Street, Testmouth, ZQ1 1AA"},
			{Key: "dad", Role: "father", Name: "Piers Blackadder", Address: "1 Quarry Bank, Oldport, ZQ3 9XX"},
			{Key: "fc", Role: "foster_carer", Name: "Wilma Oakenshaw", Telephone: "07700 900877", Address: "5 Fell View, Netherby, ZQ9 2AB"},
			{Key: "sw", Role: "child_social_worker", Name: "Ed Smallbone", Telephone: "01632 960999"},
			{Key: "school", Role: "school", Name: "Gannet Primary School"},
			{Key: "s", Role: "sibling", Name: "Aria Vale", CaseNumber: "TX-20311", DateOfBirth: forms.Date{Year: 2023, Month: 4, Day: 9}},
		}},
		Forms: []forms.Form{meeting},
	}}
	return c
}

// What is known of a brother is protected, and the hit says neither that it is his nor where it stands.
func TestBrothersOwnCase(t *testing.T) {
	t.Parallel()
	c := withBrother()
	for name, x := range map[string]struct {
		reader, text string
		want         []string
	}{
		"carers":       {"mother", "at Fell View with Wilma Oakenshaw, 07700 900877", []string{"reveals_address: the carers of a brother or sister", "reveals_identity: the carers of a brother or sister", "reveals_telephone: the carers of a brother or sister"}},
		"his father":   {"mother", "near Quarry Bank", []string{"reveals_address: the family of a brother or sister"}},
		"school":       {"father", "He goes to Gannet Primary", []string{"reveals_other_child: a brother or sister"}},
		"words":        {"mother", "about the marmalade cat next door", []string{"reveals_withheld: the records of a brother or sister"}},
		"stranger":     {"mother", "Mrs Thistledown", []string{"reveals_identity: somebody who is named in the records of a brother or sister"}},
		"herself":      {"mother", "We come to 9 Kiln Street.", nil},
		"to others":    {"father", "We come to 9 Kiln Street.", []string{"reveals_address: the mother"}},
		"worker":       {"mother", "Ed Smallbone, 01632 960999", nil},
		"this child":   {"mother", "Aria was born on 9 April 2023. TX-20311", nil},
		"names of kin": {"mother", "She sees Finn every week.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, h := range c.Guard(x.reader).Text("/x", x.text) {
				got = append(got, string(h.Kind)+": "+h.Whose)
				if strings.Contains(h.Whose, "Finn") || strings.Contains(h.Whose, "Background") {
					t.Errorf("%+v says whose it is", h)
				}
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}

// A part of the minutes that the chair released may be quoted, wherever its words stand; an address in it is still found.
func TestReleasedPart(t *testing.T) {
	t.Parallel()
	released := []forms.Release{{ID: "/contact", Text: "Contact", Reason: "She asked for it."}}
	for name, x := range map[string]struct {
		text     string
		releases []forms.Release
		want     string // codes
	}{
		"not released": {"The new swing was put up behind the greenhouse.", nil, "reveals_withheld"},
		"no reason":    {"The new swing was put up behind the greenhouse.", []forms.Release{{ID: "/contact"}}, "reveals_withheld"},
		"released":     {"The new swing was put up behind the greenhouse.", released, ""},
		"address":      {"The new swing was put up at Tithebarn Fold.", released, "reveals_address"},
		"other part":   {"She likes the red tricycle in the hall.", released, "reveals_withheld"},
		"its label":    {"Tithebarn Fold", []forms.Release{{ID: "/contact", Text: "Tithebarn Fold", Reason: "A label releases no words."}}, "reveals_address"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := around()
			review := &forms.PRPM{}
			review.Contact = c.Forms[0].(*forms.PPM).Contact // carried forward: the same words are withheld there too
			c.Minutes, c.Forms = c.Forms[0], append(c.Forms, review)
			sheet := new(forms.Summary)
			sheet.ParentKey, sheet.Releases = "mother", x.releases
			sheet.Shared = []forms.Share{{ID: "contact", Heading: "Family time", Text: x.text}}
			var got []string
			for _, p := range c.Check(sheet) {
				got = append(got, p.Code)
			}
			if strings.Join(got, " ") != x.want {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}
