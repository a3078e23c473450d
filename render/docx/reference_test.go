package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutebook/render"
)

const referenceSpaces = namespaces + drawingSpaces + ` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="` + compatibility + `"`

// parts is a Word file as a council's own would be: styles on the fonts of a theme, another header on the first page, with a
// picture, and a footer.
func parts() map[string]string {
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + relType + kind + `" Target="` + target + `"/>`
	}
	rels := func(all ...string) string { return xmlHead + relsHead + strings.Join(all, "") + `</Relationships>` }
	return map[string]string{
		"[Content_Types].xml": xmlHead + typesHead + `</Types>`,
		"word/_rels/document.xml.rels": rels(rel("rId1", "styles", "styles.xml"), rel("rId2", "theme", "/word/theme/theme1.xml"),
			rel("rId3", "header", "header1.xml"), rel("rId4", "header", "header2.xml"), rel("rId5", "footer", "footer1.xml")),
		"word/document.xml": `<w:document ` + referenceSpaces + `><w:body><w:p/><w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>` +
			`<w:footerReference w:type="default" r:id="rId5"/><w:titlePg/></w:sectPr></w:body></w:document>`,
		"word/theme/theme1.xml": `<a:theme xmlns:a="` + drawingML + `"><a:themeElements><a:fontScheme><a:majorFont><a:latin typeface="Council Serif"/></a:majorFont>` +
			`<a:minorFont><a:latin typeface="Council Sans"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`,
		"word/styles.xml": `<w:styles ` + referenceSpaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>` +
			`<w:latentStyles w:count="9"/><x:y xmlns:x="urn:x"/><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><x:y xmlns:x="urn:x"/><w:rsid w:val="00AA"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>` +
			`<w:rPr><w:rFonts w:asciiTheme="majorHAnsi"/><w:i/><w:color w:val="1B5E20" w:themeColor="accent1"/><w:sz w:val="36"/></w:rPr></w:style>` +
			`<w:style w:type="paragraph" w:customStyle="1" w:styleId="Slogan"><w:name w:val="Council Slogan"/><w:basedOn w:val="Header"/><w:rPr><w:sz w:val="16"/></w:rPr></w:style></w:styles>`,
		"word/header1.xml": `<w:hdr ` + referenceSpaces + `><w:p w14:paraId="1"><w:pPr><w:pStyle w:val="Slogan"/></w:pPr><w:r w:rsidR="00AA"><w:t>Every page</w:t></w:r></w:p></w:hdr>`,
		"word/header2.xml": `<w:hdr ` + referenceSpaces + `><w:p><w:hyperlink r:id="rId2"><w:r><w:t>First page</w:t></w:r></w:hyperlink><w:r>` + anchored("rId1", "") + `</w:r></w:p><w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>` +
			`<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl></w:hdr>`,
		"word/_rels/header2.xml.rels": rels(rel("rId1", "image", "media/image1.png"),
			`<Relationship Id="rId2" Type="`+relType+`hyperlink" Target="https://www.northmoor.example/?a=1&amp;b=2" TargetMode="External"/>`),
		"word/media/image1.png": "a picture",
		"word/footer1.xml":      `<w:ftr ` + referenceSpaces + `><w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Leaf </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:sdtContent></w:sdt></w:ftr>`,
	}
}

func anchored(id, link string) string {
	return `<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="300000"/><wp:docPr id="1" name="x" descr="Northmoor Council"><a:hlinkClick r:id="rId2"/></wp:docPr>` +
		`<a:graphic><a:graphicData uri="` + pictureML + `"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="` + id + `"` + link + `/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`
}

// zipped makes a file of parts.
func zipped(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(parts[name]))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return file.Bytes()
}

// aPicture stands in for writing a picture anew.
func aPicture(data []byte) ([]byte, error) {
	if string(data) != "a picture" {
		return nil, errors.New("the picture is not one")
	}
	return photograph(60, 20, 0).Data, nil
}

func reference(tb testing.TB) *Reference {
	tb.Helper()
	ref, err := ReadReference(zipped(tb, parts()), aPicture)
	if err != nil {
		tb.Fatal(err)
	}
	return ref
}

func TestReferenceIsTaken(t *testing.T) {
	t.Parallel()
	doc := headed(0, "Safeguarding")
	file, err := reference(t).Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	styles, first, other, foot := part(t, file, "word/styles.xml"), part(t, file, "word/header2.xml"), part(t, file, "word/header1.xml"), part(t, file, "word/footer1.xml")
	for _, want := range []string{`w:ascii="Council Sans"`, `<w:rFonts w:ascii="Council Serif"></w:rFonts><w:i></w:i><w:color w:val="1B5E20"></w:color><w:sz w:val="36">`, `w:styleId="Slogan"`, `w:styleId="Heading2"`, `<w:sz w:val="24"/>`} {
		if !strings.Contains(styles, want) {
			t.Errorf("the styles lack %s", want)
		}
	}
	for _, lost := range []string{"numPr", "latentStyles", "rsid", "theme", "w14:"} {
		if strings.Contains(styles+first+other+foot, lost) {
			t.Errorf("%s is still there", lost)
		}
	}
	if n := strings.Count(styles, `w:styleId="Heading1"`); n != 1 {
		t.Errorf("%d styles are called Heading1", n)
	}
	if got := strings.Join(paragraphs(t, first), "|"); got != "OFFICIAL-SENSITIVE|First page||" {
		t.Errorf("the first header says %q", got)
	}
	if got := strings.Join(paragraphs(t, other), "|"); got != "OFFICIAL-SENSITIVE|Every page" {
		t.Errorf("the other header says %q", got)
	}
	if got := strings.Join(paragraphs(t, foot), "|"); !strings.HasPrefix(got, "Leaf 1|Case 104 772") || !strings.HasSuffix(got, "OFFICIAL-SENSITIVE") {
		t.Errorf("the footer says %q", got)
	}
	if rels := part(t, file, "word/_rels/header2.xml.rels"); strings.Contains(rels, "northmoor.example") || strings.Count(rels, "<Relationship ") != 1 {
		t.Error(rels)
	}
	if body := part(t, file, "word/document.xml"); strings.Contains(body, "Safeguarding") || !strings.Contains(body, "<w:titlePg/>") {
		t.Error("the letterhead is there twice, or the first page has no header of its own")
	}
	again, err := reference(t).Write(doc)
	if err != nil || !bytes.Equal(file, again) {
		t.Error("the same paper is not the same bytes", err)
	}
}

// Large print has nothing small and nothing italic, whatever the reference says.
func TestReferenceInLargePrint(t *testing.T) {
	t.Parallel()
	file, err := reference(t).Write(headed(18))
	if err != nil {
		t.Fatal(err)
	}
	styles := part(t, file, "word/styles.xml")
	for _, want := range []string{`<w:i w:val="0"></w:i>`, `<w:sz w:val="50">`, `<w:sz w:val="23">`, `<w:sz w:val="36"/>`} {
		if !strings.Contains(styles, want) {
			t.Errorf("no %s in\n%s", want, styles)
		}
	}
}

// What this package writes is no header of the authority: an exported reference, and a paper, change nothing.
func TestOwnFileAsReference(t *testing.T) {
	t.Parallel()
	sample, err := SampleReference()
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{sample, write(t, minutes(3))} {
		ref, err := ReadReference(data, aPicture)
		if err != nil {
			t.Fatal(err)
		}
		file, err := ref.Write(minutes(3))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"word/header1.xml", "word/footer1.xml", "word/document.xml"} {
			if got, want := part(t, file, name), part(t, write(t, minutes(3)), name); got != want {
				t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
			}
		}
	}
}

func TestReferenceThatCannotBe(t *testing.T) {
	t.Parallel()
	header := func(inner string) string { return `<w:hdr ` + referenceSpaces + `>` + inner + `</w:hdr>` }
	field := func(instruction string) string {
		return header(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + instruction + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`)
	}
	for name, c := range map[string]struct{ part, content, want string }{
		"macros":           {"word/vbaProject.bin", "x", "word/vbaProject.bin: the file has macros; save it as"},
		"an object":        {"word/embeddings/oleObject1.bin", "x", "word/embeddings/oleObject1.bin: the file has an embedded object"},
		"no document":      {"word/document.xml", "", "word/document.xml: the part is missing"},
		"half a part":      {"word/styles.xml", "<w:styles", "word/styles.xml: the part is not XML that can be read"},
		"an entity":        {"word/header1.xml", `<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>`, "word/header1.xml: the part has a document type declaration"},
		"strict":           {"word/document.xml", `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>`, "word/document.xml: the file is in the Strict Open XML format"},
		"deep":             {"word/header1.xml", strings.Repeat("<a>", 200), "word/header1.xml: the part is nested too deep"},
		"a large part":     {"word/styles.xml", strings.Repeat(" ", maxPart+1), "word/styles.xml: the part is larger than 4 MB"},
		"a text box":       {"word/header1.xml", header(`<w:p><w:r><mc:AlternateContent/></w:r></w:p>`), "word/header1.xml: it has a text box or shape; write its text"},
		"an old drawing":   {"word/header1.xml", header(`<w:p><w:r><w:pict/></w:r></w:p>`), "word/header1.xml: it has an old drawing"},
		"something":        {"word/header1.xml", header(`<x:y xmlns:x="urn:x"/>`), "word/header1.xml: it has the element urn:x y, which is not taken over"},
		"a file read":      {"word/header1.xml", field(` INCLUDETEXT "C:\\x" `), `word/header1.xml: it has the field “INCLUDETEXT "C:\\x"”`},
		"a date":           {"word/header1.xml", header(`<w:p><w:fldSimple w:instr="DATE"/></w:p>`), "word/header1.xml: it has the field “DATE”"},
		"half a field":     {"word/header1.xml", header(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>`), "word/header1.xml: a field has no end"},
		"a linked picture": {"word/header2.xml", header(`<w:p><w:r>` + anchored("rId1", ` r:link="rId2"`) + `</w:r></w:p>`), "word/header2.xml: it has a picture that lies outside the file"},
		"an outside one":   {"word/header2.xml", header(`<w:p><w:r>` + anchored("rId2", "") + `</w:r></w:p>`), "word/header2.xml: it has a picture without its data"},
		"a chart":          {"word/header2.xml", header(`<w:p><w:r><w:drawing><a:graphicData uri="chart"/></w:drawing></w:r></w:p>`), "word/header2.xml: it has a drawing that is not a picture"},
		"a bad picture":    {"word/media/image1.png", "x", "word/media/image1.png: the picture is not one"},
		"another language": {"word/styles.xml", `<w:styles ` + namespaces + `><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>`, `word/styles.xml: the style "heading 1" has the id "berschrift1"`},
		"a huge size":      {"word/styles.xml", `<w:styles ` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="900"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`, `word/styles.xml: the size of ordinary text is "900" half points`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := parts()
			if all[c.part] = c.content; c.content == "" {
				delete(all, c.part)
			}
			ref, err := ReadReference(zipped(t, all), aPicture)
			if err == nil || ref != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
	if _, err := ReadReference([]byte("\xD0\xCF\x11\xE0 an old or encrypted file"), aPicture); err == nil || !strings.Contains(err.Error(), "without a password") {
		t.Error(err)
	}
}

// TestReferenceSchema has papers in the reference's styles checked as TestSchema has others.
func TestReferenceSchema(t *testing.T) {
	t.Parallel()
	for _, size := range []float64{0, 18} {
		file, err := reference(t).Write(headed(size))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), fmt.Sprint(size, ".docx"))
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		checkSchema(t, path)
	}
}

func FuzzReadReference(f *testing.F) {
	names := slices.Sorted(maps.Keys(parts()))
	for i, name := range names {
		f.Add(uint8(i), parts()[name])
	}
	f.Fuzz(func(t *testing.T, which uint8, content string) {
		all := parts()
		all[names[int(which)%len(names)]] = content
		ref, err := ReadReference(zipped(t, all), aPicture)
		if err != nil {
			return
		}
		file, err := ref.Write(&render.Document{Title: "x", TextSize: 18, Blocks: []render.Block{text("x")}})
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range archive(t, file).File {
			if strings.HasSuffix(part.Name, ".xml") {
				paragraphs(t, partOf(t, part))
			}
		}
	})
}
