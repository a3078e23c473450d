package web

// signedOutPage is shown where the provider of work accounts has a session of its own to end.
type signedOutPage struct {
	Address string // there
}

// signOut ends the session here and in the store.
func (w *Web) signOut(v *visit) (answer, error) {
	address, err := w.Auth.SignOut(v.Context(), w.Sessions, v.from)
	if err != nil {
		return answer{}, unavailable(err)
	}
	v.person.ID = ""
	if address == "" {
		return seeOther("/sign-in")
	}
	return answer{page: "signed-out.html", title: "You are signed out", data: signedOutPage{address}, refresh: "0; url=" + address}, nil
}
