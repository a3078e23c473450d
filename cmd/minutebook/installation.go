package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"minutebook/forms"
	"minutebook/internal/api"
	"minutebook/internal/auth"
	"minutebook/internal/authority"
	"minutebook/internal/papers"
	"minutebook/internal/policy"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/sign"
	"minutebook/internal/store"
	"minutebook/internal/web"
	"minutebook/render/pdf"
)

// settings are what an installation is started with. Each has a flag and an environment variable; the flag wins.
type settings struct {
	db           string
	keyFile      string
	authority    string
	policy       string
	templates    string
	pkcs12       string
	pkcs12Secret string
	tsa          string
	tsaRoots     string
	proxies      string
	plainHTTP    bool
	packs        string // by the clock: weekly, monthly
	packWeeks    int
	signIn       signInSettings
}

// setting is a flag with its environment variable.
type setting struct {
	into            *string
	flag, env, deft string
	about           string
}

// registerDatabase is for commands that only look into the database.
func (s *settings) registerDatabase(c *call) {
	c.register(setting{&s.db, "db", "MINUTEBOOK_DB", "minutebook.db", "SQLite `file`, or a postgres:// address"})
}

func (s *settings) register(c *call) {
	s.registerDatabase(c)
	for _, f := range []setting{
		{&s.keyFile, "key-file", "MINUTEBOOK_KEY_FILE", "", "`file` that opens the signing keys and the secrets of sign-in codes in the database (default: minutebook.key beside the SQLite file)"},
		{&s.authority, "authority", "MINUTEBOOK_AUTHORITY", "", "`name` of the local authority, as printed on papers"},
		{&s.policy, "policy", "MINUTEBOOK_POLICY", "statutory", "policy `pack` of new records"},
		{&s.pkcs12, "pkcs12", "MINUTEBOOK_PKCS12", "", "PKCS#12 `file` to sign with, in place of certificates made here"},
		{&s.pkcs12Secret, "pkcs12-password-file", "MINUTEBOOK_PKCS12_PASSWORD_FILE", "", "`file` with the password of the PKCS#12 file"},
		{&s.tsa, "tsa", "MINUTEBOOK_TSA", "", "`address` of an RFC 3161 time-stamping service"},
		{&s.templates, "templates", "MINUTEBOOK_TEMPLATES", "", "`folder` with the authority's own templates, policy packs, wording and letterhead, laid over the built-in ones"},
		{&s.proxies, "proxies", "MINUTEBOOK_PROXIES", "", "`addresses` of proxies whose X-Forwarded-For is believed, separated by commas"},
		{&s.tsaRoots, "tsa-ca", "MINUTEBOOK_TSA_CA", "", "PEM `file` with the roots of the time-stamping service"},
	} {
		c.register(f)
	}
	c.register(setting{&s.packs, "tracker-packs", "MINUTEBOOK_TRACKER_PACKS", "", "tracker packs that are made by the clock: `weekly` (Mondays at 7:00), monthly (first working day at 7:00), or both with a comma"})
	c.flags.IntVar(&s.packWeeks, "tracker-weeks", 8, "how many `weeks` tracker packs are kept, 5 at least")
	s.signIn.register(c)
}

func (c *call) register(s setting) {
	c.flags.StringVar(s.into, s.flag, cmp.Or(c.env(s.env), s.deft), s.about+" ($"+s.env+")")
}

// check finds settings that would fail only later, when somebody has signed already.
func (s *settings) check() error {
	if s.tsa != "" {
		if u, err := url.Parse(s.tsa); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return usagef("--tsa %q is not an address; it starts with http:// or https://", s.tsa)
		}
	}
	for _, p := range s.proxyList() {
		_, errAddress := netip.ParseAddr(p)
		if _, err := netip.ParsePrefix(p); err != nil && errAddress != nil {
			return usagef("--proxies: %q is neither an address nor a network such as 10.0.0.0/8", p)
		}
	}
	for _, name := range strings.FieldsFunc(s.packs, func(r rune) bool { return r == ',' || r == ' ' }) {
		if name != "weekly" && name != "monthly" {
			return usagef("--tracker-packs: %q is neither weekly nor monthly", name)
		}
	}
	if s.packWeeks != 0 && s.packWeeks < 5 {
		return usagef("--tracker-weeks: keep packs for 5 weeks at least, so that one can see what the clock has made")
	}
	return s.signIn.check()
}

func (s *settings) proxyList() []string {
	return strings.FieldsFunc(s.proxies, func(r rune) bool { return r == ',' || r == ' ' })
}

// installation is the wired program: one database and everything that works on it.
type installation struct {
	settings settings
	log      *slog.Logger
	words    atomic.Pointer[wording]
	db       *store.DB
	auth     *auth.Service
	key      *authority.Key // of the key file; nil where there is none
	records  *records.Service
	roots    []*x509.Certificate // of signers
	stamps   []*x509.Certificate // of time stamps
	rootPEM  []byte
	zone     *time.Location // in which days begin
}

// signer is where signing keys come from: an authority made here, or the council's PKCS#12 file.
type signer interface {
	papers.Keys
	Roots() []*x509.Certificate
	RootPEM() []byte
}

// open wires an installation. Whatever is wrong with the key file, the packs or the templates stops it here, and the error
// says what to do.
func open(ctx context.Context, s settings, log *slog.Logger) (*installation, error) {
	words, err := loadWording(s.templates)
	if err != nil {
		return nil, err
	}
	if _, err := words.packs.Pack(s.policy); err != nil {
		return nil, usageError{err.Error()}
	}
	db, err := store.Open(ctx, s.db)
	if err != nil {
		return nil, err
	}
	in := &installation{settings: s, log: log, db: db}
	in.words.Store(words)
	if err := in.wire(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return in, nil
}

func (in *installation) wire(ctx context.Context) error {
	keys, err := in.keys(ctx)
	if err != nil {
		return err
	}
	if in.zone, err = time.LoadLocation("Europe/London"); err != nil {
		return fmt.Errorf("loading the time zone: %w", err)
	}
	in.roots, in.rootPEM = keys.Roots(), keys.RootPEM()
	tsa, err := in.timeStamps()
	if err != nil {
		return err
	}
	if in.auth, err = in.accounts(); err != nil {
		return err
	}
	in.records = records.New(records.Config{
		Store:     in.db,
		Press:     livePress{in, keys, tsa},
		Rules:     func(name string) records.Rules { return rules(in.words.Load().packs, name) },
		Diary:     diary{in},
		Now:       time.Now,
		Public:    []string{in.settings.authority},
		Authority: in.settings.authority,
		NewID:     newID,
		Policy:    in.settings.policy, Replaceable: pdf.Missing,
		PacksKept: time.Duration(in.settings.packWeeks) * 7 * 24 * time.Hour, PackClock: in.packClock(),
		Binder: binder(in.words.Load, in.settings.authority, in.zone),
	})
	return nil
}

// packClock says which tracker packs are made by the clock; working days are those of the policy of new records.
func (in *installation) packClock() *records.PackClock {
	return &records.PackClock{
		Weekly: strings.Contains(in.settings.packs, "weekly"), Monthly: strings.Contains(in.settings.packs, "monthly"), Zone: in.zone,
		WorkingDay: func(day forms.Date) bool {
			pack, err := in.words.Load().packs.Pack(in.settings.policy)
			return err != nil || pack.WorkingDays(day.AddDays(-1), day) == 1
		},
	}
}

// newID returns a new id; ids made later sort later.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// rules finds the rules of a record's own policy pack. A record whose pack is gone cannot be signed: nobody knows what its
// authority would ask.
func rules(packs *policy.Packs, name string) records.Rules {
	pack, err := packs.Pack(name)
	if err != nil {
		return packGone(name)
	}
	return pack
}

type packGone string

// CheckAfter implements records.Rules.
func (p packGone) CheckAfter(forms.Form, forms.Form, *forms.Child) forms.Problems {
	return forms.Problems{{Code: "policy_gone", Level: forms.Blocker, Args: map[string]any{"policy": string(p)}}}
}

func (in *installation) keys(ctx context.Context) (signer, error) {
	s := in.settings
	path := s.keyFile
	if path == "" && s.pkcs12 == "" {
		if strings.HasPrefix(s.db, "postgres") {
			return nil, usagef("name the key file with --key-file: with PostgreSQL there is no folder to look for it in")
		}
		path = filepath.Join(filepath.Dir(strings.TrimPrefix(s.db, "sqlite://")), "minutebook.key")
	}
	var err error
	if path != "" {
		if in.key, err = in.keyFile(ctx, path); err != nil {
			return nil, err
		}
	}
	if s.pkcs12 != "" {
		return authority.OpenPKCS12(s.pkcs12, s.pkcs12Secret, time.Now)
	}
	return authority.Open(ctx, authority.Config{Name: s.authority, Vault: in.db, Key: in.key, Now: time.Now, Random: rand.Reader})
}

// keyFile opens the key file. It is made only while the database holds no key yet: later, a new one could open nothing.
func (in *installation) keyFile(ctx context.Context, path string) (*authority.Key, error) {
	key, err := authority.OpenKeyFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	stored, lost := in.db.LoadKeys(ctx)
	if lost != nil {
		return nil, lost
	}
	if len(stored) > 0 {
		return nil, err
	}
	if err := authority.CreateKeyFile(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	in.log.Info("made a new key file; keep a copy in a safe place, apart from the database", "file", path)
	return authority.OpenKeyFile(path)
}

func (in *installation) timeStamps() (*sign.TSA, error) {
	if in.settings.tsa == "" {
		return nil, nil
	}
	roots, err := readRoots(in.settings.tsaRoots)
	if err != nil {
		return nil, err
	}
	in.stamps = roots
	return &sign.TSA{URL: in.settings.tsa, Client: &http.Client{Timeout: 20 * time.Second}, Roots: roots}, nil
}

// verifier checks a few files at a time: anybody may send one, and a large one takes memory and time.
func (in *installation) verifier() func(file []byte) sign.Verdict {
	slots := make(chan struct{}, runtime.NumCPU())
	return func(file []byte) sign.Verdict {
		slots <- struct{}{}
		defer func() { <-slots }()
		return sign.Verify(file, in.roots, in.stamps...)
	}
}

// handler mounts both doors.
func (in *installation) handler() (http.Handler, error) {
	verify := in.verifier()
	files, err := layered(in.settings.templates)
	if err != nil {
		return nil, err
	}
	sentences := func() forms.Wording { return in.words.Load().house.Wording }
	due := func(child forms.Child, found []records.Record) ([]web.Deadline, error) {
		return childDeadlines(in.words.Load().packs, in.settings.policy, in.today(), in.zone, child, found)
	}
	doubted := func(child forms.Child) ([]web.Doubt, error) {
		return doubts(in.words.Load().packs, in.settings.policy, child, in.today())
	}
	tasks := func(policyName string, child forms.Child, on forms.Date) (forms.Date, []forms.TaskDue, error) {
		if on.IsZero() {
			on = in.today()
		}
		due, err := taskDates(in.words.Load().packs)(policyName, child, on)
		return on, due, err
	}
	asks := auth.NewAsks(time.Now)
	pages, err := web.New(web.Config{
		Records: in.records, Auth: in.auth, Now: time.Now, Desk: &auth.Administration{Store: in.db, Now: time.Now, NewID: newID}, Sessions: auth.NewSessions(in.db.Sessions(time.Now), !in.settings.plainHTTP),
		Templates: files, Wording: sentences, Verify: verify, Deadlines: due, Doubts: doubted, TaskDates: tasks, WorkingDays: in.workingDays, Zone: in.zone, Authority: in.settings.authority,
		Marking: in.words.Load().authority("")(in.settings.policy).Marking, Version: version(), Log: in.log,
		Contact: in.settings.signIn.contact, Preview: livePress{in: in}.preview, Asks: asks,
	})
	if err != nil {
		return nil, err
	}
	door := api.New(api.Config{
		Records: in.records, People: in.auth, Wording: sentences, Verify: verify, Log: in.log, Version: release, Asks: asks,
	})
	return server.New(server.Config{
		Web: pages, API: door, Log: in.log, NewID: newID, Now: time.Now, Ping: in.db.Ping, Secure: !in.settings.plainHTTP,
		Proxies: in.settings.proxyList(),
	})
}
