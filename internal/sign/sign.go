// Package sign puts signatures on finished papers and checks them: PAdES for PDF, OOXML package signatures for Word.
// It knows nothing of records or forms; what a signature is about travels as text in Options.Subject, inside the bytes
// that the signature covers, and comes back in Signature.Subject.
package sign

import (
	"crypto"
	"crypto/x509"
	"time"
)

// Identity is a private key with its certificate chain, leaf first. The key may live in a hardware module: only
// crypto.Signer is asked of it. RSA and ECDSA keys are supported.
type Identity struct {
	Key   crypto.Signer
	Chain []*x509.Certificate
}

// Options say what is signed, when, and by whom in which role.
type Options struct {
	Time    time.Time // the claimed signing time, printed in the paper's signature block too
	Subject string    // what was signed: one line of at most 255 characters, for instance "record 01J… ppm version 3"
	Role    string    // the signer's role, "Chair"; at most 100 characters
	TSA     *TSA      // RFC 3161 time-stamping authority, nil for none; PDF only
}

// State is the one-word result of a verification.
type State string

const (
	Valid      State = "valid"      // intact, covers the whole file, and the chain leads to a given root
	Untrusted  State = "untrusted"  // intact, but the chain leads to no given root: somebody else's signature
	Altered    State = "altered"    // signed content was changed after signing
	Extended   State = "extended"   // content was added after signing that the signature does not cover
	Resaved    State = "resaved"    // another program rewrote the file, which destroys its signature
	Truncated  State = "truncated"  // the end of the file is missing
	Unsigned   State = "unsigned"   // a readable file without a signature
	Unreadable State = "unreadable" // not a PDF or Word file, or damaged beyond reading
)

// Signature is what was found out about one signature in a file.
type Signature struct {
	State   State     `json:"state"`
	Detail  string    `json:"detail"`           // one sentence for people: what exactly was found, for instance which part was changed
	Signer  string    `json:"signer,omitempty"` // common name of the leaf certificate
	Issuer  string    `json:"issuer,omitempty"` // common name of its issuer
	Role    string    `json:"role,omitempty"`
	Subject string    `json:"subject,omitempty"`
	Time    time.Time `json:"time,omitzero"`    // claimed by the signer; zero when not stated
	Stamped time.Time `json:"stamped,omitzero"` // from a time-stamp token that was itself verified; zero without one
}

// Verdict is the result for a file. State is the worst of its signatures, or says why there is none to judge.
type Verdict struct {
	Format     string      `json:"format,omitempty"` // "pdf", "docx" or "" when the file is neither
	State      State       `json:"state"`
	Detail     string      `json:"detail"`
	Signatures []Signature `json:"signatures,omitempty"`
}

// OK reports whether the file is wholly valid.
func (v Verdict) OK() bool { return v.State == Valid }

// MaxFile is the largest file in bytes that Verify reads; the doors refuse larger uploads.
const MaxFile = 32 << 20

// Verify looks at the first bytes of file, checks every signature in it, and never fails: whatever is wrong is the
// verdict. Chains are checked at the signature's own time against roots. Stamps are further roots that vouch for
// time stamps only: those of a public time-stamping authority, which also certifies strangers.
func Verify(file []byte, roots []*x509.Certificate, stamps ...*x509.Certificate) Verdict {
	switch {
	case len(file) > MaxFile:
		return Verdict{State: Unreadable, Detail: "The file is larger than 32 MB."}
	case isPDF(file):
		return verifyPDF(file, roots, stamps...)
	case isZip(file):
		return verifyWord(file, roots)
	}
	return Verdict{State: Unreadable, Detail: "The file is neither a PDF nor a Word document."}
}
