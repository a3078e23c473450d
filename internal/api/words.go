package api

import (
	"fmt"
	"strings"

	"minutebook/forms"
)

// ownWords holds the sentences for what can be wrong at this door only; everything else is worded as on the screens.
var ownWords = map[string]string{
	"parameter_unknown":  "There is no query parameter called “{parameter}” here.",
	"parameter_repeated": "Give the query parameter “{parameter}” once.",
	"parameter_number":   "The query parameter “{parameter}” must be a whole number from {min} to {max}, not “{got}”.",
	"parameter_choice":   "The query parameter “{parameter}” must be one of: {choices}. “{got}” is none of them.",
	"parameter_day":      "The query parameter “{parameter}” must be a day as YYYY-MM-DD, not “{got}”.",
	"parameter_text":     "The query parameter “{parameter}” must be text without control characters, {max} characters at most.",
	"policy_unknown":     "The query parameter “policy” must be the name of a policy pack of this service.",
	"team_unknown":       "The query parameter “team” must be the id of a team on whose children you may report.",
	"board_whole":        "Leave out the query parameter “team”: figures for a board are about the whole service.",
	"id_mismatch":        "Leave “id” out, or send the one in the address. The service gives ids.",
}

// maxFaults is how many problems an answer lists: more than the largest form can have by honest mistake, and not enough
// to make a large answer out of a small request.
const maxFaults = 2000

// faults puts each problem's sentence beside it. The form's kind is empty for what is not a form.
func faults(words forms.Wording, kind forms.Kind, problems forms.Problems) []Fault {
	problems = problems[:min(len(problems), maxFaults)]
	all := make([]Fault, len(problems))
	for i, p := range problems {
		all[i] = Fault{p, word(words, kind, p)}
	}
	return all
}

func word(words forms.Wording, kind forms.Kind, p forms.Problem) string {
	sentence, ours := ownWords[p.Code]
	switch {
	case ours:
		return fill(sentence, p.Args)
	case kind != "":
		return words.Word(kind, p)
	}
	// Word knows the questions of forms and calls anything else “this form”; outside a form the member is named instead.
	name := "The body"
	if p.Pointer != "" {
		name = "“" + p.Pointer[strings.LastIndexByte(p.Pointer, '/')+1:] + "”"
	}
	return strings.NewReplacer("This form", name, "this form", name).Replace(words.Word(forms.PPMKind, p))
}

func fill(sentence string, args map[string]any) string {
	var pairs []string
	for name, v := range args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(v))
	}
	sentence = strings.NewReplacer(pairs...).Replace(sentence)
	if near, ok := args["nearest"].(string); ok && near != "" {
		sentence += fmt.Sprintf(" Did you mean “%s”?", near)
	}
	return sentence
}

// nearest returns the known name that shares most with the given one: the longest common beginning or end, of at least
// half of the known name.
func nearest(given string, known []string) string {
	best, most := "", 0
	for _, k := range known {
		shared := 0
		for shared < min(len(given), len(k)) && given[shared] == k[shared] {
			shared++
		}
		tail := 0
		for tail < min(len(given), len(k))-shared && given[len(given)-1-tail] == k[len(k)-1-tail] {
			tail++
		}
		if shared += tail; 2*shared >= len(k) && shared > most {
			best, most = k, shared
		}
	}
	return best
}
