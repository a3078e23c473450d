package xlsx

import (
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"sync"
)

// blockSize is how much XML is compressed at a time. Fixed, so that the bytes do not depend on how rows arrive.
const blockSize = 256 << 10

// press compresses blocks, several at a time. Deflate blocks that end with a sync marker may be put one after another (RFC
// 1951 3.2.4), whoever made them; so blocks need not wait for one another.
type press struct {
	free chan *flate.Writer // as many as may work at once
	work sync.WaitGroup
	mu   sync.Mutex
	err  error
}

func newPress(workers int) *press {
	p := &press{free: make(chan *flate.Writer, workers)}
	for range workers {
		p.free <- nil
	}
	return p
}

// start begins to compress raw, which the press now owns; it waits while all workers are busy, so that rows are not made
// faster than they can be put away.
func (p *press) start(raw []byte, into *block) {
	w := <-p.free
	p.work.Go(func() {
		var err error
		if w, err = into.fill(w, raw, false); err != nil {
			p.mu.Lock()
			p.err = err
			p.mu.Unlock()
		}
		p.free <- w
	})
}

// wait returns when everything that was started is done.
func (p *press) wait() error {
	p.work.Wait()
	return p.err
}

// block is a compressed stretch of a part.
type block struct {
	data []byte
	crc  uint32
	size int64 // before compression
}

// fill compresses raw with w, which is made if it is nil and returned for the next block. The last block of a part is last.
func (b *block) fill(w *flate.Writer, raw []byte, last bool) (*flate.Writer, error) {
	var out bytes.Buffer
	if w == nil {
		var err error
		if w, err = flate.NewWriter(&out, flate.BestSpeed); err != nil {
			return nil, fmt.Errorf("compressing: %w", err)
		}
	} else {
		w.Reset(&out)
	}
	end := w.Flush
	if last {
		end = w.Close
	}
	if _, err := w.Write(raw); err != nil {
		return w, fmt.Errorf("compressing: %w", err)
	}
	if err := end(); err != nil {
		return w, fmt.Errorf("compressing: %w", err)
	}
	b.data, b.crc, b.size = bytes.Clone(out.Bytes()), crc32.ChecksumIEEE(raw), int64(len(raw))
	return w, nil
}

// spool holds the rows of one sheet, compressed.
type spool struct {
	press  *press
	raw    []byte // not compressed yet; rows are appended to it
	blocks []*block
}

// settle compresses what has gathered once it is a block's worth, or in any case at the end.
func (s *spool) settle(end bool) {
	if len(s.raw) < blockSize && !end || len(s.raw) == 0 {
		return
	}
	b := new(block)
	s.blocks = append(s.blocks, b)
	s.press.start(s.raw, b)
	s.raw = nil
	if !end {
		s.raw = make([]byte, 0, blockSize+blockSize/8)
	}
}

// joinCRC returns the CRC-32 of two stretches one after the other from that of each and the length of the second: the first
// is multiplied by x to the power of the bits that follow it, modulo the polynomial of ISO 3309, bits reflected.
func joinCRC(first, second uint32, size int64) uint32 {
	shift, square := uint32(1)<<31, uint32(1)<<23 // 1, and x to the 8th
	for ; size > 0; size >>= 1 {
		if size&1 == 1 {
			shift = multiply(square, shift)
		}
		square = multiply(square, square)
	}
	return multiply(shift, first) ^ second
}

func multiply(a, b uint32) uint32 {
	var product uint32
	for bit := uint32(1) << 31; bit != 0; bit >>= 1 {
		if a&bit != 0 {
			product ^= b
		}
		carry := b & 1
		if b >>= 1; carry == 1 {
			b ^= crc32.IEEE
		}
	}
	return product
}
