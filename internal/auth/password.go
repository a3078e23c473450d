package auth

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// Lengths of a password in characters. The upper bound keeps somebody from having megabytes hashed.
const (
	ShortestPassword = 12
	LongestPassword  = 200
)

// Why CheckPassword refuses a password. The texts are for people.
//
//lint:file-ignore ST1005 these texts are shown as they are, as sentences
var (
	ErrPasswordShort    = errors.New("Password must be at least 12 characters long")
	ErrPasswordLong     = errors.New("Password must be 200 characters or fewer")
	ErrPasswordUsername = errors.New("Password must not be, or contain, the username")
	ErrPasswordSame     = errors.New("Password must not be one character over and over")
)

// CheckPassword says whether a password may be chosen. Length is what makes it hard to guess; no characters are asked for
// (NCSC, "Three random words").
func CheckPassword(username, password string) error {
	n := utf8.RuneCountInString(password)
	switch lower := strings.ToLower(password); {
	case n < ShortestPassword:
		return ErrPasswordShort
	case n > LongestPassword:
		return ErrPasswordLong
	case username != "" && strings.Contains(lower, strings.ToLower(username)):
		return ErrPasswordUsername
	case strings.Trim(password, password[:1]) == "":
		return ErrPasswordSame
	}
	return nil
}

// params follow RFC 9106 §4, second recommendation (64 MiB, three passes). Parallelism is part of the hash, so it is
// fixed and not the number of processors of whichever machine made it.
var params = argon2id.Params{Memory: 64 << 10, Iterations: 3, Parallelism: 2, SaltLength: 16, KeyLength: 32}

// hash normalises first: the same password typed on a Mac and on Windows may differ in how accents are composed.
func hash(password string, p argon2id.Params) (string, error) {
	h, err := argon2id.CreateHash(norm.NFC.String(password), &p)
	if err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return h, nil
}

func matches(password, hash string) (bool, error) {
	ok, err := argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
	if err != nil {
		return false, fmt.Errorf("comparing a password: %w", err)
	}
	return ok, nil
}
