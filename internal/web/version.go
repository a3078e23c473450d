package web

import (
	"strconv"

	"minutebook/forms"
	"minutebook/internal/records"
)

type versionPage struct {
	Record   records.Record
	Version  records.Version
	Title    string
	Child    string
	Address  string
	Latest   bool
	Open     bool     // it can be brought back
	Errors   []remark // why it cannot
	Sections []answeredSection
}

// version shows an old version, or the latest, to read.
func (w *Web) version(v *visit) (answer, error) {
	n, err := strconv.Atoi(v.param("version"))
	if err != nil {
		return answer{}, records.ErrNotFound
	}
	rec, err := w.Records.Summary(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	stored, err := w.Records.Version(v.Context(), v.actor(), rec.ID, n)
	if err != nil {
		return answer{}, err
	}
	form, err := decode(rec.Kind, stored)
	if err != nil {
		return answer{}, err
	}
	return answer{page: "version.html", title: "Version " + number(n), data: versionPage{
		Record: rec, Version: stored, Title: forms.Define(rec.Kind).Title, Child: subject(form), Address: recordAddress(rec.ID),
		Latest: n == rec.Version, Open: isOpen(rec) && n != rec.Version, Sections: answers(form, unchangeable),
	}}, nil
}
