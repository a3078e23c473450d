package sign

import (
	"bytes"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"slices"
)

// foreignForms are the kinds of signature (ISO 32000-1, 12.8.3) that other programs make and this package does not
// check. Any other kind is no such thing: somebody changed the word.
var foreignForms = []string{"adbe.pkcs7.detached", "adbe.pkcs7.sha1", "adbe.x509.rsa_sha1", "ETSI.RFC3161"}

// examine fills in j and returns the first fault, nil for a signature that is valid and covers the whole file. With a
// fault, what j says of signer, subject and time is a claim.
func (f *pdfFile) examine(j *judgedPDF, s pdfSignature, anchors trustAnchors) error {
	switch {
	case errors.Is(s.fault, errShort):
		return faultf(Truncated, "The file ends in the middle of a signature.")
	case s.fault != nil || s.dict.kind != pdfDict:
		return faultf(Altered, "A signature in the file is damaged and cannot be read.")
	}
	j.Signer = s.dict.dict["Name"].plainText()
	j.Subject = s.dict.dict["Reason"].plainText()
	j.Time = s.dict.dict["M"].time()
	if form := s.dict.dict["SubFilter"]; !form.name("ETSI.CAdES.detached") {
		if form.kind == pdfName && slices.Contains(foreignForms, form.text) {
			return faultf(Untrusted, "The file was signed by another program, in a form that is not checked here.")
		}
		return faultf(Altered, "A signature in the file is damaged and cannot be read.")
	}
	if err := f.lineUp(j, s.dict); err != nil {
		return err
	}
	cms, exact, err := readGap(f.b[j.gap.from:j.gap.to])
	if err != nil {
		return faultf(Altered, "The file was changed after signing, or its signature is damaged.")
	}
	leaf := cms.certs[0]
	j.Signer, j.Issuer = leaf.Subject.CommonName, leaf.Issuer.CommonName
	if err := j.checkCMS(cms, f.b); err != nil {
		return err
	}
	doubt := j.checkTrust(cms, anchors)
	if doubt != nil && stateOf(doubt) != Untrusted {
		return doubt
	}
	j.trusted = doubt == nil
	canonical, err := cms.marshal()
	exact = exact && err == nil && bytes.Equal(canonical, cms.raw) && cms.named == len(cms.certs)
	if j.trusted && !exact {
		return faultf(Altered, "What %s signed is unchanged, but the signature itself was changed or made by another program.", j.Signer)
	}
	if j.end < len(f.b) {
		return faultf(Extended, "%d bytes were added to the file after %s had signed it.", len(f.b)-j.end, j.Signer)
	}
	return doubt
}

// lineUp compares ByteRange (12.8.1) with the place where Contents really is. The range must start with the file and
// leave out nothing but that: anything else is room for content that nobody signed.
func (f *pdfFile) lineUp(j *judgedPDF, dict pdfIndirect) error {
	list, contents := dict.dict["ByteRange"].list, dict.dict["Contents"]
	if len(list) != 4 || contents.kind != pdfString ||
		slices.ContainsFunc(list, func(o pdfObject) bool { return o.kind != pdfInt || o.num < 0 || o.num > 1<<40 }) {
		return faultf(Altered, "A signature in the file is damaged and cannot be read.")
	}
	if dict.packed {
		return faultf(Resaved, "Another program saved the file after signing, which destroys its signature.")
	}
	j.gap, j.end = pdfSpan{contents.from, contents.to}, list[2].num+list[3].num
	starts, ends := list[1].num == contents.from, list[2].num == contents.to
	switch {
	case list[0].num != 0, starts != ends:
		return faultf(Altered, "The signature leaves out more of the file than itself.")
	case !starts:
		return faultf(Resaved, "Another program saved the file after signing, which destroys its signature.")
	case j.end > len(f.b):
		return faultf(Truncated, "The last %d bytes of the signed file are missing.", j.end-len(f.b))
	}
	return nil
}

// readGap reads the CMS out of the bytes of Contents. exact reports that they are nothing but hexadecimal digits in one
// case with zeros behind the CMS.
func readGap(gap []byte) (cms *signedData, exact bool, err error) {
	if len(gap) < 2 || gap[0] != '<' || gap[len(gap)-1] != '>' {
		return nil, false, errors.New("the signature is not written in hexadecimal digits")
	}
	digits := gap[1 : len(gap)-1]
	raw := make([]byte, hex.DecodedLen(len(digits)))
	if _, err := hex.Decode(raw, digits); err != nil {
		return nil, false, err
	}
	again := make([]byte, len(digits))
	hex.Encode(again, raw)
	exact = bytes.Equal(again, digits) || bytes.Equal(bytes.ToUpper(again), digits)
	var outer asn1.RawValue
	padding, err := asn1.Unmarshal(raw, &outer)
	if err != nil {
		return nil, false, err
	}
	exact = exact && len(bytes.Trim(padding, "\x00")) == 0
	cms, err = parseCMS(outer.FullBytes)
	return cms, exact, err
}

// checkCMS verifies the signature over what it covers of file.
func (j *judgedPDF) checkCMS(cms *signedData, file []byte) error {
	if !cms.kind.Equal(oidData) || cms.content != nil {
		return faultf(Altered, "A signature in the file is damaged and cannot be read.")
	}
	hash := cms.hash.New()
	hash.Write(file[:j.gap.from])
	hash.Write(file[j.gap.to:j.end])
	attrs, err := cms.verify(hash.Sum(nil))
	switch {
	case errors.Is(err, errDigest):
		return faultf(Altered, "The file was changed after %s had signed it.", j.Signer)
	case err != nil:
		return faultf(Altered, "The signature of %s is damaged or forged.", j.Signer)
	}
	if j.Role, err = claimedRole(attrs[oidSignerAttrV2.String()]); err != nil {
		return faultf(Altered, "The signature of %s states a role that cannot be read.", j.Signer)
	}
	return nil
}

// checkTrust verifies the time stamp and the chain, at the stamped time or else at the time that the signer claims.
func (j *judgedPDF) checkTrust(cms *signedData, anchors trustAnchors) error {
	at := j.Time
	if cms.stamp != nil {
		token, err := readToken(cms.stamp, cms.signature)
		if err != nil {
			return faultf(Altered, "The time stamp on the signature of %s is damaged or forged.", j.Signer)
		}
		if err := token.trusted(anchors.stamps); err != nil {
			return faultf(Untrusted, "The time stamp on the signature of %s is from no authority known here.", j.Signer)
		}
		if again, err := token.cms.marshal(); err != nil || !bytes.Equal(again, cms.stamp) {
			return faultf(Altered, "The time stamp on the signature of %s was changed or added by another program.", j.Signer)
		}
		j.Stamped, at = token.time, token.time
	}
	return trustSigner(cms.certs, anchors.signers, at)
}
