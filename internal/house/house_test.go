package house_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"minutebook/forms"
	"minutebook/internal/house"
	"minutebook/render/docx"
)

// logo is a picture of so many pixels, with a comment that must not get out.
func logo(w, h int) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	m.Set(1, 1, color.NRGBA{G: 90, A: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	end := bytes.LastIndex(b.Bytes(), []byte("IEND")) - 4
	return append(append(bytes.Clone(b.Bytes()[:end]), chunk("tEXt", []byte("Author\x00Somebody Private"))...), b.Bytes()[end:]...)
}

func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// bomb is a PNG of a few bytes that claims to be a hundred million pixels.
func bomb() []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 10_000), 10_000)
	return append([]byte("\x89PNG\r\n\x1A\n"), append(chunk("IHDR", append(head, 8, 2, 0, 0, 0)), chunk("IEND", nil)...)...)
}

// reference is the exported Word file, with a part more where one is named.
func reference(tb testing.TB, more string) []byte {
	tb.Helper()
	data, err := docx.SampleReference()
	if err != nil {
		tb.Fatal(err)
	}
	if more == "" {
		return data
	}
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range from.File {
		if err := w.Copy(f); err != nil {
			tb.Fatal(err)
		}
	}
	if _, err := w.Create(more); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestLoad(t *testing.T) {
	t.Parallel()
	s, err := house.Load(folder(map[string]string{
		"wording.yaml":    "required: Please give {label}.\n",
		"letterhead.yaml": "# ours\nweb: www.testerdale.example\ntelephone: 01632 960001\nlines:\n  - Weaver’s Hall\n  - 1 Example Street\nlogo: Testerdale Council\nmarking: OFFICIAL\n",
		"logo.png":        string(logo(40, 10)), "reference.docx": string(reference(t, "")),
		"README.md": "x", ".hidden": "x", "~$reference.docx": "x", "documents/ppm.html": "x",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.Head.Lines, "|"); got != "Weaver’s Hall|1 Example Street|www.testerdale.example|Telephone 01632 960001" {
		t.Errorf("the lines are %s", got)
	}
	if s.Head.Logo == nil || s.Head.Logo.Alt != "Testerdale Council" || s.Head.Logo.MediaType != "image/jpeg" || bytes.Contains(s.Head.Logo.Data, []byte("Private")) {
		t.Error("the logo is not written anew")
	}
	if s.Marking != "OFFICIAL" || s.Word == nil {
		t.Errorf("marking %q, reference %v", s.Marking, s.Word)
	}
	if got := s.Wording.Word(forms.PPMKind, forms.Problem{Pointer: "/background", Code: "required"}); got != "Please give background." {
		t.Error(got)
	}
}

// What is exported as a start changes nothing, and neither does an empty folder.
func TestExportedFilesChangeNothing(t *testing.T) {
	t.Parallel()
	for _, files := range []map[string]string{nil, {"wording.yaml": string(house.BuiltInWording()), "letterhead.yaml": house.SampleLetterhead}} {
		s, err := house.Load(folder(files))
		if err != nil {
			t.Fatal(err)
		}
		if s.Head != nil || s.Marking != "" || s.Word != nil {
			t.Errorf("%+v", s)
		}
		for code, sentence := range forms.Sentences() {
			p := forms.Problem{Code: code}
			if got, want := s.Wording.Word(forms.PPMKind, p), forms.Word(forms.PPMKind, p); got != want {
				t.Errorf("%s (%s): got %q, want %q", code, sentence, got, want)
			}
		}
	}
}

// The letterhead that is exported becomes one when its marks are taken away.
func TestSampleLetterhead(t *testing.T) {
	t.Parallel()
	head, rest, _ := strings.Cut(house.SampleLetterhead, "\n#logo")
	s, err := house.Load(folder(map[string]string{"letterhead.yaml": head + "\n" + strings.ReplaceAll("#logo"+rest, "\n#", "\n")[1:]}))
	if err != nil || len(s.Head.Lines) != 5 || s.Marking != "OFFICIAL-SENSITIVE" {
		t.Errorf("%v, %+v", err, s)
	}
}

func TestBrokenFolders(t *testing.T) {
	t.Parallel()
	many := "lines:\n" + strings.Repeat("  - x\n", 9)
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"half-written wording":      {map[string]string{"wording.yaml": "required: Enter {label}.\ntoo_long: \"half"}, "wording.yaml:2: this is not YAML; check indentation"},
		"wording that is a list":    {map[string]string{"wording.yaml": "- required\n"}, "wording.yaml:1: expected keys with values"},
		"unknown code":              {map[string]string{"wording.yaml": "# x\nrequird: Enter {label}.\n"}, `wording.yaml:2: there is no problem with the code "requird"; did you mean "required"`},
		"unknown argument":          {map[string]string{"wording.yaml": "required: Enter {lable}.\n"}, "wording.yaml:1: the sentence for \"required\" names {lable}"},
		"missing argument":          {map[string]string{"wording.yaml": "\n\ntoo_long: \"{Label} is too long.\"\n"}, "wording.yaml:3: the sentence for \"too_long\" leaves out {count}"},
		"empty sentence":            {map[string]string{"wording.yaml": "required:\n"}, `wording.yaml:1: the sentence for "required" is empty`},
		"a code twice":              {map[string]string{"wording.yaml": "required: Enter {label}.\nrequired: Give {label}.\n"}, `wording.yaml:2: "required" comes twice`},
		"a sentence that is a list": {map[string]string{"wording.yaml": "required: [a, b]\n"}, "wording.yaml:1: required must be text"},
		"an alias":                  {map[string]string{"wording.yaml": "required: &a Enter {label}.\nnone_given: *a\n"}, "wording.yaml:2: none_given must be text"},
		"two documents":             {map[string]string{"wording.yaml": "required: Enter {label}.\n---\nx: y\n"}, "wording.yaml: take out what follows the line ---"},
		"half-written letterhead":   {map[string]string{"letterhead.yaml": "lines:\n  - a\n - b: [\n"}, "letterhead.yaml:"},
		"unknown key":               {map[string]string{"letterhead.yaml": "fax: 1\n"}, `letterhead.yaml:1: there is no key called "fax"; the keys are logo`},
		"empty line":                {map[string]string{"letterhead.yaml": "lines:\n  - a\n  -\n"}, "letterhead.yaml:3: a line is empty"},
		"lines that are none":       {map[string]string{"letterhead.yaml": "lines: a\n"}, "letterhead.yaml:1: lines must be a list"},
		"too many lines":            {map[string]string{"letterhead.yaml": many}, "letterhead.yaml: it has 9 lines in all"},
		"a long line":               {map[string]string{"letterhead.yaml": "web: " + strings.Repeat("w", 71)}, "letterhead.yaml:1: web has more than 70 characters"},
		"two lines in one":          {map[string]string{"letterhead.yaml": `web: "a\nb"`}, "letterhead.yaml:1: web has a line break"},
		"a picture that is a bomb":  {map[string]string{"logo.png": string(bomb()), "letterhead.yaml": "logo: x"}, "logo.png: the logo must have 40 million pixels or fewer. It has 10000 by 10000."},
		"a picture that is none":    {map[string]string{"logo.jpg": "GIF89a", "letterhead.yaml": "logo: x"}, "logo.jpg: the logo must be a JPEG or PNG picture"},
		"half a picture":            {map[string]string{"logo.png": string(logo(40, 10)[:60]), "letterhead.yaml": "logo: x"}, "logo.png: the logo cannot be read"},
		"a huge file":               {map[string]string{"logo.png": strings.Repeat(" ", forms.PhotoBytes+1)}, "logo.png: the file has 8388609 bytes"},
		"a logo without words":      {map[string]string{"logo.png": string(logo(40, 10))}, "logo.png: say in letterhead.yaml under “logo” what it says"},
		"two logos":                 {map[string]string{"logo.png": string(logo(4, 4)), "logo.jpg": string(logo(4, 4)), "letterhead.yaml": "logo: x"}, "logo.jpg: there are two logos"},
		"a name with a per cent":    {map[string]string{"100%d.png": "x"}, "100%d.png: nothing reads this file"},
		"a misspelt name":           {map[string]string{"Logo.png": "x"}, "Logo.png: nothing reads this file; the folder may hold wording.yaml, letterhead.yaml, reference.docx, documents, policies, logo.png, logo.jpg"},
		"Word with macros":          {map[string]string{"reference.docx": string(reference(t, "word/vbaProject.bin"))}, "reference.docx: word/vbaProject.bin: the file has macros; save it as"},
		"Word that is none":         {map[string]string{"reference.docx": "x"}, "reference.docx: this is not a Word document"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := house.Load(folder(c.files))
			if err == nil || s != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// Every mistake is told at once.
func TestAllMistakesAtOnce(t *testing.T) {
	t.Parallel()
	_, err := house.Load(folder(map[string]string{"wording.yaml": "requird: x\nrequired: x\n", "letterhead.yaml": "fax: 1", "logo.png": "x", "reference.docx": "x", "logo.gif": "x"}))
	if n := strings.Count(err.Error(), "\n") + 1; n != 7 {
		t.Errorf("%d mistakes:\n%v", n, err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("required: Enter {label}.\n", "lines: [a]\nlogo: x\n")
	f.Add("a: &a [*a]\n", "{")
	f.Fuzz(func(t *testing.T, wording, letterhead string) {
		s, err := house.Load(folder(map[string]string{"wording.yaml": wording, "letterhead.yaml": letterhead}))
		if (s == nil) == (err == nil) {
			t.Errorf("%v, %v", s, err)
		}
	})
}
