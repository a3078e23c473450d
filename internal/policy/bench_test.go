package policy_test

import "testing"

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
