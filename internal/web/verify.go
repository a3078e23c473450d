package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// verifyPage is the page at /verify. It is open to everybody, so it shows nothing of a case: who signed, when, and
// whether this service issued exactly these bytes.
type verifyPage struct {
	Errors  []remark
	Checked bool
	Name    string // of the file, as the browser sent it
	SHA256  string
	Good    bool
	Heading string
	Says    string
	Verdict sign.Verdict

	Asked string    // code that was typed, or came with a link
	Paper *standing // whether a paper that was issued here still holds; nil for one that was not

	Registered bool   // exactly this file was issued here
	Unknown    bool   // the register could not be asked
	What       string // "Permanence planning meeting, record …, version 3"
	Made       string
}

func verifyAnswer(status int, p verifyPage) answer {
	return answer{status: status, page: "verify.html", title: "Check a document", nav: "/verify", problem: len(p.Errors) > 0, data: p}
}

func (w *Web) verifyPage(v *visit) (answer, error) {
	if v.URL.Query().Has("code") {
		return w.code(v)
	}
	return verifyAnswer(http.StatusOK, verifyPage{}), nil
}

func (w *Web) verify(v *visit) (answer, error) {
	select {
	case w.uploads <- struct{}{}:
		defer func() { <-w.uploads }()
	case <-v.Context().Done():
		return answer{}, unavailable(v.Context().Err())
	}
	name, file, err := v.upload("file")
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return answer{}, err
	case err != nil || len(file) == 0:
		return verifyAnswer(http.StatusUnprocessableEntity, verifyPage{Errors: []remark{{"#file", "Choose the PDF or Word file that you want to check"}}}), nil
	}
	sum := sha256.Sum256(file)
	p := verifyPage{Checked: true, Name: name, SHA256: hex.EncodeToString(sum[:]), Verdict: w.Verify(file)}
	p.Good = p.Verdict.OK()
	words := verdictWords[p.Verdict.State]
	p.Heading, p.Says = words[0], words[1]
	proof, err := w.Records.ProofOfFile(v.Context(), p.SHA256)
	switch {
	case err == nil:
		p.Registered, p.Paper = true, w.standing(proof)
		p.What = fmt.Sprintf("%s, record %s, version %d", forms.Define(proof.Record.Kind).Title, proof.Record.ID, proof.Document.Version)
		p.Made = w.clock(proof.Document.MadeAt)
	case !errors.Is(err, records.ErrNotFound):
		// The signature can be judged without the register; the page says that the register was not asked.
		w.Log.ErrorContext(v.Context(), "register not asked", "id", v.id, "error", err)
		p.Unknown = true
	}
	return verifyAnswer(http.StatusOK, p), nil
}

// standing is what anybody is told of a paper: nothing of a case, not even which form it is.
type standing struct {
	Good    bool // current
	Heading string
	Version int
	Signed  string // when
	Says    string
}

func (w *Web) standing(proof records.Proof) *standing {
	s := &standing{Version: proof.Document.Version, Signed: w.clock(proof.SignedAt)}
	switch since := w.clock(proof.Since); proof.State {
	case records.Superseded:
		s.Heading = "Genuine, but superseded"
		s.Says = "A later version was signed on " + since + ". Ask whoever gave you this paper for the later one."
	case records.TakenBack:
		s.Heading = "Withdrawn: do not use this paper"
		s.Says = "It was issued here, and was withdrawn on " + since + ". Ask whoever gave it to you what to do with it."
	default:
		s.Good, s.Heading = true, "Genuine and current"
		s.Says = "It has not been replaced or withdrawn."
	}
	return s
}

// code looks up a code that was typed or came with the link in a QR code.
func (w *Web) code(v *visit) (answer, error) {
	typed := v.param("code")
	if typed == "" {
		typed = v.URL.Query().Get("code")
	}
	p := verifyPage{Asked: typed}
	code, ok := records.ParseCode(typed)
	if !ok {
		p.Errors = []remark{{"#code", "Enter the 12 letters and figures of the code, such as 7K3M-0QXC-94TZ"}}
		return verifyAnswer(http.StatusUnprocessableEntity, p), nil
	}
	if !w.Asks.Allow(v.from) {
		return answer{}, errTooMany
	}
	p.Asked = records.ShowCode(code)
	proof, err := w.Records.ProofOfCode(v.Context(), code)
	switch {
	case err == nil:
		p.Paper = w.standing(proof)
	case errors.Is(err, records.ErrNotFound):
		p.Paper = &standing{Heading: "Not one of ours", Says: "No paper with this code was issued here. Check that you typed it as it is printed. If you did, do not rely on the paper."}
	default:
		return answer{}, err
	}
	return verifyAnswer(http.StatusOK, p), nil
}

// upload reads one file of a form into memory; nothing is put on disk.
func (v *visit) upload(field string) (name string, data []byte, err error) {
	parts, err := v.MultipartReader()
	if err != nil {
		return "", nil, fmt.Errorf("reading an upload: %w", err)
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return "", nil, fmt.Errorf("reading an upload: %w", err)
		}
		if part.FormName() != field {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, sign.MaxFile+1))
		if err == nil && len(data) > sign.MaxFile {
			err = &http.MaxBytesError{Limit: sign.MaxFile}
		}
		if err != nil {
			return "", nil, fmt.Errorf("reading an upload: %w", err)
		}
		return strings.ToValidUTF8(part.FileName(), "�"), data, nil
	}
}

// errTooMany says that a network asked about too many codes.
var errTooMany = errors.New("too many codes were asked about")

// verdictWords says what each state means for whoever holds the file: a heading and a sentence.
var verdictWords = map[sign.State][2]string{
	sign.Valid:      {"This file is genuine", "It is signed, and not one byte has changed since."},
	sign.Untrusted:  {"This file is signed, but not by this service", "It has not changed since it was signed. Whoever signed it is not somebody whom this service vouches for, so it is no proof of minutes issued here."},
	sign.Altered:    {"This file was changed after it was signed", "Do not rely on it. Ask for the original."},
	sign.Extended:   {"Something was added to this file after it was signed", "What was added is not covered by the signature. Do not rely on it. Ask for the original."},
	sign.Resaved:    {"This file was saved again by another program", "That destroys a signature even if nothing else was changed, so nothing can be said about the contents. Check the file as it was sent."},
	sign.Truncated:  {"The end of this file is missing", "It may not have been copied or downloaded completely. Get it again and check that copy."},
	sign.Unsigned:   {"This file is not signed", "There is no signature in it that could be checked."},
	sign.Unreadable: {"This file cannot be read", "It is not a PDF or Word file, or it is damaged."},
}
