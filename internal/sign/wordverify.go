package sign

// Verification of Word files. A signature is intact when the XML signature holds, each part and relationship that it
// lists is as it was, and nothing is in the file that it does not list: Word, LibreOffice and xmlsec1 leave that last
// question to the reader, so a part added after signing passes there. Signatures that Word() made also state the seal
// (wordseal.go), which leaves no byte open. Signatures made by Office do not cover document properties and thumbnails;
// for those, and only for those, that is accepted.

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"slices"
	"strings"
)

func isZip(file []byte) bool {
	return bytes.HasPrefix(file, []byte("PK\x03\x04")) || bytes.HasPrefix(file, []byte("PK\x05\x06"))
}

func verifyWord(file []byte, roots []*x509.Certificate) Verdict {
	p, err := openPackage(file)
	if err != nil {
		return withoutWordSignature(err)
	}
	names, err := p.signatureParts()
	if err != nil {
		return withoutWordSignature(err)
	}
	if len(names) == 0 {
		return Verdict{Format: "docx", State: Unsigned, Detail: "The file has no signature. Saving a signed file in a word processor removes its signature."}
	}
	found := make([]*wordSignature, len(names))
	claimed, held := false, false
	for i, name := range names {
		found[i] = p.examine(name)
		claimed = claimed || found[i].sealed
		held = held || found[i].sealHolds
	}
	v := Verdict{Format: "docx", State: Valid, Detail: "Nothing was changed since signing."}
	for _, s := range found {
		if s.err == nil && claimed && !held {
			s.err = faultf(Resaved, "What was signed is unchanged, but the file around it was changed after signing: another program saved it again, or it was damaged.")
		}
		if s.err == nil {
			s.err = trustSigner(append([]*x509.Certificate{s.leaf}, s.issuers...), roots, s.Time)
		}
		s.State, s.Detail = Valid, fmt.Sprintf("Signed by %s; nothing was changed since.", s.Signer)
		if s.err != nil {
			s.State, s.Detail = stateOf(s.err), s.err.Error()
		}
		v.Signatures = append(v.Signatures, s.Signature)
		if slices.Index(severity, s.State) > slices.Index(severity, v.State) {
			v.State, v.Detail = s.State, s.Detail+" "+guidance[s.State]
		}
	}
	return v
}

func withoutWordSignature(err error) Verdict {
	return Verdict{Format: "docx", State: stateOf(err), Detail: err.Error() + " " + guidance[stateOf(err)]}
}

// signatureParts returns the names of the signature parts in the order of their relationships.
func (p *opcPackage) signatureParts() ([]string, error) {
	root, err := p.relationships(rootRels)
	if err != nil {
		return nil, err
	}
	var origin string
	for _, r := range root {
		if r.Type != relOrigin {
			continue
		}
		if origin != "" {
			return nil, faultf(Extended, "A second list of signatures was added to the file.")
		}
		origin = resolve("", r.Target)
	}
	var names []string
	if origin != "" {
		rels, err := p.relationships(relsOf(origin))
		if err != nil {
			return nil, err
		}
		for _, r := range rels {
			if r.Type == relSig {
				names = append(names, resolve(origin, r.Target))
			}
		}
	}
	if len(names) > maxSignatures {
		return nil, faultf(Unreadable, "The file has more than %d signatures.", maxSignatures)
	}
	// These parts are exempt from coverage, so none may pose as one of them.
	if len(names) > 0 && p.typeOf(origin) != typeOrigin {
		return nil, faultf(Extended, "The list of signatures was replaced.")
	}
	for _, name := range names {
		switch {
		case p.item(name) == nil:
			return nil, faultf(Resaved, "The signature %s is no longer in the file.", name)
		case p.typeOf(name) != typeSig:
			return nil, faultf(Extended, "The part %s poses as a signature.", name)
		}
	}
	if len(names) > 0 {
		return names, nil
	}
	for _, f := range p.items {
		if p.typeOf(f.Name) == typeSig || strings.HasPrefix(strings.ToLower(f.Name), "_xmlsignatures/") {
			return nil, faultf(Resaved, "A signature is left in the file, but the file no longer refers to it.")
		}
	}
	if origin != "" {
		return nil, faultf(Resaved, "The file refers to signatures that are no longer in it.")
	}
	return nil, nil
}

// wordSignature is one signature under examination. err is the first fault found, nil while there is none.
type wordSignature struct {
	Signature
	leaf      *x509.Certificate
	issuers   []*x509.Certificate
	sealed    bool // it states a seal
	sealHolds bool
	err       error
}
