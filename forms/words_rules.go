package forms

// ruleWords words the problems that authorities' rules find.
func ruleWords() map[string]string { return map[string]string{} }
