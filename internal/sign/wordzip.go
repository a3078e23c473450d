package sign

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"strings"
)

// zipped writes the package. New items are stored: a seal needs to see the signature part as it is, and a stored item
// is the same bytes whatever version of Go writes it. Copied items stay packed as they were, but their sizes go into
// the local header (java.util.zip refuses stored items that state them afterwards), and extra fields and comments,
// which no Word program reads, are left behind.
func (n *rewrite) zipped(p *opcPackage) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(h zip.FileHeader, content []byte) error {
		f, err := w.CreateRaw(&h)
		if err != nil {
			return fmt.Errorf("write %s: %w", h.Name, err)
		}
		if _, err := f.Write(content); err != nil {
			return fmt.Errorf("write %s: %w", h.Name, err)
		}
		return nil
	}
	stored := func(name string) error {
		content := n.replaced[strings.ToLower(name)]
		const firstOfJanuary1980 = 1<<5 | 1 // the zero of MS-DOS dates
		//lint:ignore SA1019 Modified would add an extra field, and depend on a time zone
		return put(zip.FileHeader{Name: name, Method: zip.Store, ModifiedDate: firstOfJanuary1980, CRC32: crc32.ChecksumIEEE(content),
			CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))}, content)
	}
	for _, f := range p.items {
		if _, replaced := n.replaced[strings.ToLower(f.Name)]; replaced {
			if err := stored(f.Name); err != nil {
				return nil, err
			}
			continue
		}
		offset, err := f.DataOffset()
		if err != nil {
			return nil, fmt.Errorf("copy %s: %w", f.Name, err)
		}
		h := f.FileHeader
		if h.CompressedSize64 > uint64(len(p.raw)) || offset+int64(h.CompressedSize64) > int64(len(p.raw)) {
			return nil, fmt.Errorf("copy %s: it runs past the end of the file", f.Name)
		}
		h.Flags, h.Extra, h.Comment = h.Flags&^8, nil, ""
		if err := put(h, p.raw[offset:offset+int64(h.CompressedSize64)]); err != nil {
			return nil, err
		}
	}
	for _, name := range n.added {
		if err := stored(name); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil { // before out.Bytes: Close writes the directory
		return nil, fmt.Errorf("write ZIP directory: %w", err)
	}
	return out.Bytes(), nil
}
