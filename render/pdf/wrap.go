package pdf

import "unicode"

// markBreaks notes after which clusters a line may end. The rule is simpler than UAX #14, and right for the scripts
// that can be drawn here: after spaces, hyphens and dashes within words, slashes between letters, the Ethiopic word
// space and the invisible hints. Thai has no spaces and is broken between characters.
func (s *setter) markBreaks(text []rune) {
	for i := range s.clusters {
		c := &s.clusters[i]
		last := text[c.to-1]
		if c.to >= len(text) {
			continue
		}
		next := text[c.to]
		switch last {
		case ' ', softHyphen, zeroSpace, '\u1361':
			c.breakAfter = next != ' '
		case '-', '\u2010', '/':
			c.breakAfter = c.from > 0 && unicode.IsLetter(text[c.from-1]) && unicode.IsLetter(next)
		case '\u2013', '\u2014':
			c.breakAfter = next != ' ' && !unicode.IsPunct(next)
		default:
			c.breakAfter = last > 0x1000 && next != ' ' && unicode.Is(unicode.Zs, last)
		}
	}
}

// wrap cuts the clusters into lines that fit width, as ranges [from, to). A word that is wider than a line is cut where
// the line is full. Spaces at the end of a line do not count, and stay on it: they keep words apart in copied text.
func (s *setter) wrap(text []rune, width float64) [][2]int {
	var out [][2]int
	start, candidate := 0, -1
	used := 0.0
	for i := 0; i < len(s.clusters); i++ {
		c := &s.clusters[i]
		used += c.width
		if space := text[c.to-1] == ' '; used > width+0.01 && i > start && !space {
			end := i
			if candidate >= start {
				end = candidate + 1
			}
			out = append(out, [2]int{start, end})
			start, candidate, used = end, -1, 0
			i = end - 1
			continue
		}
		if c.breakAfter {
			candidate = i
		}
	}
	return append(out, [2]int{start, len(s.clusters)})
}
