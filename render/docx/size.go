package docx

// textSize is the size of ordinary text in half points, as Word counts; 0 stands for normalSize. Styles that name a size of
// their own grow with it by points, not in proportion: a title of 36 points would leave three words in a line.
type textSize int

const (
	normalSize textSize = 22
	largePrint textSize = 32 // from here on no text is italic, and none smaller than ordinary text
)

// sizeOf turns points into a size.
func sizeOf(points float64) textSize {
	if points <= 0 {
		return 0
	}
	return textSize(2*points + 0.5)
}

func (t textSize) large() bool { return t >= largePrint }

// normal is the size of ordinary text.
func (t textSize) normal() int {
	if t == 0 {
		return int(normalSize)
	}
	return int(t)
}

// of is the size of a style. What stands around the page grows by half, the empty line after a table not at all.
func (t textSize) of(s *style) int {
	more := t.normal() - int(normalSize)
	switch {
	case s.size == 0 || t == 0 || s.id == "TableGap" || s.id == "DraftMark":
		return s.size
	case s.basedOn == "Header" || s.id == "Header" || s.id == "Footer":
		return s.size + max(more, 0)/2
	case t.large() && s.size < int(normalSize):
		return t.normal()
	}
	return s.size + more
}

// room is what fits on a page by the estimates of this package, which are made for normal text: twice the size needs four
// times the room.
func (t textSize) room() int {
	n := t.normal()
	return pageRoom * int(normalSize) * int(normalSize) / (n * n)
}
