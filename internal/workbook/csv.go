package workbook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var utf8BOM = []byte("\xEF\xBB\xBF")

// utf8OrWindows stands for files whose characters have one byte each or are UTF-8: which one, the whole file shows.
var utf8OrWindows encoding.Encoding

// encodingOf tells UTF-16, with its mark or without (the text of an extract is mostly Latin), from the rest.
func encodingOf(sample []byte) encoding.Encoding {
	little, big := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	zeros := [2]int{}
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case bytes.HasPrefix(sample, []byte("\xFF\xFE")), zeros[1] > half*3/4 && zeros[0] == 0:
		return little
	case bytes.HasPrefix(sample, []byte("\xFE\xFF")), zeros[0] > half*3/4 && zeros[1] == 0:
		return big
	}
	return utf8OrWindows
}

func openCSV(name string, r io.ReaderAt, size int64) (*Book, error) {
	sample, err := readSample(r, size)
	if err != nil {
		return nil, err
	}
	book := &Book{Format: CSV}
	code := encodingOf(sample)
	skip := int64(0)
	switch {
	case code != utf8OrWindows:
	case bytes.HasPrefix(sample, utf8BOM):
		skip = int64(len(utf8BOM))
	default:
		valid, err := isUTF8(io.NewSectionReader(r, 0, size))
		if err != nil {
			return nil, err
		}
		if !valid {
			code = charmap.Windows1252
			book.Notes = append(book.Notes, "The file is not in UTF-8; it was read as Windows-1252. Check that accents and apostrophes are right.")
		}
	}
	text := func() io.Reader {
		var in io.Reader = io.NewSectionReader(r, skip, size-skip)
		if code != nil {
			in = code.NewDecoder().Reader(in)
		}
		return in
	}
	start := make([]byte, sampleSize)
	n, err := io.ReadFull(text(), start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("read the start of the file: %w", err)
	}
	d := dialectOf(string(start[:n]))
	sheet := &Sheet{Name: name}
	sheet.rows = func(yield func(Row, error) bool) { d.rows(text(), yield) }
	book.Sheets = []*Sheet{sheet}
	return book, nil
}

func isUTF8(r io.Reader) (bool, error) {
	buffer := make([]byte, 64<<10)
	kept := 0 // bytes of a character that the last block cut
	for {
		n, err := r.Read(buffer[kept:])
		n += kept
		whole := n
		for i := 1; i <= min(utf8.UTFMax-1, n); i++ {
			if c := buffer[n-i]; utf8.RuneStart(c) {
				if !utf8.FullRune(buffer[n-i : n]) {
					whole = n - i
				}
				break
			}
		}
		if !utf8.Valid(buffer[:whole]) {
			return false, nil
		}
		kept = copy(buffer, buffer[whole:n])
		if errors.Is(err, io.EOF) {
			return kept == 0, nil
		}
		if err != nil {
			return false, fmt.Errorf("read the file: %w", err)
		}
	}
}

// dialect is how a CSV file separates things.
type dialect struct {
	separator rune
	declared  bool // by a first line "sep=;", which Excel reads and does not show
	oldMac    bool // lines end in a carriage return alone
}

// dialectOf takes the separator that cuts the most lines into the same number of fields.
func dialectOf(sample string) dialect {
	d := dialect{separator: ',', oldMac: strings.Contains(sample, "\r") && !strings.Contains(sample, "\n")}
	if rest, ok := strings.CutPrefix(strings.ToLower(sample), "sep="); ok && rest != "" && strings.ContainsRune(",;\t|", rune(rest[0])) {
		return dialect{rune(rest[0]), true, d.oldMac}
	}
	best := 0
	for _, separator := range ",;\t|" {
		lines := map[int]int{} // by their number of separators
		count, quoted := 0, false
		for _, c := range sample {
			switch {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == separator:
				count++
			case c == '\n' || c == '\r' && d.oldMac:
				lines[count]++
				count = 0
			}
		}
		lines[count]++
		for n, times := range lines {
			if n*times > best {
				best, d.separator = n*times, separator
			}
		}
	}
	return d
}

func (d dialect) rows(text io.Reader, yield func(Row, error) bool) {
	if d.oldMac {
		text = lineEnds{text}
	}
	record := &bounded{r: text}
	in := csv.NewReader(record)
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = d.separator, -1, true
	row, end := 0, 0 // of the last record: its number, and the line where it ended
	for first := true; ; first = false {
		record.left = maxToken
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err == nil && len(fields) > maxColumns {
			err = tooLarge("row %d has more than %d columns", row+1, maxColumns)
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			err = fmt.Errorf("%w (line %d: a quotation mark stands where none can, or is not closed)", ErrDamaged, parse.Line)
		}
		if err != nil {
			yield(Row{}, err)
			return
		}
		// The reader passes over empty lines, which a spreadsheet program shows as rows.
		line, _ := in.FieldPos(0)
		row += line - end
		last, _ := in.FieldPos(len(fields) - 1)
		end = last + strings.Count(fields[len(fields)-1], "\n")
		if row > maxRows {
			yield(Row{}, tooLarge("row %d: a sheet has at most %d", row, maxRows))
			return
		}
		if first && d.declared {
			row = 0
			continue
		}
		out := Row{Number: row, Cells: make([]Cell, 0, len(fields))}
		for i, text := range fields {
			c := Cell{Row: row, Column: i + 1, Text: text}
			if text != "" {
				c.Type = Text
			}
			if len(text) > maxText {
				yield(Row{}, tooLarge("cell %s has more than %d bytes", c.Address(), maxText))
				return
			}
			out.Cells = append(out.Cells, c)
		}
		if !yield(out, nil) {
			return
		}
	}
}

// lineEnds turns carriage returns into line feeds.
type lineEnds struct{ r io.Reader }

func (l lineEnds) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for i := range p[:n] {
		if p[i] == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
