package pdf

import (
	"bytes"
	"sync"
	"testing"
)

// Written at the same time by many, with pooled shapers and compressors in between, a paper stays the same.
func TestWriteSameBytes(t *testing.T) {
	t.Parallel()
	for name := range papers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, _, err := Write(papers()[name])
			if err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for range 6 {
				wg.Go(func() {
					got, _, err := Write(papers()[name])
					if err != nil || !bytes.Equal(got, want) {
						t.Errorf("another copy differs: %v", err)
					}
				})
			}
			wg.Wait()
		})
	}
}

// A document that differs in one letter is another file.
func TestWriteIdentifier(t *testing.T) {
	t.Parallel()
	id := func(s string) []byte {
		out, _, err := Write(paragraphs(s))
		if err != nil {
			t.Fatal(err)
		}
		_, after, ok := bytes.Cut(out, []byte("/ID[<"))
		if !ok {
			t.Fatal("no identifier")
		}
		return after[:32]
	}
	if bytes.Equal(id("a"), id("b")) {
		t.Error("two papers have the same identifier")
	}
}

// Write leaves the document as it was: the same value is rendered for several formats.
func TestWriteReadsOnly(t *testing.T) {
	t.Parallel()
	doc := sample()
	first, _, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the second rendering of one value differs")
	}
}
