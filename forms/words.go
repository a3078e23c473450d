package forms

import (
	"fmt"
	"maps"
	"strings"
	"sync"
)

// words holds one sentence for each code of a problem: what to do, in plain words. {label} is the question in lower case,
// {Label} as written; other names in braces come from the problem's arguments. This, words_rules.go and words_small.go are
// the only places where problems are worded.
var words = sync.OnceValue(func() map[string]string {
	all := map[string]string{
		"malformed_json":           "The form is not readable at line {line}, column {column}: {detail}. Correct the JSON there and send it again.",
		"invalid_utf8":             "The text at line {line}, column {column} is not valid UTF-8. Save the file as UTF-8 and send it again.",
		"lone_surrogate":           "The escape at line {line}, column {column} is half of a character. Write both halves, or the character itself.",
		"unknown_kind":             "There is no form called “{got}”.",
		"unknown_field":            "There is no field called “{field}” here.",
		"duplicate_field":          "{Label} is given twice. Give it once.",
		"wrong_type":               "{Label} must be {want}, not {got}.",
		"not_whole_number":         "{Label} must be a whole number, not “{got}”.",
		"date_format":              "{Label} must be a date with a day, a month and a year, not “{got}”.",
		"date_impossible":          "{Label} must be a real date: “{got}” is not in the calendar, or not between 1900 and 2199.",
		"time_format":              "{Label} must be a time on the 24-hour clock, such as 09:30.",
		"not_a_choice":             "{Label} must be one of: {choices}. “{got}” is none of them.",
		"not_action_number":        "{Label} must be an action number such as A7, not “{got}”. Leave it empty for a new action.",
		"control_character":        "{Label} has a character at position {position} ({character}) that no paper can show. Take it out.",
		"too_long":                 "{Label} must be {max} characters or fewer. It has {count}.",
		"too_many":                 "{Label} can have {max} rows at most. It has {count}.",
		"out_of_range":             "{Label} is outside its limits. Enter a number that makes sense here.",
		"required":                 "Enter {label}.",
		"required_choice":          "Select {label}.",
		"required_question":        "Answer the question “{Label}?”",
		"repeated_action_number":   "Action {number} is here twice. Give each action its own row, and leave the number of a new one empty.",
		"none_given":               "Add at least one row to {label}.",
		"before_birth":             "{Label} is before the child was born ({born}). Check both dates.",
		"not_after_meeting":        "{Label} is not after this meeting ({meeting}). Check both dates.",
		"before_meeting":           "{Label} is before the meeting ({meeting}) that agreed the action. Check the year.",
		"late_without_way_forward": "The target date of this action has passed. Say what stood in the way, and what would move it forward.",
		"completed_after_meeting":  "{Label} is after this meeting ({meeting}). Check both dates.",
		"completed_and_closed":     "An action is either completed or closed with a reason. Clear one of the two.",
		"action_dropped":           "Action {number} of the previous meeting is not here. Carry it forward, complete it, or close it with a reason.",
		"other_child":              "This form says {got}, but the record is about {want}. Correct the number, or start a record for the right child.",
		"no_sibling_group":         "You said that the child has no sibling group, but counted siblings apart. Change one of the answers.",
		"not_held_yet":             "{Label} is after today ({today}). Minutes can be completed once the meeting was held; check the year.",
		"other_chair":              "These minutes name {chair} as chair, and {signer} is about to sign as chair. Correct the name in the minutes, or let {chair} sign.",
		"policy_gone":              "The rules that this record follows (“{policy}”) are not installed. Tell whoever runs Minutebook; it cannot be signed without them.",
		"unprintable_character":    "{Label} has characters that papers cannot show ({characters}). They will be printed as their code. Replace them if they matter.",
		"unknown_action_number":    "{number} is not an action of this child. Leave the number empty for a new action.",
		"not_held_together":        "A form of this kind is about one child. Start one for each child.",
		"too_many_children":        "One meeting can be about {max} children at most.",
		"repeated_child":           "Name each of the other children once, and leave out the child whose record you start.",
		"nobody_invited":           "Choose at least one person to send the minutes to.",
		"not_invitable":            "Choose people who have an account that is in use, and a role that comments on minutes.",
		"invitation_restricted":    "This child’s records are restricted, and {name} is not named for the child. Ask whoever allocates children to name {name} first.",
		"version_not_sent":         "You were sent version {version}. Read that one, and say what you think of it.",
		"unknown_section":          "There is no such section in this form. Choose one of its sections, or comment on the whole.",
		"too_many_comments":        "Send one comment on each section at a time, and one on the whole.",
		"comment_missing":          "Write what you want to say.",
		"comment_too_long":         "What you say must be {max} characters or fewer. It has {count}.",
		"comment_character":        "What you say has a character at position {position} ({character}) that cannot be shown. Take it out.",
		"answer_missing":           "Say whether you agree or have comments.",
		"outcome_missing":          "Say whether you accept the comment or answer it.",
		"case_number_taken":        "There is a child with this case number already. Open that child’s page, or correct the number.",
	}
	maps.Copy(all, ruleWords())
	maps.Copy(all, reportWords())
	maps.Copy(all, smallWords())
	maps.Copy(all, sheetWords())
	return all
})

// Word is Wording.Word with the built-in sentences.
func Word(kind Kind, p Problem) string { return Wording{}.Word(kind, p) }

// Word returns the sentence for a problem with a form of kind. A code without words is a mistake in the program; the code
// itself is returned, so that the person sees at least what to report.
func (w Wording) Word(kind Kind, p Problem) string {
	code := wordsFor(kind, p)
	sentence, ok := w.own[code]
	if !ok {
		sentence, ok = words()[code]
	}
	if !ok {
		return fmt.Sprintf("Something is wrong with %s (%s).", LabelAt(kind, p.Pointer), p.Code)
	}
	label := LabelAt(kind, p.Pointer)
	pairs := []string{"{label}", lowerFirst(label), "{Label}", label}
	for name, v := range p.Args {
		pairs = append(pairs, "{"+name+"}", argument(v))
	}
	sentence = strings.NewReplacer(pairs...).Replace(sentence)
	if near, ok := p.Args["nearest"].(string); ok && near != "" {
		sentence += fmt.Sprintf(" Did you mean “%s”?", near)
	}
	return sentence
}

// wordsFor is the problem's code, but for a missing answer it says how the answer is given.
func wordsFor(kind Kind, p Problem) string {
	if p.Code != "required" {
		return p.Code
	}
	switch _, f, _ := Define(kind).Field(p.Pointer); {
	case f == nil:
	case strings.HasSuffix(f.Label, "?"):
		return "required_question"
	case f.Type == ChoiceOf:
		return "required_choice"
	}
	return p.Code
}

func argument(v any) string {
	if list, ok := v.([]string); ok {
		return strings.Join(list, ", ")
	}
	return fmt.Sprint(v)
}

// LabelAt names the field for people: "Target date of action 3".
func LabelAt(kind Kind, pointer string) string {
	d := Define(kind)
	_, f, rows := d.Field(pointer)
	if f == nil {
		return "This form"
	}
	label := strings.TrimSuffix(f.Label, "?")
	if len(rows) == 0 {
		return label
	}
	steps := strings.SplitN(strings.TrimPrefix(pointer, "/"), "/", 2)
	_, list, _ := d.Field("/" + steps[0])
	return fmt.Sprintf("%s (%s %d)", label, lowerFirst(list.Row), rows[0]+1)
}

// lowerFirst makes a label fit into a sentence; abbreviations such as SHOBPA and IRO keep their capitals.
func lowerFirst(s string) string {
	runes := []rune(s)
	if len(runes) < 2 || strings.ToUpper(string(runes[1])) == string(runes[1]) {
		return s
	}
	return strings.ToLower(string(runes[0])) + string(runes[1:])
}
