package xlsx

import (
	"errors"
	"hash/crc32"
	"testing"

	"minutebook/render"
)

func TestJoinCRC(t *testing.T) {
	t.Parallel()
	text := []byte("one stretch, and another that follows it")
	for i := range len(text) + 1 {
		a, b := text[:i], text[i:]
		if got := joinCRC(crc32.ChecksumIEEE(a), crc32.ChecksumIEEE(b), int64(len(b))); got != crc32.ChecksumIEEE(text) {
			t.Errorf("cut at %d: %08x", i, got)
		}
	}
}

func TestTooManyRows(t *testing.T) {
	t.Parallel()
	s := &sheet{Sheet: &render.Sheet{Name: "Deadlines"}, last: MaxRows, rows: spool{press: newPress(1)}}
	if err := s.add(nil); !errors.Is(err, ErrTooManyRows) {
		t.Errorf("got %v", err)
	}
}
