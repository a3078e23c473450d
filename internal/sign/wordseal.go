package sign

// The seal closes what an OOXML signature leaves open. Such a signature covers the meaning of a package: the ZIP file
// around the parts, the list of content types, the unsigned properties of the signature and white space within it may
// all change unseen. People are told that a changed file is found out, whichever byte it was. So the signature states,
// in a field that it covers, the SHA-256 of the whole file in which only these bytes count as zero, because they depend
// on that digest; each of them is checked on its own:
//
//   - the seal itself, against the file;
//   - the digest of the element that holds the seal, against that element, and compared as text;
//   - the signature value, by the key, and compared as text with its one proper encoding;
//   - the CRC-32 of the signature part, in its two ZIP headers, against the part.
//
// All have a length that is known beforehand. The signature part is the last item of the file and is not compressed, so
// these places can be computed. A later signature seals the earlier ones as bytes, and takes their seals' place.
//
// A file whose contents are as signed but whose seal is broken was saved or repaired by something else: Resaved.

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
)

const (
	sealPrefix = "Minutebook file seal v1, SHA-256: "
	sealLength = 44 // base64 of 32 bytes

	endRecord     = 22 // a ZIP file's end record without a comment
	centralHeader = 46 // a central directory header without the name
	localHeader   = 30 // a local header without the name
	centralCRC    = 16 // offsets of the CRC-32 in them
	localCRC      = 14
)

// span is a piece of a file.
type span struct{ from, length int }

// sealPlaces are the pieces of a file that its seal does not cover.
type sealPlaces struct {
	seal, digest, value, localCRC, centralCRC span
	part                                      span // the signature part as a whole, for the writer
}

var errNoSeal = errors.New("the signature part is not where a seal needs it")

// findSeal returns the places in file for the signature part at item, which must be the last one and stored.
func findSeal(file []byte, item *zip.File) (sealPlaces, error) {
	start, err := item.DataOffset()
	if err != nil || item.Method != zip.Store || item.UncompressedSize64 > uint64(int64(len(file))-start) {
		return sealPlaces{}, errNoSeal
	}
	from, size := int(start), int(item.UncompressedSize64)
	part := file[from : from+size]
	// within finds the text of given length (0: up to the next tag) between two markers, of which the first is unique.
	within := func(after []byte, marker, then string, length int) span {
		i := bytes.Index(after, []byte(marker))
		if i < 0 || bytes.Count(part, []byte(marker)) != 1 {
			return span{}
		}
		i += len(marker)
		j := bytes.Index(after[i:], []byte(then))
		if j < 0 {
			return span{}
		}
		i += j + len(then)
		if length == 0 {
			length = bytes.IndexByte(after[i:], '<')
		}
		if length <= 0 || i+length > len(after) {
			return span{}
		}
		return span{from + i, length}
	}
	local, central := from-localHeader-len(item.Name), len(file)-endRecord-centralHeader-len(item.Name)
	if local < 0 || central < from+size || !bytes.HasPrefix(file[local:], []byte("PK\x03\x04")) ||
		!bytes.HasPrefix(file[central:], []byte("PK\x01\x02")) || !bytes.HasPrefix(file[len(file)-endRecord:], []byte("PK\x05\x06")) {
		return sealPlaces{}, errNoSeal
	}
	p := sealPlaces{
		seal:       within(part, "<SignatureText>"+sealPrefix, "", sealLength),
		digest:     within(part, ` URI="#idOfficeObject">`, "<DigestValue>", sealLength),
		value:      within(part, "<SignatureValue>", "", 0),
		localCRC:   span{local + localCRC, 4},
		centralCRC: span{central + centralCRC, 4},
		part:       span{from, size},
	}
	if p.seal.length == 0 || p.digest.length == 0 || p.value.length == 0 {
		return sealPlaces{}, errNoSeal
	}
	return p, nil
}

// sum returns the seal of file.
func (p sealPlaces) sum(file []byte) string {
	open := []span{p.seal, p.digest, p.value, p.localCRC, p.centralCRC}
	slices.SortFunc(open, func(a, b span) int { return a.from - b.from })
	h, at := sha256.New(), 0
	for _, s := range open {
		h.Write(file[at:s.from])
		h.Write(make([]byte, s.length))
		at = s.from + s.length
	}
	h.Write(file[at:])
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// setCRC writes the checksum of the signature part into its two headers.
func (p sealPlaces) setCRC(file, part []byte) {
	crc := crc32.ChecksumIEEE(part)
	binary.LittleEndian.PutUint32(file[p.localCRC.from:], crc)
	binary.LittleEndian.PutUint32(file[p.centralCRC.from:], crc)
}

// sealHolds reports whether file is, to the byte, what the signature in item sealed. That the seal's own field, the
// digest over it and the signature value are genuine must have been checked before.
func sealHolds(file []byte, item *zip.File, part []byte) bool {
	p, err := findSeal(file, item)
	if err != nil {
		return false
	}
	text := func(s span) string { return string(file[s.from : s.from+s.length]) }
	for _, s := range []span{p.digest, p.value} {
		b, err := base64.StdEncoding.Strict().DecodeString(text(s))
		if err != nil || base64.StdEncoding.EncodeToString(b) != text(s) {
			return false
		}
	}
	crc := crc32.ChecksumIEEE(part)
	return binary.LittleEndian.Uint32(file[p.localCRC.from:]) == crc &&
		binary.LittleEndian.Uint32(file[p.centralCRC.from:]) == crc &&
		text(p.seal) == p.sum(file)
}
