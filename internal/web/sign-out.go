package web

// signOut ends the session here and in the store.
func (w *Web) signOut(v *visit) (answer, error) {
	if err := w.Sessions.Destroy(v.Context()); err != nil {
		return answer{}, unavailable(err)
	}
	return seeOther("/sign-in")
}
