package tracker

import (
	"strings"

	"minutebook/forms"
	"minutebook/render"
)

// said is what the latest form of a meeting answers, as far as the tracker shows it.
type said struct {
	record       string
	held         forms.Date
	chair        string
	iro, iroView string
	contingency  string
	siblings     forms.YesNo
	target       forms.Date // of the should-be-placed decision
	booked       forms.Date
	actions      []forms.CarriedAction // unfinished, with how often each was carried
}

// listen reads the forms, of which the last about a planning meeting counts.
func listen(filled []Filled) said {
	var s said
	for _, in := range filled {
		switch f := in.Form.(type) {
		case *forms.PPM:
			s = said{
				record: in.Record, held: f.MeetingDate, chair: f.ChairedBy(), iro: f.IROName, iroView: f.IROView,
				contingency: f.Contingency.Contingency, siblings: f.SiblingGroup, target: f.ShobpaTargetDate, booked: f.ShobpaBookedDate,
				actions: f.Outstanding(),
			}
		case *forms.PRPM:
			s = said{
				record: in.Record, held: f.MeetingDate, chair: f.ChairedBy(), iro: f.IROName, iroView: f.IROView,
				contingency: f.Contingency.Contingency, siblings: f.SiblingGroup, target: f.ShobpaTargetDate, booked: f.ShobpaBookedDate,
				actions: f.Outstanding(),
			}
		}
	}
	for i := range s.actions {
		if a := &s.actions[i]; a.TimesCarried == nil {
			times := carried(filled, *a)
			a.TimesCarried = &times
		}
	}
	return s
}

// carried counts the reviews that took an action over, for forms from elsewhere that do not say it themselves.
func carried(filled []Filled, a forms.CarriedAction) int {
	times := 0
	for _, in := range filled {
		review, ok := in.Form.(*forms.PRPM)
		if !ok {
			continue
		}
		for _, c := range review.Carried {
			if same(c, a) {
				times++
				break
			}
		}
	}
	return times
}

// same reports whether two rows are one action: by number, else by reference, else by what it says.
func same(a, b forms.CarriedAction) bool {
	switch {
	case a.Number != 0 && b.Number != 0:
		return a.Number == b.Number
	case a.ID != "" && b.ID != "":
		return a.ID == b.ID
	}
	return a.Recommendation == b.Recommendation
}

// excerpt is the beginning of a long text on one line; the minutes have the rest.
func excerpt(text string) string {
	const most = 240
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + " …"
	}
	return text
}

// yesNo writes the answer in words; nothing stays empty.
func yesNo(answer bool) render.Value {
	if answer {
		return render.Text("Yes")
	}
	return render.Text("No")
}
