package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/internal/web"
)

// What cannot be right is said in whole sentences, by the authority's own pack and those that it extends.
func TestDoubts(t *testing.T) {
	t.Parallel()
	words, err := loadWording("")
	if err != nil {
		t.Fatal(err)
	}
	child := forms.Child{DateOfBirth: on(2027, 1, 9), Events: []forms.Event{
		{Kind: "proceedings_issued", Date: on(2026, 5, 5), Done: true}, {Kind: "placement_order_granted", Date: on(2026, 3, 3), Done: true},
	}, Placements: []forms.Placement{{From: on(2027, 2, 1), To: on(2027, 1, 20)}}}
	got, err := doubts(words.packs, "calderdale", child, on(2026, 12, 1))
	if err != nil {
		t.Fatal(err)
	}
	want := []web.Doubt{
		{Pointer: "/events/0", Says: "Proceedings issued on 5 May 2026 is before the birth, which is expected on 9 January 2027. Check both dates."},
		{Pointer: "/events/1", Says: "Placement order granted on 3 March 2026 is before the birth, which is expected on 9 January 2027. Check both dates."},
		{Pointer: "/events/1", Says: "Placement order granted on 3 March 2026 is before proceedings issued on 5 May 2026, which comes first. Check both dates."},
		{Pointer: "/placements/0", Says: "A period ends on 20 January 2027, before it begins on 1 February 2027. Check both dates."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := doubts(words.packs, "atlantis", child, on(2026, 12, 1)); err == nil {
		t.Error("a pack that is not there finds nothing, silently")
	}
}
