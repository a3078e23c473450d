package records_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// heldStore says when somebody comes to read, and keeps them until it is closed.
type heldStore struct {
	closedStore
	entered, closed chan struct{}
}

func (s heldStore) Read(context.Context, func(records.Reader) error) error {
	s.entered <- struct{}{}
	<-s.closed
	return errReached
}

// Whatever reads a workbook waits while two are read, and does nothing once its caller has gone.
func TestWorkbooksAreReadTwoAtATime(t *testing.T) {
	t.Parallel()
	store := heldStore{entered: make(chan struct{}, 2), closed: make(chan struct{})}
	s := records.New(records.Config{Store: store, Now: func() time.Time { return time.Unix(0, 0) }, NewID: func() string { return "id" }})
	by := who("p", auth.Chair, false)
	file := records.ImportFile{Name: "x.csv", Data: []byte("Case number\nC-1\n")}
	var readers sync.WaitGroup
	for range cap(store.entered) {
		readers.Go(func() {
			if _, err := s.PlanBack(t.Context(), by, "i"); !errors.Is(err, errReached) {
				t.Errorf("whoever came first: %v", err)
			}
		})
	}
	for range cap(store.entered) {
		<-store.entered
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	for name, do := range map[string]func() error{
		"upload":       func() error { _, err := s.Upload(gone, by, []records.ImportFile{file}); return err },
		"plan":         func() error { _, _, err := s.PlanImport(gone, by, "i"); return err },
		"apply":        func() error { _, err := s.ApplyImport(gone, by, "i", 0, ""); return err },
		"at once":      func() error { _, _, err := s.ImportNow(gone, by, []records.ImportFile{file}, nil, 0, true); return err },
		"upload back":  func() error { _, err := s.UploadBack(gone, by, file); return err },
		"plan of back": func() error { _, err := s.PlanBack(gone, by, "i"); return err },
		"apply back":   func() error { _, err := s.ApplyBack(gone, by, "i", ""); return err },
	} {
		var unavailable *records.UnavailableError
		if err := do(); !errors.As(err, &unavailable) || !errors.Is(err, context.Canceled) {
			t.Errorf("%s while two are read: %v", name, err)
		}
	}
	close(store.closed)
	readers.Wait()
	if _, err := s.Upload(t.Context(), by, []records.ImportFile{file}); !errors.Is(err, errReached) {
		t.Errorf("afterwards: %v", err)
	}
}
