package workbook

import (
	"errors"
	"fmt"
	"io"
)

// Why a file is refused, and what its sender can do. What is wrapped around them says where.
var (
	ErrPassword     = errors.New("the workbook is protected with a password: open it, take the password off (File, Info, Protect Workbook), save it and send it again")
	ErrMacros       = errors.New("the workbook has macros, which are not accepted: save it as Excel Workbook (.xlsx) and send that")
	ErrOldExcel     = errors.New("the file is in the format of Excel 97 to 2003 (.xls): open it, save it as Excel Workbook (.xlsx) and send that")
	ErrBinaryExcel  = errors.New("the file is a binary workbook (.xlsb): open it, save it as Excel Workbook (.xlsx) and send that")
	ErrOpenDocument = errors.New("the file is an OpenDocument spreadsheet (.ods): open it, save it as Excel Workbook (.xlsx) and send that")
	ErrMarkup       = errors.New("the file is a web page or XML that only bears a spreadsheet’s name: open it in Excel, save it as Excel Workbook (.xlsx) and send that")
	ErrNoWorkbook   = errors.New("the file is neither an Excel workbook nor a CSV file: export it again as one of them")
	ErrEmpty        = errors.New("the file is empty: export it again")
	ErrTooLarge     = errors.New("the file is larger than is accepted: send fewer rows or sheets at a time")
	ErrDamaged      = errors.New("the file is damaged: open it, save it under another name and send that")
)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w (%s)", ErrDamaged, fmt.Sprintf(format, args...))
}

func tooLarge(format string, args ...any) error {
	return fmt.Errorf("%w (%s)", ErrTooLarge, fmt.Sprintf(format, args...))
}

// Limits are what a file may ask of the machine.
type Limits struct {
	File     int64 // bytes of the file
	Unpacked int64 // bytes of all its parts together
	Strings  int64 // bytes of the texts that its cells share, which are held in memory
	Ratio    int64 // how many times larger a part may be than its packed form
	Parts    int
}

// Standard are the limits for one extract of a whole authority: some 300,000 rows of 40 columns.
var Standard = Limits{File: 64 << 20, Unpacked: 512 << 20, Strings: 96 << 20, Ratio: 250, Parts: 4096}

// Limits of the format itself, and of what is held beside the rows.
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxText    = 4 * 32_767 // bytes; Excel allows 32,767 characters
	maxSheets  = 1024
	maxStrings = 4_000_000
	maxStyles  = 70_000
	maxRanges  = 100_000
	maxToken   = 1 << 20 // bytes of one tag or one stretch of text
	maxDepth   = 64
	maxHeld    = 2_000_000 // cells in memory, of some 150 bytes
)

func (l Limits) orStandard() Limits {
	set := func(to *int64, standard int64) {
		if *to == 0 {
			*to = standard
		}
	}
	set(&l.File, Standard.File)
	set(&l.Unpacked, Standard.Unpacked)
	set(&l.Strings, Standard.Strings)
	set(&l.Ratio, Standard.Ratio)
	if l.Parts == 0 {
		l.Parts = Standard.Parts
	}
	return l
}

// bounded fails once more than left bytes were read. Its error is ErrTooLarge.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		// A source that ends here was not too large.
		if n, err := b.r.Read(p[:min(len(p), 1)]); n == 0 {
			return 0, err
		}
		return 0, tooLarge("one part of it, or one text in it, goes on without end")
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
