package docx

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"minutebook/render"
)

// photograph is a picture of so many pixels.
func photograph(w, h int, width float64) render.Figure {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(i*7) | 0x80
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		panic(err)
	}
	return render.Figure{Alt: fmt.Sprintf(`Aria "A" (%d by %d)`, w, h), Caption: "Photograph of the child", MediaType: "image/jpeg", Data: out.Bytes(), Width: width}
}

func TestPictures(t *testing.T) {
	t.Parallel()
	all := []render.Figure{photograph(90, 120, 0.3), photograph(4000, 1000, 1), photograph(1000, 4000, 1)}
	file := write(t, &render.Document{Title: "Pictures", Blocks: []render.Block{all[0], all[1], all[2], all[0]}})
	body, rels := part(t, file, "word/document.xml"), part(t, file, "word/_rels/document.xml.rels")
	all = append(all, all[0])
	extents := []string{
		`cx="857250" cy="1143000"`,  // 90 pixels at 96 an inch
		`cx="6120130" cy="1530032"`, // as wide as the text
		`cx="1587500" cy="6350000"`, // with room for heading and caption
		`cx="857250" cy="1143000"`,
	}
	for i, f := range all {
		name := fmt.Sprintf("media/picture%d.jpeg", i+1)
		if part(t, file, "word/"+name) != string(f.Data) {
			t.Errorf("%s is not the picture", name)
		}
		id := regexp.MustCompile(`Id="([^"]*)"[^>]*Target="` + name + `"`).FindStringSubmatch(rels)
		if id == nil || strings.Count(body, `r:embed="`+id[1]+`"`) != 1 {
			t.Errorf("picture %d is embedded as %v", i+1, id)
		}
		alt := strings.ReplaceAll(f.Alt, `"`, "&#34;")
		want := `<wp:extent ` + extents[i] + `/><wp:docPr id="` + fmt.Sprint(i+1) + `" name="Picture ` + fmt.Sprint(i+1) + `" descr="` + alt + `"/>`
		if !strings.Contains(body, want) {
			t.Errorf("picture %d: no %s in\n%s", i+1, want, body)
		}
	}
	if n := strings.Count(body, "<w:keepNext/>"); n != len(all) {
		t.Errorf("%d pictures are kept with their captions, want %d", n, len(all))
	}
	if types := part(t, file, "[Content_Types].xml"); !strings.Contains(types, `<Default Extension="jpeg" ContentType="image/jpeg"/>`) {
		t.Error(types)
	}
}

func TestPicturesThatCannotBe(t *testing.T) {
	t.Parallel()
	good := photograph(8, 8, 1)
	for want, block := range map[string]render.Block{
		"image/png":     render.Figure{MediaType: "image/png", Data: good.Data},
		"reading it":    render.Figure{MediaType: "image/jpeg", Data: []byte("hello")},
		"inside":        render.Notice{Blocks: []render.Block{good}},
		"another block": render.Table{Rows: [][]render.Cell{{{Blocks: []render.Block{good}}}}},
		"item":          render.List{Items: [][]render.Block{{good}}},
	} {
		if _, err := Write(&render.Document{Blocks: []render.Block{block}}); err == nil || want != "item" && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// LibreOffice shows each picture, whole, on the page of its caption.
func TestPicturesInLibreOffice(t *testing.T) {
	t.Parallel()
	doc := &render.Document{Title: "Pictures"}
	for range 30 {
		doc.Blocks = append(doc.Blocks, text("A line."))
	}
	doc.Blocks = append(doc.Blocks, render.Heading{Level: 2, Text: "Heading"}, photograph(400, 600, 1), photograph(1000, 4000, 1))
	path := filepath.Join(convert(t, "pdf", map[string]*render.Document{"pictures": doc}), "pictures.pdf")
	out, err := exec.CommandContext(t.Context(), tool(t, "pdfimages", "poppler-utils"), "-list", path).Output()
	if err != nil {
		t.Fatalf("pdfimages: %v", err)
	}
	var on []string
	for _, m := range regexp.MustCompile(`(?m)^\s*(\d+)\s+\d+\s+image`).FindAllStringSubmatch(string(out), -1) {
		on = append(on, m[1])
	}
	if len(on) != 2 {
		t.Fatalf("%d pictures in\n%s", len(on), out)
	}
	for i, text := range pages(t, path) {
		want := strings.Count(strings.Join(on, " ")+" ", fmt.Sprint(i+1)+" ")
		if got := strings.Count(text, "Photograph of the child"); got != want {
			t.Errorf("page %d has %d captions and %d pictures:\n%s", i+1, got, want, text)
		}
	}
}
