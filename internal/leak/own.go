package leak

import (
	"slices"
	"strings"

	"minutebook/forms"
)

// ownFields are the withheld parts in which a reader's own details may stand. Views of professionals and legal advice are
// withheld whoever they are about.
var ownFields = []string{"/background", "/parent_views"}

// guarded are words with which minutes say that something must not be passed on.
var guarded = []string{"privileged", "confidential", "not be shared", "not be told", "not to be", "not know", "not aware", "professionals only", "should not"}

// othersOnly returns the pieces of a withheld text that are not about the reader alone. A sentence is the reader's own when
// it names the reader and nobody else; one that only says "she" or "he" goes on about whoever the one before named.
func (v *view) othersOnly(pointer, text string) []string {
	if v.reader == nil || !slices.Contains(ownFields, pointer) {
		return []string{text}
	}
	var pieces []string
	from, own := 0, false
	cut := func(to int) {
		if from < to {
			pieces = append(pieces, text[from:to])
		}
	}
	for _, s := range sentences(text) {
		sentence := text[s[0]:s[1]]
		me, others := v.speaksOf(sentence)
		switch {
		case others || containsAny(strings.ToLower(sentence), guarded):
			own = false
		case me:
			own = true
		case !startsWithPronoun(sentence):
			own = false
		}
		if own {
			cut(s[0])
			from = s[1]
		}
	}
	cut(len(text))
	return pieces
}

// sentences returns where each sentence begins and ends.
func sentences(text string) [][2]int {
	var out [][2]int
	from := 0
	for i, r := range text {
		if r == '\n' || strings.ContainsRune(".!?", r) && (i+1 == len(text) || strings.ContainsRune(" \n’'”\"", rune(text[i+1]))) {
			out = append(out, [2]int{from, i + len(string(r))})
			from = i + len(string(r))
		}
	}
	if from < len(text) {
		out = append(out, [2]int{from, len(text)})
	}
	return out
}

func startsWithPronoun(sentence string) bool {
	words := split(sentence)
	return len(words) > 0 && slices.Contains([]string{"she", "he", "her", "his", "they", "their"}, words[0].plain)
}

// speaksOf says whether a sentence names the reader, and whether it names anybody else.
func (v *view) speaksOf(sentence string) (me, others bool) {
	words := split(sentence)
	says := func(text string) bool {
		s := secret{text: squeeze(text), plural: true}
		return s.text != "" && slices.ContainsFunc(indices(words), func(i int) bool { return s.match(words, i) > 0 })
	}
	mine := v.reader.ParentWord()
	for i := range v.c.People {
		p := &v.c.People[i]
		if p.Is(forms.ProfessionalRole) {
			continue
		}
		named := false
		for _, n := range personNames(p.Name) {
			named = named || says(n.surname) || p.Is(forms.SiblingRole) && slices.ContainsFunc(n.given, says)
		}
		switch {
		case !named:
		case p.Key == v.reader.Key:
			me = true
		case p.Is(forms.SiblingRole) && !slices.ContainsFunc(personNames(p.Name), func(n personName) bool { return slices.ContainsFunc(n.given, says) }):
			// the surname alone is the family's
		default:
			others = true
		}
	}
	if mine != "" && says(mine) && v.only(mine) {
		me = true
	}
	for _, w := range kin {
		if w != mine && says(w) || w == mine && !v.only(mine) && says(w) {
			others = true
		}
	}
	return me, others
}

func indices(words []word) []int {
	at := make([]int, len(words))
	for i := range at {
		at[i] = i
	}
	return at
}

func containsAny(s string, list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(s, w) })
}
