package policy_test

import (
	"os"
	"testing"

	"minutebook/internal/policy"
)

// BenchmarkCheck runs the pack with the most rules over a complete form of a first meeting.
func BenchmarkCheck(b *testing.B) {
	p := pack(b, "calderdale")
	form, child := complete()
	b.ReportAllocs()
	for b.Loop() {
		if problems := p.Check(form, child); len(problems) != 0 {
			b.Fatal(problems)
		}
	}
}

// BenchmarkDeadlines works out one child's deadlines under an authority's pack and under the law; the child has been in
// care for two years and was adopted from it.
func BenchmarkDeadlines(b *testing.B) {
	packs := shipped(b)
	facts := adopted()
	asOf := day("2026-11-20")
	for _, name := range packs.Names() {
		p, err := packs.Pack(name)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if rows := p.Deadlines(facts, asOf); len(rows) == 0 {
					b.Fatal("no rows")
				}
			}
		})
	}
}

// BenchmarkAuthority works out the deadlines of 80,000 children, more than all those looked after in England, under one
// authority's pack and under the law, on one processor.
func BenchmarkAuthority(b *testing.B) {
	local, law := pack(b, "calderdale"), pack(b, "statutory")
	facts := adopted()
	asOf := day("2026-11-20")
	b.ReportAllocs()
	for b.Loop() {
		for range 80_000 {
			if len(local.Deadlines(facts, asOf))+len(law.Deadlines(facts, asOf)) == 0 {
				b.Fatal("no rows")
			}
		}
	}
}

// BenchmarkStanding asks every list about one child.
func BenchmarkStanding(b *testing.B) {
	packs := shipped(b)
	facts := adopted()
	asOf := day("2026-11-20")
	b.ReportAllocs()
	for b.Loop() {
		if s := packs.Standing(facts, asOf); s.Child == "" {
			b.Fatal("nobody")
		}
	}
}

// BenchmarkLoad reads the shipped packs, calendar included.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := policy.Load(os.DirFS("../../templates/policies")); err != nil {
			b.Fatal(err)
		}
	}
}
