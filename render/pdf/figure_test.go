package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
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
	return render.Figure{Alt: fmt.Sprintf("Aria (%d by %d)", w, h), Caption: "Photograph of the child", MediaType: "image/jpeg", Data: encoded(m), Width: width}
}

func encoded(m image.Image) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// pictures is what another program finds in a file: for each picture, in order, its page, its place in points, and its
// pixels; and for each Figure element its alternative text and box.
const pictures = `import pikepdf, re, sys
with pikepdf.open(sys.argv[1]) as f:
    for number, page in enumerate(f.pages, 1):
        text = page.Contents.read_bytes().decode("latin-1")
        for w, h, x, y, name in re.findall(r"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm /(\w+) Do Q", text):
            im = page.Resources.XObject["/" + name]
            print("picture", number, w, h, im.Width, im.Height, im.ColorSpace, im.Filter, len(im.read_raw_bytes()), "SMask" in im)
    for e in f.objects:
        if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure":
            print("figure", e.Alt, e.A.BBox[2] - e.A.BBox[0], e.A.BBox[3] - e.A.BBox[1])
`

func TestPictures(t *testing.T) {
	t.Parallel()
	doc := paragraphs("before")
	a, b, c := photograph(90, 120, 0.3), photograph(4000, 1000, 1), photograph(1000, 4000, 1)
	doc.Blocks = append(doc.Blocks, a, b, render.Heading{Level: 2, Text: "High"}, c)
	got := strings.Split(strings.TrimSpace(tool(t, "/usr/bin/python3", "-c", pictures, saved(t, doc))), "\n")
	want := []string{
		fmt.Sprintf("picture 1 67.50 90.00 90 120 /DeviceRGB /DCTDecode %d False", len(a.Data)),      // at 96 pixels an inch
		fmt.Sprintf("picture 1 483.28 120.82 4000 1000 /DeviceRGB /DCTDecode %d False", len(b.Data)), // as wide as the text
		fmt.Sprintf("picture 2 136.50 546.00 1000 4000 /DeviceRGB /DCTDecode %d False", len(c.Data)), // with room for heading and caption
		"figure Aria (90 by 120) 67.50 90.00", "figure Aria (4000 by 1000) 483.28 120.82", "figure Aria (1000 by 4000) 136.50 546.00",
	}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
}

// A picture goes to the next page whole, with its heading and its caption.
func TestPictureKeepsCompany(t *testing.T) {
	t.Parallel()
	for lines := range 40 {
		doc := paragraphs()
		for i := range lines {
			doc.Blocks = append(doc.Blocks, para(fmt.Sprintf("line %d", i)))
		}
		doc.Blocks = append(doc.Blocks, render.Heading{Level: 2, Text: "The heading"}, photograph(300, 400, 1))
		path := saved(t, doc)
		at := strings.Fields(tool(t, "/usr/bin/python3", "-c", pictures, path))[1]
		for i, text := range pageTexts(t, path) {
			here := fmt.Sprint(i+1) == at
			if strings.Contains(text, "The heading") != here || strings.Contains(text, "Photograph of the child") != here {
				t.Errorf("%d lines: picture on page %s, page %d reads\n%s", lines, at, i+1, text)
			}
		}
	}
}

func TestPicturesThatCannotBe(t *testing.T) {
	t.Parallel()
	good := photograph(8, 8, 1)
	for want, blocks := range map[string][]render.Block{
		"image/png":     {render.Figure{MediaType: "image/png", Data: good.Data}},
		"reading it":    {render.Figure{MediaType: "image/jpeg", Data: []byte("hello")}},
		"three colours": {render.Figure{MediaType: "image/jpeg", Data: encoded(image.NewGray(image.Rect(0, 0, 8, 8)))}},
		"inside":        {render.Notice{Blocks: []render.Block{good}}},
		"another block": {render.Table{Rows: [][]render.Cell{{{Blocks: []render.Block{good}}}}}},
	} {
		doc := paragraphs()
		doc.Blocks = append(doc.Blocks, blocks...)
		if _, _, err := Write(doc); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// Poppler draws the picture where it should be, and in its colours.
func TestPictureIsDrawn(t *testing.T) {
	t.Parallel()
	red := image.NewRGBA(image.Rect(0, 0, 400, 400))
	for i := 0; i < len(red.Pix); i += 4 {
		red.Pix[i], red.Pix[i+3] = 220, 255
	}
	doc := paragraphs()
	doc.Blocks = append(doc.Blocks, render.Figure{Alt: "red", MediaType: "image/jpeg", Data: encoded(red), Width: 0.5})
	out := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-r", "72", "-singlefile", "-jpeg", saved(t, doc), out)
	page, err := os.ReadFile(out + ".jpg")
	if err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if r, g, _, _ := m.At(x, y).RGBA(); r > 0xC000 && g < 0x3000 {
				count++
			}
		}
	}
	side := textWidth * 0.5
	if want := int(side * side); count < want*95/100 || count > want*105/100 {
		t.Errorf("%d red points, want about %d", count, want)
	}
}
