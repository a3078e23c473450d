package workbook

import (
	"regexp"
	"strconv"
	"strings"
)

// reference is a cell in a formula, with what stands before and after it. What is followed by a letter, a digit, an
// underscore, a dot or a bracket is a name or a function; so is what follows such a character.
var reference = regexp.MustCompile(`([^A-Z0-9_.]|^)(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})($|[^A-Z0-9_.(])`)

// relative writes a formula in a form that stays when its row moves, when columns move (back tells whence) and when
// another program saves it: rows as distances, without spaces, in capitals. A cell without formula is "".
func (c Cell) relative(back map[int]int) string {
	if c.Formula == "" {
		return ""
	}
	var b strings.Builder
	foreign := false // the last reference was to another sheet
	for i, stretch := range strings.Split(c.Formula, `"`) {
		if i%2 == 1 { // a text in quotation marks
			b.WriteString(`"` + stretch + `"`)
			continue
		}
		stretch = strings.ToUpper(strings.Join(strings.Fields(stretch), ""))
		stretch = strings.NewReplacer("_XLFN.", "", "_XLWS.", "", "_XLL.", "").Replace(stretch)
		for { // references share the character between them
			at := reference.FindStringSubmatchIndex(stretch)
			if at == nil {
				break
			}
			part := func(n int) string { return stretch[at[2*n]:at[2*n+1]] }
			row, column, err := parseAddress(part(3) + part(5))
			if err != nil {
				break
			}
			foreign = part(1) == "!" || part(1) == ":" && foreign
			if original, ok := back[column]; ok && !foreign {
				column = original
			}
			where := strconv.Itoa(row)
			if part(4) == "" {
				where = strconv.Itoa(row - c.writtenFor[0])
			}
			b.WriteString(stretch[:at[3]] + part(2) + "{" + strconv.Itoa(column) + "}" + part(4) + where)
			stretch = stretch[at[12]:]
		}
		b.WriteString(stretch)
	}
	return b.String()
}
