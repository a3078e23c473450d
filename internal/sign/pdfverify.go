package sign

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
)

// This file says what became of a signed PDF. The rules are:
//
//   - Valid needs a signature in a field of the newest revision that covers every byte of the file but its own gap, and
//     a gap that holds nothing but the one encoding of that signature. So no byte can change.
//   - Every other word is a diagnosis, made as well as the damage allows. No path through it leads to Valid.
//   - An earlier signature may leave out what a later, valid one covers, when the revisions in between changed nothing
//     but signature fields.

// judgedPDF is a signature with what was found out about it.
type judgedPDF struct {
	Signature
	field   int     // as in pdfSignature
	gap     pdfSpan // of its Contents
	end     int     // of what it covers
	trusted bool    // intact within what it covers, by a trusted signer
}

func verifyPDF(file []byte, roots []*x509.Certificate, stamps ...*x509.Certificate) Verdict {
	anchors := trustAnchors{roots, slices.Concat(roots, stamps)}
	f := newPDFFile(file)
	form, known, broken := f.readSigned()
	judged := make([]judgedPDF, 0, len(known))
	for _, s := range known {
		judged = append(judged, f.judge(s, anchors))
	}
	for _, s := range f.strays(known, broken == nil) {
		j := f.judge(s, anchors)
		if j.State == Valid || j.State == Untrusted {
			j.State, j.Detail = Altered, "The file holds a signature, but it no longer shows it as one."
		}
		judged = append(judged, j)
	}
	acceptEarlier(f, form, judged)
	if len(judged) == 0 {
		return f.withoutSignature(broken)
	}
	v := Verdict{Format: "pdf", State: Valid, Detail: "The file is exactly as it was signed."}
	for _, j := range judged {
		v.Signatures = append(v.Signatures, j.Signature)
		if slices.Index(severity, j.State) > slices.Index(severity, v.State) {
			v.State, v.Detail = j.State, j.Detail+" "+guidance[j.State]
		}
	}
	return v
}

// readSigned reads the newest revision's form and signatures; an error says that its structure is broken.
func (f *pdfFile) readSigned() (pdfForm, []pdfSignature, error) {
	if err := f.readStructure(); err != nil {
		return pdfForm{}, nil, err
	}
	form, err := f.form()
	if err != nil {
		return pdfForm{}, nil, err
	}
	known, err := f.signatures(form)
	if err != nil {
		return pdfForm{}, nil, err
	}
	return form, known, nil
}

// withoutSignature says why there is none to judge. A file that was cut within a signature has lost that whole
// revision, and what is left over behind the one before starts like an object.
func (f *pdfFile) withoutSignature(broken error) Verdict {
	v := Verdict{Format: "pdf", State: Unsigned, Detail: "The file has no signature."}
	rest := bytes.TrimSpace(f.b[f.end:])
	switch {
	case errors.Is(broken, errShort), broken == nil && len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9':
		v.State, v.Detail = Truncated, "The end of the file is missing. "+guidance[Truncated]
	case broken != nil && f.sections != nil && f.sections[0].trailer.dict["Encrypt"].kind != pdfNull:
		v.State, v.Detail = Unreadable, "The file is protected with a password. "+guidance[Unreadable]
	case broken != nil:
		v.State, v.Detail = Unreadable, "The file is damaged beyond reading. "+guidance[Unreadable]
	}
	return v
}

// acceptEarlier turns Extended into Valid for those signatures after which only other signatures were added, of which
// the last is valid and covers the whole file.
func acceptEarlier(f *pdfFile, form pdfForm, judged []judgedPDF) {
	last := slices.IndexFunc(judged, func(j judgedPDF) bool { return j.State == Valid && j.field != 0 })
	if last < 0 {
		return
	}
	allowed := []int{form.num}
	for _, j := range judged {
		allowed = append(allowed, j.field)
	}
	for i := range judged {
		j := &judged[i]
		if j.State == Extended && j.trusted && j.field != 0 && j.end <= judged[last].gap.from && f.onlySigned(j.end, allowed) {
			j.State, j.Detail = Valid, fmt.Sprintf("Signed by %s; after that only another signature was added.", j.Signer)
		}
	}
}

// judge examines one signature.
func (f *pdfFile) judge(s pdfSignature, anchors trustAnchors) judgedPDF {
	j := judgedPDF{field: s.field}
	if err := f.examine(&j, s, anchors); err != nil {
		j.State, j.Detail = stateOf(err), err.Error()
		return j
	}
	j.State, j.Detail = Valid, fmt.Sprintf("Signed by %s; nothing was changed since.", j.Signer)
	return j
}
