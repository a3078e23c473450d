package forms

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
