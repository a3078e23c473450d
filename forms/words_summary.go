package forms

import "strings"

// sheetWords holds the sentences for a parent's sheet: what it must not tell, and what makes it hard to read.
func sheetWords() map[string]string {
	const out = " Take it out, or ask the chair to release it with a reason."
	return map[string]string{
		"reveals_address":     "{Label} has “{found}”, from the address of {whose}, which this parent may not know." + out,
		"reveals_telephone":   "{Label} has “{found}”, a number or address to reach {whose}, which this parent may not know." + out,
		"reveals_identity":    "{Label} has “{found}”, the name of {whose}, who must not be named to this parent." + out,
		"reveals_other_child": "{Label} has “{found}”, a detail of {whose}." + out,
		"reveals_school":      "{Label} has “{found}”, which tells where the child lives now." + out,
		"reveals_reference":   "{Label} has “{found}”, a reference from {whose}, which this parent does not get." + out,
		"reveals_withheld":    "{Label} has “{found}”, word for word from {whose}, which this parent does not get. Say it in other words if the parent may know it." + out,
		"release_by_chair":    "Only a chair may release something to a parent. Ask a chair to do it.",
		"unknown_parent":      "The child has no parent known as “{got}”. Add the people around the child first; without them the sheet cannot be checked.",
		"long_sentence":       "A sentence in {label} has {count} words (“{begins}”). Make two of it.",
		"long_sentences":      "The sentences in {label} have {average} words on average. Try for 15 to 20.",
		"jargon":              "{Label} says “{term}”. Everybody understands “{plain}”.",
	}
}

// revealed says of each code of a leak check why the words are protected, and what it means to let a parent have them all the
// same: nothing beyond the reason where they are only words that the parent does not get.
var revealed = map[string]struct{ why, weight string }{
	"reveals_address": {"It is from the address of {whose}, which this parent may not know.",
		"Whoever has an address can go there, and nobody can take it back. Talk to {whose} first, and think of who is safe there."},
	"reveals_telephone": {"It reaches {whose}, and this parent may not have it.",
		"Whoever has a number or an e-mail address can use it at any hour, and nobody can take it back. Talk to {whose} first."},
	"reveals_identity": {"It is the name of {whose}, who must not be named to this parent.",
		"Whoever has a name can find the person, and the child, and nobody can take it back. Talk to {whose} first."},
	"reveals_other_child": {"It is a detail of {whose}, who has a file of their own.",
		"It belongs to another child. Ask that child’s social worker first; nobody can take it back."},
	"reveals_school": {"It tells where the child spends the day.",
		"Whoever knows the school or nursery can wait at its gate, and nobody can take it back. Talk to the carers and the school first."},
	"reveals_reference": {"It is a reference from {whose}, which this parent does not get.", ""},
	"reveals_withheld":  {"It stands word for word in {whose}, which this parent does not get.", ""},
}

// Revealed returns why what a leak check found is protected, and what releasing it means; both empty for other problems.
func Revealed(p Problem) (why, weight string) {
	r := revealed[p.Code]
	whose := strings.NewReplacer("{whose}", argument(p.Args["whose"]))
	return whose.Replace(r.why), whose.Replace(r.weight)
}
