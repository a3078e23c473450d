package records

import (
	"errors"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
)

func TestErrorsSayWhatHappened(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 14, 5, 0, 0, time.UTC)
	disk := errors.New("disk full")
	for _, c := range []struct {
		err  error
		want string
	}{
		{&StaleError{Have: 1, Current: Version{Number: 2, Author: "Nadia Okafor"}}, "version 1 is out of date: Nadia Okafor saved version 2"},
		{&InvalidError{make(forms.Problems, 2)}, "2 problems stop this form from being saved"},
		{&BlockedError{make(forms.Problems, 1)}, "1 problems stop this record from being signed"},
		{&SignedError{"Nadia Okafor", at}, "signed by Nadia Okafor on 2 March 2026 at 14:05"},
		{&StatusError{Draft, Complete}, "the record is draft; it has to be complete first"},
		{&UnavailableError{disk}, "disk full"},
	} {
		if !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%T says %q, want %q", c.err, c.err, c.want)
		}
	}
	if !errors.Is(&UnavailableError{disk}, disk) {
		t.Error("an unavailable store hides its cause")
	}
}
