package xlsx

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"minutebook/render"
)

// A chart's size in pixels, and how many rows it takes with the gap below it. Two stand beside one another.
const (
	chartWidth  = 640
	chartHeight = 300
	chartRows   = 17
)

// lines tell series apart by colour and by shape, so that colour is not needed.
var lines = []struct{ colour, marker string }{{"1D3557", "circle"}, {"C1440E", "square"}, {"2A7F62", "triangle"}, {"7B3FA0", "diamond"}, {"6B6B6B", "x"}}

// charts puts the sheet's charts under its rows.
func (s *sheet) charts() error {
	for n := range s.Charts {
		c := &s.Charts[n]
		at, err := excelize.CoordinatesToCellName(1+n%2*s.besides(), s.last+3+n/2*chartRows)
		if err != nil {
			return err
		}
		if err := s.book.file.AddChart(s.Name, at, s.chart(c)); err != nil {
			return fmt.Errorf("drawing %s: %w", c.Title, err)
		}
	}
	return nil
}

// besides is how many columns a chart covers.
func (s *sheet) besides() int {
	width := 0.0
	for i, c := range s.Columns {
		if width += 7*c.Width + 5; width > chartWidth {
			return i + 1
		}
	}
	return len(s.Columns)
}

func (s *sheet) chart(c *render.Chart) *excelize.Chart {
	small := excelize.Font{Family: "Arial", Size: 8, Color: ink}
	text := func(t string, size float64, bold bool) excelize.ChartTitle {
		return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: t, Font: &excelize.Font{Family: "Arial", Size: size, Bold: bold, Color: ink}}}}
	}
	chart := &excelize.Chart{
		Type: excelize.Line, VaryColors: new(bool), // one colour for each series
		Format:    excelize.GraphicOptions{AltText: c.Alt, Name: c.Title},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Title:     text(c.Title, 12, true),
		Legend:    excelize.ChartLegend{Position: "bottom", Font: &small},
		XAxis:     excelize.ChartAxis{NumFmt: excelize.ChartNumFmt{CustomNumFmt: "mmm yy"}, Font: small},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, Minimum: new(float64), Title: text(c.Unit, 9, false), Font: small},
	}
	if c.Bars {
		chart.Type = excelize.Col
	}
	for i, col := range s.Columns {
		at := slices.Index(c.Columns, col.Key)
		if at < 0 {
			continue
		}
		if col.Format == render.Percent {
			whole := 1.0
			chart.YAxis.Maximum, chart.YAxis.NumFmt = &whole, excelize.ChartNumFmt{CustomNumFmt: numberFormats[col.Format]}
		}
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{lines[at%len(lines)].colour}}
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name:       fmt.Sprintf("%s!$%s$%d", quote(s.Name), s.columns[i].name, s.head),
			Categories: s.all(0), Values: s.all(i),
			Line: excelize.LineOptions{Width: 2.25}, Fill: fill,
			Marker: excelize.ChartMarker{Symbol: lines[at%len(lines)].marker, Size: 7, Fill: fill},
		})
	}
	return chart
}

// all is the address of a column's rows.
func (s *sheet) all(column int) string {
	name := s.columns[column].name
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quote(s.Name), name, s.head+1, name, s.last)
}
