package sign

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"
)

var (
	// ErrTSA says that the time-stamping authority gave no answer or is out of order: the same call may succeed later.
	ErrTSA = errors.New("the time-stamping authority is not available")
	// ErrTSAAnswer says that the authority refused, or answered with something that is no time stamp for this
	// signature: somebody must look at it, repeating the call will not help.
	ErrTSAAnswer = errors.New("the answer of the time-stamping authority is not acceptable")
)

// TSA is a client of an RFC 3161 time-stamping authority over HTTP. Its zero values are usable, but for URL.
type TSA struct {
	URL    string
	Client *http.Client // nil for one that gives up after 15 seconds

	// Roots are those that the authority's certificate must lead to; with none given any authority is believed when
	// signing. Verify believes only the roots that it is given, so give it these too, as roots for time stamps.
	Roots []*x509.Certificate

	Reserve int       // bytes kept for a token in the signed file; 0 for 8192
	Random  io.Reader // where nonces come from; nil for crypto/rand
}

const (
	tsaTimeout = 15 * time.Second
	tsaReserve = 8 << 10
	maxAnswer  = 64 << 10
)

// messageImprint, timeStampRequest and timeStampAnswer are those of RFC 3161, 2.4.
type messageImprint struct {
	Algorithm asn1.RawValue
	Hash      []byte
}

type timeStampRequest struct {
	Version     int
	Imprint     messageImprint
	Nonce       *big.Int
	Certificate bool
}

type timeStampAnswer struct {
	Status struct {
		Status int
		Text   []asn1.RawValue `asn1:"optional"` // of the authority's choosing: not repeated to anybody
		Fail   asn1.BitString  `asn1:"optional"`
	}
	Token asn1.RawValue `asn1:"optional"`
}

func (t *TSA) reserve() int {
	if t.Reserve > 0 {
		return t.Reserve
	}
	return tsaReserve
}

// stamp gets a time-stamp token over message, verified, in the one encoding that Verify accepts.
func (t *TSA) stamp(ctx context.Context, message []byte) ([]byte, error) {
	random := t.Random
	if random == nil {
		random = rand.Reader
	}
	var seed [8]byte
	if _, err := io.ReadFull(random, seed[:]); err != nil {
		return nil, fmt.Errorf("choose a nonce: %w", err)
	}
	nonce := new(big.Int).SetBytes(seed[:])
	hash := sha256.Sum256(message)
	request, err := asn1.Marshal(timeStampRequest{Version: 1, Nonce: nonce, Certificate: true, Imprint: messageImprint{
		Algorithm: asn1.RawValue{FullBytes: der(0x30, oid(digestAlgorithms[0].oid))}, Hash: hash[:]}})
	if err != nil {
		return nil, fmt.Errorf("encode the time-stamp request: %w", err)
	}
	body, err := t.post(ctx, request)
	if err != nil {
		return nil, err
	}
	raw, err := tokenIn(body)
	if err != nil {
		return nil, err
	}
	token, err := readToken(raw, message)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTSAAnswer, err)
	}
	if token.nonce == nil || token.nonce.Cmp(nonce) != 0 {
		return nil, fmt.Errorf("%w: the nonce is not the one that was sent", ErrTSAAnswer)
	}
	encoded, err := token.canonical(t.Roots)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTSAAnswer, err)
	}
	return encoded, nil
}
