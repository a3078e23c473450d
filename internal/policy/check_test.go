package policy_test

import (
	"testing"

	"minutebook/forms"
)

// TestCompleteFormHasNoProblems is what makes the tables below sharp: whatever they find comes from the one change.
func TestCompleteFormHasNoProblems(t *testing.T) {
	t.Parallel()
	for _, name := range shipped(t).Names() {
		form, child := complete()
		wantLines(t, pack(t, name).Check(form, child))
	}
}

// example is one change to a complete form, or to its child, and what a pack then finds.
type example struct {
	name   string
	change func(*forms.PPM, *forms.Child)
	want   []string
}

func run(t *testing.T, packName string, examples []example) {
	t.Helper()
	p := pack(t, packName)
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			form, child := complete()
			e.change(form, child)
			problems := p.Check(form, child)
			wantLines(t, problems, e.want...)
			for _, problem := range problems {
				wantWords(t, forms.PPMKind, problem)
			}
		})
	}
}

func TestCalderdale(t *testing.T) {
	t.Parallel()
	run(t, "calderdale", []example{
		{"no application", func(f *forms.PPM, _ *forms.Child) { f.AccompaniedBy.GatewayApplication = forms.Date{} },
			[]string{"001-R40 advice /accompanied_by/gateway_application gateway_application_missing"}},
		{"no papers at all: one finding each", func(f *forms.PPM, _ *forms.Child) { f.AccompaniedBy = forms.AccompanyingPapers{} }, []string{
			"001-R40 advice /accompanied_by/gateway_application gateway_application_missing",
			"001-R40 advice /accompanied_by/panel_actions panel_actions_missing",
			"001-R40 advice /accompanied_by/single_assessment single_assessment_missing"}},
		{"no frequency", func(f *forms.PPM, _ *forms.Child) { f.Frequency = forms.Frequency{} },
			[]string{"001-R41 advice /ppm_frequency frequency_missing"}},
		{"frequency without its unit", func(f *forms.PPM, _ *forms.Child) { f.Frequency.Unit = "" },
			[]string{"001-R41 advice /ppm_frequency frequency_missing"}},
		{"chair of white space", func(f *forms.PPM, _ *forms.Child) { f.FutureChair = " \t" },
			[]string{"001-R41 advice /future_chair future_chair_missing"}},
		{"contingency empty", func(f *forms.PPM, _ *forms.Child) { f.Contingency.Contingency = "" },
			[]string{"001-R07 advice /contingency contingency_missing"}},
		{"contingency of white space", func(f *forms.PPM, _ *forms.Child) { f.Contingency.Contingency = "\r\n \u00a0" },
			[]string{"001-R07 advice /contingency contingency_missing"}},

		{"no plan before the second review", func(f *forms.PPM, _ *forms.Child) { f.PlanSelected = "" }, nil},
		{"no plan, second review the day before", func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected = ""
			c.Events = append(c.Events, done("second_cla_review", "2026-03-01"))
		}, []string{"001-R10 blocker /plan_selected plan_missing"}},
		{"no plan, second review on the day", func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected = ""
			c.Events = append(c.Events, done("second_cla_review", "2026-03-02"))
		}, []string{"001-R10 blocker /plan_selected plan_missing"}},
		{"no plan, second review the day after", func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected = ""
			c.Events = append(c.Events, done("second_cla_review", "2026-03-03"))
		}, nil},
		{"no plan, second review only planned", func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected = ""
			c.Events = append(c.Events, forms.Event{Kind: "second_cla_review", Date: day("2026-03-01")})
		}, nil},
		{"plan and second review", func(_ *forms.PPM, c *forms.Child) {
			c.Events = append(c.Events, done("second_cla_review", "2026-02-27"))
		}, nil},
	})
}

func TestHertfordshire(t *testing.T) {
	t.Parallel()
	ruledOut := func(born, comment string) func(*forms.PPM, *forms.Child) {
		return func(f *forms.PPM, c *forms.Child) {
			c.DateOfBirth = day(born)
			f.Options.Adoption = forms.ConsideredOption{Considered: forms.No, Comment: comment}
		}
	}
	noDate := func(born string, events ...forms.Event) func(*forms.PPM, *forms.Child) {
		return func(f *forms.PPM, c *forms.Child) {
			c.DateOfBirth, f.ShobpaTargetDate = day(born), forms.Date{}
			c.Events = append(c.Events, events...)
		}
	}
	const (
		reason = "003-R56 blocker /options/adoption/comment adoption_reason_missing"
		adm    = "003-R59 advice /shobpa_target_date adm_date_missing"
	)
	run(t, "hertfordshire", []example{
		{"contingency", func(f *forms.PPM, _ *forms.Child) { f.Contingency.Contingency = " " },
			[]string{"003-R60 advice /contingency contingency_missing"}},

		{"adoption ruled out the day before the eighth birthday", ruledOut("2018-03-03", " \n"), []string{reason}},
		{"adoption ruled out on the eighth birthday", ruledOut("2018-03-02", ""), nil},
		{"adoption ruled out with a reason", ruledOut("2024-01-01", "Settled with her aunt."), nil},
		{"adoption not answered", func(f *forms.PPM, c *forms.Child) {
			c.DateOfBirth, f.Options.Adoption = day("2024-01-01"), forms.ConsideredOption{}
		}, nil},
		{"born on 29 February, eight on 1 March", func(f *forms.PPM, c *forms.Child) {
			ruledOut("2020-02-29", "")(f, c)
			f.MeetingDate = day("2028-02-29")
		}, nil},
		{"born on 29 February, nearly eight", func(f *forms.PPM, c *forms.Child) {
			ruledOut("2020-02-29", "")(f, c)
			f.MeetingDate = day("2028-02-28")
		}, []string{reason}},

		{"life story blank", func(f *forms.PPM, _ *forms.Child) { f.LifeStory.LifeStory = "\t" },
			[]string{"003-R58 blocker /life_story life_story_missing"}},
		{"life story blank, return home", func(f *forms.PPM, _ *forms.Child) {
			f.LifeStory.LifeStory, f.PlanSelected = "", forms.Reunification
		}, nil},
		{"life story blank, no plan yet", func(f *forms.PPM, _ *forms.Child) {
			f.LifeStory.LifeStory, f.PlanSelected = "", ""
		}, nil},

		{"no date the day before the tenth birthday", noDate("2016-03-03"), []string{adm}},
		{"no date on the tenth birthday", noDate("2016-03-02"), nil},
		{"only a booked date", func(f *forms.PPM, _ *forms.Child) {
			f.ShobpaTargetDate, f.ShobpaBookedDate = forms.Date{}, day("2026-05-01")
		}, nil},
		{"no date, return home", func(f *forms.PPM, c *forms.Child) {
			noDate("2018-01-01")(f, c)
			f.PlanSelected = forms.Reunification
		}, nil},
		{"decided on the day", noDate("2018-01-01", done("shobpa_adm_decision", "2026-03-02")), nil},
		{"plan considered by the decision maker", noDate("2018-01-01", done("adm_considered_plan", "2026-02-01")), nil},
		{"decided the day after", noDate("2018-01-01", done("shobpa_adm_decision", "2026-03-03")), []string{adm}},
		{"decision planned", noDate("2018-01-01", forms.Event{Kind: "shobpa_adm_decision", Date: day("2026-03-01")}), []string{adm}},

		{"sibling assessment blank", func(f *forms.PPM, _ *forms.Child) { f.SiblingAssessment.SiblingAssessment = "  " },
			[]string{"003-R62 advice /sibling_assessment sibling_assessment_missing"}},
		{"sibling assessment blank, only child", func(f *forms.PPM, _ *forms.Child) {
			f.SiblingAssessment.SiblingAssessment, f.SiblingGroup = "", forms.No
		}, nil},
		{"sibling assessment blank, question open", func(f *forms.PPM, _ *forms.Child) {
			f.SiblingAssessment.SiblingAssessment, f.SiblingGroup = "", ""
		}, nil},

		{"adoption from a sibling group", func(f *forms.PPM, _ *forms.Child) { f.PlanSelected = forms.Adoption },
			[]string{"003-R66 advice /sibling_assessment sibling_countersign_missing"}},
		{"adoption from a sibling group, countersigned on the day", func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected = forms.Adoption
			c.Events = append(c.Events, done("sibling_assessment_countersigned", "2026-03-02"))
		}, nil},
		{"adoption from a sibling group, countersigned the day after", func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected = forms.Adoption
			c.Events = append(c.Events, done("sibling_assessment_countersigned", "2026-03-03"))
		}, []string{"003-R66 advice /sibling_assessment sibling_countersign_missing"}},
		{"adoption of an only child", func(f *forms.PPM, _ *forms.Child) {
			f.PlanSelected, f.SiblingGroup = forms.Adoption, forms.No
		}, nil},
		{"both sibling rules at once", func(f *forms.PPM, _ *forms.Child) {
			f.PlanSelected, f.SiblingAssessment.SiblingAssessment = forms.Adoption, ""
		}, []string{
			"003-R62 advice /sibling_assessment sibling_assessment_missing",
			"003-R66 advice /sibling_assessment sibling_countersign_missing"}},
		{"no interval between meetings", func(f *forms.PPM, _ *forms.Child) { f.NextDate = forms.Date{} }, nil},
	})
}

func TestAdoptionWest(t *testing.T) {
	t.Parallel()
	fostering := func(born string, events ...forms.Event) func(*forms.PPM, *forms.Child) {
		return func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected, c.DateOfBirth = forms.LTF, day(born)
			c.Events = append(c.Events, events...)
		}
	}
	silent := func(change func(*forms.PPM, *forms.Child)) func(*forms.PPM, *forms.Child) {
		return func(f *forms.PPM, c *forms.Child) {
			change(f, c)
			f.Options.LTF.Comment, f.PlanComment = " ", "\n"
		}
	}
	notInvited := func(placements ...forms.Placement) func(*forms.PPM, *forms.Child) {
		return func(f *forms.PPM, c *forms.Child) {
			f.FosterCarer = forms.FosterCarer{Invited: forms.No, Rationale: " "}
			c.Placements = placements
		}
	}
	const (
		hos   = "004-R12 blocker /plan_selected hos_approval_missing"
		why   = "004-R12 blocker /plan_comment ltf_rationale_missing"
		carer = "004-R06 advice /foster_carer/rationale carer_rationale_missing"
		plan  = "004-L01 advice /plan_selected plan_outside_matrix"
	)
	chosen := func(plan forms.Plan, born string, rulings ...forms.Ruling) func(*forms.PPM, *forms.Child) {
		return func(f *forms.PPM, c *forms.Child) {
			f.PlanSelected, c.DateOfBirth, f.Carers = plan, day(born), nil
			for _, ruled := range rulings {
				f.Carers = append(f.Carers, forms.ConnectedCarer{Ruled: ruled})
			}
			c.Events = append(c.Events, done("hos_ltf_approval", "2026-03-02"))
		}
	}
	run(t, "adoption-west", []example{
		{"contingency blocks here", func(f *forms.PPM, _ *forms.Child) { f.Contingency.Contingency = "\u2003" },
			[]string{"004-R13 blocker /contingency contingency_missing"}},
		{"no option answered", func(f *forms.PPM, _ *forms.Child) { f.Options = forms.ConsideredOptions{} }, []string{
			"004-R15 blocker /options/reunification/considered reunification_not_answered",
			"004-R04 advice /options/early_permanence/considered option_not_answered",
			"004-R04 advice /options/family_friends/considered option_not_answered",
			"004-R04 advice /options/cao_sgo/considered option_not_answered",
			"004-R04 advice /options/ltf/considered option_not_answered",
			"004-R04 advice /options/adoption/considered option_not_answered"}},
		{"every option ruled out is an answer", func(f *forms.PPM, _ *forms.Child) {
			for _, row := range rows(f) {
				row.Considered = forms.No
			}
		}, nil},

		{"carer not invited", notInvited(forms.Placement{From: day("2026-01-12"), Type: "U1"}), []string{carer}},
		{"carer not invited, placed on the day", notInvited(forms.Placement{From: day("2026-03-02"), Type: "U3"}), []string{carer}},
		{"carer not invited, placed the day after", notInvited(forms.Placement{From: day("2026-03-03"), Type: "U3"}), nil},
		{"carer not invited, moved out on the day", notInvited(
			forms.Placement{From: day("2026-01-12"), To: day("2026-03-02"), Type: "U6"},
			forms.Placement{From: day("2026-03-02"), Type: "K2"}), nil},
		{"carer not invited, leaves the day after", notInvited(
			forms.Placement{From: day("2026-01-12"), To: day("2026-03-03"), Type: "U6"}), []string{carer}},
		{"children's home", notInvited(forms.Placement{From: day("2026-01-12"), Type: "K2"}), nil},
		{"carer not invited, with a reason", func(f *forms.PPM, _ *forms.Child) {
			f.FosterCarer = forms.FosterCarer{Invited: forms.No, Rationale: "They sent their views."}
		}, nil},
		{"invitation not answered", func(f *forms.PPM, _ *forms.Child) { f.FosterCarer = forms.FosterCarer{} }, []string{carer}},

		{"fostering the day before the seventh birthday", fostering("2019-03-03"), []string{hos}},
		{"fostering on the seventh birthday", silent(fostering("2019-03-02")), nil},
		{"fostering without a word", silent(fostering("2020-01-01")), []string{hos, why}},
		{"fostering, reason with the option", func(f *forms.PPM, c *forms.Child) {
			fostering("2020-01-01", done("hos_ltf_approval", "2026-03-02"))(f, c)
			f.PlanComment = ""
		}, nil},
		{"fostering, reason with the plan", func(f *forms.PPM, c *forms.Child) {
			fostering("2020-01-01", done("hos_ltf_approval", "2026-01-31"))(f, c)
			f.Options.LTF.Comment = ""
		}, nil},
		{"approved the day after", fostering("2020-01-01", done("hos_ltf_approval", "2026-03-03")), []string{hos}},
		{"approved, no reason", silent(fostering("2020-01-01", done("hos_ltf_approval", "2026-03-01"))), []string{why}},
		{"young, another plan", silent(func(_ *forms.PPM, c *forms.Child) { c.DateOfBirth = day("2024-01-01") }), nil},

		{"adoption the day before the eleventh birthday", chosen(forms.Adoption, "2015-03-03"), nil},
		{"adoption on the eleventh birthday", chosen(forms.Adoption, "2015-03-02"), []string{plan}},
		{"adoption, a grandmother ruled out", chosen(forms.Adoption, "2023-01-01", "ruled_out"), nil},
		{"adoption, an aunt ruled in", chosen(forms.Adoption, "2023-01-01", "ruled_out", forms.RuledIn), []string{plan}},
		{"adoption, an aunt not decided", chosen(forms.Adoption, "2023-01-01", forms.Pending), []string{plan}},
		{"early permanence is a way to adoption", chosen(forms.EarlyPermanence, "2025-01-01"), nil},
		{"early permanence of a teenager", chosen(forms.EarlyPermanence, "2012-01-01"), []string{plan}},
		{"fostering at sixteen", chosen(forms.LTF, "2010-01-01"), nil},
		{"fostering, an aunt ruled in", chosen(forms.LTF, "2010-01-01", forms.RuledIn), []string{plan}},
		{"with an aunt", chosen(forms.FamilyFriends, "2010-01-01", forms.RuledIn), nil},
		{"with family of whom nobody is possible", chosen(forms.FamilyFriends, "2010-01-01"), []string{plan}},
		{"an order at any age", chosen(forms.CaoSgo, "2023-01-01"), nil},
		{"home at any age", chosen(forms.Reunification, "2012-01-01", forms.RuledIn), nil},
		{"no plan", chosen("", "2012-01-01"), nil},
		{"not born yet", chosen(forms.LTF, "2026-03-03"), nil},
		{"grown up", chosen(forms.Adoption, "2008-03-02"), nil},
	})
}

// TestStatutoryAsksNothing: the pack that all extend has no form checks of its own.
func TestStatutoryAsksNothing(t *testing.T) {
	t.Parallel()
	wantLines(t, pack(t, "statutory").Check(&forms.PPM{}, nil))
}

// TestNothingKnown: rules that need the age or the day do not guess, and an empty form is no reason to panic.
func TestNothingKnown(t *testing.T) {
	t.Parallel()
	blank := &forms.PPM{}
	blank.PlanSelected = forms.LTF
	wantLines(t, pack(t, "newham").Check(blank, nil))
	wantLines(t, pack(t, "hertfordshire").Check(blank, nil),
		"003-R60 advice /contingency contingency_missing",
		"003-R58 blocker /life_story life_story_missing")
	form, child := complete()
	child.DateOfBirth, form.PlanSelected = forms.Date{}, forms.LTF
	wantLines(t, pack(t, "adoption-west").Check(form, child))
}
