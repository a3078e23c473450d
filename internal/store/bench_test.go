package store_test

import (
	"fmt"
	"strings"
	"testing"

	"minutebook/forms"
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
