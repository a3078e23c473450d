package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	_ "crypto/sha256" // crypto.Hash.New panics for a hash that is not linked in
	_ "crypto/sha512"
	"encoding/base64"
	"math/big"
	"strings"

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
