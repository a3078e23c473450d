package storetest

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// atOnce runs n calls as much at the same time as it can and returns their errors.
func atOnce(n int, do func(i int) error) []error {
	errs := make([]error, n)
	var wait sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wait.Go(func() {
			<-start
			errs[i] = do(i)
		})
	}
	close(start)
	wait.Wait()
	return errs
}

func signAtOnce(t *testing.T, b *Bundle) {
	rec := b.Completed(t)
	const signers = 12
	names := make([]string, signers)
	errs := atOnce(signers, func(i int) error {
		chair := actor("chair-"+string(rune('a'+i)), "Chair "+string(rune('A'+i)), auth.Chair)
		signed, err := b.Sign(t.Context(), chair, rec.ID, 1)
		names[i] = signed.SignedBy
		return err
	})
	winner := slices.Index(errs, nil)
	if winner < 0 {
		t.Fatalf("nobody won: %v", errs)
	}
	for i, err := range errs {
		if i == winner {
			continue
		}
		if lost := want[*records.SignedError](t, err); lost.By != names[winner] || lost.At.IsZero() {
			t.Errorf("signer %d learned of %q at %s; %q won", i, lost.By, lost.At, names[winner])
		}
	}
	b.count(t, 1, "SELECT COUNT(*) FROM signatures")
	b.count(t, 1, "SELECT COUNT(*) FROM river_job")
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'record.sign'")
}

// count ends the test unless the query counts n.
func (b *Bundle) count(t testing.TB, n int, query string) {
	t.Helper()
	var got int
	ok(t, b.Raw.QueryRow(query).Scan(&got))
	if got != n {
		t.Fatalf("%s is %d, want %d", query, got, n)
	}
}

func saveOrSign(t *testing.T, b *Bundle) {
	for range 5 {
		rec := b.Completed(t)
		errs := atOnce(2, func(i int) error {
			if i == 0 {
				_, err := b.Sign(t.Context(), b.Chair, rec.ID, 1)
				return err
			}
			form := Form()
			form.Venue = "Changed while signing"
			_, _, err := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
			return err
		})
		now, err := b.Record(t.Context(), b.Chair, rec.ID)
		ok(t, err)
		venue := now.Form.(*forms.PPM).Venue
		switch {
		case errs[0] == nil && errors.As(errs[1], new(*records.SignedError)):
			if now.Status != records.Signed || now.Version != 1 || venue != "" {
				t.Errorf("signed, but version %d is %s in %q", now.Version, now.Status, venue)
			}
		case errs[1] == nil && errors.As(errs[0], new(*records.StaleError)):
			if now.Status != records.Draft || now.Version != 2 || venue == "" {
				t.Errorf("saved, but version %d is %s in %q", now.Version, now.Status, venue)
			}
		default:
			t.Errorf("signing ended in %v, saving in %v", errs[0], errs[1])
		}
	}
}

func saveAtOnce(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	errs := atOnce(10, func(i int) error {
		form := Form()
		form.Venue = "Room " + string(rune('A'+i))
		_, _, err := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
		return err
	})
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		if stale := want[*records.StaleError](t, err); stale.Current.Number != 2 || len(stale.Current.Body) == 0 {
			t.Errorf("%+v", stale)
		}
	}
	if won != 1 {
		t.Errorf("%d saves won", won)
	}
	b.count(t, 2, "SELECT COUNT(*) FROM versions")
}

func numbersAtOnce(t *testing.T, b *Bundle) {
	child := b.AddChild(t, "C-1")
	const records = 8
	numbers := make([][]forms.ActionNumber, records)
	errs := atOnce(records, func(i int) error {
		form := Form()
		form.Recommendations.Actions = append(form.Recommendations.Actions, forms.Action{Recommendation: "Second"})
		rec, _, err := b.Create(t.Context(), b.Worker, child.ID, form)
		if err == nil {
			numbers[i] = numbersIn(rec.Form)
		}
		return err
	})
	ok(t, errors.Join(errs...))
	all := slices.Concat(numbers...)
	slices.Sort(all)
	for i, n := range all {
		if int(n) != i+1 {
			t.Fatalf("the numbers given are %v", all)
		}
	}
	if len(all) != 2*records {
		t.Errorf("%d numbers were given", len(all))
	}
}

func issueAtOnce(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	ok(t, errors.Join(atOnce(4, func(int) error { return b.Issue(t.Context(), rec.ID, 1) })...))
	b.count(t, 2, "SELECT COUNT(*) FROM documents")
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'record.issue'")
}
