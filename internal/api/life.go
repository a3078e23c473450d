package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"minutebook/internal/records"
)

// reasonBody says why something signed is amended or withdrawn.
type reasonBody struct {
	Reason string `json:"reason"`
}

// proven is what anybody may know about the paper with a code.
type proven struct {
	State    records.Validity `json:"state"`
	Version  int              `json:"version,omitempty"`
	SignedAt time.Time        `json:"signed_at,omitzero"`
	Since    time.Time        `json:"since,omitzero"` // when it was superseded or withdrawn
}

// unknown is the state of a code that was never given.
const unknown records.Validity = "unknown"

func (a *api) amendRecord(c *call) error    { return a.reasoned(c, a.Records.Amend) }
func (a *api) withdrawRecord(c *call) error { return a.reasoned(c, a.Records.WithdrawRecord) }
func (a *api) discardAmendment(c *call) error {
	return a.step(c, a.Records.Discard)
}

// reasoned is step with the reason in the body.
func (a *api) reasoned(c *call, take func(context.Context, records.Actor, string, int, string) (records.Record, error)) error {
	var body reasonBody
	if err := c.decode(&body); err != nil {
		return err
	}
	return a.step(c, func(ctx context.Context, by records.Actor, id string, have int) (records.Record, error) {
		return take(ctx, by, id, have, body.Reason)
	})
}

// proveCode looks up a code as it is printed on a paper.
func (a *api) proveCode(c *call) error {
	if !a.Asks.Allow(c.RemoteIP()) {
		return &refusal{kind: tooMany, detail: "Wait a minute and try again."}
	}
	out := proven{State: unknown}
	if code, ok := records.ParseCode(c.Param("code")); ok {
		proof, err := a.Records.ProofOfCode(c.Request.Context(), code)
		switch {
		case err == nil:
			out = proven{proof.State, proof.Document.Version, proof.SignedAt, proof.Since}
		case !errors.Is(err, records.ErrNotFound):
			return err
		}
	}
	return c.reply(http.StatusOK, out)
}
