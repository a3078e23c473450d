package records

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Proof is what the service knows of a paper that it made. It is for the verification page, where anybody may ask: show no
// more of it than proves the paper.
type Proof struct {
	Document Document // without its data
	Record   Record   // without its form
	State    Validity
	SignedAt time.Time // the version
	Since    time.Time // when it was superseded or withdrawn; zero while it is current
}

// Validity says whether a paper still holds.
type Validity string

// How papers hold. Superseded is one of a version that was amended.
const (
	Current    Validity = "current"
	Superseded Validity = "superseded"
	TakenBack  Validity = "withdrawn"
)

// ProofOfFile looks up the paper whose bytes have the SHA-256 (hexadecimal). One that was not made here is ErrNotFound.
func (s *Service) ProofOfFile(ctx context.Context, sha string) (Proof, error) {
	return s.proof(ctx, func(r Reader) (Document, error) { return r.DocumentBySHA(ctx, strings.ToLower(sha)) })
}

// ProofOfCode looks up the papers that carry a code, as ParseCode returns it; they are of one version for one audience. A
// code that was not given here is ErrNotFound.
func (s *Service) ProofOfCode(ctx context.Context, code string) (Proof, error) {
	return s.proof(ctx, func(r Reader) (Document, error) { return r.DocumentByCode(ctx, codeSum(code)) })
}

func (s *Service) proof(ctx context.Context, find func(Reader) (Document, error)) (p Proof, err error) {
	err = s.c.Store.Read(ctx, func(r Reader) error {
		if p.Document, err = find(r); err != nil {
			return err
		}
		if p.Record, err = r.Record(ctx, p.Document.RecordID); err != nil {
			return err
		}
		signatures, err := r.Signatures(ctx, p.Record.ID)
		if err != nil {
			return err
		}
		p.State = Current
		for _, signature := range signatures { // the first first
			switch {
			case signature.Version == p.Document.Version:
				p.SignedAt = signature.At
			case signature.Version > p.Document.Version && p.State == Current:
				p.State, p.Since = Superseded, signature.At
			}
		}
		if end := p.Record.Withdrawn; end != nil {
			p.State, p.Since = TakenBack, end.At
		}
		return nil
	})
	if err != nil {
		return Proof{}, fmt.Errorf("look up a paper: %w", err)
	}
	return p, nil
}
