package docx

import "minutebook/render"

// SampleReference is a Word file to begin a reference with: a paragraph in each style that papers use, and the built-in
// header and footer, which ReadReference does not take for the authority's own.
func SampleReference() ([]byte, error) {
	say := func(style render.Style, text string) render.Block {
		return render.Paragraph{Style: style, Spans: []render.Span{{Text: text}}}
	}
	cell := func(text string) render.Cell { return render.Cell{Blocks: []render.Block{say(render.Body, text)}} }
	return Write(&render.Document{Title: "Reference", Lang: "en-GB", Blocks: []render.Block{
		render.Heading{Level: 1, Text: "Heading 1"},
		say(render.Lead, "Change the styles in this file, and put what you want into its header and footer. What stands here is not printed."),
		render.Heading{Level: 2, Text: "Heading 2"},
		say(render.Body, "Ordinary text has the style Normal."),
		render.List{Items: [][]render.Block{{say(render.Body, "Items have the style List Paragraph.")}}},
		render.Heading{Level: 3, Text: "Heading 3"},
		say(render.Marking, "Protective Marking"), say(render.Empty, "Not Answered"), say(render.Small, "Small Text"),
		render.Notice{Title: "Notice Title", Blocks: []render.Block{say(render.Body, "Notice")}},
		render.Table{Caption: "Caption", HeadRows: 1, Widths: []float64{0.5, 0.5}, Rows: [][]render.Cell{{cell("Table Heading"), cell("Table Heading")}, {cell("Table Text"), cell("Table Text")}}},
		render.Heading{Level: 4, Text: "Heading 4"},
	}})
}
