package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/authority"
)

// signInSettings say how people sign in.
type signInSettings struct {
	address string
	contact string
	codes   string
	local   string
	issuer  string
	client  string
	secret  string
	claim   string
	groups  string
}

func (s *signInSettings) register(c *call) {
	s.registerAddress(c)
	for _, f := range []setting{
		{&s.contact, "contact", "MINUTEBOOK_CONTACT", "", "`whom` to ask about access, as people read it in a sentence: “the service desk on 01632 960001”"},
		{&s.codes, "codes", "MINUTEBOOK_CODES", "", "`roles` whose local accounts must sign in with a code from an app too, separated by commas; “all” for everybody"},
		{&s.local, "local-accounts", "MINUTEBOOK_LOCAL_ACCOUNTS", "on", "`on` or off: whether people may sign in with a username and password"},
		{&s.issuer, "oidc-issuer", "MINUTEBOOK_OIDC_ISSUER", "", "`address` of the OpenID Connect provider of work accounts, as its tokens name it"},
		{&s.client, "oidc-client", "MINUTEBOOK_OIDC_CLIENT", "", "`id` that the provider gave this service; register " + auth.CallbackPath + " there as where people come back"},
		{&s.secret, "oidc-secret-file", "MINUTEBOOK_OIDC_SECRET_FILE", "", "`file` with the secret that the provider gave this service; readable by its owner alone"},
		{&s.claim, "oidc-claim", "MINUTEBOOK_OIDC_CLAIM", "groups", "`claim` of the provider's tokens that names groups or app roles"},
		{&s.groups, "oidc-groups", "MINUTEBOOK_OIDC_GROUPS", "", "YAML `file` that says which groups have which role, and are which team"},
	} {
		c.register(f)
	}
}

// registerAddress is for commands that print links.
func (s *signInSettings) registerAddress(c *call) {
	c.register(setting{&s.address, "public-url", "MINUTEBOOK_PUBLIC_URL", "", "`address` of the service as browsers reach it, such as https://minutebook.example.gov.uk"})
}

func (s *signInSettings) check() error {
	if s.local != "on" && s.local != "off" {
		return usagef("--local-accounts is on or off, not %q", s.local)
	}
	if s.local == "off" && s.issuer == "" {
		return usagef("--local-accounts off needs --oidc-issuer: nobody could sign in")
	}
	if _, err := s.codesFor(); err != nil {
		return err
	}
	if s.address != "" && !trustworthy(s.address) {
		return usagef("--public-url %q is not an address that begins with https://", s.address)
	}
	if s.issuer == "" {
		return nil
	}
	if !trustworthy(s.issuer) {
		return usagef("--oidc-issuer %q is not an address that begins with https://", s.issuer)
	}
	if s.address == "" || s.client == "" || s.groups == "" {
		return usagef("--oidc-issuer needs --public-url, --oidc-client and --oidc-groups as well")
	}
	return nil
}

// trustworthy reports whether an address is one of HTTPS, or on this computer, for trying things out.
func trustworthy(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// codesFor says whose role may not sign in by password alone; nil for nobody's.
func (s *signInSettings) codesFor() (func(auth.Role) bool, error) {
	names := strings.FieldsFunc(s.codes, func(r rune) bool { return r == ',' || r == ' ' })
	switch {
	case len(names) == 0:
		return nil, nil
	case slices.Contains(names, "all"):
		return func(auth.Role) bool { return true }, nil
	}
	for _, name := range names {
		if !slices.Contains(auth.Roles, auth.Role(name)) {
			return nil, usagef("--codes: there is no role %q", name)
		}
	}
	return func(r auth.Role) bool { return slices.Contains(names, string(r)) }, nil
}

// provider reads what the provider of work accounts needs; nil where there is none.
func (s *signInSettings) provider() (*auth.Provider, error) {
	if s.issuer == "" {
		return nil, nil
	}
	c := auth.ProviderConfig{
		Issuer: s.issuer, ClientID: s.client, Address: strings.TrimSuffix(s.address, "/"), Claim: s.claim,
		Client: &http.Client{Timeout: 10 * time.Second}, Now: time.Now,
	}
	text, err := os.ReadFile(s.groups)
	if err != nil {
		return nil, fmt.Errorf("--oidc-groups: %w", err)
	}
	if c.Mapping, err = auth.ReadMapping(text); err != nil {
		return nil, fmt.Errorf("--oidc-groups %s: %w", s.groups, err)
	}
	if s.secret != "" {
		secret, err := authority.ReadPrivate(s.secret)
		if err != nil {
			return nil, fmt.Errorf("--oidc-secret-file: %w", err)
		}
		c.ClientSecret = strings.TrimSpace(string(secret))
	}
	return auth.NewProvider(c), nil
}

// accounts wires how people sign in.
func (in *installation) accounts() (*auth.Service, error) {
	c := auth.Config{Store: in.db, Now: time.Now, NewID: newID, Log: in.log, NoPasswords: in.settings.signIn.local == "off"}
	var err error
	if c.CodesFor, err = in.settings.signIn.codesFor(); err != nil {
		return nil, err
	}
	if c.Provider, err = in.settings.signIn.provider(); err != nil {
		return nil, err
	}
	switch {
	case in.key != nil:
		c.Sealer = in.key
	case c.CodesFor != nil:
		return nil, usagef("--codes needs --key-file, which seals the secrets of codes")
	}
	return auth.New(c)
}

// link prints the link with which somebody chooses a password: with invite for an account that it makes, else for one that
// is there.
func (u users) link(ctx context.Context, verb, username, name string, role auth.Role) error {
	by := auth.CommandLine(auth.Administrator)
	var l auth.Link
	var err error
	if verb == "invite" {
		if name == "" {
			return usagef("give the person’s name with --name; minutes print it")
		}
		l, err = u.people.Invite(ctx, by, username, name, role)
	} else {
		var a auth.Account
		if a, err = u.db.Account(ctx, strings.ToLower(username)); err == nil {
			l, err = u.people.ResetLink(ctx, by, a.ID)
		}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(u.stdout, "%s%s\n", strings.TrimSuffix(u.address, "/"), l.Path())
	fmt.Fprintf(u.stderr, "Pass this link on to %s and to nobody else. It works once, until %s.\n", l.Person.Name, l.Expires.Format("2 January 2006 at 15:04"))
	return nil
}

// endCodes helps somebody whose phone and recovery codes are gone.
func (u users) endCodes(ctx context.Context, username string) error {
	a, err := u.db.Account(ctx, strings.ToLower(username))
	if err == nil {
		err = u.people.EndCodes(ctx, auth.CommandLine(auth.Administrator), a.ID)
	}
	if err == nil {
		fmt.Fprintf(u.stdout, "%s signs in without codes until they are set up again\n", a.Username)
	}
	return err
}
