package docx

import (
	"archive/zip"
	"encoding/binary"
	"regexp"
	"strings"
	"testing"

	"minutebook/render"
)

func TestPackage(t *testing.T) {
	t.Parallel()
	draft := minutes(3)
	draft.Draft = true
	for name, doc := range map[string]*render.Document{"empty": {}, "minutes": minutes(3), "draft": draft} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := write(t, doc)
			types := part(t, file, "[Content_Types].xml")
			seen := map[string]bool{}
			for _, f := range archive(t, file).File {
				if seen[f.Name] {
					t.Errorf("%s is in the package twice", f.Name)
				}
				seen[f.Name] = true
				if f.Flags&0x8 != 0 || f.Method != zip.Deflate {
					t.Errorf("%s has flags %#x and method %d: sizes must be in the local header", f.Name, f.Flags, f.Method)
				}
				if y, m, d := f.Modified.Date(); y != 1980 || m != 1 || d != 1 {
					t.Errorf("%s is dated %s", f.Name, f.Modified)
				}
				content := part(t, file, f.Name)
				paragraphs(t, content)
				if strings.HasSuffix(f.Name, ".xml") && f.Name != "[Content_Types].xml" && !strings.Contains(types, `"/`+f.Name+`"`) {
					t.Errorf("%s has no content type", f.Name)
				}
				if strings.HasSuffix(f.Name, ".rels") {
					list := strings.SplitN(content, "<Relationships", 2)[1]
					if regexp.MustCompile(`>\s+<`).MatchString(list) || strings.Contains(list, "&") {
						t.Errorf("%s has white space between elements or an ampersand: LibreOffice would reject a signature", f.Name)
					}
				}
			}
			if got := binary.LittleEndian.Uint32(file[18:]); got == 0 {
				t.Error("the first local header states no size")
			}
		})
	}
}

func TestProperties(t *testing.T) {
	t.Parallel()
	doc := minutes(1)
	doc.Title = "A & B\n<C>"
	doc.Draft = true
	file := write(t, doc)
	core, custom := part(t, file, "docProps/core.xml"), part(t, file, "docProps/custom.xml")
	for _, want := range []string{
		"<dc:title>A &amp; B &lt;C&gt;</dc:title>",
		"<dc:subject>PPM, case 104 772, version 3</dc:subject>",
		"<dc:creator>Northmoor Council</dc:creator>",
		"<dc:language>en-GB</dc:language>",
		"<cp:contentStatus>Draft</cp:contentStatus>",
		`<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-04T16:30:00Z</dcterms:created>`,
		`<dcterms:modified xsi:type="dcterms:W3CDTF">2026-03-04T16:30:00Z</dcterms:modified>`,
	} {
		if !strings.Contains(core, want) {
			t.Errorf("core properties lack %s:\n%s", want, core)
		}
	}
	if want := `name="ProtectiveMarking"><vt:lpwstr>OFFICIAL-SENSITIVE</vt:lpwstr>`; !strings.Contains(custom, want) {
		t.Errorf("custom properties lack %s:\n%s", want, custom)
	}
	if core := part(t, write(t, &render.Document{}), "docProps/core.xml"); strings.Contains(core, "dcterms:created>") {
		t.Errorf("a document without a time has one:\n%s", core)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"cy-GB": "cy-GB", "": "en-GB", `"><x>`: "en-GB", strings.Repeat("a", 36): "en-GB"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			file := write(t, &render.Document{Lang: lang, Blocks: []render.Block{
				render.Paragraph{Spans: []render.Span{{Text: "x", Lang: lang}}}}})
			if styles := part(t, file, "word/styles.xml"); !strings.Contains(styles, `<w:lang w:val="`+want+`"`) {
				t.Errorf("the styles do not state %s", want)
			}
			body := part(t, file, "word/document.xml")
			if got := strings.Contains(body, "<w:lang"); got != (lang == want) {
				t.Errorf("the span states a language: %v", got)
			}
		})
	}
}
