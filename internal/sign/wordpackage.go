package sign

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Limits on a package from outside. Reading stops at them, so a ZIP bomb costs no more than they say.
const (
	maxItems      = 1000
	maxUnpacked   = 256 << 20 // of all items together
	maxXMLPart    = 1 << 20   // content types, relationships, one signature: those are held in memory
	maxSignatures = 8
)

const (
	typesName  = "[Content_Types].xml"
	nsTypes    = "http://schemas.openxmlformats.org/package/2006/content-types"
	typeRels   = "application/vnd.openxmlformats-package.relationships+xml"
	typeOrigin = "application/vnd.openxmlformats-package.digital-signature-origin"
	typeSig    = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
)

// opcPackage is a ZIP file read as an Open Packaging Conventions package (ECMA-376-2).
type opcPackage struct {
	raw     []byte
	items   []*zip.File // in the order of the file
	named   map[string]*zip.File
	types   contentTypes
	typed   map[string]string // content types by ".extension" or "/part name", in lower case
	main    string            // name of the first main document part
	mains   int               // how many there are: more than one, and somebody added to the file
	left    int64             // bytes that may still be unpacked
	digests map[string][]byte
	rels    map[string][]relationship
}

type contentTypes struct {
	XMLName  xml.Name      `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Default  []contentType `xml:"http://schemas.openxmlformats.org/package/2006/content-types Default"`
	Override []contentType `xml:"http://schemas.openxmlformats.org/package/2006/content-types Override"`
}

type contentType struct {
	Extension string `xml:"Extension,attr"`
	PartName  string `xml:"PartName,attr"`
	Type      string `xml:"ContentType,attr"`
}

// openPackage reads the directory, the content types and the main relationships of a Word file. Its errors are faults.
func openPackage(file []byte) (*opcPackage, error) {
	const end = "PK\x05\x06" // the record that ends a ZIP file, 22 bytes and a comment
	if i := bytes.LastIndex(file, []byte(end)); i < 0 || len(file)-i < 22 {
		return nil, faultf(Truncated, "The end of the file is missing.")
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, faultf(Unreadable, "The file is damaged: its table of contents cannot be read.")
	}
	p := &opcPackage{raw: file, named: map[string]*zip.File{}, left: maxUnpacked,
		digests: map[string][]byte{}, rels: map[string][]relationship{}}
	if len(z.File) > maxItems {
		return nil, faultf(Unreadable, "The file has more than %d parts.", maxItems)
	}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue // a folder: some ZIP programs write them, the conventions know none
		}
		// Part names are compared without regard to case, so two that differ only there are one name twice. An item
		// that a program would take from elsewhere than the directory says is refused as well.
		key := strings.ToLower(f.Name)
		switch {
		case p.named[key] != nil:
			return nil, faultf(Unreadable, "The file has two parts called %s.", f.Name)
		case strings.Contains(f.Name, `\`) || "/"+f.Name != path.Clean("/"+f.Name):
			return nil, faultf(Unreadable, "The file has a part with the impossible name %q.", f.Name)
		case f.Flags&1 != 0 || f.Method != zip.Store && f.Method != zip.Deflate:
			return nil, faultf(Unreadable, "The part %s is encrypted or packed in an unknown way.", f.Name)
		}
		p.named[key] = f
		p.items = append(p.items, f)
	}
	if err := p.readTypes(); err != nil {
		return nil, faultf(Unreadable, "The file is not a Word document, or its list of content types is damaged.")
	}
	root, err := p.relationships(rootRels)
	if err != nil {
		return nil, faultf(Unreadable, "The file is not a Word document, or its main relationships are damaged.")
	}
	for _, r := range root {
		if r.Type != relDocument && r.Type != relStrict {
			continue
		}
		p.mains++
		if p.main == "" {
			p.main = resolve("", r.Target)
		}
	}
	if t := p.typeOf(p.main); !strings.Contains(t, "word") || !strings.HasSuffix(t, "main+xml") || p.item(p.main) == nil {
		return nil, faultf(Unreadable, "The file is not a Word document: it has no main document part.")
	}
	return p, nil
}

// item returns the ZIP item of a part, nil when there is none.
func (p *opcPackage) item(name string) *zip.File { return p.named[strings.ToLower(name)] }

func (p *opcPackage) readTypes() error {
	b, err := p.read(typesName)
	if err != nil {
		return err
	}
	if err := refuseDTD(b); err != nil {
		return err
	}
	if err := xml.Unmarshal(b, &p.types); err != nil {
		return fmt.Errorf("parse content types: %w", err)
	}
	p.typed = make(map[string]string, len(p.types.Default)+len(p.types.Override))
	for _, t := range slices.Concat(p.types.Default, p.types.Override) {
		key := strings.ToLower(t.PartName)
		if key == "" {
			key = "." + strings.ToLower(t.Extension)
		}
		if _, twice := p.typed[key]; twice {
			return fmt.Errorf("the content type of %s is stated twice", key)
		}
		p.typed[key] = t.Type
	}
	return nil
}

// typeOf returns the content type of a part, "" when the package states none.
func (p *opcPackage) typeOf(name string) string {
	name = strings.ToLower(name)
	if t, ok := p.typed["/"+name]; ok {
		return t
	}
	return p.typed[path.Ext(name)]
}
