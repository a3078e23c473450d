package house

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"minutebook/forms"
	"minutebook/render"
)

// The bounds of a letterhead: more would leave no room for the paper.
const (
	mostLines  = 8
	lineLength = 70 // characters
)

// SampleLetterhead is a letterhead.yaml in which everything is a comment, as a start.
const SampleLetterhead = `# What stands on the first page of every paper. Take away the # of the lines that you want. A logo goes beside this file as
# logo.png or logo.jpg.
#logo: Testerdale Council          # what the logo says, for people who do not see it; needed with a logo
#lines:
#  - Children’s Services
#  - 1 Example Street, Testerdale TD1 1AA
#telephone: 01632 960001
#email: permanence@testerdale.example
#web: www.testerdale.example
#marking: OFFICIAL-SENSITIVE       # protective marking of papers, in place of that of the policy pack
`

// letterhead reads the file and the logo beside it.
func (l *loader) letterhead(s *Style) {
	head := &render.Letterhead{}
	said := map[string]string{}
	for _, e := range l.mapping(LetterheadFile) {
		switch e.key {
		case "lines":
			head.Lines = append(l.lines(e), head.Lines...)
		case "telephone":
			head.Lines = append(head.Lines, l.line(e, "Telephone "))
		case "email", "web":
			head.Lines = append(head.Lines, l.line(e, ""))
		case "logo", "marking":
			said[e.key] = l.line(e, "")
		default:
			l.note(LetterheadFile, e.line, "there is no key called %q; the keys are logo, lines, telephone, email, web, marking", e.key)
		}
	}
	if len(head.Lines) > mostLines {
		l.note(LetterheadFile, 0, "it has %d lines in all; %d is the most that leaves room for the paper", len(head.Lines), mostLines)
	}
	s.Marking = said["marking"]
	head.Logo = l.logo(said["logo"])
	if head.Logo != nil || len(head.Lines) > 0 {
		s.Head = head
	}
}

func (l *loader) lines(e entry) []string {
	if e.value.Kind != yaml.SequenceNode {
		l.note(LetterheadFile, e.line, "lines must be a list, each line of it after a dash")
		return nil
	}
	var lines []string
	for _, item := range e.value.Content {
		lines = append(lines, l.line(entry{"a line", item, item.Line}, ""))
	}
	return lines
}

// line reads one line of text, with a word before it.
func (l *loader) line(e entry, before string) string {
	text, ok := l.text(LetterheadFile, e)
	text = strings.TrimSpace(text)
	switch {
	case !ok:
	case text == "":
		l.note(LetterheadFile, e.line, "%s is empty; write it, or take it out", e.key)
	case utf8.RuneCountInString(text) > lineLength:
		l.note(LetterheadFile, e.line, "%s has more than %d characters; use two lines", e.key, lineLength)
	case strings.ContainsFunc(text, unicode.IsControl):
		l.note(LetterheadFile, e.line, "%s has a line break or another character that no paper shows; take it out", e.key)
	}
	return before + text
}

// logo reads the logo and writes it anew, without metadata, as forms do with pictures.
func (l *loader) logo(alt string) *render.Figure {
	var found *render.Figure
	for _, file := range logoFiles {
		data := l.read(file, forms.PhotoBytes)
		if data == nil {
			continue
		}
		if found != nil {
			l.note(file, 0, "there are two logos; take out %s or %s", logoFiles[0], logoFiles[1])
			continue
		}
		photo, problem := forms.NewPhoto(data, alt)
		if problem != nil {
			l.note(file, 0, "%s", aboutPicture("the logo", problem))
		}
		if alt == "" {
			l.note(file, 0, "say in %s under “logo” what it says, such as “Testerdale Council”: people who do not see it are told that", LetterheadFile)
		}
		found = &render.Figure{Alt: alt, MediaType: photo.MediaType, Data: photo.Data}
	}
	return found
}
