package workbook

import (
	"slices"
	"strconv"
	"strings"
)

// searched is how many rows may stand above the headings of a table: titles, dates, logos.
const searched = 50

// table is the rows below a row of headings.
type table struct {
	header Row
	rows   []Row
}

// readTable finds the row that has most of the headings; nil if no row has any. It reads the sheet to its end.
func readTable(sheet *Sheet, headings []string) (*table, error) {
	rows, err := sheet.All()
	if err != nil {
		return nil, err
	}
	var best *table
	most := 0
	for i := 0; i < len(rows) && rows[i].Number <= searched; i++ {
		t := &table{rows[i], rows[i+1:]}
		hits := 0
		for _, name := range t.names() {
			if name != "" && slices.Contains(headings, name) {
				hits++
			}
		}
		if hits > most {
			most, best = hits, t
		}
	}
	return best, nil
}

// names are the headings as they are compared; the second of two that are alike gets a number.
func (t *table) names() []string {
	names := make([]string, len(t.header.Cells))
	seen := map[string]int{}
	for i, c := range t.header.Cells {
		name := plain(c.Text)
		if seen[name]++; seen[name] > 1 && name != "" {
			name += "\x00" + strconv.Itoa(seen[name])
		}
		names[i] = name
	}
	return names
}

func plain(heading string) string { return strings.ToLower(strings.Join(strings.Fields(heading), " ")) }

// rowID is a key, and which of those that have it. Rows without a key are known by all that they say, so that titles and
// totals below a table are still themselves.
type rowID struct {
	key, content string
	nth          int
}

type keyed struct {
	rows  map[rowID]Row
	order []rowID
}

// byKey orders the rows that say anything by the texts of a column.
func (t *table) byKey(column int) keyed {
	k := keyed{rows: map[rowID]Row{}}
	seen := map[rowID]int{}
	for _, row := range t.rows {
		id := rowID{key: strings.TrimSpace(row.Cell(column).Text)}
		if id.key == "" {
			var texts []string
			for _, c := range row.Cells {
				if c.Text != "" {
					texts = append(texts, c.Text)
				}
			}
			if texts == nil {
				continue
			}
			id.content = strings.Join(texts, "\x00")
		}
		seen[id]++
		id.nth = seen[id]
		k.rows[id] = row
		k.order = append(k.order, id)
	}
	return k
}
