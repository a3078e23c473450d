package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// Digest and signature methods (RFC 6931). SHA-1 and weaker are missing on purpose: such a signature proves nothing.
var (
	digestMethods = map[string]crypto.Hash{
		sha256URI: crypto.SHA256,
		"http://www.w3.org/2001/04/xmldsig-more#sha384": crypto.SHA384,
		"http://www.w3.org/2001/04/xmlenc#sha512":       crypto.SHA512,
	}
	signatureMethods = map[string]crypto.Hash{
		rsaURI:   crypto.SHA256,
		ecdsaURI: crypto.SHA256,
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384":   crypto.SHA384,
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512":   crypto.SHA512,
		"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384": crypto.SHA384,
		"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512": crypto.SHA512,
	}
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

// digestOf reads the digest method and value of a reference.
func digestOf(ref *etree.Element) (crypto.Hash, []byte, error) {
	method := child(ref, nsDS, "DigestMethod")
	if method == nil {
		return 0, nil, faultf(Altered, "The signature itself was changed: a digest is missing.")
	}
	hash, ok := digestMethods[method.SelectAttrValue("Algorithm", "")]
	if !ok {
		return 0, nil, faultf(Untrusted, "The signature uses an outdated or unknown digest method.")
	}
	want, err := decode(textOf(child(ref, nsDS, "DigestValue")))
	if err != nil {
		return 0, nil, faultf(Altered, "The signature itself was changed: a digest cannot be read.")
	}
	return hash, want, nil
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

// proof checks the signature value with the key of the certificate that the signed properties name.
func (s *wordSignature) proof(root *etree.Element, signed map[*etree.Element]bool) error {
	if s.leaf == nil {
		return faultf(Altered, "The signature itself was changed: the certificate of the signer cannot be read.")
	}
	for e := range signed {
		named := descend(e, nsXAdES, "SignedSignatureProperties", "SigningCertificate")
		for i, cert := range children(named, nsXAdES, "Cert") {
			hash, want, err := digestOf(child(cert, nsXAdES, "CertDigest"))
			if err != nil {
				return err
			}
			h := hash.New()
			h.Write(s.leaf.Raw)
			if i == 0 && !bytes.Equal(h.Sum(nil), want) {
				return faultf(Altered, "The signature itself was changed: it was made with another certificate.")
			}
		}
	}
	info := child(root, nsDS, "SignedInfo")
	method := child(info, nsDS, "SignatureMethod")
	canonicalisation := child(info, nsDS, "CanonicalizationMethod")
	if method == nil || canonicalisation == nil {
		return faultf(Altered, "The signature itself was changed: it is incomplete.")
	}
	name := method.SelectAttrValue("Algorithm", "")
	hash, ok := signatureMethods[name]
	if !ok || canonicalisation.SelectAttrValue("Algorithm", "") != c14n10 {
		return faultf(Untrusted, "The signature uses an outdated or unknown method.")
	}
	b, err := canonical(info)
	if err != nil {
		return faultf(Altered, "The signature itself was changed: it cannot be read any more.")
	}
	h := hash.New()
	h.Write(b)
	value, err := decode(textOf(child(root, nsDS, "SignatureValue")))
	if err != nil || !provedBy(s.leaf.PublicKey, strings.Contains(name, "#rsa-"), hash, h.Sum(nil), value) {
		return faultf(Altered, "The signature itself was changed: it does not fit the key of %s.", s.Signer)
	}
	return nil
}

func provedBy(public crypto.PublicKey, wantRSA bool, hash crypto.Hash, digest, value []byte) bool {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return wantRSA && rsa.VerifyPKCS1v15(k, hash, digest, value) == nil
	case *ecdsa.PublicKey:
		half := valueLength(k) / 2
		return !wantRSA && len(value) == 2*half &&
			ecdsa.Verify(k, digest, new(big.Int).SetBytes(value[:half]), new(big.Int).SetBytes(value[half:]))
	}
	return false
}

// decode reads base64 as XML-DSig allows it, with line breaks.
func decode(s string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
}
