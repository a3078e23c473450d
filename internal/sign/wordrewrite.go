package sign

import (
	"crypto"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// rewrite lists the items of a package that are about to get one more signature.
type rewrite struct {
	replaced  map[string][]byte // by name in lower case; items that are not here are copied
	added     []string          // names of new items, in order, the signature part last
	manifest  string
	signature string // name of the signature part
}

// withSignature plans the package as it will be: relationship parts compacted, the new signature announced, and every
// other part listed in the manifest.
func (p *opcPackage) withSignature() (*rewrite, error) {
	if p.mains != 1 {
		return nil, errors.New("the file has more than one main document")
	}
	n := &rewrite{replaced: map[string][]byte{}}
	root, err := p.relationships(rootRels)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(root, func(r relationship) bool { return r.Type == relOrigin })
	if i < 0 {
		i = len(root)
		root = append(slices.Clone(root), relationship{freeID(root, "rIdSig"), "_xmlsignatures/origin.sigs", "Internal", relOrigin})
	}
	origin := resolve("", root[i].Target)
	signatures, err := p.relationships(relsOf(origin))
	if err != nil {
		return nil, err
	}
	for k := 1; n.signature == "" || p.item(n.signature) != nil; k++ {
		n.signature = path.Join(path.Dir(origin), fmt.Sprintf("sig%d.xml", k))
	}
	signatures = append(slices.Clone(signatures), relationship{freeID(signatures, "rId"), path.Base(n.signature), "Internal", relSig})

	n.put(p, rootRels, writeRels(root))
	if p.item(origin) == nil {
		n.put(p, origin, nil)
	}
	n.put(p, relsOf(origin), writeRels(signatures))
	n.put(p, typesName, p.typesWith(origin, n.signature))
	if err := n.list(p, origin, signatures); err != nil {
		return nil, err
	}
	n.added = append(n.added, n.signature)
	return n, nil
}

func (n *rewrite) put(p *opcPackage, name string, content []byte) {
	n.replaced[strings.ToLower(name)] = content
	if p.item(name) == nil {
		n.added = append(n.added, name)
	}
}

// list writes the manifest over all parts in the order of the file, save those of the signatures themselves.
func (n *rewrite) list(p *opcPackage, origin string, signatures []relationship) error {
	own := map[string]bool{strings.ToLower(typesName): true, strings.ToLower(origin): true, strings.ToLower(relsOf(origin)): true}
	for _, s := range signatures {
		own[strings.ToLower(resolve(origin, s.Target))] = true
	}
	var manifest strings.Builder
	for _, f := range p.items {
		if own[strings.ToLower(f.Name)] {
			continue
		}
		contentType := p.typeOf(f.Name)
		if contentType == "" {
			return fmt.Errorf("the part %s has no content type", f.Name)
		}
		if !isRels(f.Name) {
			digest, err := p.digest(f.Name, crypto.SHA256)
			if err != nil {
				return err
			}
			manifest.WriteString(manifestOf(f.Name, contentType, digest, nil))
			continue
		}
		rels, err := p.relationships(f.Name)
		if err != nil {
			return err
		}
		if strings.EqualFold(f.Name, rootRels) {
			rels = slices.DeleteFunc(slices.Clone(rels), func(r relationship) bool { return r.Type == relOrigin })
		} else {
			n.put(p, f.Name, writeRels(rels))
		}
		if len(rels) == 0 {
			continue // a transform must name at least one relationship
		}
		digest := sha256.Sum256(transformRels(rels))
		manifest.WriteString(manifestOf(f.Name, contentType, digest[:], rels))
	}
	n.manifest = manifest.String()
	return nil
}

// typesWith returns the list of content types with the signature's added.
func (p *opcPackage) typesWith(origin, signature string) []byte {
	var b strings.Builder
	b.WriteString(xml.Header + `<Types xmlns="` + nsTypes + `">`)
	for _, t := range p.types.Default {
		b.WriteString(`<Default Extension="` + c14nAttr.Replace(t.Extension) + `" ContentType="` + c14nAttr.Replace(t.Type) + `"/>`)
	}
	override := func(name, contentType string) {
		b.WriteString(`<Override PartName="` + c14nAttr.Replace(name) + `" ContentType="` + c14nAttr.Replace(contentType) + `"/>`)
	}
	for _, t := range p.types.Override {
		override(t.PartName, t.Type)
	}
	if p.typeOf(origin) != typeOrigin {
		override("/"+origin, typeOrigin)
	}
	override("/"+signature, typeSig)
	b.WriteString(`</Types>`)
	return []byte(b.String())
}
