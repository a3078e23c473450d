package forms

// withheldReasons says why a field is not for everybody: what the chair reads beside it before a copy goes out. The basis is
// the list of what parents do not get; items that rest on good practice rather than on an authority's rule say so by asking
// the chair. Fields that are not here are for professionals because nobody decided otherwise.
var withheldReasons = map[string]string{
	"accompanied_by":       "Working papers of the council; each has its own rules on who may see it.",
	"foster_carer":         "It tells of the foster carers, whose details are not shared unless the family knows them already or it is safe.",
	"cass_number":          "It opens the child’s file. A parent’s own sheet has it; a copy for others does not need it.",
	"chair":                "A sheet names the person to contact, not everybody who came.",
	"minute_taker":         "A sheet names the person to contact, not everybody who came.",
	"venue":                "Where professionals meet is not needed to understand the outcome.",
	"start_time":           "When professionals met is not needed to understand the outcome.",
	"legal_status":         "Legal terms are told in plain words in the sheet.",
	"legal_status_text":    "Legal terms are told in plain words in the sheet.",
	"attendance":           "It can name carers, relatives and others who may not be known to everybody.",
	"background":           "It can hold information about the other parent, relatives, other children and people who reported concerns.",
	"carers":               "Assessments of relatives and friends are about them, not about the reader; they are told themselves.",
	"life_story":           "It can tell who looks after the child and where.",
	"sibling_group":        "It is about other children as well.",
	"siblings_apart_count": "It is about other children as well.",
	"assessed_apart":       "It is about other children as well.",
	"sibling_assessment":   "It is about other children; where they live and how they are is not passed on.",
	"contact":              "It can tell where the child lives and who else sees the child. The sheet has the reader’s own family time.",
	"child_views":          "What a child said in confidence is shared only as the child agrees.",
	"parent_views":         "It holds what each parent said; one parent’s words and health are not for the other.",
	"iro_name":             "Views of professionals are told in plain words, if they agree.",
	"iro_view":             "The reviewing officer’s view is included in plain words only if the officer agrees.",
	"guardian_name":        "The Guardian’s analysis goes to the court and the parties.",
	"guardian_view":        "The Guardian’s analysis goes to the court and the parties; it is left out unless the chair includes it.",
	"court_timetable":      "Legal advice and court tactics are privileged. Public hearing dates belong in the sheet.",
	"referrals":            "It can hold health and other details of people who are not the reader.",
	"options":              "Its comments name carers who were ruled in or out. The sheet says why there is more than one plan.",
	"shobpa_target_date":   "Dates of the adoption decision are told in person first.",
	"shobpa_booked_date":   "Dates of the adoption decision are told in person first.",
	"plan_selected":        "The sheet tells the plan in plain words.",
	"plan_comment":         "It can name prospective carers. The sheet tells the plan in plain words.",
	"achieved":             "The sheet tells the outcome in plain words.",
	"ppm_frequency":        "How the council works is not needed to understand the outcome.",
	"future_chair":         "A sheet names the person to contact, not everybody who came.",
	"recommendations":      "Actions name professionals, carers and services. The sheet says what happens next.",
	"carried_forward":      "Actions name professionals, carers and services. The sheet says what happens next.",
	"new_recommendations":  "Actions name professionals, carers and services. The sheet says what happens next.",
	"contingency":          "It can name prospective carers. The sheet says why there is more than one plan.",
	"releases":             "It repeats what was found and is the chair’s own note.",
}

// unreasoned stands where nobody wrote a reason.
const unreasoned = "Nobody has decided that this reader may have it; only professionals read it until somebody does."

func reasonFor(field string) string {
	if reason, ok := withheldReasons[field]; ok {
		return reason
	}
	return unreasoned
}
