package records_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// errReached is what the closed store answers: whoever gets it was let in.
var errReached = errors.New("the store was reached")

type closedStore struct{}

func (closedStore) Read(context.Context, func(records.Reader) error) error  { return errReached }
func (closedStore) Write(context.Context, func(records.Writer) error) error { return errReached }

func TestEveryRoleTimesEveryStep(t *testing.T) {
	t.Parallel()
	s := records.New(records.Config{
		Store: closedStore{}, Now: func() time.Time { return time.Unix(0, 0) }, NewID: func() string { return "id" },
	})
	child := forms.Child{ID: "c", Name: "Mia Fictional", CaseNumber: "C-1"}
	in, hidden, forbidden := errReached, records.ErrNotFound, records.ErrForbidden
	read := []error{in, in, hidden, hidden, hidden, hidden, hidden}
	change := []error{in, in, forbidden, forbidden, forbidden, forbidden, forbidden}
	sign := []error{in, forbidden, forbidden, forbidden, forbidden, forbidden, forbidden}
	packs := []error{in, forbidden, forbidden, in, forbidden, forbidden, forbidden}
	people := []struct {
		name  string
		actor records.Actor
	}{
		{"chair", who("p", auth.Chair, false)},
		{"social worker", who("p", auth.SocialWorker, false)},
		{"administrator", who("p", auth.Administrator, false)},
		{"the service itself", who("p", auth.System, false)},
		{"disabled chair", who("p", auth.Chair, true)},
		{"unknown role", who("p", "wizard", false)},
		{"nobody", records.Actor{}},
	}
	for _, step := range []struct {
		name string
		do   func(context.Context, records.Actor) error
		want []error
	}{
		{"add child", func(ctx context.Context, a records.Actor) error { _, err := s.AddChild(ctx, a, child); return err }, change},
		{"update child", func(ctx context.Context, a records.Actor) error { return s.UpdateChild(ctx, a, child) }, change},
		{"change child", func(ctx context.Context, a records.Actor) error { return s.ChangeChild(ctx, a, child, "") }, change},
		{"forms", func(ctx context.Context, a records.Actor) error { _, err := s.Forms(ctx, a, "c"); return err }, read},
		{"child", func(ctx context.Context, a records.Actor) error { _, err := s.Child(ctx, a, "c"); return err }, read},
		{"children", func(ctx context.Context, a records.Actor) error {
			_, _, err := s.Children(ctx, a, records.ChildFilter{})
			return err
		}, read},
		{"create", func(ctx context.Context, a records.Actor) error {
			_, _, err := s.Create(ctx, a, "c", &forms.PPM{})
			return err
		}, change},
		{"save", func(ctx context.Context, a records.Actor) error {
			_, _, err := s.Save(ctx, a, "r", 1, &forms.PPM{})
			return err
		}, change},
		{"companions", func(ctx context.Context, a records.Actor) error {
			_, err := s.Companions(ctx, a, records.Record{})
			return err
		}, read},
		{"case number", func(ctx context.Context, a records.Actor) error { _, err := s.ChildNumbered(ctx, a, "C-1"); return err }, read},
		{"bring", func(ctx context.Context, a records.Actor) error {
			_, err := s.Bring(ctx, a, "r", "present", "q", 1)
			return err
		}, change},
		{"save alone", func(ctx context.Context, a records.Actor) error {
			_, _, err := s.SaveAlone(ctx, a, "r", 1, &forms.PPM{})
			return err
		}, change},
		{"record", func(ctx context.Context, a records.Actor) error { _, err := s.Record(ctx, a, "r"); return err }, read},
		{"summary", func(ctx context.Context, a records.Actor) error { _, err := s.Summary(ctx, a, "r"); return err }, read},
		{"records", func(ctx context.Context, a records.Actor) error {
			_, _, err := s.Records(ctx, a, records.Filter{})
			return err
		}, read},
		{"version", func(ctx context.Context, a records.Actor) error { _, err := s.Version(ctx, a, "r", 1); return err }, read},
		{"versions", func(ctx context.Context, a records.Actor) error { _, err := s.Versions(ctx, a, "r"); return err }, read},
		{"check", func(ctx context.Context, a records.Actor) error {
			_, err := s.Check(ctx, a, records.Record{Form: &forms.PPM{}})
			return err
		}, read},
		{"complete", func(ctx context.Context, a records.Actor) error { _, err := s.Complete(ctx, a, "r", 1); return err }, change},
		{"sign", func(ctx context.Context, a records.Actor) error { _, err := s.Sign(ctx, a, "r", 1); return err }, sign},
		{"candidates", func(ctx context.Context, a records.Actor) error { _, err := s.Candidates(ctx, a, "r"); return err }, sign},
		{"invite", func(ctx context.Context, a records.Actor) error { return s.Invite(ctx, a, "r", 1, "p") }, sign},
		{"remind", func(ctx context.Context, a records.Actor) error { return s.Remind(ctx, a, "r", "p") }, sign},
		{"withdraw an invitation", func(ctx context.Context, a records.Actor) error { return s.Uninvite(ctx, a, "r", "p") }, sign},
		{"settle a comment", func(ctx context.Context, a records.Actor) error {
			_, err := s.Settle(ctx, a, "r", "c", records.Accepted, "")
			return err
		}, sign},
		{"agreement", func(ctx context.Context, a records.Actor) error { _, err := s.Agreement(ctx, a, "r"); return err }, read},
		{"asked", func(ctx context.Context, a records.Actor) error { _, err := s.Asked(ctx, a); return err }, change},
		{"sent", func(ctx context.Context, a records.Actor) error { _, err := s.Sent(ctx, a, "r"); return err }, read},
		{"respond", func(ctx context.Context, a records.Actor) error { return s.Respond(ctx, a, "r", 1, records.Agrees) }, read},
		{"documents", func(ctx context.Context, a records.Actor) error { _, err := s.Documents(ctx, a, "r"); return err }, read},
		{"document", func(ctx context.Context, a records.Actor) error { _, err := s.Document(ctx, a, "d"); return err }, read},
		{"order pack", func(ctx context.Context, a records.Actor) error {
			_, err := s.OrderPack(ctx, a, records.PackOrder{})
			return err
		}, packs},
		{"packs", func(ctx context.Context, a records.Actor) error { _, _, err := s.Packs(ctx, a, 0, 0); return err }, packs},
		{"pack file", func(ctx context.Context, a records.Actor) error { return s.WritePack(ctx, a, "p", io.Discard) }, packs},
		{"upload", func(ctx context.Context, a records.Actor) error {
			_, err := s.Upload(ctx, a, []records.ImportFile{{Name: "x.csv", Data: []byte("Case number\nC-1\n")}})
			return err
		}, packs},
		{"import", func(ctx context.Context, a records.Actor) error {
			_, _, err := s.ImportNow(ctx, a, nil, nil, 0, false)
			return err
		}, packs},
		{"apply import", func(ctx context.Context, a records.Actor) error {
			_, err := s.ApplyImport(ctx, a, "i", 0, "")
			return err
		}, packs},
		{"audit", func(ctx context.Context, a records.Actor) error { _, err := s.Audit(ctx, a, "r"); return err }, read},
	} {
		for i, p := range people {
			t.Run(step.name+" by "+p.name, func(t *testing.T) {
				t.Parallel()
				if err := step.do(t.Context(), p.actor); !errors.Is(err, step.want[i]) {
					t.Errorf("the answer is %v, want %v", err, step.want[i])
				}
			})
		}
	}
}

func who(id string, role auth.Role, disabled bool) records.Actor {
	return records.Actor{Person: auth.Person{ID: id, Name: "Somebody Fictional", Role: role, Disabled: disabled}}
}
