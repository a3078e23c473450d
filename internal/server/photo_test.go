package server_test

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"minutebook/forms"
)

// drawn is a picture with something to see, as PNG.
func drawn(t testing.TB, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.Set(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), 140, 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bomb is a PNG of a few bytes that claims to be 100,000 pixels wide and high.
func bomb(t testing.TB) []byte {
	t.Helper()
	data := drawn(t, 2, 2)
	copy(data[16:], []byte{0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0})
	sum := crc32.ChecksumIEEE(data[12:29])
	copy(data[29:], []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	return data
}

// report stores an empty permanence report and returns its address.
func (h *house) report(t testing.TB) (address, id string) {
	t.Helper()
	rec, _, err := h.Create(t.Context(), h.Worker, h.AddChild(t, "C-8000").ID, new(forms.CPR))
	if err != nil {
		t.Fatal(err)
	}
	return "/records/" + rec.ID, rec.ID
}

// send posts a picture as the page does.
func (c *caller) send(address, file string, data []byte, fields ...string) *got {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			c.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("picture", file)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return c.do(c.request(http.MethodPost, address, form.FormDataContentType(), &body))
}

// A picture is kept without what the camera wrote, shown by an address of its own, described, and taken away.
func TestPhotograph(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	record, id := h.report(t)
	address := record + "/photographs/photograph"
	c := h.as(t, "tom")
	c.get(address).want(http.StatusOK, "Photograph of the child", "There is no picture yet.", "8 MB or less")
	var camera bytes.Buffer
	if err := jpeg.Encode(&camera, image.NewGray(image.Rect(0, 0, 1600, 900)), nil); err != nil {
		t.Fatal(err)
	}
	told := append([]byte("\xFF\xD8\xFF\xE1\x00\x14Exif\x00\x00GPS at home."), camera.Bytes()[2:]...)
	c.send(address, "robin.JPG", told, "version", "1", "alt", "Robin on a swing").want(http.StatusSeeOther)
	stored := h.photograph(t, id)
	if width, height := stored.Size(); width != forms.PhotoSide || height != 675 || stored.Alt != "Robin on a swing" || bytes.Contains(stored.Data, []byte("GPS")) {
		t.Errorf("kept is %v, %q", stored, stored.Alt)
	}
	page := c.get(address).want(http.StatusOK, "Saved as version 2.")
	source := record + "/pictures/" + stored.Mark()
	if !strings.Contains(page.body, `src="`+source+`" alt="Robin on a swing"`) {
		t.Error("the page does not show the picture")
	}
	shown := c.get(source)
	if shown.body != string(stored.Data) || shown.header.Get("Content-Type") != "image/jpeg" || shown.header.Get("Cache-Control") != "no-store" || shown.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the picture comes with %v", shown.header)
	}
	c.send(address, "", nil, "version", "2", "alt", " Robin, laughing ").want(http.StatusSeeOther)
	if now := h.photograph(t, id); now.Alt != "Robin, laughing" || !bytes.Equal(now.Data, stored.Data) {
		t.Errorf("a new description gave %v, %q", now, now.Alt)
	}
	c.send(address, "", nil, "version", "3", "alt", "x", "go", "remove").want(http.StatusSeeOther)
	if now := h.photograph(t, id); !now.IsZero() {
		t.Errorf("taken away, but there is %v", now)
	}
	c.get(source).want(http.StatusNotFound)
}

func (h *house) photograph(t testing.TB, id string) forms.Photo {
	t.Helper()
	rec, err := h.Record(t.Context(), h.Worker, id)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Form.(*forms.CPR).Photograph
}

// Whatever is no picture, or not a reasonable one, is refused in words, and what was typed is kept.
func TestPhotographRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	record, id := h.report(t)
	address := record + "/photographs/photograph"
	c := h.as(t, "tom")
	good := drawn(t, 30, 40)
	for name, x := range map[string]struct {
		file    string
		data    []byte
		version string
		alt     string
		status  int
		says    string
	}{
		"nothing":          {"", nil, "1", "Robin", 422, "Choose a JPEG or PNG picture"},
		"a text":           {"a.jpg", []byte("%PDF-1.7"), "1", "Robin", 422, "must be a JPEG or PNG picture"},
		"another ending":   {"robin.heic", good, "1", "Robin", 422, "must end in .jpg, .jpeg or .png"},
		"half a picture":   {"a.png", good[:len(good)/2], "1", "Robin", 422, "is damaged or cut off"},
		"a bomb":           {"a.png", bomb(t), "1", "Robin", 422, "must have 40 million pixels or fewer. It has 100000 by 100000"},
		"too large":        {"a.png", append(good, make([]byte, forms.PhotoBytes)...), "1", "Robin", 422, "must be 8 MB or smaller"},
		"a long text":      {"a.png", good, "1", strings.Repeat("é", 301), 422, "300 characters"},
		"an older version": {"a.png", good, "7", "Robin", 409, "Somebody else saved this record meanwhile"},
		"no version":       {"a.png", good, "", "Robin", 400, "could not be understood"},
	} {
		page := c.send(address, x.file, x.data, "version", x.version, "alt", x.alt).want(x.status, x.says)
		if (x.status == 422 || x.status == 409) && !strings.Contains(page.body, `value="`+x.alt+`"`) {
			t.Errorf("%s: the description is lost", name)
		}
	}
	c.do(c.request(http.MethodPost, address, "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disposition: form"))).want(http.StatusBadRequest)
	if rec, err := h.Record(t.Context(), h.Worker, id); err != nil || rec.Version != 1 {
		t.Errorf("something was stored: %+v, %v", rec, err)
	}
}

// Nobody adds a picture to what is signed; the picture of a row is added from its section, whose answers are saved.
func TestPhotographPath(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "photo", false: "photo-plain"}[scripts]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			record, id := h.report(t)
			file := filepath.Join(t.TempDir(), "robin.png")
			if err := os.WriteFile(file, drawn(t, 300, 400), 0o600); err != nil {
				t.Fatal(err)
			}
			b := h.tab(t, name)
			if !scripts {
				b.withoutScripts()
			}
			b.signIn("tom")
			section, _, _ := forms.Define(forms.CPRKind).Field("/photograph")
			b.open(record + "/sections/" + section.ID)
			b.press("Save and add a picture")
			b.inspect("empty")
			b.press("Save the picture")
			b.says("There is a problem", "Choose a JPEG or PNG picture")
			b.inspect("refused")
			b.run(chromedp.SetUploadFiles(chromedp.ID("picture"), []string{file}))
			b.fill("alt", "Robin on a swing, laughing")
			b.press("Save the picture")
			b.says("Saved as version", "As it is stored")
			if width := ask[int](b, `document.querySelector(".mb-photo img").naturalWidth`); width != 300 {
				t.Errorf("the browser shows a picture of %d pixels", width)
			}
			b.inspect("stored")
			b.press("Back to the section")
			b.inspect("section")

			parents, _, _ := forms.Define(forms.CPRKind).Field("/parents")
			b.open(record + "/sections/" + parents.ID)
			b.press("Save and add a picture")
			b.says("Fill in the row before you add a picture to it.")
			b.fill("parents-0-name", "Rosalind Fictional")
			b.press("Save and add a picture")
			b.run(chromedp.SetUploadFiles(chromedp.ID("picture"), []string{file}))
			b.press("Save the picture")
			rec, err := h.Record(t.Context(), h.Worker, id)
			if err != nil || len(rec.Form.(*forms.CPR).Parents) != 1 || rec.Form.(*forms.CPR).Parents[0].Photograph.IsZero() {
				t.Errorf("the parent has no picture: %v, %v", rec.Version, err)
			}
			b.press("Take the picture away")
			b.says("There is no picture yet.")
		})
	}
}

// The button of a row that comes after an empty one leads to the picture of that row.
func TestPictureOfARowAfterAnEmptyOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	record, _ := h.report(t)
	parents, _, _ := forms.Define(forms.CPRKind).Field("/parents")
	c := h.as(t, "tom")
	section := record + "/sections/" + parents.ID
	inputs := c.get(section).inputs(section)
	inputs.Set("parents.1.name", "Rosalind Fictional")
	inputs.Set("go", "picture.parents.1.photograph")
	if to := c.post(section, inputs).want(http.StatusSeeOther).location(); to != fmt.Sprintf("%s/photographs/parents.0.photograph", record) {
		t.Errorf("it leads to %s", to)
	}
}

func FuzzPhotograph(f *testing.F) {
	h := newHouse(f)
	record, _ := h.report(f)
	c := h.as(f, "tom")
	f.Add("--x\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n\x89PNG\r\n\x1A\n\r\n--x--")
	f.Add("--x\r\nContent-Disposition: form-data; name=\"go\"\r\n\r\nremove\r\n--x--")
	f.Fuzz(func(t *testing.T, body string) {
		c := &caller{t, h, c.http}
		if got := c.do(c.request(http.MethodPost, record+"/photographs/photograph", "multipart/form-data; boundary=x", strings.NewReader(body))); got.status >= 500 {
			t.Errorf("%d: %s", got.status, text(got.doc))
		}
	})
}
