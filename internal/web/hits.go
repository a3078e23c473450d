package web

import (
	"fmt"

	"minutebook/forms"
	"minutebook/internal/records"
)

// hit is one thing in a parent's sheet that this parent may not know.
type hit struct {
	ID      string // where it stands on the page
	Field   string // which answer has it
	Found   string
	Why     string
	Change  string       // address of the answer
	Release *releaseForm // nil for people who may not release
}

// hitsIn takes what gives something away out of the problems of a sheet. From is "check", or the section whose page it is.
func (w *Web) hitsIn(v *visit, rec records.Record, problems forms.Problems, from string) (hits []hit, rest forms.Problems) {
	for _, p := range problems {
		why, weight := forms.Revealed(p)
		if why == "" {
			rest = append(rest, p)
			continue
		}
		h := hit{
			ID: fmt.Sprintf("hit-%d", len(hits)+1), Field: forms.LabelAt(rec.Kind, p.Pointer), Found: p.Args["found"].(string), Why: why,
			Change: "#" + linkID(rec.Kind, p.Pointer),
		}
		if from == "check" {
			h.Change = problemAddress(rec, p, from)
		}
		if v.person.Role.Signs() {
			h.Release = &releaseForm{
				ID: h.ID, Action: sharingAddress(rec.ID), Version: rec.Version, From: from, Pointer: p.Pointer, Text: h.Found, Weight: weight,
			}
		}
		hits = append(hits, h)
	}
	return hits, rest
}

// hitRemarks are links to hits, for the box that says what is wrong.
func hitRemarks(hits []hit) (all []remark) {
	for _, h := range hits {
		all = append(all, remark{"#" + h.ID, fmt.Sprintf("“%s” in “%s”: %s", h.Found, h.Field, h.Why)})
	}
	return all
}

// releases returns the releases of a sheet; none for other forms.
func releases(form forms.Form) []forms.Release {
	if sheet, ok := form.(*forms.Summary); ok {
		return sheet.Releases
	}
	return nil
}
