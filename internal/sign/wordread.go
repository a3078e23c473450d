package sign

import (
	"bytes"
	"crypto"
	"io"
)

// copyTo unpacks an item into w, within limit and within what is left of the package's budget.
func (p *opcPackage) copyTo(w io.Writer, name string, limit int64) error {
	f := p.item(name)
	if f == nil {
		return faultf(Altered, "The part %s is missing.", name)
	}
	r, err := f.Open()
	if err != nil {
		return faultf(Altered, "The part %s is damaged.", name)
	}
	limit = min(limit, p.left)
	n, err := io.Copy(w, io.LimitReader(r, limit+1))
	p.left -= n
	if closeErr := r.Close(); err == nil {
		err = closeErr
	}
	switch {
	case n > limit:
		return faultf(Unreadable, "The part %s is too large to be examined.", name)
	case err != nil:
		return faultf(Altered, "The part %s is damaged.", name)
	}
	return nil
}

func (p *opcPackage) read(name string) ([]byte, error) {
	var b bytes.Buffer
	if err := p.copyTo(&b, name, maxXMLPart); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// digest returns the digest of a part's bytes.
func (p *opcPackage) digest(name string, hash crypto.Hash) ([]byte, error) {
	key := hash.String() + " " + name
	if d := p.digests[key]; d != nil {
		return d, nil
	}
	h := hash.New()
	if err := p.copyTo(h, name, maxUnpacked); err != nil {
		return nil, err
	}
	p.digests[key] = h.Sum(nil)
	return p.digests[key], nil
}

// relationships returns what a relationships part says, nothing when there is no such part.
func (p *opcPackage) relationships(name string) ([]relationship, error) {
	if p.item(name) == nil {
		return nil, nil
	}
	if rels, ok := p.rels[name]; ok {
		return rels, nil
	}
	b, err := p.read(name)
	if err != nil {
		return nil, err
	}
	rels, err := parseRels(b)
	if err != nil {
		return nil, faultf(Altered, "The relationships in %s cannot be read: %v.", name, err)
	}
	p.rels[name] = rels
	return rels, nil
}
