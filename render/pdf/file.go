package pdf

import (
	"crypto/md5"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"minutebook/assets"
	"minutebook/render"
)

// file is a paper ready to be written: what the pages show, and what the file says of itself.
type file struct {
	doc       *render.Document
	part      int // of PDF/A: 1 (level b, for a check only), 2 or 3 (level a)
	drawn     *drawn
	owners    [][]*element
	root      *element
	subsets   []*subset
	pictures  []*picture
	bookmarks []*bookmark
	fields    []*field
}

// write makes the file.
func (f *file) write() ([]byte, error) {
	o := &objects{part: f.part, arena: make([]byte, 0, 256<<10)}
	catalog := o.direct(o.reserve())
	pages, tree := o.reserve(), o.reserve()
	info := o.writeInfo(f.doc)
	meta, profile := o.reserve(), o.reserve()
	if err := o.stream(meta, "/Type/Metadata/Subtype/XML", xmp(f.doc, f.part), false); err != nil {
		return nil, err
	}
	if err := o.stream(profile, "/N 3", assets.SRGB, true); err != nil {
		return nil, fmt.Errorf("embedding the colour profile: %w", err)
	}
	intent := o.add("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>", profile)

	fonts := make([]byte, 0, 512)
	for _, s := range f.subsets {
		n, err := o.writeFont(s)
		if err != nil {
			return nil, fmt.Errorf("embedding font %s: %w", s.face.name, err)
		}
		fonts = fmt.Appendf(fonts, "/%s %d 0 R", f.drawn.fonts[s.name], n)
	}
	pictures, err := f.writePictures(o)
	if err != nil {
		return nil, err
	}
	resources := o.add("<</Font<<%s>>%s/ProcSet[/PDF/Text]>>", fonts, pictures)

	leaves := make([]int, len(f.drawn.pages))
	for i := range leaves {
		leaves[i] = o.direct(o.reserve())
	}
	for i, fd := range f.fields {
		fd.num = o.direct(o.reserve())
		fd.elem.kids = append(fd.elem.kids, kid{page: fd.page, field: fd})
		appearance := o.reserve()
		box := fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<<>>", fd.rect[2]-fd.rect[0], fd.rect[3]-fd.rect[1])
		if err := o.stream(appearance, box, nil, false); err != nil {
			return nil, err
		}
		o.put(fd.num, "<</Type/Annot/Subtype/Widget/FT/Sig/T%s/TU%s/Rect[%.2f %.2f %.2f %.2f]/F 4/P %d 0 R/AP<</N %d 0 R>>/StructParent %d>>",
			hexText(fd.name), hexText("Signature: "+fd.name), fd.rect[0], fd.rect[1], fd.rect[2], fd.rect[3], leaves[fd.page], appearance, len(leaves)+i)
	}
	for i, content := range f.drawn.pages {
		stream := o.reserve()
		if err := o.stream(stream, "", content, true); err != nil {
			return nil, err
		}
		annots := ""
		for _, fd := range f.fields {
			if fd.page == i {
				annots += " " + strconv.Itoa(fd.num) + " 0 R"
			}
		}
		if annots != "" {
			annots = "/Annots[" + annots[1:] + "]"
		}
		o.put(leaves[i], "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S%s>>",
			pages, pageWidth, pageHeight, resources, stream, i, annots)
	}
	o.put(pages, "<</Type/Pages/Count %d/Kids[%s]>>", len(leaves), refs(leaves))
	f.writeTree(o, tree, leaves)

	extra := f.writeOutline(o, leaves)
	if len(f.fields) > 0 {
		nums := make([]int, len(f.fields))
		for i, fd := range f.fields {
			nums[i] = fd.num
		}
		form := o.direct(o.add("<</Fields[%s]/SigFlags 3>>", refs(nums)))
		extra += fmt.Sprintf("/AcroForm %d 0 R", form)
	}
	attached, err := f.attach(o)
	if err != nil {
		return nil, err
	}
	o.put(catalog, "<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R/OutputIntents[%d 0 R]%s%s>>",
		pages, "("+languageOf(f.doc)+")", tree, meta, intent, extra, attached)
	return o.write(catalog, info)
}

// attach embeds the machine-readable twin as an associated file (PDF/A-3, 6.8) and returns what the catalog says of it.
func (f *file) attach(o *objects) (string, error) {
	a := f.doc.Attached
	if a == nil || f.part != 3 {
		return "", nil
	}
	date := ""
	if !f.doc.Created.IsZero() {
		date = "/ModDate" + f.doc.Created.UTC().Format("(D:20060102150405+00'00')")
	}
	name := plain(a.Name)
	if name == "" {
		name = "attachment"
	}
	data := o.reserve()
	entries := fmt.Sprintf("/Type/EmbeddedFile/Subtype%s/Params<</Size %d/CheckSum<%X>%s>>", subtype(a.MIME), len(a.Data), md5.Sum(a.Data), date)
	if err := o.stream(data, entries, a.Data, true); err != nil {
		return "", fmt.Errorf("attaching %s: %w", a.Name, err)
	}
	spec := o.add("<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>",
		hexText(name), hexText(name), hexText(plain(a.Description)), data, data)
	return fmt.Sprintf("/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[%s %d 0 R]>>>>", spec, hexText(name), spec), nil
}

// mediaType matches what can stand as the type of an attachment.
var mediaType = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9.+_-]*/[a-zA-Z0-9][a-zA-Z0-9.+_-]*$`)

// subtype writes a media type as a name object; one that is none says that nothing is known of the bytes.
func subtype(mime string) string {
	if !mediaType.MatchString(mime) {
		mime = "application/octet-stream"
	}
	return "/" + strings.Replace(mime, "/", "#2F", 1)
}

func refs(nums []int) string {
	var b strings.Builder
	for i, n := range nums {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(n))
		b.WriteString(" 0 R")
	}
	return b.String()
}
