package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
)

const sampleSize = 64 << 10

// sniff says what a file is by its bytes.
func sniff(r io.ReaderAt, size int64) (Format, error) {
	sample, err := readSample(r, size)
	if err != nil {
		return "", err
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(sample, utf8BOM), " \t\r\n"))
	switch {
	case bytes.HasPrefix(sample, []byte("PK\x03\x04")), bytes.HasPrefix(sample, []byte("PK\x05\x06")):
		return XLSX, nil
	case bytes.HasPrefix(sample, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return "", compound(r, size)
	case len(start) == 0:
		return "", ErrEmpty
	case bytes.HasPrefix(start, []byte("<")):
		return "", ErrMarkup
	case bytes.HasPrefix(start, []byte("%pdf")), bytes.HasPrefix(start, []byte("{\\rtf")):
		return "", ErrNoWorkbook
	}
	if encodingOf(sample) == utf8OrWindows && bytes.IndexFunc(sample, func(c rune) bool { return c < ' ' && c != '\t' && c != '\r' && c != '\n' }) >= 0 {
		return "", ErrNoWorkbook
	}
	return CSV, nil
}

func readSample(r io.ReaderAt, size int64) ([]byte, error) {
	sample := make([]byte, min(size, sampleSize))
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), sample); err != nil {
		return nil, fmt.Errorf("read the start of the file: %w", err)
	}
	return sample, nil
}

// compound tells an encrypted workbook from an old one: both are OLE compound files ([MS-CFB]), and the first has a
// stream of this name ([MS-OFFCRYPTO] 2.3.4.4). The directory may stand anywhere in the file.
func compound(r io.ReaderAt, size int64) error {
	var name []byte
	for _, unit := range utf16.Encode([]rune("EncryptedPackage")) {
		name = append(name, byte(unit), byte(unit>>8))
	}
	buffer := make([]byte, 1<<20)
	for at := int64(0); at < size; at += int64(len(buffer) - len(name)) { // windows overlap, so that no border hides it
		n, err := r.ReadAt(buffer, at)
		if bytes.Contains(buffer[:n], name) {
			return ErrPassword
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read the file: %w", err)
		}
	}
	return ErrOldExcel
}
