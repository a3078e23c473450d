package web

import (
	"math"

	"minutebook/forms"
)

// reading is what stands beside a text that a parent is to read. It advises and stops nothing.
type reading struct {
	ID        string // of the input; empty when a script asks for it
	Sentences int
	Average   int // words in a sentence
	Long      bool
	Longest   string // the sentence to make two of; empty when none is too long
	Words     int    // in it
	Jargon    []forms.Jargon
}

func readingOf(id, text string) *reading {
	r := forms.Read(text)
	p := &reading{ID: id, Sentences: r.Sentences, Average: int(math.Round(r.Average)), Long: r.Average > forms.AverageLimit, Jargon: r.Jargon}
	if r.Words > forms.SentenceLimit {
		p.Longest, p.Words = r.Longest, r.Words
	}
	return p
}

// reading answers a script that asks about a text while it is being written. Nothing is stored.
func (w *Web) reading(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	return answer{page: "reading.html", data: readingOf("", plain(post.Get("text")))}, nil
}

// readingAdvice has the codes of the advice that stands beside a text already.
var readingAdvice = map[string]bool{"long_sentence": true, "long_sentences": true, "jargon": true}
