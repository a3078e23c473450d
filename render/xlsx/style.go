package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"minutebook/render"
)

// The colours of what the writer adds by itself. Text on them has a contrast of more than 7:1.
const (
	ink      = "0B0C0C"
	headInk  = "FFFFFF"
	headFill = "1D3557"
	openFill = "FFF9DB" // of cells that may be changed
	rule     = "B1B4B6"
	linkInk  = "1A4F8A"
)

// look is what decides the style of a cell.
type look struct {
	format render.Format
	open   bool // may be changed
	link   bool
	quoted bool // the text begins like a formula: it stays text when somebody edits the cell
}

// styles are the styles of the workbook by number.
type styles struct {
	file   *excelize.File
	title  int
	note   int
	head   int
	lights [3]int // by render.Colour
	cells  map[look]int
}

func newStyles(f *excelize.File) (*styles, error) {
	if err := f.SetDefaultFont("Arial"); err != nil {
		return nil, fmt.Errorf("setting the font: %w", err)
	}
	s := &styles{file: f, cells: map[look]int{}}
	for _, own := range []struct {
		into  *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Family: "Arial", Size: 16, Bold: true, Color: ink}}},
		{&s.note, excelize.Style{Font: &excelize.Font{Family: "Arial", Size: 10, Color: ink}}},
		{&s.head, excelize.Style{
			Font:      &excelize.Font{Family: "Arial", Size: 10, Bold: true, Color: headInk},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{headFill}},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
			Border:    []excelize.Border{{Type: "left", Color: rule, Style: 1}, {Type: "right", Color: rule, Style: 1}},
		}},
	} {
		var err error
		if *own.into, err = f.NewStyle(&own.style); err != nil {
			return nil, fmt.Errorf("making the styles: %w", err)
		}
	}
	for colour, c := range [...]struct{ ink, fill string }{render.Green: {"005A30", "CFE8D8"}, render.Amber: {"594000", "FFE8A3"}, render.Red: {"7D1B12", "F9D3CE"}} {
		var err error
		s.lights[colour], err = f.NewConditionalStyle(&excelize.Style{
			Font: &excelize.Font{Color: c.ink, Bold: colour == int(render.Red)},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.fill}},
		})
		if err != nil {
			return nil, fmt.Errorf("making the styles: %w", err)
		}
	}
	return s, nil
}

// numberFormats by render.Format; text has its own so that what is typed into it stays as it was typed.
var numberFormats = map[render.Format]string{
	render.Words: "@", render.Prose: "@", render.Whole: "0", render.Decimal: "0.0", render.Percent: "0%",
	render.Day: "dd/mm/yyyy", render.Month: "mmm yyyy",
}

// cell returns the style for a look.
func (s *styles) cell(l look) (int, error) {
	if id, ok := s.cells[l]; ok {
		return id, nil
	}
	format := numberFormats[l.format]
	style := &excelize.Style{
		Font:         &excelize.Font{Family: "Arial", Size: 10, Color: ink},
		Alignment:    &excelize.Alignment{Vertical: "center", WrapText: l.format == render.Prose},
		CustomNumFmt: &format,
		Protection:   &excelize.Protection{Locked: !l.open},
	}
	switch l.format {
	case render.Words, render.Prose:
	default:
		style.Alignment.Horizontal = "left" // a date or count reads on from its heading
	}
	if l.link {
		style.Font.Color, style.Font.Underline = linkInk, "single"
	}
	if l.open {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{openFill}}
	}
	id, err := s.file.NewStyle(style)
	if err != nil {
		return 0, fmt.Errorf("making a style: %w", err)
	}
	if l.quoted {
		// Excelize has the attribute but no option for it.
		xfs, yes := s.file.Styles.CellXfs, true
		twin := xfs.Xf[id]
		twin.QuotePrefix = &yes
		id = len(xfs.Xf)
		xfs.Xf, xfs.Count = append(xfs.Xf, twin), id+1
	}
	s.cells[l] = id
	return id, nil
}
