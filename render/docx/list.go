package docx

import (
	"fmt"
	"strconv"

	"minutebook/render"
)

const (
	bulletList = 1   // w:num of every bulleted list; each numbered list has its own, from 2 on
	listLevels = 9   // Word has no more
	listIndent = 397 // twips for each level: 7 mm
)

// list writes a list. Each item opens with a numbered paragraph, be it an empty one, so that no item loses its number.
func (w *writer) list(l render.List, at place) error {
	if at.level == listLevels {
		return fmt.Errorf("lists nested more than %d deep", listLevels)
	}
	num := bulletList
	if l.Ordered {
		w.restarts = append(w.restarts, at.level)
		num = bulletList + len(w.restarts)
	}
	at.level++
	at.left += listIndent
	at.width -= listIndent
	at.nested = true
	signed := at.signed
	for i, blocks := range l.Items {
		at.signed = signed && i+1 == len(l.Items)
		var first render.Paragraph
		if len(blocks) > 0 {
			if p, ok := blocks[0].(render.Paragraph); ok {
				first, blocks = p, blocks[1:]
			}
		}
		if err := w.prose(first, at, num); err != nil {
			return fmt.Errorf("item %d: %w", i+1, err)
		}
		if err := w.blocks(blocks, at); err != nil {
			return fmt.Errorf("item %d: %w", i+1, err)
		}
	}
	return nil
}

// numbering writes the numbering part: one definition for bullets, one for numbers, and for each numbered list an
// instance that starts again at its level. Without that a list would go on counting where the last one ended.
func numbering(restarts []int) []byte {
	var m markup
	m.raw(xmlHead, `<w:numbering `, namespaces, `>`)
	bullets := [...]string{"•", "–"}
	numbers := [...]struct{ format, before, after string }{
		{"decimal", "%", "."}, {"lowerLetter", "(%", ")"}, {"lowerRoman", "%", "."},
	}
	for definition := range 2 {
		m.raw(`<w:abstractNum w:abstractNumId="`)
		m.num(definition)
		m.raw(`"><w:multiLevelType w:val="hybridMultilevel"/>`)
		for level := range listLevels {
			format, text := "bullet", bullets[level%len(bullets)]
			if definition == 1 {
				n := numbers[level%len(numbers)]
				format, text = n.format, n.before+strconv.Itoa(level+1)+n.after
			}
			m.raw(`<w:lvl w:ilvl="`)
			m.num(level)
			m.raw(`"><w:start w:val="1"/><w:numFmt w:val="`, format, `"/><w:lvlText w:val="`, text,
				`"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="`)
			m.num(listIndent * (level + 1))
			m.raw(`" w:hanging="`)
			m.num(listIndent)
			m.raw(`"/></w:pPr></w:lvl>`)
		}
		m.raw(`</w:abstractNum>`)
	}
	m.raw(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i, level := range restarts {
		m.raw(`<w:num w:numId="`)
		m.num(bulletList + 1 + i)
		m.raw(`"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="`)
		m.num(level)
		m.raw(`"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`)
	}
	m.raw(`</w:numbering>`)
	return m.Bytes()
}
