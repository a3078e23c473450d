package forms

// smallWords holds the sentences for what the adoption task list and the small forms find between their fields.
func smallWords() map[string]string {
	return map[string]string{
		"before_earlier_step": "{Label} is before {after} ({day}). Check both dates.",
	}
}
