// Package authority gives each signing chair a key and a certificate, and keeps the keys so that a copy of the database
// alone is worth nothing: they are sealed for a key file that lives outside it. An authority with certificates of its
// own gives a PKCS#12 file instead; see OpenPKCS12.
package authority

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"minutebook/internal/sign"
)

// Config is what an Authority is made of. All fields are needed.
type Config struct {
	Name   string // of the local authority, for instance "Testerdale Metropolitan Borough Council"
	Vault  Vault
	Key    *Key             // from OpenKeyFile
	Now    func() time.Time // time.Now in production
	Random io.Reader        // rand.Reader of crypto/rand in production; serial numbers come from it
}

// Authority issues certificates to signing chairs and keeps their keys encrypted. It is safe for concurrent use, and
// several servers may run one over the same vault: they share one root.
type Authority struct {
	config Config
	root   sign.Identity

	mu     sync.Mutex
	opened map[string]sign.Identity // keys from the vault by their ID: each is opened once
	people map[string][]issued      // by person, the newest last
}

// issued is one certificate of a person, with its key.
type issued struct {
	generation int
	identity   sign.Identity
}

// maxAttempts is how often a certificate is issued anew because another server stored one first.
const maxAttempts = 5

// renewBefore is how long before its end a certificate is replaced, so that nobody finds out at a meeting.
const renewBefore = 30 * 24 * time.Hour

// rootID is the vault's name for the root; personID makes the names of the others.
const rootID = "root"

// personID names the n-th certificate of a person. Stored keys are never replaced, so a renewal is a new one.
func personID(person string, generation int) string {
	return "user:" + person + "/" + strconv.Itoa(generation)
}

// Open loads the keys in the vault, creating the root when there is none yet. It fails with ErrWrongKeyFile when the
// vault's keys are sealed for another key file, and with ErrTampered when they are not as this package stored them.
func Open(ctx context.Context, c Config) (*Authority, error) {
	if c.Name == "" || c.Vault == nil || c.Key == nil || c.Now == nil || c.Random == nil {
		return nil, errors.New("open signing authority: the configuration is incomplete")
	}
	a := &Authority{config: c, opened: map[string]sign.Identity{}}
	if err := a.load(ctx); err != nil {
		return nil, fmt.Errorf("open signing authority: %w", err)
	}
	if a.opened[rootID].Key == nil {
		root, err := newRoot(c)
		if err != nil {
			return nil, fmt.Errorf("create root certificate: %w", err)
		}
		// Another server may be doing the same at this moment. Whoever stores first wins, and both use what is stored.
		if err := a.store(ctx, rootID, root); err != nil && !errors.Is(err, ErrExists) {
			return nil, fmt.Errorf("store root certificate: %w", err)
		}
		if err := a.load(ctx); err != nil {
			return nil, fmt.Errorf("open signing authority: %w", err)
		}
	}
	if a.root = a.opened[rootID]; a.root.Key == nil {
		return nil, errors.New("open signing authority: the root certificate was stored but cannot be found again")
	}
	return a, nil
}

// Roots returns the certificates that signatures by issued identities lead to.
func (a *Authority) Roots() []*x509.Certificate { return slices.Clone(a.root.Chain) }

// RootPEM returns them as PEM, for people who check signatures with programs of their own.
func (a *Authority) RootPEM() []byte { return encodePEM(a.root.Chain) }

// Identity returns a key and a certificate in that name and role for a person, issuing one when there is none, when it
// has expired or will within 30 days, and when the name or role has changed. The certificate is valid from the day
// before it was issued, so a paper may be signed somewhat later than the moment that it states.
func (a *Authority) Identity(ctx context.Context, person, name, role string) (sign.Identity, error) {
	if person == "" || name == "" {
		return sign.Identity{}, errors.New("issue certificate: no person or no name")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for range maxAttempts {
		if id, ok := a.current(person, name, role); ok {
			return id, nil
		}
		// Before issuing, look whether another server has done so since.
		if err := a.load(ctx); err != nil {
			return sign.Identity{}, fmt.Errorf("look for the certificate of %s: %w", person, err)
		}
		if id, ok := a.current(person, name, role); ok {
			return id, nil
		}
		leaf, err := newLeaf(a.config, a.root, name, role)
		if err != nil {
			return sign.Identity{}, fmt.Errorf("issue certificate to %s: %w", person, err)
		}
		generation := 1
		if known := a.people[person]; len(known) > 0 {
			generation = known[len(known)-1].generation + 1
		}
		err = a.store(ctx, personID(person, generation), leaf)
		if err == nil {
			return leaf, nil
		}
		if !errors.Is(err, ErrExists) { // else another server was faster: use what it stored, if that fits
			return sign.Identity{}, fmt.Errorf("store the certificate of %s: %w", person, err)
		}
	}
	return sign.Identity{}, fmt.Errorf("issue certificate to %s: other servers were faster %d times: %w", person, maxAttempts, ErrExists)
}

// sealID stands for the authority among the people; no person's ID has brackets.
const sealID = "(authority)"

// sealRole is the role that the authority’s own certificate names.
const sealRole = "Seal"

// Seal returns the authority's own key and certificate, by which papers are sealed that nobody signs in person.
func (a *Authority) Seal(ctx context.Context) (sign.Identity, error) {
	return a.Identity(ctx, sealID, a.config.Name, sealRole)
}

// current returns the newest certificate of a person that fits and has time left.
func (a *Authority) current(person, name, role string) (sign.Identity, bool) {
	want, deadline := personName(a.config.Name, name, role), a.config.Now().Add(renewBefore)
	for _, i := range slices.Backward(a.people[person]) {
		leaf := i.identity.Chain[0]
		same := leaf.Subject.CommonName == want.CommonName && slices.Equal(leaf.Subject.Organization, want.Organization) &&
			slices.Equal(leaf.Subject.OrganizationalUnit, want.OrganizationalUnit)
		if same && deadline.Before(leaf.NotAfter) {
			return sign.Identity{Key: i.identity.Key, Chain: []*x509.Certificate{leaf, a.root.Chain[0]}}, true
		}
	}
	return sign.Identity{}, false
}

// load reads the vault and opens the keys that were not open yet.
func (a *Authority) load(ctx context.Context) error {
	stored, err := a.config.Vault.LoadKeys(ctx)
	if err != nil {
		return fmt.Errorf("load keys: %w", err)
	}
	people := map[string][]issued{}
	for _, s := range stored {
		id, known := a.opened[s.ID]
		if !known {
			if id, err = a.config.Key.open(s); err != nil {
				return fmt.Errorf("key %q: %w", s.ID, err)
			}
			a.opened[s.ID] = id
		}
		if s.ID == rootID {
			continue
		}
		person, generation, ok := parsePersonID(s.ID)
		if !ok {
			return fmt.Errorf("key %q: %w", s.ID, ErrTampered)
		}
		people[person] = append(people[person], issued{generation, id})
	}
	for _, known := range people {
		slices.SortFunc(known, func(x, y issued) int { return x.generation - y.generation })
	}
	a.people = people
	return nil
}

func parsePersonID(id string) (person string, generation int, ok bool) {
	rest, ok := strings.CutPrefix(id, "user:")
	i := strings.LastIndexByte(rest, '/')
	if !ok || i < 0 {
		return "", 0, false
	}
	generation, err := strconv.Atoi(rest[i+1:])
	return rest[:i], generation, err == nil
}

func (a *Authority) store(ctx context.Context, id string, identity sign.Identity) error {
	s, err := a.config.Key.seal(id, identity, a.config.Now())
	if err != nil {
		return err
	}
	return a.config.Vault.StoreKey(ctx, s)
}

func encodePEM(chain []*x509.Certificate) []byte {
	var b []byte
	for _, c := range chain {
		b = append(b, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return b
}

// belongs reports whether key is the private half of the certificate's key.
func belongs(key crypto.Signer, c *x509.Certificate) bool {
	public, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(c.PublicKey)
}
