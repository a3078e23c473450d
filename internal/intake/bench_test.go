package intake

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkPlan plans a flat extract of ten thousand children, new and known.
func BenchmarkPlan(b *testing.B) {
	head, rows, _ := strings.Cut(lcs, "TX-1001")
	row, _, _ := strings.Cut(rows, "\n")
	var csv strings.Builder
	csv.WriteString(head)
	for n := range 10_000 {
		fmt.Fprintf(&csv, "TX-%d%s\n", 100_000+n, strings.Replace(row, "Ada", fmt.Sprint("Ada", n), 1))
	}
	known := stored(b, Make(one(b, csv.String()), nobody, today), AllOrNothing)
	for name, register := range map[string]*Register{"new": nobody, "known": known} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if plan := Make(one(b, csv.String()), register, today); plan.Count(Rejected) > 0 {
					b.Fatal("rows are rejected")
				}
			}
		})
	}
}
