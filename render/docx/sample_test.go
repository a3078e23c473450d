package docx

import (
	"fmt"
	"time"

	"minutebook/render"
)

// All people in these documents are invented.

func text(s string) render.Paragraph { return render.Paragraph{Spans: []render.Span{{Text: s}}} }

func cell(s string) render.Cell { return render.Cell{Blocks: []render.Block{text(s)}} }

func fact(key, value string) render.KeyValue {
	return render.KeyValue{Key: key, Value: []render.Block{text(value)}}
}

// minutes is a paper with every kind of block, and with actions rows in its longest table.
func minutes(actions int) *render.Document {
	return &render.Document{
		Title:   "Permanence planning meeting: Amina Rahman-Okonkwo",
		Subject: "PPM, case 104 772, version 3",
		Author:  "Northmoor Council",
		Lang:    "en-GB",
		Marking: "OFFICIAL-SENSITIVE",
		Header:  "Northmoor Council · Children’s Services · Permanence planning",
		Footer:  "Case 104 772 · record version 3",
		Created: time.Date(2026, time.March, 4, 16, 30, 0, 0, time.UTC),
		Blocks: []render.Block{
			render.Paragraph{Style: render.Marking, Spans: []render.Span{{Text: "OFFICIAL-SENSITIVE"}}},
			render.Heading{Level: 1, Text: "Permanence planning meeting"},
			render.Paragraph{Style: render.Lead, Spans: []render.Span{{Text: "Amina Rahman-Okonkwo, 4 March 2026, initial meeting"}}},
			render.Notice{Title: "How to read these minutes", Blocks: []render.Block{
				text("They record what was said and decided. Actions have numbers that stay the same from meeting to meeting."),
				render.List{Items: [][]render.Block{{text("A question about them goes to the chair.")}, {text("A correction must be asked for within ten working days.")}}},
				render.Paragraph{Style: render.Small, Spans: []render.Span{{Text: "Issued under the authority’s permanence policy."}}},
			}},
			render.Heading{Level: 2, Text: "Child details"},
			render.KeyValues{Caption: "Child details", Items: []render.KeyValue{
				fact("Name of child", "Amina Rahman-Okonkwo"),
				fact("Case number", "104 772"),
				fact("Date of birth", "17 June 2021"),
				{Key: "Legal status", Value: []render.Block{render.Paragraph{Style: render.Empty, Spans: []render.Span{{Text: "Not answered"}}}}},
				{Key: "Name of mother", Value: []render.Block{render.Paragraph{Spans: []render.Span{{Text: "عائشہ رحمان", Lang: "ur"}, {Text: " (Ayesha Rahman)"}}}}},
				{Key: "Name of grandmother", Value: []render.Block{render.Paragraph{Spans: []render.Span{{Text: "ফাতেমা খাতুন চৌধুরী", Lang: "bn", Bold: true}, {Text: " (Fatema Khatun Chowdhury)"}}}}},
				{Key: "What was shared", Value: []render.Block{text("Three papers:"), render.List{Ordered: true, Items: [][]render.Block{{text("Single assessment")}, {text("Gateway decision")}, {text("Contact plan")}}}}},
			}},
			render.Heading{Level: 2, Text: "Present"},
			attendance(),
			render.Heading{Level: 2, Text: "Discussion"},
			render.Heading{Level: 3, Text: "Reasons for the plan"},
			discussion(3),
			render.List{Ordered: true, Items: [][]render.Block{
				{text("Return home with a supervision order."), render.List{Ordered: true, Items: [][]render.Block{{text("with both parents")}, {text("with the mother alone")}}}},
				{text("Care by relatives under a special guardianship order."), text("The grandmother has been seen twice; her assessment is due in April.")},
				{text("Adoption."), render.List{Items: [][]render.Block{{text("by a family approved for brothers and sisters together")}}}},
			}},
			render.Heading{Level: 3, Text: "Views of the child"},
			discussion(2),
			render.Heading{Level: 4, Text: "In her own words"},
			render.Paragraph{Spans: []render.Span{{Text: "“I want to live where "}, {Text: "Nani", Italic: true}, {Text: " lives”, said on 2 March."}}},
			render.PageBreak{},
			render.Heading{Level: 2, Text: "Actions"},
			actionTable(actions),
			render.Paragraph{Style: render.Small, Spans: []render.Span{{Text: "Overdue dates are in bold."}}},
			render.Heading{Level: 2, Text: "Signature"},
			signature(),
		},
	}
}

func attendance() render.Table {
	rows := [][]render.Cell{{cell("Name"), cell("Role"), cell("Attended")}}
	for _, p := range [][3]string{
		{"Margaret Oyelaran-Fitzwilliam", "Chair, independent reviewing service", "Yes"},
		{"Tomasz Wiśniewski", "Social worker", "Yes"},
		{"Venkatanarasimharajuvaripeta Subrahmanyam-Featherstonehaugh", "Health visitor", "Apologies"},
		{"ফাতেমা খাতুন চৌধুরী", "Maternal grandmother", "Yes"},
		{"عائشہ رحمان", "Mother", "Yes"},
	} {
		rows = append(rows, []render.Cell{cell(p[0]), cell(p[1]), cell(p[2])})
	}
	return render.Table{HeadRows: 1, HeadCol: true, Widths: []float64{0.45, 0.37, 0.18}, Rows: rows, KeepShort: true}
}

func actionTable(n int) render.Table {
	rows := [][]render.Cell{{cell("No."), cell("Action"), cell("Who"), cell("By"), cell("Progress")}}
	for i := range n {
		due := render.Cell{Blocks: []render.Block{render.Paragraph{Spans: []render.Span{{Text: fmt.Sprintf("%d April 2026", i%28+1), Bold: i%7 == 0}}}}}
		rows = append(rows, []render.Cell{
			cell(fmt.Sprintf("A%d", i+1)),
			cell(fmt.Sprintf("Write to the school about a place in the nursery class and tell the foster carer the answer (part %d).", i+1)),
			cell("Tomasz Wiśniewski, social worker"),
			due,
			cell("The head teacher has been asked and will answer after the holidays."),
		})
	}
	return render.Table{Caption: "Actions agreed or carried forward", HeadRows: 1, HeadCol: true,
		Widths: []float64{0.08, 0.36, 0.18, 0.14, 0.24}, Rows: rows, KeepShort: true}
}

func discussion(sentences int) render.Paragraph {
	var p render.Paragraph
	for range sentences {
		p.Spans = append(p.Spans, render.Span{Text: "Amina has lived with her foster carers for five months, sleeps well and has begun to speak of them by name. " +
			"Contact with her mother takes place twice a week at the family centre & is warm; the meeting noted that it ends in tears when nobody explains when the next visit will be. "})
	}
	return p
}

func signature() render.SignatureBlock {
	return render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{
		fact("Signed by", "Margaret Oyelaran-Fitzwilliam"),
		fact("Role", "Chair"),
		fact("Date", "5 March 2026"),
		fact("Record", "Case 104 772, version 3"),
	}}
}
