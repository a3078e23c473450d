package policy

import (
	"os"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
)

// TestEveryCodeHasWords needs the table of checks itself, so that a code which no example reaches is found too.
func TestEveryCodeHasWords(t *testing.T) {
	t.Parallel()
	for name, kind := range checks() {
		if len(kind.codes) == 0 {
			t.Errorf("%s has no codes", name)
		}
		for _, code := range kind.codes {
			if said := forms.Word(forms.PPMKind, forms.Problem{Code: code}); strings.HasPrefix(said, "Something is wrong") {
				t.Errorf("%s: %s has no words", name, code)
			}
		}
	}
}

// TestEveryEventCanBeChosen: what rules wait for is what people can enter.
func TestEveryEventCanBeChosen(t *testing.T) {
	t.Parallel()
	var offered []string
	for _, o := range forms.EventKind("").Options() {
		offered = append(offered, o.Value)
	}
	slices.Sort(offered)
	if !slices.Equal(offered, eventKinds) {
		t.Errorf("people can enter %q, rules wait for %q", offered, eventKinds)
	}
}

// TestCodesAreDeclared breaks every rule of every shipped pack and compares what comes with what the checks declare.
func TestCodesAreDeclared(t *testing.T) {
	t.Parallel()
	packs, err := Load(os.DirFS("../../templates/policies"))
	if err != nil {
		t.Fatal(err)
	}
	born, held := forms.Date{Year: 2024, Month: 5, Day: 1}, forms.Date{Year: 2026, Month: 3, Day: 2}
	child := &forms.Child{
		DateOfBirth: born,
		Placements:  []forms.Placement{{From: born, Type: "U1"}},
		Events:      []forms.Event{{Kind: "second_cla_review", Date: born, Done: true}},
	}
	var got, want []string
	for _, kind := range checks() {
		want = append(want, kind.codes...)
	}
	for _, plan := range []forms.Plan{"", forms.LTF, forms.Adoption, forms.FamilyFriends} {
		for _, next := range []forms.Date{{}, held.AddMonths(12)} {
			form := &forms.PPM{}
			form.MeetingDate, form.NextDate, form.PlanSelected, form.SiblingGroup = held, next, plan, forms.Yes
			form.Options.Adoption.Considered = forms.No
			for _, name := range packs.Names() {
				for _, p := range packs.byName[name].Check(form, child) {
					got = append(got, p.Code)
				}
			}
		}
	}
	before := &forms.PPM{}
	before.Actions = []forms.Action{{Number: 1}}
	review := &forms.PRPM{}
	review.Carried = []forms.CarriedAction{{Number: 2}}
	for _, name := range packs.Names() {
		for _, p := range packs.byName[name].CheckAfter(before, review, child) {
			got = append(got, p.Code)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("codes\n got %q\nwant %q", got, want)
	}
}

func TestEventKindsAreSorted(t *testing.T) {
	t.Parallel()
	if !slices.IsSorted(eventKinds) || len(slices.Compact(slices.Clone(eventKinds))) != len(eventKinds) {
		t.Error("eventKinds is searched by halves: keep it in alphabetical order, each kind once")
	}
}
