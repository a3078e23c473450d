package forms_test

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

// Two kinds of picture that the standard library reads but does not write.
var (
	//go:embed testdata/interlaced.png
	interlaced []byte
	//go:embed testdata/four-inks.jpeg
	fourInks []byte
)

// quarters is a picture whose corners are red, green, blue and yellow, in reading order, so that turning it shows.
func quarters(into draw.Image) draw.Image {
	b := into.Bounds()
	for i, c := range []color.Color{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{255, 255, 0, 255}} {
		x, y := b.Min.X+i%2*b.Dx()/2, b.Min.Y+i/2*b.Dy()/2
		draw.Draw(into, image.Rect(x, y, x+(b.Dx()+1)/2, y+(b.Dy()+1)/2), image.NewUniform(c), image.Point{}, draw.Src)
	}
	return into
}

func rgba(w, h int) draw.Image { return quarters(image.NewRGBA(image.Rect(0, 0, w, h))) }

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// segment puts a JPEG segment before the others.
func segment(data []byte, marker byte, body string) []byte {
	head := []byte{0xFF, 0xD8, 0xFF, marker, 0, 0}
	binary.BigEndian.PutUint16(head[4:], uint16(len(body)+2))
	return slices.Concat(head, []byte(body), data[2:])
}

func exif(order binary.AppendByteOrder, mark string, orientation uint16) string {
	b := []byte("Exif\x00\x00" + mark)
	b = order.AppendUint32(order.AppendUint16(b, 42), 8)
	b = order.AppendUint16(b, 2)
	b = order.AppendUint32(order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 0x010F), 2), 6), 100) // Make
	b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 0x0112), 3), 1)
	b = order.AppendUint16(order.AppendUint16(b, orientation), 0)
	return string(order.AppendUint32(b, 0)) + " GPS 51.5N 0.1W"
}

// chunk puts a PNG chunk behind the header.
func chunk(data []byte, name, body string) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(c, name+body...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	return slices.Concat(data[:33], c, data[33:])
}

// resized writes other dimensions into the header of a PNG.
func resized(data []byte, w, h uint32) []byte {
	out := slices.Clone(data)
	binary.BigEndian.PutUint32(out[16:], w)
	binary.BigEndian.PutUint32(out[20:], h)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

// corners names the colours of a picture's corners.
func corners(t *testing.T, p forms.Photo) string {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(p.Data))
	if err != nil {
		t.Fatal(err)
	}
	b, names := m.Bounds(), ""
	for _, at := range []image.Point{{b.Dx() / 8, b.Dy() / 8}, {b.Dx() * 7 / 8, b.Dy() / 8}, {b.Dx() / 8, b.Dy() * 7 / 8}, {b.Dx() * 7 / 8, b.Dy() * 7 / 8}} {
		r, g, bl, _ := m.At(at.X, at.Y).RGBA()
		key := [3]bool{r > 0x8000, g > 0x8000, bl > 0x8000}
		names += map[[3]bool]string{{true, false, false}: "r", {false, true, false}: "g", {false, false, true}: "b", {true, true, false}: "y", {true, true, true}: "w"}[key]
	}
	return names
}

func TestPhotosThatAreTaken(t *testing.T) {
	t.Parallel()
	deep := quarters(image.NewNRGBA64(image.Rect(0, 0, 60, 40)))
	grey := image.NewGray(image.Rect(0, 0, 60, 40))
	draw.Draw(grey, grey.Rect, image.White, image.Point{}, draw.Src)
	palette := quarters(image.NewPaletted(image.Rect(0, 0, 60, 40), color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{255, 255, 0, 255}}))
	photo := jpegOf(t, rgba(60, 40))
	for name, c := range map[string]struct {
		data    []byte
		w, h    int
		corners string
	}{
		"JPEG":                     {photo, 60, 40, "rgby"},
		"PNG":                      {pngOf(t, rgba(60, 40)), 60, 40, "rgby"},
		"PNG of 16 bits":           {pngOf(t, deep), 60, 40, "rgby"},
		"PNG with a palette":       {pngOf(t, palette), 60, 40, "rgby"},
		"grey PNG":                 {pngOf(t, grey), 60, 40, "wwww"},
		"grey JPEG":                {jpegOf(t, grey), 60, 40, "wwww"},
		"transparent PNG":          {pngOf(t, image.NewNRGBA(image.Rect(0, 0, 60, 40))), 60, 40, "wwww"},
		"interlaced PNG":           {interlaced, 16, 16, "rgby"},
		"JPEG in four inks":        {fourInks, 16, 16, "rrrr"},
		"animated PNG":             {chunk(pngOf(t, rgba(60, 40)), "acTL", "\x00\x00\x00\x02\x00\x00\x00\x00"), 60, 40, "rgby"},
		"PNG with texts":           {chunk(pngOf(t, rgba(60, 40)), "tEXt", "Comment\x00GPS 51.5N"), 60, 40, "rgby"},
		"one pixel":                {pngOf(t, rgba(1, 1)), 1, 1, "yyyy"},
		"large, wide":              {pngOf(t, rgba(3000, 1000)), 1200, 400, "rgby"},
		"large, high":              {jpegOf(t, rgba(1001, 3003)), 400, 1200, "rgby"},
		"a line":                   {pngOf(t, rgba(5000, 1)), 1200, 1, "byby"},
		"JPEG with a comment":      {segment(photo, 0xFE, "GPS 51.5N"), 60, 40, "rgby"},
		"bytes behind the end":     {append(slices.Clone(photo), "GPS 51.5N"...), 60, 40, "rgby"},
		"Exif cut short":           {segment(photo, 0xE1, "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x09GPS"), 60, 40, "rgby"},
		"Exif that leads astray":   {segment(photo, 0xE1, "Exif\x00\x00II*\x00\xFF\xFF\xFF\xFFGPS"), 60, 40, "rgby"},
		"orientation that is none": {segment(photo, 0xE1, exif(binary.BigEndian, "MM", 9)), 60, 40, "rgby"},
		"upright":                  {segment(photo, 0xE1, exif(binary.BigEndian, "MM", 1)), 60, 40, "rgby"},
		"mirrored":                 {segment(photo, 0xE1, exif(binary.LittleEndian, "II", 2)), 60, 40, "gryb"},
		"upside down":              {segment(photo, 0xE1, exif(binary.BigEndian, "MM", 3)), 60, 40, "ybgr"},
		"flipped":                  {segment(photo, 0xE1, exif(binary.BigEndian, "MM", 4)), 60, 40, "byrg"},
		"transposed":               {segment(photo, 0xE1, exif(binary.BigEndian, "MM", 5)), 40, 60, "rbgy"},
		"turned to the right":      {segment(photo, 0xE1, exif(binary.LittleEndian, "II", 6)), 40, 60, "bryg"},
		"transversed":              {segment(photo, 0xE1, exif(binary.BigEndian, "MM", 7)), 40, 60, "ygbr"},
		"turned to the left":       {segment(photo, 0xE1, exif(binary.BigEndian, "MM", 8)), 40, 60, "gyrb"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, problem := forms.NewPhoto(c.data, "alt")
			if problem != nil {
				t.Fatalf("%+v", problem)
			}
			if w, h := got.Size(); w != c.w || h != c.h {
				t.Errorf("%d by %d, want %d by %d", w, h, c.w, c.h)
			}
			if names := corners(t, got); names != c.corners {
				t.Errorf("corners %s, want %s", names, c.corners)
			}
			for _, trace := range []string{"GPS", "Exif", "tEXt"} {
				if bytes.Contains(got.Data, []byte(trace)) {
					t.Errorf("%s is left in the picture", trace)
				}
			}
			if got.MediaType != "image/jpeg" || got.Alt != "alt" || len(got.Mark()) != 16 {
				t.Errorf("%q %q %q", got.MediaType, got.Alt, got.Mark())
			}
			again, problem := forms.NewPhoto(got.Data, "alt")
			if problem != nil || !bytes.Equal(again.Data, got.Data) {
				t.Errorf("a kept picture does not stay as it is: %+v", problem)
			}
			if same, problem := forms.NewPhoto(c.data, "alt"); problem != nil || !bytes.Equal(same.Data, got.Data) {
				t.Errorf("the same picture gives other bytes: %+v", problem)
			}
		})
	}
}

func TestPhotosThatAreRefused(t *testing.T) {
	t.Parallel()
	picture, photo := pngOf(t, rgba(60, 40)), jpegOf(t, rgba(60, 40))
	var moving bytes.Buffer
	if err := gif.Encode(&moving, rgba(8, 8), nil); err != nil {
		t.Fatal(err)
	}
	kept, problem := forms.NewPhoto(photo, "")
	if problem != nil {
		t.Fatal(problem)
	}
	scans := bytes.Repeat([]byte("\xFF\xDA\x00\x08\x01\x01\x00\x01\x3F\x00"), 5000)
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"nothing":                  {nil, "photo_format"},
		"text":                     {[]byte("hello"), "photo_format"},
		"GIF":                      {moving.Bytes(), "photo_format"},
		"SVG":                      {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "photo_format"},
		"PDF":                      {[]byte("%PDF-1.7"), "photo_format"},
		"HEIC":                     {[]byte("\x00\x00\x00\x18ftypheic"), "photo_format"},
		"head of a PNG":            {picture[:20], "photo_damaged"},
		"half a PNG":               {picture[:len(picture)/2], "photo_damaged"},
		"PNG without an end":       {picture[:len(picture)-14], "photo_damaged"},
		"head of a JPEG":           {photo[:4], "photo_damaged"},
		"half a JPEG":              {photo[:len(photo)/2], "photo_damaged"},
		"half a kept picture":      {kept.Data[:len(kept.Data)*3/4], "photo_damaged"},
		"flat PNG":                 {resized(picture, 0, 40), "photo_damaged"},
		"huge PNG":                 {resized(picture, 100_000, 100_000), "photo_too_many_pixels"},
		"just too many":            {resized(picture, 40_000_001, 1), "photo_too_many_pixels"},
		"many pixels, none there":  {resized(picture, 40_000, 1000), "photo_damaged"},
		"a hundred thousand scans": {slices.Concat(photo[:len(photo)-2], scans, []byte("\xFF\xD9")), "photo_damaged"},
		"too many bytes":           {append(slices.Clone(photo), make([]byte, forms.PhotoBytes)...), "photo_too_big"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, problem := forms.NewPhoto(c.data, "")
			if problem == nil || problem.Code != c.code || problem.Level != forms.Error || !got.IsZero() {
				t.Fatalf("%+v, want %s", problem, c.code)
			}
			problem.Pointer = "/photograph/data"
			if says := forms.Word(forms.CPRKind, *problem); !strings.HasPrefix(says, "Photograph of the child ") || strings.ContainsAny(says, "{}") {
				t.Error(says)
			}
		})
	}
}

func sent(data []byte) string {
	return fmt.Sprintf(`{"media_type":"image/png","data":%q,"alt":"Aria"}`, base64.StdEncoding.EncodeToString(data))
}

func TestDecodePhoto(t *testing.T) {
	t.Parallel()
	good := sent(pngOf(t, rgba(60, 40)))
	form := decode(t, forms.CPRKind, `{"photograph":`+good+`,"parents":[{"name":"Bea","photograph":`+good+`}]}`).(*forms.CPR)
	if form.Photograph.IsZero() || form.Parents[0].Photograph.Mark() != form.Photograph.Mark() || form.Photograph.Alt != "Aria" {
		t.Errorf("%v %v", form.Photograph, form.Parents)
	}
	data, err := json.Marshal(form)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(forms.Form(form), decode(t, forms.CPRKind, string(data))); diff != "" {
		t.Error(diff)
	}
	for in, want := range map[string][]found{
		`null`:                        {},
		`""`:                          {},
		`{}`:                          {},
		`{"data":null,"alt":""}`:      {},
		`7`:                           {{"/photograph", "wrong_type"}},
		`{"data":7}`:                  {{"/photograph/data", "wrong_type"}},
		`{"data":"*"}`:                {{"/photograph/data", "photo_base64"}},
		`{"alt":"a"}`:                 {{"/photograph/data", "photo_absent"}},
		`{"data":"aGVsbG8="}`:         {{"/photograph/data", "photo_format"}},
		`{"dat":"aGVsbG8=","alt":""}`: {{"/photograph/dat", "unknown_field"}},
		`{"data":"","data":""}`:       {{"/photograph/data", "duplicate_field"}},
		`{"data":"aGVsbG8=","media_type":"image/gif"}`:             {{"/photograph/data", "photo_format"}},
		`{"data":"` + strings.Repeat("AAAA", 2_800_000) + `"}`:     {{"/photograph/data", "photo_too_big"}},
		`{"alt":"` + "\\u0007" + `","data":"aGVsbG8="}`:            {{"/photograph/alt", "control_character"}},
		strings.Replace(good, "Aria", strings.Repeat("é", 301), 1): {{"/photograph/alt", "too_long"}},
	} {
		form, problems := forms.Decode(forms.CPRKind, []byte(`{"photograph":`+in+`}`))
		if diff := cmp.Diff(want, brief(problems)); diff != "" {
			t.Errorf("%.60s: %s", in, diff)
		}
		if problems == nil && form.(*forms.CPR).Photograph.String() != "" {
			t.Errorf("%s left a picture", in)
		}
	}
}

// A page does not post pictures, but the marks of those that there are: in rows that moved as well.
func TestPostKeepsPhotos(t *testing.T) {
	t.Parallel()
	one, two := sent(pngOf(t, rgba(60, 40))), sent(pngOf(t, rgba(40, 60)))
	base := decode(t, forms.CPRKind, `{"photograph":`+one+`,"physical_description":"small","parents":[{"name":"Bea","photograph":`+one+`},{"name":"Cy","photograph":`+two+`}]}`).(*forms.CPR)
	sheet := func(id string) *forms.Section {
		s, ok := forms.Define(forms.CPRKind).Section(id)
		if !ok {
			t.Fatal(id)
		}
		return s
	}
	post := func(s *forms.Section, change func(url.Values)) *forms.CPR {
		values := forms.PostValues(base, s)
		change(values)
		form, problems := forms.DecodePost(base, s, forms.TidyPost(s, values))
		if len(problems) > 0 {
			t.Fatalf("%+v", problems)
		}
		return form.(*forms.CPR)
	}
	photo, parents := sheet("photograph"), sheet("parents")
	if diff := cmp.Diff(base, post(photo, func(url.Values) {})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(base, post(parents, func(url.Values) {})); diff != "" {
		t.Error(diff)
	}
	got := post(photo, func(v url.Values) { v.Del("photograph"); v.Set("photograph.alt", "Aria in blue") })
	if got.Photograph.Mark() != base.Photograph.Mark() || got.Photograph.Alt != "Aria in blue" || base.Photograph.Alt != "Aria" {
		t.Errorf("%q %q", got.Photograph.Alt, base.Photograph.Alt)
	}
	if got := post(photo, func(v url.Values) { v.Set("photograph", "") }); !got.Photograph.IsZero() {
		t.Error("the picture was not taken away")
	}
	got = post(parents, func(v url.Values) {
		for name := range v {
			if strings.HasPrefix(name, "parents.0.") {
				v.Del(name)
			}
		}
	})
	if len(got.Parents) != 1 || got.Parents[0].Name != "Cy" || got.Parents[0].Photograph.Mark() != base.Parents[1].Photograph.Mark() {
		t.Errorf("%d parents, the first %s with %s", len(got.Parents), got.Parents[0].Name, got.Parents[0].Photograph)
	}
	if got := post(parents, func(v url.Values) { v.Set("parents.0.photograph", "0000000000000000") }); !got.Parents[0].Photograph.IsZero() {
		t.Error("a mark that nobody knows brought a picture")
	}
	values := url.Values{"photograph.alt": {strings.Repeat("x", 301)}}
	if _, problems := forms.DecodePost(base, photo, values); !contains(brief(problems), found{"/photograph/alt", "too_long"}) {
		t.Errorf("%+v", problems)
	}
}

func TestPhotoInDiffAndSchema(t *testing.T) {
	t.Parallel()
	one := decode(t, forms.CPRKind, `{"photograph":`+sent(pngOf(t, rgba(60, 40)))+`}`)
	other := decode(t, forms.CPRKind, `{"photograph":`+sent(pngOf(t, image.NewGray(image.Rect(0, 0, 60, 40))))+`}`)
	changes := forms.Diff(one, other)
	if len(changes) != 1 || changes[0].Pointer != "/photograph" || !strings.HasPrefix(changes[0].Before, "A picture of 60 by 40 pixels (") || changes[0].Before == changes[0].After {
		t.Errorf("%+v", changes)
	}
	properties := forms.Schema(forms.CPRKind)["properties"].(map[string]any)["photograph"].(map[string]any)["properties"].(map[string]any)
	if properties["data"].(map[string]any)["contentEncoding"] != "base64" {
		t.Errorf("%v", properties)
	}
}

func FuzzNewPhoto(f *testing.F) {
	photo := jpegOf(f, rgba(16, 24))
	f.Add(photo)
	f.Add(pngOf(f, rgba(16, 24)))
	f.Add(segment(photo, 0xE1, exif(binary.BigEndian, "MM", 6)))
	f.Add(interlaced)
	f.Add(fourInks)
	kept, problem := forms.NewPhoto(photo, "")
	if problem != nil {
		f.Fatal(problem)
	}
	f.Add(kept.Data)
	f.Fuzz(func(t *testing.T, data []byte) {
		got, problem := forms.NewPhoto(data, "")
		if problem != nil {
			return
		}
		if w, h := got.Size(); w < 1 || h < 1 || w > forms.PhotoSide || h > forms.PhotoSide {
			t.Fatalf("%d by %d", w, h)
		}
		again, problem := forms.NewPhoto(got.Data, "")
		if problem != nil || !bytes.Equal(again.Data, got.Data) {
			t.Fatalf("not kept as it is: %+v", problem)
		}
	})
}

func BenchmarkNewPhoto(b *testing.B) {
	for name, data := range map[string][]byte{"12 megapixels": jpegOf(b, rgba(4000, 3000))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, problem := forms.NewPhoto(data, ""); problem != nil {
					b.Fatal(problem)
				}
			}
		})
	}
}
