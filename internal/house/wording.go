package house

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"minutebook/forms"
)

func (l *loader) wording() forms.Wording {
	own := map[string]string{}
	for _, e := range l.mapping(WordingFile) {
		sentence, ok := l.text(WordingFile, e)
		if !ok {
			continue
		}
		if err := forms.CheckSentence(e.key, sentence); err != nil {
			l.note(WordingFile, e.line, "%w", err)
			continue
		}
		own[e.key] = sentence
	}
	words, err := forms.NewWording(own)
	if err != nil { // each was checked above
		l.note(WordingFile, 0, "%w", err)
	}
	return words
}

// BuiltInWording is a wording.yaml with all built-in sentences, as a start.
func BuiltInWording() []byte {
	var b bytes.Buffer
	b.WriteString(`# What people read when something is wrong with a form: one sentence for each problem. Keep the lines that you change and
# delete the rest. Names in braces stand for what the problem is about; a sentence must name the same ones. {Label} is the
# question as written, {label} the same inside a sentence.
`)
	sentences := forms.Sentences()
	for _, code := range slices.Sorted(maps.Keys(sentences)) {
		fmt.Fprintf(&b, "%s: %q\n", code, sentences[code])
	}
	return b.Bytes()
}
