package store_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/store/storetest"
)

// Each benchmark works on a form of ordinary length, about 20 kB of JSON.
func longForm() *forms.PPM {
	form := storetest.Form()
	form.Background.Background = strings.Repeat("The family has been known to the service since 2019. ", 150)
	form.Contact.Contact = strings.Repeat("Family time is twice a week. ", 150)
	form.ParentViews.ParentViews = strings.Repeat("The parents want him home. ", 200)
	return form
}

func eachDatabase(b *testing.B, run func(*testing.B, *storetest.Bundle)) {
	b.Run("SQLite", func(b *testing.B) { run(b, storetest.New(b, storetest.SQLite(b))) })
	b.Run("PostgreSQL", func(b *testing.B) { run(b, storetest.New(b, storetest.Postgres(b))) })
}

func BenchmarkSave(b *testing.B) {
	eachDatabase(b, func(b *testing.B, s *storetest.Bundle) {
		rec := s.Draft(b)
		form := longForm()
		n := 0
		b.ReportAllocs()
		for b.Loop() {
			n++
			form.Venue = fmt.Sprint("Room ", n)
			saved, _, err := s.Save(b.Context(), s.Worker, rec.ID, rec.Version, form)
			if err != nil {
				b.Fatal(err)
			}
			rec = saved
			form.Recommendations.Actions = saved.Form.(*forms.PPM).Recommendations.Actions
		}
	})
}

func BenchmarkRecord(b *testing.B) {
	eachDatabase(b, func(b *testing.B, s *storetest.Bundle) {
		rec, _, err := s.Create(b.Context(), s.Worker, s.AddChild(b, "C-1").ID, longForm())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Record(b.Context(), s.Worker, rec.ID); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSign(b *testing.B) {
	eachDatabase(b, func(b *testing.B, s *storetest.Bundle) {
		b.ReportAllocs()
		for b.Loop() {
			s.SignedRecord(b) // with a child, a draft and its completion
		}
	})
}

// BenchmarkAudit writes one line in a transaction of its own, with so many writers at once: what the chain costs at most.
func BenchmarkAudit(b *testing.B) {
	eachDatabase(b, func(b *testing.B, s *storetest.Bundle) {
		at := s.Clock()
		for _, writers := range []int{1, 4, 16} {
			b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
				b.ReportAllocs()
				each(b, writers, func() error {
					return s.DB.AddEvent(b.Context(), auth.Event{At: at, By: s.Chair, Action: "benchmark"})
				})
			})
		}
	})
}

// each has so many goroutines share the runs of the benchmark.
func each(b *testing.B, goroutines int, do func() error) {
	var wait sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	for range goroutines {
		wait.Go(func() {
			for left.Add(-1) >= 0 {
				if err := do(); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wait.Wait()
}

// BenchmarkVerifyAudit goes through a thousand lines.
func BenchmarkVerifyAudit(b *testing.B) {
	eachDatabase(b, func(b *testing.B, s *storetest.Bundle) {
		err := s.DB.Write(b.Context(), func(w records.Writer) error {
			for range 1000 {
				if err := w.AddAudit(b.Context(), records.AuditLine{At: s.Clock(), Action: "benchmark"}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := records.VerifyAudit(b.Context(), s.DB); err != nil {
				b.Fatal(err)
			}
		}
	})
}
