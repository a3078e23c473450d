package docx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"sync"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	typesHead    = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`
	relsHead     = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType      = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	wordPart     = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
	relsPart     = `application/vnd.openxmlformats-package.relationships+xml`
	corePart     = `application/vnd.openxmlformats-package.core-properties+xml`
	customPart   = `application/vnd.openxmlformats-officedocument.custom-properties+xml`
	coreRelation = `http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties`
)

const typesList = xmlHead + typesHead +
	`<Default Extension="rels" ContentType="` + relsPart + `"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="jpeg" ContentType="image/jpeg"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="` + corePart + `"/>` +
	`<Override PartName="/docProps/custom.xml" ContentType="` + customPart + `"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordPart + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordPart + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordPart + `settings+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="` + wordPart + `numbering+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + wordPart + `header+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordPart + `footer+xml"/>`

const firstPageTypes = `<Override PartName="/word/header2.xml" ContentType="` + wordPart + `header+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="` + wordPart + `footer+xml"/>`

const firstPageRels = `<Relationship Id="` + firstHeaderRel + `" Type="` + relType + `header" Target="header2.xml"/>` +
	`<Relationship Id="` + firstFooterRel + `" Type="` + relType + `footer" Target="footer2.xml"/>`

// contentTypes is the list of content types; titled is for a first page of its own.
func contentTypes(titled bool) []byte {
	if titled {
		return []byte(typesList + firstPageTypes + `</Types>`)
	}
	return []byte(typesList + `</Types>`)
}

const packageRels = xmlHead + relsHead +
	`<Relationship Id="rId1" Type="` + relType + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="` + coreRelation + `" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relType + `custom-properties" Target="docProps/custom.xml"/>` +
	`</Relationships>`

// documentRels are the relationships that every document has; see relations.
const documentRels = `<Relationship Id="rId1" Type="` + relType + `styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relType + `settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relType + `numbering" Target="numbering.xml"/>` +
	`<Relationship Id="` + headerRel + `" Type="` + relType + `header" Target="header1.xml"/>` +
	`<Relationship Id="` + footerRel + `" Type="` + relType + `footer" Target="footer1.xml"/>`

const (
	headerRel = "rId4"
	footerRel = "rId5"

	firstHeaderRel = "rId6"
	firstFooterRel = "rId7"
)

// entry is one part of the package before compression.
type entry struct {
	name string
	data []byte
}

// deflaters are kept because a new one costs over a megabyte of tables, many times the size of a paper.
var deflaters sync.Pool

// dosEpoch is 1 January 1980, the earliest date that a ZIP entry can hold: entries have no time of their own.
const dosEpoch = 1<<5 | 1

// pack compresses the parts into a ZIP file. It writes sizes into the local headers (CreateRaw): CreateHeader would put
// them behind the data, and readers such as java.util.zip.ZipInputStream refuse stored entries written so.
func pack(entries []entry) ([]byte, error) {
	var file, packed bytes.Buffer
	file.Grow(32 << 10)
	packed.Grow(16 << 10)
	squeeze, ok := deflaters.Get().(*flate.Writer)
	if !ok {
		var err error
		if squeeze, err = flate.NewWriter(nil, flate.DefaultCompression); err != nil {
			return nil, fmt.Errorf("prepare compression: %w", err)
		}
	}
	defer deflaters.Put(squeeze)

	archive := zip.NewWriter(&file)
	for _, e := range entries {
		packed.Reset()
		squeeze.Reset(&packed)
		if _, err := squeeze.Write(e.data); err != nil {
			return nil, fmt.Errorf("compress %s: %w", e.name, err)
		}
		if err := squeeze.Close(); err != nil {
			return nil, fmt.Errorf("compress %s: %w", e.name, err)
		}
		w, err := archive.CreateRaw(&zip.FileHeader{
			Name:           e.name,
			CreatorVersion: 20,
			ReaderVersion:  20,
			Method:         zip.Deflate,
			//lint:ignore SA1019 Modified would add an extra field, and depend on a time zone
			ModifiedDate:       dosEpoch,
			CRC32:              crc32.ChecksumIEEE(e.data),
			CompressedSize64:   uint64(packed.Len()),
			UncompressedSize64: uint64(len(e.data)),
		})
		if err != nil {
			return nil, fmt.Errorf("add %s: %w", e.name, err)
		}
		if _, err := w.Write(packed.Bytes()); err != nil {
			return nil, fmt.Errorf("add %s: %w", e.name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("finish the archive: %w", err)
	}
	return file.Bytes(), nil
}
