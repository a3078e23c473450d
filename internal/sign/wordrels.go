package sign

// Relationship parts (ECMA-376-2, clause 9.3) and the transform that signs them (clause 13.2.4.24).

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

const (
	nsRels      = "http://schemas.openxmlformats.org/package/2006/relationships"
	relDigSig   = nsRels + "/digital-signature/"
	relOrigin   = relDigSig + "origin"
	relSig      = relDigSig + "signature"
	relDocument = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
	relStrict   = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
	rootRels    = "_rels/.rels"
)

// relationship is one arrow from a part, or from the package, to another part or to an address.
type relationship struct {
	ID     string `xml:"Id,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"` // "Internal" when the file says nothing
	Type   string `xml:"Type,attr"`
}

// parseRels reads a relationships part. Two relationships of one Id are refused: the signature names them by Id.
func parseRels(b []byte) ([]relationship, error) {
	if err := refuseDTD(b); err != nil {
		return nil, err
	}
	var part struct {
		XMLName xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/relationships Relationships"`
		Rels    []relationship `xml:"http://schemas.openxmlformats.org/package/2006/relationships Relationship"`
	}
	if err := xml.Unmarshal(b, &part); err != nil {
		return nil, fmt.Errorf("parse relationships: %w", err)
	}
	seen := make(map[string]bool, len(part.Rels))
	for i, r := range part.Rels {
		switch {
		case r.ID == "" || r.Type == "" || r.Target == "":
			return nil, errors.New("a relationship has no Id, Type or Target")
		case seen[r.ID]:
			return nil, fmt.Errorf("relationship %q exists twice", r.ID)
		case strings.ContainsAny(r.ID+r.Target+r.Type, "\t\r\n"):
			return nil, fmt.Errorf("relationship %q has a line break in it", r.ID)
		}
		seen[r.ID] = true
		if r.Mode == "" {
			part.Rels[i].Mode = "Internal"
		}
	}
	return part.Rels, nil
}

// writeRels writes a relationships part without white space between its elements: libxmlsec, and LibreOffice with it,
// digests that white space, although the transform drops it.
func writeRels(rels []relationship) []byte {
	var b strings.Builder
	b.WriteString(xml.Header + `<Relationships xmlns="` + nsRels + `">`)
	for _, r := range rels {
		b.WriteString(`<Relationship Id="` + c14nAttr.Replace(r.ID) + `" Type="` + c14nAttr.Replace(r.Type) +
			`" Target="` + c14nAttr.Replace(r.Target) + `"`)
		if r.Mode != "Internal" {
			b.WriteString(` TargetMode="` + c14nAttr.Replace(r.Mode) + `"`)
		}
		b.WriteString(`/>`)
	}
	b.WriteString(`</Relationships>`)
	return []byte(b.String())
}

// transformRels is the relationship transform followed by canonicalisation: what is digested for a relationships part.
// Ids sort by code point, so rId10 comes before rId2.
func transformRels(rels []relationship) []byte {
	sorted := slices.SortedFunc(slices.Values(rels), func(a, b relationship) int { return strings.Compare(a.ID, b.ID) })
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + nsRels + `">`)
	for _, r := range sorted {
		b.WriteString(`<Relationship Id="` + c14nAttr.Replace(r.ID) + `" Target="` + c14nAttr.Replace(r.Target) +
			`" TargetMode="` + c14nAttr.Replace(r.Mode) + `" Type="` + c14nAttr.Replace(r.Type) + `"></Relationship>`)
	}
	b.WriteString(`</Relationships>`)
	return []byte(b.String())
}

// isRels reports whether a ZIP item is a relationships part.
func isRels(name string) bool {
	name = strings.ToLower(name)
	return path.Base(path.Dir(name)) == "_rels" && path.Ext(name) == ".rels"
}

// relsOf returns the name of the relationships part of a part; of the package for "".
func relsOf(source string) string {
	return path.Join(path.Dir(source), "_rels", path.Base("/"+source)+".rels")
}

// resolve returns the ZIP item that an internal target means, seen from the part that has the relationship.
func resolve(source, target string) string {
	target, _, _ = strings.Cut(target, "#")
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/", path.Dir(source), target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// freeID returns an Id that no relationship uses yet.
func freeID(rels []relationship, prefix string) string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("%s%d", prefix, n)
		if !slices.ContainsFunc(rels, func(r relationship) bool { return r.ID == id }) {
			return id
		}
	}
}
