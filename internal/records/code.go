package records

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// codeAlphabet is Crockford's base 32: no letter that looks like a figure, and no U.
const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeLength is 60 bits: whoever tries a million codes a second, which the verification page does not allow, needs
// thousands of years for a hit among a million papers.
const codeLength = 12

// Code is the code on the pages of the version's paper for an audience, with which anybody can ask whether the paper is
// genuine. It says nothing about the paper, and the codes of two audiences' papers cannot be told to belong together. A
// signature without a secret gives none.
func (s Signature) Code(audience string) string {
	if s.Secret == "" {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(s.Secret))
	mac.Write([]byte(audience))
	bits := binary.BigEndian.Uint64(mac.Sum(nil))
	code := make([]byte, codeLength)
	for i := range code {
		code[i] = codeAlphabet[bits>>(64-5)]
		bits <<= 5
	}
	return string(code)
}

// ParseCode reads a code as people type it: in any case, with spaces or hyphens, and with O, I and L for the figures that
// they look like. False is no code at all.
func ParseCode(typed string) (code string, ok bool) {
	code = strings.NewReplacer(" ", "", "-", "", "‐", "", "‑", "", "–", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
	return code, len(code) == codeLength && strings.Trim(code, codeAlphabet) == ""
}

// ShowCode writes a code in groups of four, which are easier to read and to type.
func ShowCode(code string) string {
	var groups []string
	for len(code) > 4 {
		groups, code = append(groups, code[:4]), code[4:]
	}
	return strings.Join(append(groups, code), "-")
}

// codeSum is what a store finds a code by. How long it looks for a sum says nothing about codes that begin alike.
func codeSum(code string) string {
	sum := sha256.Sum256([]byte("minutebook code 1 " + code))
	return hex.EncodeToString(sum[:])
}
