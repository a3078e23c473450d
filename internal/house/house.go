// Package house gives papers and screens an authority's own style: its sentences for problems, its letterhead and logo, its
// protective marking, and the Word file whose styles, header and footer its papers take. All of it comes from one folder.
//
// Every file may be left out. Whatever is wrong is told at once, with file and line (for a Word file: with its part) and
// what to do; a folder with a mistake gives no style at all, so that papers are never half in one.
package house

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/render"
	"minutebook/render/docx"
)

// Style is one authority's style. The zero Style is the built-in one.
type Style struct {
	Wording forms.Wording
	Head    *render.Letterhead // nil for none
	Marking string             // protective marking of papers; "" for that of the policy pack
	Word    *docx.Reference    // nil for the built-in styles
}

// The files of the folder that this package reads.
const (
	WordingFile    = "wording.yaml"
	LetterheadFile = "letterhead.yaml"
	ReferenceFile  = "reference.docx"
)

var logoFiles = []string{"logo.png", "logo.jpg"}

// The bounds of what is read, in bytes.
const (
	maxText      = 1 << 20
	maxReference = 8 << 20
)

// Load reads the style of a folder.
func Load(folder fs.FS) (*Style, error) {
	l := &loader{folder: folder}
	l.strangers()
	s := &Style{Wording: l.wording()}
	l.letterhead(s)
	s.Word = l.reference()
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	return s, nil
}

// loader collects what is wrong.
type loader struct {
	folder fs.FS
	faults []error
}

func (l *loader) note(file string, line int, format string, args ...any) {
	where := file
	if line > 0 {
		where = fmt.Sprintf("%s:%d", file, line)
	}
	l.faults = append(l.faults, fmt.Errorf("%s: %w", where, fmt.Errorf(format, args...)))
}

// read returns a whole file of at most so many bytes, nil for one that is not there.
func (l *loader) read(file string, most int64) []byte {
	info, err := fs.Stat(l.folder, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && info.Size() > most {
		l.note(file, 0, "the file has %d bytes; %d are the most that is read. Make it smaller", info.Size(), most)
		return nil
	}
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(l.folder, file)
	}
	if err != nil {
		l.note(file, 0, "it cannot be read: %w", err)
	}
	return data
}

// strangers notes files whose names nobody reads: a misspelt logo would be missed only when papers are out.
func (l *loader) strangers() {
	entries, err := fs.ReadDir(l.folder, ".")
	if err != nil {
		l.note(".", 0, "the folder cannot be read: %w", err)
	}
	known := append([]string{WordingFile, LetterheadFile, ReferenceFile, "documents", "policies"}, logoFiles...)
	for _, e := range entries {
		name := e.Name()
		if !slices.Contains(known, name) && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "~") && !strings.HasPrefix(name, "README") {
			l.note(name, 0, "nothing reads this file; the folder may hold %s. Rename it or take it out", strings.Join(known, ", "))
		}
	}
}

func (l *loader) reference() *docx.Reference {
	data := l.read(ReferenceFile, maxReference)
	if data == nil {
		return nil
	}
	ref, err := docx.ReadReference(data, anew)
	if err != nil {
		for fault := range strings.Lines(err.Error()) {
			l.note(ReferenceFile, 0, "%s", strings.TrimSuffix(fault, "\n"))
		}
	}
	return ref
}

// anew writes a picture of the Word file anew, as the logo is.
func anew(data []byte) ([]byte, error) {
	photo, problem := forms.NewPhoto(data, "")
	if problem != nil {
		return nil, errors.New(aboutPicture("the picture", problem))
	}
	return photo.Data, nil
}

// aboutPicture words what is wrong with a picture that is no answer to a question.
func aboutPicture(name string, problem *forms.Problem) string {
	return strings.NewReplacer("This form", name, "send it again", "put it here again").Replace(forms.Word(forms.CPRKind, *problem))
}
