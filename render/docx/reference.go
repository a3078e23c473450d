package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// Reference is what papers take from a Word file of the authority: its styles, with the fonts of its theme by name, and the
// header and footer of its first section. Paper size, margins and numbering stay as they are built in. It never changes.
//
// Nothing is copied as bytes. Each part is read into a tree, and what this package knows to be harmless is written anew;
// anything else in a header or footer that could be seen is an error, so that nobody misses a text box on paper only.
type Reference struct {
	fonts    *node // of text without a style, and its colour and the distances of its paragraphs; nil where not said
	colour   *node
	spacing  *node
	size     textSize // in half points, 0 where not said
	styles   []*node
	pages    [2]surround // of every page, and of the first where titled
	titled   bool
	pictures [][]byte // JPEG, in the order of their numbers
}

// surround is the header and footer of a page, as blocks; each may be empty.
type surround struct{ header, footer []*node }

// The bounds of a reference file.
const (
	maxParts    = 2000
	maxPictures = 20
	maxPart     = 4 << 20  // bytes of a part of XML
	maxMedia    = 20 << 20 // bytes of a picture
)

// ReadReference reads a .docx file. Picture writes a picture anew as a JPEG of three components, or says what is wrong with
// it. The error has a line for each fault, which begins with the name of the part and says what to do.
func ReadReference(data []byte, picture func([]byte) ([]byte, error)) (*Reference, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("this is not a Word document; save it in Word as “Word Document (.docx)”, without a password")
	}
	if len(archive.File) > maxParts {
		return nil, fmt.Errorf("it has %d parts; save it anew with styles, header and footer only", len(archive.File))
	}
	r := &referenceReader{archive: archive, picture: picture, ref: &Reference{}}
	r.refuseActive()
	main := r.tree("word/document.xml")
	if main == nil {
		return nil, r.err()
	}
	rels := r.relations("word/document.xml")
	r.readTheme(rels)
	r.readStyles(rels)
	r.readSection(main, rels)
	if err := r.err(); err != nil {
		return nil, err
	}
	return r.ref, nil
}

type referenceReader struct {
	archive *zip.Reader
	picture func([]byte) ([]byte, error)
	ref     *Reference
	faults  []error
	fonts   map[string]string // of the theme: "major" and "minor"
}

func (r *referenceReader) err() error { return errors.Join(r.faults...) }

func (r *referenceReader) fault(part, format string, args ...any) {
	r.faults = append(r.faults, fmt.Errorf("%s: %w", part, fmt.Errorf(format, args...)))
}

// refuseActive refuses files that could do something, even where it would not be taken over: they do not belong here.
func (r *referenceReader) refuseActive() {
	for _, f := range r.archive.File {
		name := strings.ToLower(f.Name)
		switch {
		case strings.Contains(name, "vbaproject") || strings.Contains(name, "vbadata"):
			r.fault(f.Name, "the file has macros; save it as “Word Document (.docx)”, which has none")
		case strings.Contains(name, "/activex/") || strings.Contains(name, "/embeddings/"):
			r.fault(f.Name, "the file has an embedded object; take it out")
		}
	}
}

// read returns a part of at most so many bytes; a file can claim to be small.
func (r *referenceReader) read(part string, most int64) ([]byte, bool) {
	f, err := r.archive.Open(part)
	if err != nil {
		r.fault(part, "the part is missing or damaged; save the file anew in Word")
		return nil, false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		r.fault(part, "the part is damaged (%w); save the file anew in Word", err)
		return nil, false
	case int64(len(data)) > most:
		r.fault(part, "the part is larger than %d MB; take out what is not needed", most>>20)
		return nil, false
	}
	return data, true
}

// tree reads a part of XML, nil if it cannot be read.
func (r *referenceReader) tree(part string) *node {
	data, ok := r.read(part, maxPart)
	if !ok {
		return nil
	}
	root, err := parseTree(data)
	if err != nil {
		r.fault(part, "%w; save the file anew in Word as “Word Document (.docx)”", err)
		return nil
	}
	return root
}

// relation is where a part leads to.
type relation struct {
	kind, target string
	external     bool
}

// relations reads the relationships of a part by their ids, with targets as names of parts.
func (r *referenceReader) relations(part string) map[string]relation {
	all := map[string]relation{}
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if f, err := r.archive.Open(name); err != nil {
		return all // a part that leads nowhere has none
	} else if err := f.Close(); err != nil {
		r.fault(name, "%w", err)
	}
	root := r.tree(name)
	if root == nil {
		return all
	}
	for _, e := range root.kids {
		one := relation{kind: path.Base(e.attr("Type")), target: e.attr("Target"), external: e.attr("TargetMode") == "External"}
		switch {
		case one.external:
		case strings.HasPrefix(one.target, "/"):
			one.target = strings.TrimPrefix(path.Clean(one.target), "/")
		default:
			one.target = path.Join(path.Dir(part), one.target)
		}
		all[e.attr("Id")] = one
	}
	return all
}

// the finds the only relation of a kind; of several, that whose id comes first.
func the(rels map[string]relation, kind string) (string, bool) {
	for _, id := range slices.Sorted(maps.Keys(rels)) {
		if one := rels[id]; one.kind == kind && !one.external {
			return one.target, true
		}
	}
	return "", false
}
