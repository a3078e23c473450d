package workbook

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// scanner reads XML tag by tag. Prefixes are left out: writers choose their own, and the names that are asked for stand
// in one namespace each where they are asked for. Go's decoder expands no entities of a file's own; a document type is
// refused all the same, and so are tags and texts that do not end.
type scanner struct {
	decoder *xml.Decoder
	token   *bounded
	open    int // elements
}

// tag is a start tag.
type tag struct {
	name  string
	attrs []xml.Attr
}

func (t *tag) attr(name string) string {
	for i := range t.attrs {
		if t.attrs[i].Name.Local == name {
			return t.attrs[i].Value
		}
	}
	return ""
}

// on reports whether a boolean attribute is true.
func (t *tag) on(name string) bool {
	v := t.attr(name)
	return v == "1" || v == "true"
}

func newScanner(r io.Reader) *scanner {
	b := &bounded{r: r}
	return &scanner{decoder: xml.NewDecoder(b), token: b}
}

// next returns the next start tag, end tag or text; io.EOF after the last element.
func (s *scanner) next() (xml.Token, error) {
	for {
		s.token.left = maxToken
		token, err := s.decoder.RawToken()
		var syntax *xml.SyntaxError
		switch {
		case errors.Is(err, io.EOF) && s.open > 0, errors.As(err, &syntax):
			return nil, damaged("its XML is cut short or broken: %v", err)
		case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, ErrTooLarge):
			return nil, damaged("it cannot be unpacked: %v", err)
		case err != nil:
			return nil, err
		}
		switch token.(type) {
		case xml.StartElement:
			if s.open++; s.open > maxDepth {
				return nil, damaged("its XML is nested too deep")
			}
			return token, nil
		case xml.EndElement:
			if s.open--; s.open < 0 {
				return nil, damaged("its XML ends what it has not begun")
			}
			return token, nil
		case xml.CharData:
			return token, nil
		case xml.Directive:
			return nil, damaged("its XML declares a document type")
		}
	}
}

// start returns the next start tag.
func (s *scanner) start() (tag, error) {
	for {
		token, err := s.next()
		if err != nil {
			return tag{}, err
		}
		if t, ok := token.(xml.StartElement); ok {
			return tag{t.Name.Local, t.Attr}, nil
		}
	}
}

// inside visits the start tags inside of the element whose start tag was read last.
func (s *scanner) inside(visit func(tag) error) error {
	for outside := s.open - 1; ; {
		token, err := s.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := visit(tag{t.Name.Local, t.Attr}); err != nil {
				return err
			}
		}
		if s.open <= outside {
			return nil
		}
	}
}

// text returns the text right inside of the element whose start tag was read last, and reads to its end.
func (s *scanner) text() (string, error) {
	var b strings.Builder
	for outside := s.open - 1; ; {
		token, err := s.next()
		if err != nil {
			return "", err
		}
		if c, ok := token.(xml.CharData); ok && s.open == outside+1 {
			b.Write(c)
		}
		if b.Len() > maxText {
			return "", tooLarge("one text has more than %d bytes", maxText)
		}
		if s.open <= outside {
			return b.String(), nil
		}
	}
}

// skip reads to the end of the element whose start tag was read last.
func (s *scanner) skip() error { return s.inside(func(tag) error { return nil }) }
