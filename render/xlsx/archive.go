package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// archive takes the parts that excelize hands over in no certain order, and writes them sorted by name and without times. Into
// the parts of sheets it puts their rows.
type archive struct {
	parts map[string][]byte
	rows  map[string]*spool // by name of the sheet's part
}

var _ excelize.ZipWriter = (*archive)(nil)

// Create implements excelize.ZipWriter.
func (a *archive) Create(name string) (io.Writer, error) { return &part{archive: a, name: name}, nil }

// AddFS implements excelize.ZipWriter; excelize does not call it when it saves.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close implements excelize.ZipWriter: everything has been handed over.
func (a *archive) Close() error { return nil }

// part is one part being handed over; all but the rows of a sheet is small.
type part struct {
	archive *archive
	name    string
}

func (p *part) Write(data []byte) (int, error) {
	p.archive.parts[p.name] = append(p.archive.parts[p.name], data...)
	return len(data), nil
}

// firstDay is 1 January 1980 as ZIP writes it, the first day that it knows.
const firstDay = 1<<5 | 1

// writeTo writes the archive. [Content_Types].xml comes first, by its bracket.
func (a *archive) writeTo(w io.Writer) error {
	tidy(a.parts)
	z := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		blocks, err := a.blocks(name)
		if err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		//lint:ignore SA1019 CreateRaw writes ModifiedDate and never looks at Modified
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: firstDay}
		for _, b := range blocks {
			header.CRC32 = joinCRC(header.CRC32, b.crc, b.size)
			header.UncompressedSize64 += uint64(b.size)
			header.CompressedSize64 += uint64(len(b.data))
		}
		to, err := z.CreateRaw(header)
		if err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		for _, b := range blocks {
			if _, err := to.Write(b.data); err != nil {
				return fmt.Errorf("writing %s: %w", name, err)
			}
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

// blocks returns a part compressed, with the rows in their place.
func (a *archive) blocks(name string) ([]*block, error) {
	before, after := a.parts[name], []byte(nil)
	var rows []*block
	if s := a.rows[name]; s != nil {
		at := bytes.Index(before, []byte("</sheetData>"))
		if at < 0 {
			return nil, errors.New("the sheet has no place for its rows")
		}
		before, after, rows = before[:at], before[at:], s.blocks
	}
	first, last := new(block), new(block)
	w, err := first.fill(nil, before, false)
	if err != nil {
		return nil, err
	}
	if _, err := last.fill(w, after, true); err != nil {
		return nil, err
	}
	return append(append([]*block{first}, rows...), last), nil
}
