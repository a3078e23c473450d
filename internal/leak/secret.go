package leak

import "strings"

// secret is one thing to look for.
type secret struct {
	text     string // squeezed
	kind     Kind
	whose    string
	ordinary bool // an everyday word too, such as the name Young: counts only where its capital shows that it is a name
	plural   bool // "the Ferncastles" are the Ferncastles
}

// match returns where the words that make up the secret end if they begin at i, else 0. The words may be parted in any
// way, but must begin and end where words do: "Row" is not in "Rowan".
func (s *secret) match(words []word, i int) int {
	rest := s.text
	if rest == "" || s.ordinary && (!words[i].capital || words[i].opens) {
		return 0
	}
	for j := i; j < len(words); j++ {
		left, found := strings.CutPrefix(rest, words[j].plain)
		switch {
		case found && left == "":
			return j + 1
		case found:
			rest = left
		case s.plural && (words[j].plain == rest+"s" || words[j].plain == rest+"es"):
			return j + 1
		default:
			return 0
		}
	}
	return 0
}

// within reports that the secret's text stands in another, word for word.
func within(text, in string) bool {
	s := secret{text: squeeze(text)}
	words := split(in)
	for i := range words {
		if s.match(words, i) > 0 {
			return true
		}
	}
	return false
}
