package api

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"minutebook/forms"
)

// drawn is a picture as PNG.
func (h *house) drawn(width, height int) []byte {
	h.t.Helper()
	var out bytes.Buffer
	must(h.t, png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))))
	return out.Bytes()
}

// report is a permanence report that has a picture already.
func (h *house) report() *forms.CPR {
	h.t.Helper()
	photo, problem := forms.NewPhoto(h.drawn(30, 40), "Robin")
	if problem != nil {
		h.t.Fatal(problem)
	}
	report := &forms.CPR{}
	report.Photograph, report.Parents = photo, []forms.CPRParent{{Name: "Alex Fictional"}}
	return report
}

// photographed puts pictures into a report about the child, reads them and takes them out.
func (h *house) photographed(child string) {
	h.t.Helper()
	res := h.do(ask{method: "POST", path: child + "/records", who: "worker", body: map[string]any{"kind": "cpr", "form": map[string]any{}}})
	res.want(h.t, http.StatusCreated)
	path := "/api/v1/records/" + into[stored](h.t, res).ID + "/photograph"
	h.do(ask{method: "GET", path: path, who: "worker"}).want(h.t, 404) // none yet
	put := ask{method: "PUT", path: path + "?alt=" + url.QueryEscape("Robin on a swing"), who: "worker", body: h.drawn(30, 40),
		header: map[string]string{"If-Match": `"1"`, "Content-Type": pngType}}
	res = h.do(put)
	res.want(h.t, 200)
	if res.Header.Get("ETag") != `"2"` || !strings.Contains(string(into[stored](h.t, res).Form), `"alt":"Robin on a swing"`) {
		h.t.Errorf("after a picture: %v, %s", res.Header, short(res.body))
	}
	h.do(put).want(h.t, 412) // from version 1
	res = h.do(ask{method: "GET", path: path, who: "worker"})
	res.want(h.t, 200)
	if size, err := jpeg.DecodeConfig(bytes.NewReader(res.body)); err != nil || size.Width != 30 || res.Header.Get("Content-Type") != jpegType || res.Header.Get("ETag") != `"2"` {
		h.t.Errorf("the picture comes as %v, %v, %v", res.Header, size, err)
	}
	h.do(ask{method: "DELETE", path: path, who: "worker", header: at(`"2"`)}).want(h.t, 200)
	h.do(ask{method: "GET", path: path, who: "worker"}).want(h.t, 404)
	h.do(ask{method: "GET", path: path + "?at=/child_name", who: "worker"}).want(h.t, 404)
}

// A picture may have all of the 8 MB, wherever in the form it is; what is none is refused in words, with its pointer.
func TestPhotographs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec, _, err := h.service.Create(t.Context(), h.chair(), h.child().ID, h.report())
	must(t, err)
	path := "/api/v1/records/" + rec.ID + "/photograph?at=" + url.QueryEscape("/parents/0/photograph")
	put := func(body []byte, version string) said {
		return h.do(ask{method: "PUT", path: path, who: "worker", body: body, header: map[string]string{"If-Match": version, "Content-Type": bytesType}})
	}
	noise := image.NewGray(image.Rect(0, 0, 2800, 2700))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = byte(random.Uint32())
	}
	var large bytes.Buffer
	must(t, png.Encode(&large, noise))
	if large.Len() < 7<<20 || large.Len() > forms.PhotoBytes {
		t.Fatalf("the test's picture has %d bytes", large.Len())
	}
	put(large.Bytes(), `"1"`).want(t, 200)
	if p := put([]byte("%PDF-1.7"), `"2"`).want(t, 422); len(p.Problems) != 1 || p.Problems[0].Pointer != "/parents/0/photograph" || !strings.Contains(p.Problems[0].Message, "JPEG or PNG") {
		t.Errorf("no picture: %+v", p)
	}
	if p := put(make([]byte, forms.PhotoBytes+1), `"2"`).want(t, 413); !strings.Contains(p.Detail, "8 MB") {
		t.Errorf("too large: %+v", p)
	}
	now, err := h.service.Record(t.Context(), h.chair(), rec.ID)
	must(t, err)
	if width, _ := now.Form.(*forms.CPR).Parents[0].Photograph.Size(); now.Version != 2 || width != forms.PhotoSide {
		t.Errorf("version %d with a picture %d wide", now.Version, width)
	}
}
