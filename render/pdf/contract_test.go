package pdf

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"minutebook/render"
)

// A signature is appended as an update by offset: the objects that it replaces are plain ones, in a file with a single
// cross-reference stream.
func TestSignersContract(t *testing.T) {
	t.Parallel()
	doc := sample()
	doc.Blocks = append(doc.Blocks, render.SignatureBlock{Field: "Reviewing officer", Lines: []render.KeyValue{fact("Name", "x")}})
	out, _, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out, []byte("%PDF-1.7\n%")) || !bytes.HasSuffix(out, []byte("\n%%EOF\n")) {
		t.Error("the file does not begin or end as one")
	}
	if n := bytes.Count(out, []byte("/Type/XRef")); n != 1 || bytes.Contains(out, []byte("\ntrailer")) {
		t.Errorf("%d cross-reference streams", n)
	}
	object := func(pattern string) string {
		m := regexp.MustCompile(`(?m)^\d+ 0 obj\n(<<.*`+pattern+`.*>>)\nendobj$`).FindAllSubmatch(out, -1)
		if len(m) != 1 {
			t.Fatalf("%d plain objects match %s", len(m), pattern)
		}
		return string(m[0][1])
	}
	catalog := object("/Type/Catalog")
	form := regexp.MustCompile(`/AcroForm (\d+) 0 R`).FindStringSubmatch(catalog)
	if form == nil {
		t.Fatal("the catalog refers to no form")
	}
	acro := object(`/Fields\[\d+ 0 R \d+ 0 R\]/SigFlags 3`)
	if !bytes.Contains(out, []byte("\n"+form[1]+" 0 obj\n"+acro)) {
		t.Error("the form is not where the catalog says")
	}
	for _, name := range []string{"Chair", "Reviewing officer"} {
		widget := object("/FT/Sig/T" + hexText(name))
		page := regexp.MustCompile(`/P (\d+) 0 R`).FindStringSubmatch(widget)
		if page == nil || !regexp.MustCompile(`(?m)^`+page[1]+` 0 obj\n<</Type/Page/.*/Annots\[`).Match(out) {
			t.Errorf("the page of %s is not a plain object with annotations", name)
		}
	}
}

func TestSignatureFields(t *testing.T) {
	t.Parallel()
	block := func(names ...string) *render.Document {
		doc := paragraphs("x")
		for _, n := range names {
			doc.Blocks = append(doc.Blocks, render.SignatureBlock{Field: n, Lines: []render.KeyValue{fact("Name", "x")}})
		}
		return doc
	}
	if _, _, err := Write(block("Chair", "Chair")); err == nil || !strings.Contains(err.Error(), "Chair") {
		t.Errorf("two fields of one name: %v", err)
	}
	if _, _, err := Write(block("A.B")); err == nil {
		t.Error("a field name with a full stop is taken")
	}
	draft := block("Chair")
	draft.Draft = true
	for name, doc := range map[string]*render.Document{"draft": draft, "unnamed": block("")} {
		if got := info(t, saved(t, doc), "Form"); got != "none" {
			t.Errorf("%s: the form is %q, want none", name, got)
		}
	}
}

// The field lies around what its block shows.
func TestSignatureRectangle(t *testing.T) {
	t.Parallel()
	doc := paragraphs("x")
	doc.Blocks = append(doc.Blocks, render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{fact("FIRST", "Gwendolen"), fact("LAST", "z")}})
	out, _, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	var left, bottom, right, top float64
	_, after, _ := bytes.Cut(out, []byte("/Rect["))
	if _, err := fmt.Sscanf(string(after[:40]), "%f %f %f %f", &left, &bottom, &right, &top); err != nil {
		t.Fatal(err)
	}
	boxes := tool(t, "pdftotext", "-bbox", kept(t, out), "-")
	for _, word := range []string{"FIRST", "Gwendolen", "LAST"} {
		m := regexp.MustCompile(`xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">` + word + `<`).FindStringSubmatch(boxes)
		if m == nil {
			t.Fatalf("%s is not on the page", word)
		}
		var x0, y0, x1, y1 float64
		if _, err := fmt.Sscan(strings.Join(m[1:], " "), &x0, &y0, &x1, &y1); err != nil {
			t.Fatal(err)
		}
		if x0 < left || x1 > right || pageHeight-y0 > top || pageHeight-y1 < bottom {
			t.Errorf("%s is outside the field", word)
		}
	}
}

// Text has at least 4.5 : 1 against what it stands on (WCAG 2.2, 1.4.3).
func TestContrast(t *testing.T) {
	t.Parallel()
	white := color{255, 255, 255}
	for _, text := range []color{ink, accent, muted, warning} {
		for _, ground := range []color{white, shade, paper, backdrop} {
			if c := contrast(text, ground); c < 4.5 {
				t.Errorf("%v on %v has a contrast of %.2f", text, ground, c)
			}
		}
	}
}

func contrast(a, b color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(c[i]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
