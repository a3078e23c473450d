package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// node is an element of a part that was read, or text where name is empty. Names have the prefixes of this package.
type node struct {
	name  string
	attrs []attribute
	kids  []*node
	text  string
}

type attribute struct{ name, value string }

// prefixes are the namespaces that are kept (ECMA-376, transitional).
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":        "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
	wordDrawing: "wp",
	drawingML:   "a",
	pictureML:   "pic",
	"http://schemas.openxmlformats.org/package/2006/relationships": "",
	"http://www.w3.org/XML/1998/namespace":                         "xml",
	"xml":                                                          "xml",
}

const (
	compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	strictMain    = "http://purl.oclc.org/ooxml/"
	extension     = "http://schemas.microsoft.com/office/" // what a reader that does not know it may leave out

	maxDepth = 100
	maxNodes = 200_000
)

// parseTree reads XML. Elements and attributes of Microsoft's later extensions are left out, as any reader may; those of
// other namespaces keep their full name, which nothing knows.
func parseTree(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	path := []*node{root}
	for count := 0; ; count++ {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && len(root.kids) == 1 {
			return root.kids[0], nil
		}
		if err != nil {
			return nil, fmt.Errorf("the part is not XML that can be read (%w)", err)
		}
		if count > maxNodes || len(path) > maxDepth {
			return nil, errors.New("the part is nested too deep or too long")
		}
		top := path[len(path)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, errors.New("the part has a document type declaration, which no Word document has")
		case xml.StartElement:
			if strings.HasPrefix(t.Name.Space, strictMain) {
				return nil, errors.New("the file is in the Strict Open XML format")
			}
			if strings.HasPrefix(t.Name.Space, extension) {
				if err := d.Skip(); err != nil {
					return nil, fmt.Errorf("the part is not XML that can be read (%w)", err)
				}
				continue
			}
			n := &node{name: qualified(t.Name)}
			for _, a := range t.Attr {
				if known(a.Name) {
					n.attrs = append(n.attrs, attribute{qualified(a.Name), a.Value})
				}
			}
			top.kids = append(top.kids, n)
			path = append(path, n)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if len(path) > 1 {
				top.kids = append(top.kids, &node{text: string(t)})
			}
		}
	}
}

func known(name xml.Name) bool {
	_, ok := prefixes[name.Space]
	return (ok || name.Space == "") && name.Local != "xmlns" && name.Space != "xmlns"
}

func qualified(name xml.Name) string {
	prefix, ok := prefixes[name.Space]
	switch {
	case name.Space == compatibility:
		return "mc:" + name.Local
	case !ok && name.Space != "":
		return name.Space + " " + name.Local
	case prefix == "":
		return name.Local
	}
	return prefix + ":" + name.Local
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (n *node) set(name, value string) {
	for i := range n.attrs {
		if n.attrs[i].name == name {
			n.attrs[i].value = value
			return
		}
	}
	n.attrs = append(n.attrs, attribute{name, value})
}

// child is the first child of that name, nil for none.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// find is the first element of that name in reading order, n included.
func (n *node) find(name string) *node {
	if n.name == name {
		return n
	}
	for _, k := range n.kids {
		if found := k.find(name); found != nil {
			return found
		}
	}
	return nil
}

// tree writes an element. White space between elements is not kept; that of text is.
func (m *markup) tree(n *node) {
	m.raw(`<`, n.name)
	for _, a := range n.attrs {
		m.raw(` `, a.name, `="`)
		m.attr(a.value)
		m.raw(`"`)
	}
	m.raw(`>`)
	for _, k := range n.kids {
		switch {
		case k.name != "":
			m.tree(k)
		case isText[n.name]:
			m.attr(k.text)
		}
	}
	m.raw(`</`, n.name, `>`)
}

// isText are the elements whose text counts.
var isText = map[string]bool{"w:t": true, "w:instrText": true, "wp:align": true, "wp:posOffset": true}
