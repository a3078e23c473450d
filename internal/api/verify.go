package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// verification is what anybody may know about a file that they have: its signatures, and whether these exact bytes left
// the service. It has no case content beyond what the file itself says of its signatures.
type verification struct {
	State      sign.State    `json:"state"`
	Valid      bool          `json:"valid"`
	Detail     string        `json:"detail,omitempty"`
	Format     string        `json:"format,omitempty"`
	SHA256     string        `json:"sha256"`
	Signatures []Signature   `json:"signatures"`
	Register   *Registration `json:"register,omitempty"` // absent: the register does not have this file
}

// Signature is what was found out about one signature in a file.
type Signature struct {
	State   sign.State `json:"state"`
	Detail  string     `json:"detail,omitempty"`
	Signer  string     `json:"signer"`
	Issuer  string     `json:"issuer"`
	Role    string     `json:"role,omitempty"`
	Subject string     `json:"subject,omitempty"`
	Time    time.Time  `json:"time,omitzero"`
	Stamped time.Time  `json:"stamped,omitzero"`
}

// Registration says which paper of the service a file is.
type Registration struct {
	Version int              `json:"version"`
	State   records.Validity `json:"state"`          // whether it still holds
	Since   time.Time        `json:"since,omitzero"` // when it was superseded or withdrawn
	Latest  int              `json:"latest"`         // version of the record now
	Status  records.Status   `json:"status"`         // of the record now
	MadeAt  time.Time        `json:"made_at"`
}

// verifyFile takes the file as the body itself or as the part "file" of an upload.
func (a *api) verifyFile(c *call) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	verdict := a.Verify(file)
	sum := sha256.Sum256(file)
	out := verification{
		State: verdict.State, Valid: verdict.OK(), Detail: verdict.Detail, Format: verdict.Format,
		SHA256: hex.EncodeToString(sum[:]), Signatures: make([]Signature, len(verdict.Signatures)),
	}
	for i, s := range verdict.Signatures {
		out.Signatures[i] = Signature(s)
	}
	proof, err := a.Records.ProofOfFile(c.Request.Context(), out.SHA256)
	switch {
	case err == nil:
		record := proof.Record.AsSigned() // that it is being amended is nobody's business yet
		out.Register = &Registration{proof.Document.Version, proof.State, proof.Since, record.Version, record.Status, proof.Document.MadeAt}
	case !errors.Is(err, records.ErrNotFound):
		return err
	}
	return c.reply(http.StatusOK, out)
}

// file reads the one file of the request. An upload is read part by part, so that nothing of it touches a disk.
func (c *call) file() ([]byte, error) {
	if !strings.HasPrefix(c.Request.Header.Get("Content-Type"), uploadType) {
		return c.body(sign.MaxFile)
	}
	const around = 1 << 20 // what an upload may have beside the file
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, sign.MaxFile+around)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, &refusal{kind: unreadable, detail: "The upload names no boundary between its parts."}
	}
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil, &refusal{kind: unreadable, detail: "The upload has no part called “file”."}
		case err != nil:
			return nil, uploadError(err)
		case part.FormName() != "file":
			continue
		}
		data, err := io.ReadAll(http.MaxBytesReader(c.Writer, part, sign.MaxFile))
		if err != nil {
			return nil, uploadError(err)
		}
		return data, nil
	}
}

func uploadError(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return err
	}
	return &refusal{kind: unreadable, detail: "The upload ended before all of it had arrived, or its parts cannot be told apart."}
}
