package docx

import (
	"math"
	"strings"
	"testing"

	"minutebook/render"
)

func TestColumnWidthsAddUp(t *testing.T) {
	t.Parallel()
	equal := []int{3212, 3213, 3213}
	for _, c := range []struct {
		name   string
		shares []float64
		want   []int
	}{
		{"as asked", []float64{0.5, 0.25, 0.25}, []int{4819, 2410, 2409}},
		{"not adding up to 1", []float64{2, 1, 1}, []int{4819, 2410, 2409}},
		{"none", nil, equal},
		{"too few", []float64{0.5, 0.5}, equal},
		{"zero", []float64{0, 0.5, 0.5}, equal},
		{"negative", []float64{-1, 1, 1}, equal},
		{"not a number", []float64{math.NaN(), 1, 1}, equal},
		{"infinite", []float64{math.Inf(1), 1, 1}, equal},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sum := 0
			got := columnWidths(c.shares, 3, textWidth)
			for i := range got {
				sum += got[i]
				if got[i] != c.want[i] {
					t.Errorf("widths %d, want %d", got, c.want)
					break
				}
			}
			if sum != textWidth {
				t.Errorf("widths add up to %d, want %d", sum, textWidth)
			}
		})
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	sentence := "A sentence of sixty letters, which fills about half a line. "
	short, most, tall := cell("short"), cell(strings.Repeat(sentence, 60)), cell(strings.Repeat(sentence, 130))
	const (
		split  = `<w:cantSplit/>`
		repeat = `<w:tblHeader/>`
		keep   = `<w:keepNext/>`
	)
	row := func(c render.Cell) [][]render.Cell { return [][]render.Cell{{c}, {c}} }
	for _, c := range []struct {
		name                  string
		block                 render.Block
		unsplit, header, kept int
		look                  string
	}{
		{"header and short row", render.Table{HeadRows: 1, KeepShort: true, Rows: row(short)}, 2, 1, 1, `w:firstRow="1"`},
		{"rows may be split", render.Table{HeadRows: 1, Rows: row(short)}, 1, 1, 1, `w:firstColumn="0"`},
		{"row headers", render.Table{HeadCol: true, KeepShort: true, Rows: row(short)}, 2, 0, 0, `w:firstColumn="1"`},
		{"rows that just fit", render.Table{KeepShort: true, Rows: row(most)}, 2, 0, 0, `w:firstRow="0"`},
		{"rows higher than a page", render.Table{KeepShort: true, Rows: row(tall)}, 0, 0, 0, `w:tblLook`},
		{"header higher than a page", render.Table{HeadRows: 1, KeepShort: true, Rows: row(tall)}, 0, 0, 0, `w:tblLook`},
		{"more header rows than rows", render.Table{HeadRows: 9, Rows: row(short)}, 2, 2, 1, `w:firstRow="1"`},
		{"facts", render.KeyValues{Items: []render.KeyValue{fact("a", "b"), fact("c", "d")}}, 2, 0, 0, `w:firstColumn="1"`},
		{"signature", render.SignatureBlock{Lines: []render.KeyValue{fact("a", "b"), fact("c", "d")}}, 2, 0, 2, `w:firstColumn="1"`},
		{"signature higher than a page", render.SignatureBlock{Lines: []render.KeyValue{
			{Key: "a", Value: tall.Blocks}, {Key: "b", Value: short.Blocks}}}, 1, 0, 0, `w:firstColumn="1"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body := bodyOf(t, c.block)
			for mark, want := range map[string]int{split: c.unsplit, repeat: c.header, keep: c.kept} {
				if got := strings.Count(body, mark); got != want {
					t.Errorf("%d times %s, want %d", got, mark, want)
				}
			}
			if !strings.Contains(body, c.look) {
				t.Errorf("no %s", c.look)
			}
		})
	}
}

func TestTablesAreNamed(t *testing.T) {
	t.Parallel()
	body := bodyOf(t,
		render.Table{Caption: `Actions "A" & B`, Rows: [][]render.Cell{{cell("x")}}},
		render.KeyValues{Caption: "Child details", Items: []render.KeyValue{fact("a", "b")}},
		render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{fact("a", "b")}},
		render.SignatureBlock{Lines: []render.KeyValue{fact("a", "b")}})
	for _, want := range []string{"Actions &#34;A&#34; &amp; B", "Child details", "Signature: Chair", "Signature"} {
		if !strings.Contains(body, `<w:tblCaption w:val="`+want+`"/>`) {
			t.Errorf("no table is named %s", want)
		}
	}
}
