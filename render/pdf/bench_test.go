package pdf

import "testing"

// BenchmarkWrite measures five A4 pages of ordinary English minutes, tags, fonts, attachment and all.
func BenchmarkWrite(b *testing.B) {
	doc := minutes()
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Write(doc); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWriteScripts measures eight pages with seven scripts that need shaping.
func BenchmarkWriteScripts(b *testing.B) {
	doc := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Write(doc); err != nil {
			b.Fatal(err)
		}
	}
}
