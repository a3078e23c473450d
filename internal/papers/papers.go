// Package papers makes finished papers: from one stored version of a record, through its document tree, to PDF and Word
// files that are signed when the version is.
package papers

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/sign"
	"minutebook/render"
	"minutebook/render/docx"
	"minutebook/render/pdf"
)

// Professional is the audience of the full minutes.
const Professional = "professional"

// Keys gives a key and its certificate chain: a signing person's, or the authority's own.
type Keys interface {
	Identity(ctx context.Context, personID, name, role string) (sign.Identity, error)
	Seal(ctx context.Context) (sign.Identity, error)
}

// Press makes papers. Templates, Authority and Keys are needed.
type Press struct {
	Templates *render.Templates
	Authority func(policy string) render.Authority
	Keys      Keys
	TSA       *sign.TSA       // nil: signatures without a time stamp
	Due       TaskDates       // nil: task lists without due dates
	Word      *docx.Reference // nil: Word files in the built-in styles
	Address   string          // of the service, for people: "https://minutes.example.gov.uk"; empty: codes lead nowhere
	// Overdue finds what the rules of a policy had asked in vain by the day of a planning meeting; nil: it is not known.
	Overdue func(policy string, child forms.Child, meetings []records.Record, held forms.Date) ([]render.Overdue, error)
}

var _ records.Press = (*Press)(nil)

// File is one finished file.
type File struct {
	Name     string
	Audience string
	Format   string
	Data     []byte
	Replaced render.Replaced // characters that it shows as codes
}

// Papers implements records.Press. A sign.ErrTSA in the chain of its error means that trying again later may help.
func (p *Press) Papers(ctx context.Context, o records.Order) ([]records.Document, error) {
	paper, err := p.paper(o)
	if err != nil {
		return nil, err
	}
	paper.Signature = &render.Signature{Name: o.Signature.Name, Role: o.Signature.Role, At: o.Signature.At}
	if o.Signature.Secret != "" {
		paper.Code = func(audience string) *render.Code { return p.code(o.Signature.Code(audience)) }
	}
	for _, a := range o.Signature.Agreed {
		paper.Agreed = append(paper.Agreed, render.Agreed{Name: a.Name, Agrees: a.Answer == records.Agrees, Version: a.Version, At: a.At})
	}
	var files []File
	if sheet, ok := paper.Form.(*forms.Summary); ok { // checked when the chair signed it
		files, err = p.Sheet(ctx, paper, sheet.ParentKey)
	} else {
		files, err = p.Issue(ctx, paper, o.Signature.PersonID)
	}
	if err != nil {
		return nil, err
	}
	documents := make([]records.Document, len(files))
	for i, f := range files {
		documents[i] = records.Document{Audience: f.Audience, Format: f.Format, Name: f.Name, Data: f.Data}
	}
	return documents, nil
}

// Preview is the paper for whoever it is mainly for, as it would be if it were signed: a draft.
func (p *Press) Preview(o records.Order) (*render.Document, error) {
	paper, err := p.paper(o)
	if err != nil {
		return nil, err
	}
	if sheet, ok := paper.Form.(*forms.Summary); ok {
		paper.Audience = string(forms.Parent) + "-" + sheet.ParentKey
	}
	return p.Templates.Document(paper)
}

// paper is the unsigned paper of an order, for professionals.
func (p *Press) paper(o records.Order) (*render.Paper, error) {
	form, problems := forms.Decode(o.Record.Kind, o.Version.Body)
	if problems.Has(forms.Error) {
		return nil, fmt.Errorf("version %d of record %s does not fit its form: %s", o.Version.Number, o.Record.ID, problems[0].Code)
	}
	paper := &render.Paper{
		Form: form, RecordID: o.Record.ID, Version: o.Version.Number, Stored: o.Version.At, Audience: Professional,
		Authority: p.Authority(o.Record.Policy), Previous: o.Previous,
		Born: o.Child.DateOfBirth, Together: o.Signature.Together,
	}
	if o.Amendment != nil {
		paper.Amends = &render.Amends{Version: o.Amendment.Replaces, At: o.Replaces.At, Reason: o.Amendment.Reason, Form: o.Replaced}
	}
	if o.Signature.Authority != "" {
		paper.Authority.Name = o.Signature.Authority
	}
	return paper, p.dated(paper, o)
}

// code is how a paper shows its code.
func (p *Press) code(code string) *render.Code {
	shown := &render.Code{Text: records.ShowCode(code)}
	if p.Address != "" {
		shown.Page, shown.Link = p.Address+"/verify", p.Address+"/v/"+code
	}
	return shown
}

// Signer returns the key for a paper that is to be signed. Minutes and decisions take that of the person named in the
// paper's signature. Other papers take the authority's, which then stands in the paper in place of whoever completed it.
func (p *Press) Signer(ctx context.Context, paper *render.Paper, personID string) (sign.Identity, error) {
	if paper.Sealed() {
		paper.Signature = &render.Signature{Name: paper.Authority.Name, Role: render.SealRole, At: paper.Signature.At}
		id, err := p.Keys.Seal(ctx)
		if err != nil {
			return sign.Identity{}, fmt.Errorf("getting the authority’s key: %w", err)
		}
		return id, nil
	}
	id, err := p.Keys.Identity(ctx, personID, paper.Signature.Name, paper.Signature.Role)
	if err != nil {
		return sign.Identity{}, fmt.Errorf("getting the signer’s key: %w", err)
	}
	return id, nil
}

// Unsigned makes the PDF and the Word file of a paper, in this order.
func (p *Press) Unsigned(paper *render.Paper) ([]File, error) {
	doc, err := p.Templates.Document(paper)
	if err != nil {
		return nil, err
	}
	name, err := fileName(paper)
	if err != nil {
		return nil, err
	}
	pdfFile, replaced, err := pdf.Write(doc)
	if err != nil {
		return nil, fmt.Errorf("writing the PDF: %w", err)
	}
	wordFile, err := p.Word.Write(doc)
	if err != nil {
		return nil, fmt.Errorf("writing the Word file: %w", err)
	}
	return []File{{name + ".pdf", paper.Audience, "pdf", pdfFile, replaced}, {name + ".docx", paper.Audience, "docx", wordFile, nil}}, nil
}

// Print makes the files of a paper, and signs them with id unless the paper is a draft.
func (p *Press) Print(ctx context.Context, paper *render.Paper, id sign.Identity) ([]File, error) {
	files, err := p.Unsigned(paper)
	if err != nil || paper.Draft() {
		return files, err
	}
	o := sign.Options{Time: paper.Signature.At, Role: paper.Signature.Role, Subject: subject(paper, id), TSA: p.TSA}
	pdfFile, wordFile := &files[0], &files[1]
	if pdfFile.Data, err = sign.PDF(ctx, pdfFile.Data, paper.SignatureField(), id, o); err != nil {
		return nil, fmt.Errorf("signing the PDF: %w", stamping(err))
	}
	if wordFile.Data, err = sign.Word(wordFile.Data, id, o); err != nil {
		return nil, fmt.Errorf("signing the Word file: %w", err)
	}
	return files, nil
}

// stamping gives failures of the time-stamping service the words that people are shown while papers wait.
func stamping(err error) error {
	switch {
	case errors.Is(err, sign.ErrTSA):
		return reasoned{err, "the time-stamping service did not answer; this is tried again"}
	case errors.Is(err, sign.ErrTSAAnswer):
		return reasoned{err, "the time-stamping service refused, or its answer is not acceptable; tell whoever runs Minutebook"}
	}
	return err
}

// reasoned is an error with words for people, which records.Reason finds.
type reasoned struct {
	error
	reason string
}

func (r reasoned) Reason() string { return r.reason }
func (r reasoned) Unwrap() error  { return r.error }

// subject is what a signature says it is about, without case content. Where the certificate is not the signer's own, it
// says who signed.
func subject(p *render.Paper, id sign.Identity) string {
	about := fmt.Sprintf("Version %d of record %s (%s, %s)", p.Version, p.RecordID, p.Form.Kind(), p.Audience)
	if len(id.Chain) > 0 && id.Chain[0].Subject.CommonName != p.Signature.Name && p.Signature.Role != render.SealRole {
		about += ", signed by " + p.Signature.Name
	}
	if runes := []rune(about); len(runes) > 255 {
		about = string(runes[:255])
	}
	return about
}

var unfit = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// fileName is KIND-CASENUMBER-DATE-AUDIENCE, with "-draft" after it until the paper is signed.
func fileName(p *render.Paper) (string, error) {
	number, err := p.Answer("cass_number")
	if err != nil {
		return "", err
	}
	date := "undated"
	if f, ok := p.Form.(interface{ Held() forms.Date }); ok && !f.Held().IsZero() {
		date = f.Held().String()
	}
	number = strings.Trim(unfit.ReplaceAllString(number, "-"), "-.")
	if number == "" {
		number = "unnumbered"
	}
	name := fmt.Sprintf("%s-%s-%s-%s", p.Form.Kind(), number, date, unfit.ReplaceAllString(p.Audience, "-"))
	if p.Draft() {
		name += "-draft"
	}
	return name, nil
}
