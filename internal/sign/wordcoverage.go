package sign

import (
	"bytes"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// Relationship types that Office leaves unsigned, with the parts that they lead to. Ours does cover them.
var officeExempt = []string{
	"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
	"http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
	"http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties",
	"http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties",
}

// covered checks each reference of the manifest, and then that the package holds nothing else. With all set, nothing
// but the signatures themselves is exempt.
func (p *opcPackage) covered(root *etree.Element, signed map[*etree.Element]bool, all bool) error {
	var manifest *etree.Element
	for _, o := range children(root, nsDS, "Object") {
		m := child(o, nsDS, "Manifest")
		if m == nil || !signed[o] {
			continue
		}
		if manifest != nil {
			return faultf(Altered, "The signature itself was changed: it has two lists of parts.")
		}
		manifest = m
	}
	if manifest == nil {
		return faultf(Altered, "The signature itself was changed: it covers no part of the document.")
	}
	c := coverage{parts: map[string]bool{}, arrows: map[string]bool{}}
	for _, ref := range children(manifest, nsDS, "Reference") {
		if err := p.reference(ref, c); err != nil {
			return err
		}
	}
	return p.uncovered(c, all)
}

// coverage is what a manifest lists: parts by name, and relationships by the name of their part and their Id.
type coverage struct{ parts, arrows map[string]bool }

// reference checks one reference of the manifest and adds what it covers.
func (p *opcPackage) reference(ref *etree.Element, c coverage) error {
	uri, contentType, _ := strings.Cut(strings.TrimPrefix(ref.SelectAttrValue("URI", ""), "/"), "?ContentType=")
	f := p.item(uri)
	if f == nil {
		return faultf(Altered, "The part %s was removed after signing.", uri)
	}
	name := f.Name
	if p.typeOf(name) != contentType {
		return faultf(Altered, "The part %s was given another content type after signing.", name)
	}
	if c.parts[strings.ToLower(name)] {
		return faultf(Untrusted, "The signature lists the part %s twice.", name)
	}
	hash, want, err := digestOf(ref)
	if err != nil {
		return err
	}
	var got []byte
	transforms := children(child(ref, nsDS, "Transforms"), nsDS, "Transform")
	switch {
	case len(transforms) == 0:
		if got, err = p.digest(name, hash); err != nil {
			return err
		}
	case transforms[0].SelectAttrValue("Algorithm", "") == relsMethod && len(transforms) == 2 &&
		transforms[1].SelectAttrValue("Algorithm", "") == c14n10 && isRels(name):
		chosen, err := p.chosen(name, transforms[0])
		if err != nil {
			return err
		}
		for _, r := range chosen {
			c.arrows[strings.ToLower(name)+"#"+r.ID] = true
		}
		h := hash.New()
		h.Write(transformRels(chosen))
		got = h.Sum(nil)
	default:
		return faultf(Untrusted, "The signature uses a method that is not supported here.")
	}
	if !bytes.Equal(got, want) {
		return faultf(Altered, "The part %s was changed after signing.", name)
	}
	c.parts[strings.ToLower(name)] = true
	return nil
}

// chosen returns the relationships that a relationship transform keeps.
func (p *opcPackage) chosen(name string, transform *etree.Element) ([]relationship, error) {
	rels, err := p.relationships(name)
	if err != nil {
		return nil, err
	}
	ids, types := map[string]bool{}, map[string]bool{}
	for _, e := range children(transform, nsMDSSI, "RelationshipReference") {
		ids[e.SelectAttrValue("SourceId", "")] = true
	}
	for _, e := range children(transform, nsMDSSI, "RelationshipsGroupReference") {
		types[e.SelectAttrValue("SourceType", "")] = true
	}
	return slices.DeleteFunc(slices.Clone(rels), func(r relationship) bool { return !ids[r.ID] && !types[r.Type] }), nil
}

// uncovered reports a part or relationship that the signature does not list.
func (p *opcPackage) uncovered(c coverage, all bool) error {
	exempt := map[string]bool{strings.ToLower(typesName): true}
	exemptPart := func(name string) {
		exempt[strings.ToLower(name)] = true
		exempt[strings.ToLower(relsOf(name))] = true
	}
	root, err := p.relationships(rootRels)
	if err != nil {
		return err
	}
	for _, r := range root {
		switch {
		case r.Type == relOrigin:
			origin := resolve("", r.Target)
			exemptPart(origin)
			names, err := p.signatureParts()
			if err != nil {
				return err
			}
			for _, name := range names {
				exempt[strings.ToLower(name)] = true
			}
		case !all && slices.Contains(officeExempt, r.Type):
			exempt[strings.ToLower(resolve("", r.Target))] = true
		}
	}
	for _, f := range p.items {
		name := strings.ToLower(f.Name)
		if exempt[name] {
			continue
		}
		if isRels(f.Name) {
			if err := p.uncoveredArrows(f.Name, c, all); err != nil {
				return err
			}
		} else if !c.parts[name] {
			return faultf(Extended, "The part %s was added after signing.", f.Name)
		}
	}
	return nil
}

func (p *opcPackage) uncoveredArrows(name string, c coverage, all bool) error {
	rels, err := p.relationships(name)
	if err != nil {
		return err
	}
	for _, r := range rels {
		ignored := strings.EqualFold(name, rootRels) && (r.Type == relOrigin || !all && slices.Contains(officeExempt, r.Type))
		if !ignored && !c.arrows[strings.ToLower(name)+"#"+r.ID] {
			return faultf(Extended, "The relationship %s in %s was added after signing.", r.ID, name)
		}
	}
	return nil
}
