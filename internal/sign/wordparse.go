package sign

import (
	"errors"
	"fmt"
	"strings"

	"github.com/beevik/etree"
)

// Limits on XML from outside. A signature has about ten levels and, with its manifest, a few hundred elements. The
// canonicaliser copies each subtree once per level and per reference, so these are what an attacker would spend.
const (
	maxDepth      = 16
	maxElements   = 10_000
	maxReferences = 8 // in SignedInfo; Office writes three, or five with pictures of a signature line
)

var errDTD = errors.New("contains a document type declaration")

// refuseDTD reports markup declarations. Entities, the XML bombs built of them and default attributes all need one.
func refuseDTD(b []byte) error {
	for s := string(b); ; {
		_, after, found := strings.Cut(s, "<!")
		if !found {
			return nil
		}
		if !strings.HasPrefix(after, "--") && !strings.HasPrefix(after, "[CDATA[") {
			return errDTD
		}
		s = after
	}
}

// parseXML reads a document and indexes its elements by their Id attribute. An Id used twice is refused: a verifier
// that looks at one element while a reader looks at the other is the classic signature wrapping attack.
func parseXML(b []byte) (*etree.Element, map[string]*etree.Element, error) {
	if err := refuseDTD(b); err != nil {
		return nil, nil, err
	}
	doc := etree.NewDocument()
	doc.ReadSettings = etree.ReadSettings{MaxDepth: maxDepth, PreserveDuplicateAttrs: true}
	if err := doc.ReadFromBytes(b); err != nil {
		return nil, nil, fmt.Errorf("parse: %w", err)
	}
	root := doc.Root()
	if root == nil {
		return nil, nil, errors.New("has no root element")
	}
	ids, count := map[string]*etree.Element{}, 0
	var walk func(*etree.Element) error
	walk = func(e *etree.Element) error {
		if count++; count > maxElements {
			return errors.New("has too many elements")
		}
		seen := make(map[string]bool, len(e.Attr))
		for _, a := range e.Attr {
			if seen[a.FullKey()] {
				return fmt.Errorf("has attribute %s twice", a.FullKey())
			}
			seen[a.FullKey()] = true
			if !strings.EqualFold(a.Key, "id") || a.Space == "xmlns" {
				continue
			}
			if ids[a.Value] != nil {
				return fmt.Errorf("has Id %q twice", a.Value)
			}
			ids[a.Value] = e
		}
		for _, child := range e.Child {
			if c, ok := child.(*etree.Element); ok {
				if err := walk(c); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return root, ids, walk(root)
}

// child returns the only child of e with that name, nil when there is none or more than one. e may be nil.
func child(e *etree.Element, namespace, tag string) *etree.Element {
	found := children(e, namespace, tag)
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

func children(e *etree.Element, namespace, tag string) []*etree.Element {
	if e == nil {
		return nil
	}
	var found []*etree.Element
	for _, t := range e.Child {
		if c, ok := t.(*etree.Element); ok && c.Tag == tag && c.NamespaceURI() == namespace {
			found = append(found, c)
		}
	}
	return found
}

// descend follows names of one namespace from e to an only child each time; nil where there is none.
func descend(e *etree.Element, namespace string, tags ...string) *etree.Element {
	for _, tag := range tags {
		e = child(e, namespace, tag)
	}
	return e
}

// textOf returns the text of an element without elements inside, "" for nil.
func textOf(e *etree.Element) string {
	if e == nil {
		return ""
	}
	return e.Text()
}
