package docx

import "testing"

func BenchmarkWrite(b *testing.B) {
	doc := minutes(35) // five pages of A4
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(doc); err != nil {
			b.Fatal(err)
		}
	}
}
