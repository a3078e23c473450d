package forms

// Sources returns what every section and question of every form says that it comes from, such as "001-F01 L741", in the
// order of the forms.
func Sources() []string {
	var sources []string
	var walk func(fields []Field)
	walk = func(fields []Field) {
		for _, f := range fields {
			sources = append(sources, f.Source)
			walk(f.Fields)
		}
	}
	for _, kind := range Kinds() {
		for _, section := range Define(kind).Sections {
			sources = append(sources, section.Source)
			walk(section.Fields)
		}
	}
	return sources
}
