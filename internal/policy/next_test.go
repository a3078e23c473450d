package policy_test

import (
	"testing"

	"minutebook/forms"
)

// TestNextDate holds every interval at its last day and one day beyond, each event on, before and after the day of the
// meeting, and each ending.
func TestNextDate(t *testing.T) {
	t.Parallel()
	const day0 = "2026-03-02"
	care, placement := done("care_order_granted", day0), done("placement_order_granted", day0)
	late := func(rule string) []string { return []string{rule + " advice /next_date next_date_late"} }
	for _, e := range []struct {
		name, pack, meeting, next string
		events                    []forms.Event
		want                      []string
	}{
		{"six weeks", "calderdale", day0, "2026-04-13", nil, nil},
		{"six weeks and a day", "calderdale", day0, "2026-04-14", nil, late("001-R04")},
		{"blank", "calderdale", day0, "", nil, []string{"001-R04 advice /next_date next_date_missing"}},
		{"order on the day: twelve weeks", "calderdale", day0, "2026-05-25", []forms.Event{care}, nil},
		{"order on the day: twelve weeks and a day", "calderdale", day0, "2026-05-26", []forms.Event{care}, late("001-R05")},
		{"blank after the order", "calderdale", day0, "", []forms.Event{placement}, []string{"001-R05 advice /next_date next_date_missing"}},
		{"supervision order is final too", "calderdale", day0, "2026-05-25", []forms.Event{done("supervision_order_granted", "2026-02-01")}, nil},
		{"order the day after: still six weeks", "calderdale", day0, "2026-04-14", []forms.Event{done("care_order_granted", "2026-03-03")}, late("001-R04")},
		{"order planned: still six weeks", "calderdale", day0, "2026-04-14", []forms.Event{{Kind: "care_order_granted", Date: day(day0)}}, late("001-R04")},
		{"interim order is not final", "calderdale", day0, "2026-04-14", []forms.Event{done("interim_care_order_granted", day0)}, late("001-R04")},
		{"adoption match does not end it in Calderdale", "calderdale", day0, "", []forms.Event{done("adm_match_decision", day0)}, []string{"001-R04 advice /next_date next_date_missing"}},
		{"long-term match on the day", "calderdale", day0, "", []forms.Event{care, done("long_term_match_approved", day0)}, nil},
		{"long-term match the day after", "calderdale", day0, "", []forms.Event{care, done("long_term_match_approved", "2026-03-03")}, []string{"001-R05 advice /next_date next_date_missing"}},
		{"special guardianship", "calderdale", day0, "", []forms.Event{care, done("sgo_granted", day0)}, nil},
		{"discharge", "calderdale", day0, "", []forms.Event{care, done("care_order_discharged", day0)}, nil},

		{"a month", "newham", day0, "2026-04-02", nil, nil},
		{"a month and a day", "newham", day0, "2026-04-03", nil, late("002-R03")},
		{"a month from 31 January", "newham", "2026-01-31", "2026-02-28", nil, nil},
		{"a month from 31 January and a day", "newham", "2026-01-31", "2026-03-01", nil, late("002-R03")},
		{"care order: two months", "newham", day0, "2026-05-02", []forms.Event{care}, nil},
		{"care order: two months and a day", "newham", day0, "2026-05-03", []forms.Event{care}, late("002-R08")},
		{"two months from 31 December", "newham", "2026-12-31", "2027-03-01", []forms.Event{care}, late("002-R08")},
		{"placement order: a month", "newham", day0, "2026-04-02", []forms.Event{placement}, nil},
		{"both orders: the placement order's branch alone", "newham", day0, "", []forms.Event{care, placement}, []string{"002-R06 advice /next_date next_date_missing"}},
		{"supervision order does not change Newham's", "newham", day0, "2026-04-03", []forms.Event{done("supervision_order_granted", day0)}, late("002-R03")},
		{"adoption match", "newham", day0, "", []forms.Event{care, placement, done("adm_match_decision", day0)}, nil},
		{"adoption match the day after", "newham", day0, "", []forms.Event{placement, done("adm_match_decision", "2026-03-03")}, []string{"002-R06 advice /next_date next_date_missing"}},
		{"adoption match before an order", "newham", day0, "", []forms.Event{done("adm_match_decision", day0)}, nil},
		{"change of plan ends the placement order's branch", "newham", day0, "", []forms.Event{placement, done("adm_plan_change_decision", day0)}, nil},
		{"change of plan without a placement order", "newham", day0, "", []forms.Event{care, done("adm_plan_change_decision", day0)}, []string{"002-R08 advice /next_date next_date_missing"}},
		{"long-term match", "newham", day0, "", []forms.Event{care, done("long_term_match_approved", day0)}, nil},

		{"ten weeks", "adoption-west", day0, "2026-05-11", nil, nil},
		{"ten weeks and a day", "adoption-west", day0, "2026-05-12", []forms.Event{care, placement}, late("004-R03")},
		{"blank in the west", "adoption-west", day0, "", nil, []string{"004-R03 advice /next_date next_date_missing"}},
		{"matched in the west", "adoption-west", day0, "", []forms.Event{done("adm_match_decision", "2026-02-20")}, nil},
		{"adopted in the west", "adoption-west", day0, "", []forms.Event{done("adoption_order_granted", day0)}, nil},
		{"arranged in the west", "adoption-west", day0, "", []forms.Event{done("cao_granted", day0)}, nil},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			form, child := complete()
			form.MeetingDate, form.NextDate = day(e.meeting), forms.Date{}
			if e.next != "" {
				form.NextDate = day(e.next)
			}
			child.Events = append(child.Events, e.events...)
			problems := pack(t, e.pack).Check(form, child)
			wantLines(t, problems, e.want...)
			for _, p := range problems {
				wantWords(t, forms.PPMKind, p)
			}
			form.Achieved = forms.Yes
			wantLines(t, pack(t, e.pack).Check(form, child)) // permanence achieved: nobody needs to meet again
			form.Achieved, form.MeetingDate = forms.No, forms.Date{}
			wantLines(t, pack(t, e.pack).Check(form, child)) // no day to count from
		})
	}
}

// TestNextDateSaysWhen pins the arguments that the sentence is made from.
func TestNextDateSaysWhen(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"calderdale":    "Choose an earlier date for the next meeting. It must be within 6 weeks of this one: 13 April 2026 at the latest.",
		"newham":        "Choose an earlier date for the next meeting. It must be within 1 month of this one: 2 April 2026 at the latest.",
		"adoption-west": "Choose an earlier date for the next meeting. It must be within 10 weeks of this one: 11 May 2026 at the latest.",
	} {
		form, child := complete()
		form.NextDate = day("2026-12-01")
		problems := pack(t, name).Check(form, child)
		if len(problems) != 1 || forms.Word(forms.PPMKind, problems[0]) != want {
			t.Errorf("%s: got %v, want %q", name, problems, want)
		}
	}
}
