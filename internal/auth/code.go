package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// ErrCodeNeeded says that the password was right and that the account asks for a code as well.
var ErrCodeNeeded = errors.New("this account needs a code from an authenticator app as well")

// ErrNoCodes says that this installation has nothing to seal the secrets of codes with.
var ErrNoCodes = errors.New("codes from an app need a key file; whoever runs the service names one")

// Sealer keeps the secrets of codes unreadable in the store. What was sealed for one owner does not open for another.
type Sealer interface {
	Seal(owner string, plain []byte) ([]byte, error)
	Open(owner string, sealed []byte) ([]byte, error)
}

// CodeStore keeps what codes are checked against.
type CodeStore interface {
	// SetSecret gives a person a sealed secret, the step of the code that confirmed it, and hashes of recovery codes, in
	// place of what there was. A nil secret ends codes.
	SetSecret(ctx context.Context, personID string, sealed []byte, step int64, recovery []string, events ...Event) error
	// UseStep makes step the last one and reports true, if it is later than the last one.
	UseStep(ctx context.Context, personID string, step int64) (bool, error)
	// UseRecovery takes a recovery code away and reports true, if it is one of the person's.
	UseRecovery(ctx context.Context, personID, hash string, events ...Event) (bool, error)
	// RecoveryLeft counts the person's recovery codes.
	RecoveryLeft(ctx context.Context, personID string) (int, error)
}

const (
	codePeriod    = 30 // seconds; this and SHA-1 are what every app can do (RFC 6238)
	codeDigits    = otp.DigitsSix
	secretBytes   = 20 // RFC 4226 §4
	recoveryCodes = 10
)

var plainBase32 = base32.StdEncoding.WithPadding(base32.NoPadding)

// Enrolment is a secret on its way to somebody's app. It is shown until it is confirmed, and never again.
type Enrolment struct {
	Secret  string // for typing, in capitals and digits
	Address string // otpauth://, for the picture
	Sealed  []byte // what the next step is given back
}

// Enrol makes a new secret, or opens again one that was begun.
func (s *Service) Enrol(p Person, begun []byte) (Enrolment, error) {
	if s.Sealer == nil {
		return Enrolment{}, ErrNoCodes
	}
	e := Enrolment{Sealed: begun}
	secret := make([]byte, secretBytes)
	var err error
	if begun == nil {
		rand.Read(secret) //nolint:errcheck // it never fails (crypto/rand)
		e.Sealed, err = s.Sealer.Seal(p.ID, secret)
	} else {
		secret, err = s.Sealer.Open(p.ID, begun)
	}
	if err != nil {
		return Enrolment{}, fmt.Errorf("sealing the secret of codes: %w", err)
	}
	e.Secret = plainBase32.EncodeToString(secret)
	e.Address = (&url.URL{Scheme: "otpauth", Host: "totp", Path: "/Minutebook:" + p.Username,
		RawQuery: "secret=" + e.Secret + "&issuer=Minutebook"}).String()
	return e, nil
}

// Confirm makes an enrolment the person's, once code shows that the app has it, and returns the recovery codes, which
// nobody sees again. ErrRefused means that the code is not right.
func (s *Service) Confirm(ctx context.Context, by Actor, sealed []byte, code string) ([]string, error) {
	e, err := s.Enrol(by.Person, sealed)
	if err != nil {
		return nil, err
	}
	step, right, err := s.stepOf(e.Secret, code)
	if err != nil {
		return nil, err
	}
	if !right {
		return nil, ErrRefused
	}
	codes, hashes := make([]string, recoveryCodes), make([]string, recoveryCodes)
	for i := range codes {
		text := strings.ToLower(rand.Text()[:16]) // 80 bits
		codes[i] = text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
		hashes[i] = hashOf(text)
	}
	err = s.Store.SetSecret(ctx, by.ID, sealed, step, hashes, s.event(by, "person.code-set", by.Username))
	if err != nil {
		return nil, fmt.Errorf("storing the secret of codes: %w", err)
	}
	return codes, nil
}

// EndCodes lets a person sign in without codes again: the person, who has been asked for one, or an administrator for
// somebody whose telephone is lost.
func (s *Service) EndCodes(ctx context.Context, by Actor, personID string) error {
	p, err := s.Store.Person(ctx, personID)
	if err == nil {
		err = s.Store.SetSecret(ctx, personID, nil, 0, nil, s.event(by, "person.code-end", p.Username))
	}
	if err != nil {
		return fmt.Errorf("ending codes: %w", err)
	}
	return nil
}

// MustUseCodes reports whether people in this role may not sign in by password alone.
func (s *Service) MustUseCodes(r Role) bool { return s.CodesFor != nil && s.CodesFor(r) }

// acceptCode reports whether code is the app's present one and was not used before, or a recovery code. Each is accepted
// once, whoever asks at the same moment.
func (s *Service) acceptCode(ctx context.Context, a Account, code, from string) (bool, error) {
	text := strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(code))
	if len(text) != codeDigits.Length() {
		ok, err := s.Store.UseRecovery(ctx, a.ID, hashOf(text), s.event(Actor{a.Person, from}, "person.recovery-code", a.Username))
		if err != nil {
			return false, fmt.Errorf("looking for a recovery code: %w", err)
		}
		return ok, nil
	}
	e, err := s.Enrol(a.Person, a.Secret)
	if err != nil {
		return false, err
	}
	step, right, err := s.stepOf(e.Secret, text)
	if err != nil || !right {
		return false, err
	}
	fresh, err := s.Store.UseStep(ctx, a.ID, step)
	if err != nil {
		return false, fmt.Errorf("using a code: %w", err)
	}
	return fresh, nil
}

// stepOf finds the time step whose code this is: the present one, or its neighbours, for clocks that differ and people
// who type slowly (RFC 6238 §5.2).
func (s *Service) stepOf(secret, code string) (step int64, right bool, err error) {
	code = strings.ReplaceAll(code, " ", "")
	if len(code) != codeDigits.Length() {
		return 0, false, nil
	}
	now := s.Now().Unix() / codePeriod
	for step := now - 1; step <= now+1; step++ {
		right, err := hotp.ValidateCustom(code, uint64(step), secret, hotp.ValidateOpts{Digits: codeDigits, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, fmt.Errorf("checking a code: %w", err)
		}
		if right {
			return step, true, nil
		}
	}
	return 0, false, nil
}

// hashOf is how secrets that are random, and too long to be guessed, lie in the store.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
