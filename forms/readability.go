package forms

import (
	"math"
	"strings"
	"unicode"
)

// Reading is how hard a text is to read.
type Reading struct {
	Sentences int
	Average   float64  // words in a sentence
	Longest   string   // the sentence with the most words
	Words     int      // in the longest sentence
	Jargon    []Jargon // each term once, in the order of the text's glossary
}

// Jargon is a term of the trade and what everybody says instead.
type Jargon struct {
	Term  string
	Plain string
}

// What plain English asks of sentences: 15 to 20 words on average (Plain English Campaign).
const (
	AverageLimit  = 20
	SentenceLimit = 30
)

// Read measures a text. An abbreviation counts as it is written; other terms in any case.
func Read(text string) Reading {
	var r Reading
	total := 0
	for _, sentence := range sentences(text) {
		n := len(strings.FieldsFunc(sentence, func(c rune) bool { return unicode.IsSpace(c) }))
		total += n
		r.Sentences++
		if n > r.Words {
			r.Words, r.Longest = n, sentence
		}
	}
	if r.Sentences > 0 {
		r.Average = float64(total) / float64(r.Sentences)
	}
	for _, j := range jargon {
		if contains(text, j.Term) {
			r.Jargon = append(r.Jargon, j)
		}
	}
	return r
}

// readability advises on a text that its reader may find hard.
func readability(pointer, text string) Problems {
	r := Read(text)
	var problems Problems
	add := func(code string, args map[string]any) {
		problems = append(problems, Problem{Pointer: pointer, Code: code, Level: Advice, Args: args})
	}
	switch {
	case r.Words > SentenceLimit:
		add("long_sentence", map[string]any{"count": r.Words, "begins": shorten(r.Longest)})
	case r.Average > AverageLimit:
		add("long_sentences", map[string]any{"average": int(math.Round(r.Average))})
	}
	for _, j := range r.Jargon {
		add("jargon", map[string]any{"term": j.Term, "plain": j.Plain})
	}
	return problems
}

// sentences splits at full stops, question and exclamation marks, and line ends. A full stop inside a word, as in "4.12" or
// after a title, ends nothing.
func sentences(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		from := 0
		words := strings.Fields(line)
		for i, w := range words {
			end := strings.TrimRight(w, `"'”’)`)
			if i == len(words)-1 || strings.HasSuffix(end, ".") && !abbreviated(end) || strings.HasSuffix(end, "!") || strings.HasSuffix(end, "?") {
				out = append(out, strings.Join(words[from:i+1], " "))
				from = i + 1
			}
		}
	}
	return out
}

func abbreviated(word string) bool {
	switch strings.TrimSuffix(word, ".") {
	case "Mr", "Mrs", "Ms", "Dr", "St", "e.g", "i.e":
		return true
	}
	return false
}

// contains looks for whole words.
func contains(text, term string) bool {
	if strings.ToUpper(term) != term {
		text, term = strings.ToLower(text), strings.ToLower(term)
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for from := 0; ; {
		at := strings.Index(text[from:], term)
		if at < 0 {
			return false
		}
		at += from
		before, after := []rune(text[:at]), []rune(text[at+len(term):])
		if (len(before) == 0 || !letter(before[len(before)-1])) && (len(after) == 0 || !letter(after[0])) {
			return true
		}
		from = at + len(term)
	}
}
