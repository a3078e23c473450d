package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// What becomes of somebody who comes back from the provider. People are told no more than this; the log says why.
var (
	ErrProvider     = errors.New("the provider's answer does not show who this is")
	ErrProviderAway = errors.New("the provider of work accounts does not answer")
	ErrNoRole       = errors.New("none of this person's groups has a role here")
)

// ProviderConfig says where work accounts are, as an OpenID Connect provider such as Microsoft Entra ID knows them.
type ProviderConfig struct {
	Issuer       string // as its tokens name it
	ClientID     string
	ClientSecret string // empty for a public client
	Address      string // of this service, as browsers reach it, without a slash at the end
	Claim        string // of the token, which names groups or app roles
	Mapping      Mapping
	Client       *http.Client
	Now          func() time.Time
}

// Provider is where work accounts are. It is looked up when it is first needed, so that the service starts without it, and
// local accounts go on when it is away.
type Provider struct {
	ProviderConfig
	mu    sync.Mutex
	found *discovered
}

// discovered is what the provider tells of itself (OpenID Connect Discovery 1.0).
type discovered struct {
	verifier *oidc.IDTokenVerifier
	oauth    oauth2.Config
	end      string // RP-Initiated Logout 1.0; empty where there is none
}

// CallbackPath is where the provider sends people back to; it has to be registered there.
const CallbackPath = "/sign-in/work/back"

// NewProvider returns the provider, without asking it anything.
func NewProvider(c ProviderConfig) *Provider { return &Provider{ProviderConfig: c} }

func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, p.Client), p.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProviderAway, err)
	}
	var more struct {
		End string `json:"end_session_endpoint"`
	}
	if err := found.Claims(&more); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProviderAway, err)
	}
	p.found = &discovered{
		// Signed with a key of the provider's own: never none, and never HS256, for which a public key might pass as a secret.
		verifier: found.Verifier(&oidc.Config{ClientID: p.ClientID, Now: p.Now, SupportedSigningAlgs: []string{oidc.RS256, oidc.PS256, oidc.ES256}}),
		oauth: oauth2.Config{ClientID: p.ClientID, ClientSecret: p.ClientSecret, Endpoint: found.Endpoint(),
			RedirectURL: p.Address + CallbackPath, Scopes: []string{oidc.ScopeOpenID, oidc.ScopeProfile}},
		end: more.End,
	}
	return p.found, nil
}

// trip is somebody's way to the provider and back, as their session remembers it.
type trip struct {
	State, Nonce, Verifier string
	Next                   string // where to go afterwards
	Again                  string // id of the person who is to show anew who they are; empty for a sign-in
	At                     time.Time
}

// depart begins a trip and returns the address to send the browser to.
func (p *Provider) depart(ctx context.Context, next, again string) (trip, string, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return trip{}, "", err
	}
	t := trip{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: next, Again: again, At: p.Now()}
	options := []oauth2.AuthCodeOption{oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier)}
	if again != "" { // a session that the provider still has is not enough
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return t, found.oauth.AuthCodeURL(t.State, options...), nil
}

// identity is who the provider says somebody is.
type identity struct {
	subject  string
	name     string
	username string   // what to call them; never who they are
	groups   []string // values of the configured claim
	at       time.Time
	raw      string
}

// arrive ends a trip with the query that the provider sent the browser back with. Every reason to doubt is ErrProvider.
func (p *Provider) arrive(ctx context.Context, t trip, query url.Values) (identity, error) {
	doubt := func(format string, args ...any) (identity, error) {
		return identity{}, fmt.Errorf("%w: %w", ErrProvider, fmt.Errorf(format, args...))
	}
	found, err := p.discover(ctx)
	if err != nil {
		return identity{}, err
	}
	switch {
	case t.State == "" || subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(t.State)) != 1:
		return doubt("the state is not that of this browser")
	case p.Now().Sub(t.At) > 4*patience:
		return doubt("it took longer than %s", 4*patience)
	case query.Has("iss") && query.Get("iss") != p.Issuer: // RFC 9207
		return doubt("the answer comes from another issuer")
	case query.Has("error"):
		return doubt("the provider says %.100q", query.Get("error"))
	}
	ctx = oidc.ClientContext(ctx, p.Client)
	answer, err := found.oauth.Exchange(ctx, query.Get("code"), oauth2.VerifierOption(t.Verifier))
	if err != nil {
		if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok { // its text may quote the whole answer
			return doubt("the code was refused: %.100q", refused.ErrorCode)
		}
		return identity{}, fmt.Errorf("%w: %w", ErrProviderAway, err)
	}
	raw, ok := answer.Extra("id_token").(string)
	if !ok {
		return doubt("there is no ID token")
	}
	token, err := found.verifier.Verify(ctx, raw)
	if err != nil {
		return doubt("the ID token does not hold: %w", err)
	}
	var claims struct {
		Name     string `json:"name"`
		Username string `json:"preferred_username"`
		At       int64  `json:"auth_time"`
		Party    string `json:"azp"`
		// Entra ID leaves the groups of somebody with more than 200 out, and says so in these.
		Elsewhere map[string]string `json:"_claim_names"`
		Many      bool              `json:"hasgroups"`
	}
	var all map[string]json.RawMessage
	if err := errors.Join(token.Claims(&claims), token.Claims(&all)); err != nil {
		return doubt("the claims cannot be read: %w", err)
	}
	switch {
	case subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(t.Nonce)) != 1:
		return doubt("the nonce is not that of this browser")
	case token.Subject == "":
		return doubt("it names nobody")
	case claims.Party != "" && claims.Party != p.ClientID, claims.Party == "" && len(token.Audience) > 1:
		return doubt("the ID token was made for somebody else")
	case claims.Many || claims.Elsewhere[p.Claim] != "":
		return doubt("the person is in more groups than the token holds: let the provider send only groups that are assigned to the application, or app roles")
	}
	groups, err := texts(all[p.Claim])
	if err != nil {
		return doubt("the claim %s: %w", p.Claim, err)
	}
	who := identity{subject: token.Subject, name: claims.Name, username: claims.Username, groups: groups, raw: raw}
	if claims.At > 0 {
		who.at = time.Unix(claims.At, 0)
	}
	if t.Again != "" && who.at.Before(t.At.Add(-time.Minute)) { // a minute for clocks that differ
		return doubt("the person did not sign in anew: the token's auth_time is %s", who.at.UTC().Format(time.RFC3339))
	}
	return who, nil
}

// texts reads a claim that is a text or a list of texts; one that is not there is no text.
func texts(claim json.RawMessage) (all []string, err error) {
	if claim == nil {
		return nil, nil
	}
	var one string
	if json.Unmarshal(claim, &one) == nil {
		return []string{one}, nil
	}
	if err := json.Unmarshal(claim, &all); err != nil {
		return nil, errors.New("is neither a text nor a list of texts")
	}
	return slices.Compact(slices.Sorted(slices.Values(all))), nil
}

// endSession is where the browser goes to end the provider's own session; empty where it cannot.
func (p *Provider) endSession(token string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil || p.found.end == "" {
		return ""
	}
	u, err := url.Parse(p.found.end)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("id_token_hint", token)
	q.Set("client_id", p.ClientID)
	q.Set("post_logout_redirect_uri", p.Address+"/sign-in")
	u.RawQuery = q.Encode()
	return u.String()
}
