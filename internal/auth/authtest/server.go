package authtest

import (
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"log"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sync"
	"time"
)

const (
	clientID     = "minutebook"
	clientSecret = "a secret of the tests"
)

// server is the provider's own side: discovery, keys, sign-in, codes and tokens (OpenID Connect Core 1.0, RFC 7636).
type server struct {
	url  string
	mu   sync.Mutex
	ec   *ecdsa.PrivateKey
	rsa  *rsa.PrivateKey
	old  *ecdsa.PrivateKey
	kid  int
	who  map[string]Worker
	bad  Mischief
	code map[string]grant
}

// grant is what a code stands for.
type grant struct {
	worker                     Worker
	nonce, challenge, redirect string
	at                         time.Time // when the person signed in
}

func serveProvider() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{url: "http://" + listener.Addr().String(), who: map[string]Worker{}, code: map[string]grant{}}
	s.newKeys()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", s.discovery)
	mux.HandleFunc("GET /keys", s.keys)
	mux.HandleFunc("GET /authorize", s.authorize)
	mux.HandleFunc("POST /token", s.token)
	mux.HandleFunc("GET /end", s.end)
	mux.HandleFunc("POST /control/worker", s.control(func(d *json.Decoder) error {
		var w Worker
		err := d.Decode(&w)
		s.who[w.Subject] = w
		return err
	}))
	mux.HandleFunc("POST /control/mischief", s.control(func(d *json.Decoder) error {
		s.bad = Mischief{}
		return d.Decode(&s.bad)
	}))
	mux.HandleFunc("POST /control/rotate", s.control(func(*json.Decoder) error {
		s.newKeys()
		return nil
	}))
	fmt.Println(s.url)
	go func() {
		if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
			log.Print(err)
		}
		os.Exit(0)
	}()
	log.Fatal(http.Serve(listener, mux))
}

func (s *server) newKeys() {
	s.old = s.ec
	var err error
	if s.ec, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err == nil {
		s.rsa, err = rsa.GenerateKey(rand.Reader, 2048)
	}
	if err != nil {
		log.Fatal(err)
	}
	s.kid++
}

func (s *server) control(do func(*json.Decoder) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if err := do(json.NewDecoder(r.Body)); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	}
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		log.Print(err)
	}
}

func (s *server) discovery(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bad.Down {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	reply(w, http.StatusOK, map[string]any{
		"issuer": s.url, "authorization_endpoint": s.url + "/authorize", "token_endpoint": s.url + "/token", "jwks_uri": s.url + "/keys",
		"end_session_endpoint": s.url + "/end", "id_token_signing_alg_values_supported": []string{"RS256", "ES256", "HS256", "none"},
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "code_challenge_methods_supported": []string{"S256"},
	})
}

func (s *server) keys(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	point, err := s.ec.PublicKey.Bytes()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	reply(w, http.StatusOK, map[string]any{"keys": []any{
		map[string]any{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": fmt.Sprint("ec", s.kid), "x": b64(point[1:33]), "y": b64(point[33:])},
		map[string]any{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": fmt.Sprint("rsa", s.kid), "n": b64(s.rsa.N.Bytes()), "e": b64(big.NewInt(int64(s.rsa.E)).Bytes())},
	}})
}

var choose = template.Must(template.New("").Parse(`<!DOCTYPE html><html lang="en"><title>Example work accounts</title><main><h1>Choose your account</h1>
{{range .}}<p><a href="{{.Address}}">{{.Name}}</a></p>{{end}}</main></html>`))

// authorize lets somebody who is signed in here already pass, unless they are to sign in anew.
func (s *server) authorize(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := r.URL.Query()
	if q.Get("client_id") != clientID || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" {
		http.Error(w, "no such client", http.StatusBadRequest)
		return
	}
	at, subject := time.Now(), q.Get("worker")
	if cookie, err := r.Cookie("provider"); err == nil && subject == "" && q.Get("prompt") != "login" && q.Get("max_age") != "0" {
		subject, at = cookie.Value, time.Now().Add(-time.Hour)
	}
	worker, ok := s.who[subject]
	if !ok {
		type choice struct{ Name, Address string }
		var all []choice
		for _, subject := range slices.Sorted(maps.Keys(s.who)) {
			all = append(all, choice{s.who[subject].Name, r.URL.RequestURI() + "&worker=" + url.QueryEscape(subject)})
		}
		if err := choose.Execute(w, all); err != nil {
			log.Print(err)
		}
		return
	}
	code := rand.Text()
	s.code[code] = grant{worker, q.Get("nonce"), q.Get("code_challenge"), q.Get("redirect_uri"), at}
	http.SetCookie(w, &http.Cookie{Name: "provider", Value: subject, Path: "/", HttpOnly: true})
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {s.url}}.Encode(), http.StatusFound)
}

func (s *server) token(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, secret, basic := r.BasicAuth()
	if !basic {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	if secret, err := url.QueryUnescape(secret); err != nil || id != clientID || secret != clientSecret {
		reply(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
		return
	}
	g, ok := s.code[r.PostFormValue("code")]
	delete(s.code, r.PostFormValue("code"))
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || r.PostFormValue("grant_type") != "authorization_code" || r.PostFormValue("redirect_uri") != g.redirect || b64(sum[:]) != g.challenge && !s.bad.SkipPKCE {
		reply(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
		return
	}
	answer := map[string]any{"access_token": rand.Text(), "token_type": "Bearer", "expires_in": 300, "id_token": s.idToken(g)}
	if s.bad.NoToken {
		delete(answer, "id_token")
	}
	reply(w, http.StatusOK, answer)
}

// idToken makes a token with what the mischief does to it.
func (s *server) idToken(g grant) string {
	now := time.Now()
	claims := map[string]any{
		"iss": s.url, "aud": clientID, "sub": g.worker.Subject, "nonce": g.nonce, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "auth_time": g.at.Unix(),
		"name": g.worker.Name, "preferred_username": g.worker.Username, "groups": g.worker.Groups,
	}
	for name, v := range s.bad.Claims {
		if claims[name] = v; v == nil {
			delete(claims, name)
		}
	}
	alg, kid := "ES256", fmt.Sprint("ec", s.kid)
	switch s.bad.Sign {
	case "RS256":
		alg, kid = "RS256", fmt.Sprint("rsa", s.kid)
	case "none", "HS256":
		alg = s.bad.Sign
	}
	head, err := json.Marshal(map[string]string{"alg": alg, "kid": kid, "typ": "JWT"})
	if err != nil {
		log.Fatal(err)
	}
	body, err := json.Marshal(claims)
	if err != nil {
		log.Fatal(err)
	}
	text := b64(head) + "." + b64(body)
	return text + "." + b64(s.signature(text))
}

func (s *server) signature(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	key := s.ec
	switch s.bad.Sign {
	case "none", "stripped":
		return nil
	case "HS256": // with what everybody knows, the public key
		point, err := s.ec.PublicKey.Bytes()
		if err != nil {
			log.Fatal(err)
		}
		m := hmac.New(sha256.New, point)
		m.Write([]byte(text))
		return m.Sum(nil)
	case "RS256":
		signature, err := rsa.SignPKCS1v15(rand.Reader, s.rsa, crypto.SHA256, sum[:])
		if err != nil {
			log.Fatal(err)
		}
		return signature
	case "old":
		key = cmp.Or(s.old, s.ec)
	case "foreign":
		foreign, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			log.Fatal(err)
		}
		key = foreign
	}
	r, t, err := ecdsa.Sign(rand.Reader, key, sum[:])
	if err != nil {
		log.Fatal(err)
	}
	return append(r.FillBytes(make([]byte, 32)), t.FillBytes(make([]byte, 32))...)
}

// end ends the session here and leads back.
func (s *server) end(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "provider", Path: "/", MaxAge: -1})
	http.Redirect(w, r, r.URL.Query().Get("post_logout_redirect_uri"), http.StatusFound)
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
