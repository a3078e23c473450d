package sign

import (
	"bytes"
	"crypto/x509"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// examine checks one signature part against the package, all but the chain of its certificate.
func (p *opcPackage) examine(name string) *wordSignature {
	s := &wordSignature{}
	raw, err := p.read(name)
	if err != nil {
		s.err = err
		return s
	}
	root, ids, err := parseXML(raw)
	if err != nil || root.Tag != "Signature" || root.NamespaceURI() != nsDS {
		s.err = faultf(Altered, "The signature itself was changed: it cannot be read any more.")
		return s
	}
	s.certificates(root)
	signed, err := signedElements(root, ids)
	if err != nil {
		s.err = err
		return s
	}
	s.claims(root, signed)
	if s.err = s.proof(root, signed); s.err != nil {
		return s
	}
	if s.err = p.covered(root, signed, s.sealed); s.err != nil {
		return s
	}
	s.sealHolds = s.sealed && p.items[len(p.items)-1] == p.item(name) && sealHolds(p.raw, p.item(name), raw)
	return s
}

// certificates reads the certificate of the signer and those of its issuers. Which of them is right is checked later.
func (s *wordSignature) certificates(root *etree.Element) {
	var properties *etree.Element
	for _, o := range children(root, nsDS, "Object") {
		if q := child(o, nsXAdES, "QualifyingProperties"); q != nil {
			properties = q
		}
	}
	values := children(descend(root, nsDS, "KeyInfo", "X509Data"), nsDS, "X509Certificate")
	values = append(values, children(descend(properties, nsXAdES, "UnsignedProperties", "UnsignedSignatureProperties", "CertificateValues"), nsXAdES, "EncapsulatedX509Certificate")...)
	for _, v := range values {
		der, err := decode(v.Text())
		if err != nil {
			continue
		}
		c, err := x509.ParseCertificate(der)
		switch {
		case err != nil:
			// A certificate that cannot be read supports nothing: without the signer's own, proof fails; without an
			// issuer's, the chain does.
		case s.leaf == nil:
			s.leaf, s.Signer, s.Issuer = c, c.Subject.CommonName, c.Issuer.CommonName
		default:
			s.issuers = append(s.issuers, c)
		}
	}
}

// signedElements checks the digests in SignedInfo and returns the elements that they cover, by Id. What is read from
// a signature later is read from these only.
func signedElements(root *etree.Element, ids map[string]*etree.Element) (map[*etree.Element]bool, error) {
	signed := map[*etree.Element]bool{}
	references := children(child(root, nsDS, "SignedInfo"), nsDS, "Reference")
	if len(references) > maxReferences {
		return nil, faultf(Untrusted, "The signature covers more things than are looked at here.")
	}
	for _, ref := range references {
		id, local := strings.CutPrefix(ref.SelectAttrValue("URI", ""), "#")
		target := ids[id]
		if !local || target == nil {
			return nil, faultf(Altered, "The signature itself was changed: it covers something that is not in it.")
		}
		for _, t := range children(child(ref, nsDS, "Transforms"), nsDS, "Transform") {
			if t.SelectAttrValue("Algorithm", "") != c14n10 {
				return nil, faultf(Untrusted, "The signature uses a method that is not supported here.")
			}
		}
		b, err := canonical(target)
		if err != nil {
			return nil, faultf(Altered, "The signature itself was changed: it cannot be read any more.")
		}
		hash, want, err := digestOf(ref)
		if err != nil {
			return nil, err
		}
		h := hash.New()
		h.Write(b)
		if !bytes.Equal(h.Sum(nil), want) {
			return nil, faultf(Altered, "The signature itself was changed: its time, its remark or its list of parts is not what was signed.")
		}
		signed[target] = true
	}
	return signed, nil
}

// claims reads what the signer stated, from covered elements only.
func (s *wordSignature) claims(root *etree.Element, signed map[*etree.Element]bool) {
	for _, o := range children(root, nsDS, "Object") {
		if props := descend(o, nsXAdES, "QualifyingProperties", "SignedProperties", "SignedSignatureProperties"); props != nil && signed[props.Parent()] {
			s.Role = textOf(descend(props, nsXAdES, "SignerRole", "ClaimedRoles", "ClaimedRole"))
			if t, err := time.Parse(time.RFC3339, textOf(child(props, nsXAdES, "SigningTime"))); err == nil {
				s.Time = t.UTC()
			}
		}
		if !signed[o] {
			continue
		}
		property := descend(o, nsDS, "SignatureProperties", "SignatureProperty")
		if info := child(property, nsOffice, "SignatureInfoV1"); info != nil {
			s.Subject = textOf(child(info, nsOffice, "SignatureComments"))
			s.sealed = strings.HasPrefix(textOf(child(info, nsOffice, "SignatureText")), sealPrefix)
		}
		if t, err := time.Parse(time.RFC3339, textOf(descend(property, nsMDSSI, "SignatureTime", "Value"))); err == nil && s.Time.IsZero() {
			s.Time = t.UTC()
		}
	}
}
