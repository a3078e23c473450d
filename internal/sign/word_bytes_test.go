package sign

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// Whichever byte of a signed file is changed, the file is no longer valid. Positions are taken at a stride that is
// prime to everything in the format, with another bit each time; the headers of all items are among them.
func TestWordAnyByte(t *testing.T) {
	t.Parallel()
	const stride = 13
	for name, id := range map[string]Identity{"RSA-2048 with a chain": wordChained(), "P-256": wordEC()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := signedSample(t, id)
			for i := 0; i < len(file); i += stride {
				file[i] ^= 1 << (i / stride % 8)
				if v := Verify(file, wordRoots()); v.State == Valid || v.State == Untrusted || v.Detail == "" {
					t.Errorf("byte %d of %d, bit %d: %q %s", i, len(file), i/stride%8, v.State, v.Detail)
				}
				file[i] ^= 1 << (i / stride % 8)
			}
			for i := len(file) - 1500; i < len(file); i++ { // the directory, where one byte hides best
				file[i] ^= 1
				if v := Verify(file, wordRoots()); v.State == Valid || v.State == Untrusted {
					t.Errorf("byte %d of %d: %q %s", i, len(file), v.State, v.Detail)
				}
				file[i] ^= 1
			}
			if v := Verify(file, wordRoots()); !v.OK() {
				t.Errorf("the file was not put back as it was: %+v", v)
			}
		})
	}
}

func TestWordContainer(t *testing.T) {
	t.Parallel()
	file := signedSample(t, wordRSA())
	many := pack(t, append(sampleItems(), func() (extra []zipItem) {
		for i := range maxItems {
			extra = append(extra, zipItem{fmt.Sprintf("word/x%d.xml", i), ""})
		}
		return extra
	}()...))
	tests := map[string]struct {
		file []byte
		want State
	}{
		"bytes after the end":  {append(bytes.Clone(file), "more"...), Resaved},
		"bytes before":         {append([]byte("x"), file...), Unreadable},
		"empty archive":        {[]byte("PK\x05\x06" + strings.Repeat("\x00", 18)), Unreadable},
		"too many parts":       {many, Unreadable},
		"never signed":         {pack(t, sampleItems()), Unsigned},
		"not a Word file":      {pack(t, []zipItem{{"a.txt", "a"}}), Unreadable},
		"part damaged":         {flipIn(t, file, "word/document.xml"), Altered},
		"main part not listed": {pack(t, drop(unpack(t, file), "word/document.xml")), Unreadable},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := Verify(test.file, wordRoots()); v.State != test.want || v.Detail == "" {
				t.Errorf("got %q (%s), want %q", v.State, v.Detail, test.want)
			}
		})
	}
	t.Run("cut anywhere", func(t *testing.T) {
		t.Parallel()
		for n := 4; n < len(file); n += 101 {
			if v := Verify(file[:n], wordRoots()); v.State != Truncated {
				t.Errorf("first %d bytes: %q %s", n, v.State, v.Detail)
			}
		}
		if v := Verify(file[:len(file)-1], wordRoots()); v.State != Truncated {
			t.Errorf("last byte missing: %q %s", v.State, v.Detail)
		}
	})
	t.Run("bomb", func(t *testing.T) {
		t.Parallel()
		p, err := openPackage(file)
		if err != nil {
			t.Fatal(err)
		}
		p.left = 10_000 // less than the document unpacked
		if s := p.examine(sigName); s.err == nil || stateOf(s.err) != Unreadable || !strings.Contains(s.err.Error(), "too large") || p.left < -1 {
			t.Errorf("got %v with %d left", s.err, p.left)
		}
	})
}
