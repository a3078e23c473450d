package forms_test

import (
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
)

func TestRead(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		text      string
		sentences int
		average   float64
		longest   int
		jargon    []string
	}{
		"nothing":        {"", 0, 0, 0, nil},
		"two sentences":  {"Maisie stays where she is. We meet again!", 2, 4, 5, nil},
		"no full stop":   {"Saturdays, and calls when Zayn wants", 1, 6, 6, nil},
		"titles":         {"Mr. Vale and Dr. Osei met in room 4.12. They agreed.", 2, 5.5, 9, nil},
		"lines and ends": {"One two\nthree four? “Five six.” Seven", 4, 1.75, 2, nil},
		"abbreviations":  {"The IRO and the ADM agreed. The iron is hot.", 2, 5, 6, []string{"ADM", "IRO"}},
		"words":          {"The Siblings have a placement. The placement ends.", 2, 4, 5, []string{"placement", "siblings"}},
		"plain twins":    {"Your brothers and sisters have family time at home.", 1, 9, 9, nil},
		"verb":           {"Contact Hana if you like.", 1, 5, 5, nil},
		"noun":           {"Your contact with Roo changes.", 1, 5, 5, []string{"contact with"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := forms.Read(x.text)
			var jargon []string
			for _, j := range r.Jargon {
				jargon = append(jargon, j.Term)
				if j.Plain == "" || strings.Contains(strings.ToLower(j.Plain), strings.ToLower(j.Term)+" ") {
					t.Errorf("%s has the plain word %q", j.Term, j.Plain)
				}
			}
			slices.Sort(jargon)
			if r.Sentences != x.sentences || r.Average != x.average || r.Words != x.longest || !slices.Equal(jargon, x.jargon) {
				t.Errorf("%+v", r)
			}
		})
	}
}

// Hard reading is pointed out in words, and stops nothing.
func TestReadabilityAdvises(t *testing.T) {
	t.Parallel()
	f := new(forms.Summary)
	f.Decided = strings.Repeat("word ", 31) + "end."
	f.WhyPlans = strings.Repeat(strings.Repeat("word ", 21)+"end. ", 2)
	f.Next = "The SGO comes prior to Christmas."
	problems := f.CrossCheck(nil)
	var words []string
	for _, p := range problems {
		if p.Level != forms.Advice {
			t.Errorf("%+v", p)
		}
		words = append(words, forms.Word(forms.SummaryKind, p))
	}
	for _, want := range []string{"has 32 words", "have 22 words on average", "says “SGO”", "says “prior to”. Everybody understands “before”"} {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, want) }) {
			t.Errorf("nothing says %q in %q", want, words)
		}
	}
	if len(words) != 4 {
		t.Errorf("%q", words)
	}
}

// Whatever a copy of minutes withholds, the chair reads why.
func TestWithheldFieldsHaveReasons(t *testing.T) {
	t.Parallel()
	for _, kind := range []forms.Kind{forms.PPMKind, forms.PRPMKind, forms.SummaryKind} {
		for _, s := range forms.Define(kind).Sections {
			for _, f := range s.Fields {
				if slices.Contains(f.Audience, "parent") {
					continue
				}
				form, problems := forms.Decode(kind, []byte(`{"`+f.ID+`":`+answerTo(f)+`}`))
				if problems.Has(forms.Error) {
					t.Fatalf("%s: %+v", f.ID, problems)
				}
				_, withheld, err := forms.Project(form, forms.Parent)
				if err != nil || len(withheld) != 1 || withheld[0].Pointer != "/"+f.ID || strings.HasPrefix(withheld[0].Reason, "Nobody has decided") {
					t.Errorf("%s of %s: %+v, %v", f.ID, kind, withheld, err)
				}
			}
		}
	}
}

// answerTo is some answer to a question, as JSON.
func answerTo(f forms.Field) string {
	switch f.Type {
	case forms.DateType:
		return `"2026-03-02"`
	case forms.ChoiceOf:
		return `"` + f.Options[0].Value + `"`
	case forms.Integer:
		return "1"
	case forms.Group:
		return `{"` + f.Fields[0].ID + `":` + answerTo(f.Fields[0]) + `}`
	case forms.Repeat:
		return `[{"` + f.Fields[1].ID + `":` + answerTo(f.Fields[1]) + `}]`
	}
	return `"10:30"`
}

func TestRoles(t *testing.T) {
	t.Parallel()
	for role, want := range map[string]forms.PersonRole{
		"mother": forms.ParentRole, "father of c2 and c3": forms.ParentRole, "birth_father": forms.ParentRole, "stepfather": forms.RelativeRole,
		"maternal_grandmother": forms.RelativeRole, "connected_carer": forms.RelativeRole, "special_guardian": forms.RelativeRole, "friend": forms.RelativeRole,
		"foster_carer": forms.CarerRole, "Foster carer": forms.CarerRole, "adopter": forms.CarerRole, "prospective_adopters": forms.CarerRole,
		"residential_manager": forms.CarerRole, "adopter_social_worker": forms.ProfessionalRole, "supervising_social_worker": forms.ProfessionalRole,
		"Social worker": forms.ProfessionalRole, "guardian": forms.ProfessionalRole, "iro": forms.ProfessionalRole, "virtual_school": forms.ProfessionalRole,
		"sibling": forms.SiblingRole, "school": forms.SchoolRole, "": forms.RelativeRole,
	} {
		if p := (forms.Person{Role: role}); !p.Is(want) {
			t.Errorf("%q is not %d", role, want)
		}
	}
}
