package papers_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"slices"
	"testing"

	"minutebook/assets"
	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/sign"
)

// A report with a picture is named after its day and signed, PDF and Word; a byte of the picture changed is found.
func TestReportWithPictureIsSigned(t *testing.T) {
	t.Parallel()
	read, err := casefile.Read(assets.ExampleCase)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(read.Filled, func(f casefile.Filled) bool { return f.Form.Kind() == forms.CPRKind })
	if at < 0 {
		t.Fatal("the example has no report")
	}
	report := read.Filled[at].Form.(*forms.CPR)
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 90, 120))); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{"photograph": map[string]any{"data": base64.StdEncoding.EncodeToString(drawn.Bytes()), "alt": "Maisie"}})
	if err != nil {
		t.Fatal(err)
	}
	pictured, problems := forms.Decode(forms.CPRKind, body)
	if problems.Has(forms.Error) {
		t.Fatalf("%+v", problems)
	}
	report.Photograph = pictured.(*forms.CPR).Photograph
	if body, err = json.Marshal(report); err != nil {
		t.Fatal(err)
	}
	o := order(body)
	o.Record.Kind, o.Signature.Name, o.Signature.Role = forms.CPRKind, "Hannah Æsop-Byrne", "Social worker"
	p, keys := press(t)
	made, err := p.Papers(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, format := range []string{"pdf", "docx"} {
		d := made[i]
		if want := fmt.Sprintf("cpr-TD-0204417-2026-03-30-professional.%s", format); d.Name != want {
			t.Errorf("%s, want %s", d.Name, want)
		}
		v := sign.Verify(d.Data, keys.Roots())
		if !v.OK() || len(v.Signatures) != 1 || v.Signatures[0].Signer != "Hannah Æsop-Byrne" || v.Signatures[0].Role != "Social worker" {
			t.Errorf("%s: %+v", d.Name, v)
		}
		changed := slices.Clone(d.Data)
		if format == "pdf" {
			changed[bytes.Index(changed, report.Photograph.Data)+len(report.Photograph.Data)/2] ^= 1
		} else {
			changed[bytes.Index(changed, []byte("word/media/picture1.jpeg"))+100] ^= 1
		}
		if v := sign.Verify(changed, keys.Roots()); v.OK() {
			t.Errorf("%s: a changed picture is called valid", d.Name)
		}
	}
}
