package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/boombuler/barcode/qr"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

const codesAddress = "/account/codes"

// codesPage is where people set up the codes of an authenticator app, and end them.
type codesPage struct {
	Must   bool // their role may not do without
	Left   int  // recovery codes, where codes are set up
	Secret string
	QR     picture
	Proof  proofForm
	Errors []remark
}

// picture is a QR code: one path in a square of so many units, drawn by the page itself, so that the secret is in no file.
type picture struct {
	Path string
	Size int
}

// pendingSecret is where a session keeps the sealed secret until the first code confirms it.
const pendingSecret = "codes.pending"

func (w *Web) codesPage(v *visit) (answer, error) { return w.codes(v, http.StatusOK) }

func (w *Web) codes(v *visit, status int, errs ...remark) (answer, error) {
	if w.Auth.Sealer == nil || w.Auth.ByProvider(v.Context(), w.Sessions) {
		return answer{}, records.ErrNotFound
	}
	p := codesPage{Must: w.Auth.MustUseCodes(v.person.Role), Errors: errs}
	a := answer{status: status, page: "codes.html", title: "Sign in with a code as well", problem: len(errs) > 0}
	if v.codes {
		var err error
		a.page = "codes-set.html"
		if p.Left, err = w.Auth.Store.RecoveryLeft(v.Context(), v.person.ID); err != nil {
			return answer{}, unavailable(err)
		}
	} else {
		e, err := w.Auth.Enrol(v.person, w.Sessions.GetBytes(v.Context(), pendingSecret))
		if err != nil {
			return answer{}, err
		}
		w.Sessions.Put(v.Context(), pendingSecret, e.Sealed)
		if p.QR, err = drawn(e.Address); err != nil {
			return answer{}, err
		}
		for i := 0; i < len(e.Secret); i += 4 {
			p.Secret += e.Secret[i:min(i+4, len(e.Secret))] + " "
		}
	}
	p.Proof = v.proof(codesAddress, "To show that it is you", errs...)
	a.data = p
	return a, nil
}

// setCodes confirms the app with its first code and shows the recovery codes, this once.
func (w *Web) setCodes(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	pending := w.Sessions.GetBytes(v.Context(), pendingSecret)
	if v.codes || pending == nil || w.Auth.Sealer == nil { // done in another window, or a page of an earlier session
		return seeOther(codesAddress)
	}
	if _, err := w.Auth.Authenticate(v.Context(), v.person.Username, auth.Proof{Password: post.Get("password"), From: v.from}); errors.Is(err, auth.ErrRefused) {
		return w.codes(v, http.StatusUnprocessableEntity, remark{"#password", "Enter your password. After several wrong attempts, wait a few minutes before you try again"})
	} else if err != nil {
		return answer{}, unavailable(err)
	}
	recovery, err := w.Auth.Confirm(v.Context(), v.actor(), pending, post.Get("code"))
	if errors.Is(err, auth.ErrRefused) {
		return w.codes(v, http.StatusUnprocessableEntity, remark{"#code", "Enter the six digits that your app shows now"})
	}
	if err != nil {
		return answer{}, unavailable(err)
	}
	w.Sessions.Remove(v.Context(), pendingSecret)
	return answer{page: "codes-recovery.html", title: "Write down your recovery codes", data: recovery}, nil
}

func (w *Web) endCodes(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	if !v.codes {
		return seeOther(codesAddress)
	}
	ok, why, err := v.proves(post, codesAddress)
	if err != nil {
		return answer{}, err
	}
	if !ok {
		return w.codes(v, http.StatusUnprocessableEntity, why)
	}
	if err := w.Auth.EndCodes(v.Context(), v.actor(), v.person.ID); err != nil {
		return answer{}, unavailable(err)
	}
	if w.Auth.MustUseCodes(v.person.Role) {
		return seeOther(codesAddress)
	}
	v.note("Codes are no longer asked for.")
	return seeOther("/account")
}

// drawn makes the QR code of a text, with the quiet zone of four units that readers need (ISO/IEC 18004).
func drawn(text string) (picture, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return picture{}, fmt.Errorf("drawing a QR code: %w", err)
	}
	const quiet = 4
	n := code.Bounds().Dx()
	var path strings.Builder
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return picture{path.String(), n + 2*quiet}, nil
}

// owesCodes reports whether somebody has to set up codes before anything else. A form that was sent is let through: it was
// begun before the role asked for codes, and what was typed must not be lost.
func (v *visit) owesCodes(rt route) bool {
	return rt.method == http.MethodGet && rt.path != codesAddress && v.web.Auth.MustUseCodes(v.person.Role) &&
		!v.web.Auth.ByProvider(v.Context(), v.web.Sessions) && !v.codes
}
