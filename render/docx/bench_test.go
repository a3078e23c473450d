package docx

import "testing"

func BenchmarkWrite(b *testing.B) {
	doc := minutes(35) // six pages of A4 in LibreOffice
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(doc); err != nil {
			b.Fatal(err)
		}
	}
}
