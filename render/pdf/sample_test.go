package pdf

import (
	"fmt"
	"time"

	"minutebook/render"
)

// sample is a paper as long and as mixed as real minutes. Everybody in it is made up.
func sample() *render.Document {
	doc := &render.Document{
		Title: "Permanence planning meeting", Subject: "PPM, case 40312, version 3", Author: "Calder Vale Council",
		Lang: "en-GB", Marking: "OFFICIAL-SENSITIVE", Header: "Calder Vale Council · Children’s Services",
		Footer: "Case 40312 · version 3", Created: time.Date(2026, 3, 4, 15, 30, 0, 0, time.UTC),
		Attached: &render.Attachment{Name: "record.json", MIME: "application/json", Description: "The record as data", Data: []byte(`{"kind":"ppm","version":3}`)},
	}
	add := func(b ...render.Block) { doc.Blocks = append(doc.Blocks, b...) }
	add(render.Heading{Level: 1, Text: "Permanence planning meeting"},
		render.Paragraph{Style: render.Lead, Spans: []render.Span{{Text: "Minutes of the meeting on 4 March 2026"}}},
		render.Paragraph{Style: render.Marking, Spans: []render.Span{{Text: "OFFICIAL-SENSITIVE"}}},
		render.KeyValues{Caption: "The child", Items: []render.KeyValue{
			fact("Name", "Amina Akhtar-Featherstonehaugh-Llanfairpwllgwyngyll"), fact("Also written", "امینہ اختر"),
			fact("Date of birth", "12 May 2021"), fact("Case number", "40312"), fact("Legal status", "Interim care order (section 38, Children Act 1989)"),
			{Key: "Interpreter", Value: []render.Block{render.Paragraph{Style: render.Empty, Spans: []render.Span{{Text: "Not answered"}}}}},
		}},
		render.Heading{Level: 2, Text: "Who was there"},
		render.Table{HeadRows: 1, HeadCol: true, Widths: []float64{0.34, 0.26, 0.4}, KeepShort: true, Rows: [][]render.Cell{
			{cell("Name"), cell("Role"), cell("Note")},
			{cell("نسرین اختر"), cell("Mother"), cell("Joined by telephone with an Urdu interpreter")},
			{cell("রহিমা খাতুন চৌধুরী"), cell("Grandmother"), cell("Speaks Bengali; ক্ষুদ্র শিক্ষার্থী")},
			{cell("ਗੁਰਪ੍ਰੀਤ ਕੌਰ"), cell("Foster carer"), cell("ગુજરાતી, हिन्दी, தமிழ், עברית, አማርኛ")},
			{cell("Zoë Bárta-Wójcik"), cell("Social worker"), cell("")},
		}},
		render.Heading{Level: 2, Text: "Discussion"})
	long := "The meeting heard that Amina has settled with her carers and is eating and sleeping well. Her health visitor has no concerns about her growth. " +
		"She sees her mother, نسرین اختر (aged 31), three times a week at the contact centre, and her grandmother রহিমা খাতুন every second Saturday. " +
		"The social worker said that the assessment of the grandmother will be finished by 27 March 2026; the court has asked for it before the final hearing."
	for i := range 4 {
		add(render.Heading{Level: 3, Text: []string{"Health", "Education", "Family time", "Identity"}[i]}, para(long), para(long),
			render.List{Items: [][]render.Block{{para("Immunisations are up to date.")}, {para("Dental check booked for April."), render.List{Ordered: true, Items: [][]render.Block{{para("Carer to attend")}, {para("Interpreter needed")}}}}}})
	}
	add(render.Notice{Title: "Decision", Blocks: []render.Block{para("The plan is a Special Guardianship Order to the maternal grandmother. The twin-track plan stays adoption until the assessment is finished.")}})
	add(render.Heading{Level: 2, Text: "Actions"})
	actions := render.Table{Caption: "Actions from this and earlier meetings", HeadRows: 1, HeadCol: true, Widths: []float64{0.08, 0.47, 0.25, 0.2}, KeepShort: true}
	actions.Rows = append(actions.Rows, []render.Cell{cell("No."), cell("What"), cell("Who"), cell("By")})
	for i := range 60 {
		who := []string{"Social worker", "نسرین اختر", "রহিমা খাতুন", "Team manager"}[i%4]
		what := "Send the updated plan to the independent reviewing officer"
		if i%3 == 0 {
			what += " and to each parent, in the language that they read, with an easy-read sheet for the child"
		}
		actions.Rows = append(actions.Rows, []render.Cell{cell(fmt.Sprintf("A%d", i+1)), cell(what), cell(who), cell(fmt.Sprintf("%d April 2026", i%30+1))})
	}
	add(actions, render.Heading{Level: 2, Text: "Signature"},
		render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{fact("Signed by", "Gwendolen Achterberg"), fact("Role", "Chair, permanence planning panel"), fact("Date", "4 March 2026, 15:30"), fact("Version", "3")}})
	return doc
}

// minutes is five pages of plain English: what most papers are.
func minutes() *render.Document {
	doc := sample()
	doc.Blocks = doc.Blocks[:3]
	for _, section := range []string{"Health", "Education", "Identity and culture", "Family time", "Where the child lives", "Wishes and feelings"} {
		doc.Blocks = append(doc.Blocks, render.Heading{Level: 2, Text: section},
			render.KeyValues{Caption: section, Items: []render.KeyValue{
				{Key: "Recorded by", Value: []render.Block{para("Gwendolen Achterberg, social worker")}},
				{Key: "Since the last meeting", Value: []render.Block{para("No change to the plan; the review of 12 January 2026 asked for a fuller account, which is given below.")}},
			}})
		for range 3 {
			doc.Blocks = append(doc.Blocks, para("The meeting heard that the child has settled with her carers and is eating and sleeping well. Her health visitor has no concerns about her growth, and the nursery speaks of a curious and friendly girl who has begun to name her feelings. The social worker said that the assessment of the grandmother will be finished by 27 March 2026; the court has asked for it before the final hearing."))
		}
	}
	table := render.Table{HeadRows: 1, HeadCol: true, Widths: []float64{0.08, 0.47, 0.25, 0.2}, KeepShort: true,
		Rows: [][]render.Cell{{cell("No."), cell("What"), cell("Who"), cell("By")}}}
	for i := range 22 {
		table.Rows = append(table.Rows, []render.Cell{cell(fmt.Sprintf("A%d", i+1)), cell("Send the updated plan to the independent reviewing officer and to each parent"), cell("Social worker"), cell("1 April 2026")})
	}
	doc.Blocks = append(doc.Blocks, render.Heading{Level: 2, Text: "Actions"}, table)
	return doc
}
