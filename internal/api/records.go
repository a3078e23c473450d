package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

var statuses = []string{string(records.Draft), string(records.Complete), string(records.Signed), string(records.Issued), string(records.Withdrawn)}

// recordBody starts a record, and one for each other child whom the same meeting is about.
type recordBody struct {
	Kind forms.Kind      `json:"kind"`
	Form json.RawMessage `json:"form"`
	With []string        `json:"with,omitempty"` // ids of those children
}

// signBody has the signer's password once more, also where a token came with the request: a signature is a deliberate act.
type signBody struct {
	Password string `json:"password"`
	Code     string `json:"code,omitempty"` // of an authenticator app, where the account asks for one
}

// saved is a record after a save, with what is still wrong with its form.
type saved struct {
	records.Record
	Problems []Fault `json:"problems"`
}

// started is a new record, with the others that were started for the same meeting.
type started struct {
	saved
	With []summary `json:"with,omitempty"`
}

// checked is what is wrong with a form.
type checked struct {
	Problems []Fault `json:"problems"`
}

// absent stands for a member that a list leaves out.
type absent struct{}

// summary is a record without its form.
type summary struct {
	records.Record
	Form *absent `json:"form,omitempty"`
}

func (a *api) listRecords(c *call) error {
	f := records.Filter{
		ChildID: c.query.texts["child"], Meeting: c.query.texts["meeting"], Status: records.Status(c.query.texts["status"]),
		Limit: c.query.numbers["limit"], Offset: c.query.numbers["offset"],
	}
	found, total, err := a.Records.Records(c.Request.Context(), c.by, f)
	if err != nil {
		return err
	}
	items := make([]summary, len(found))
	for i, r := range found {
		items[i].Record = r
	}
	return c.reply(http.StatusOK, page[summary]{items, total, f.Limit, f.Offset})
}

func (a *api) createRecord(c *call) error {
	var body recordBody
	if err := c.decode(&body); err != nil {
		return err
	}
	if body.Form == nil {
		body.Form = json.RawMessage(`{}`) // an empty form is a start
	}
	form, problems := forms.Decode(body.Kind, body.Form)
	if form == nil {
		problems[0].Pointer = "/kind"
		return &records.InvalidError{Problems: problems}
	}
	if problems.Has(forms.Error) {
		return within(c.words, "/form", body.Kind, &records.InvalidError{Problems: problems})
	}
	rec, problems, err := a.Records.Create(c.Request.Context(), c.by, c.id, form, body.With...)
	if err != nil {
		return within(c.words, "/form", body.Kind, err)
	}
	return a.replyStarted(c, rec, problems)
}

func (a *api) startReview(c *call) error {
	var with []string
	if ids := c.query.texts["with"]; ids != "" {
		with = strings.Split(ids, ",")
	}
	rec, problems, err := a.Records.StartReview(c.Request.Context(), c.by, c.id, c.query.texts["another"] == "true", with...)
	if e, ok := errors.AsType[*records.InvalidError](err); ok {
		return &refusal{kind: badQuery, problems: faults(c.words, "", e.Problems)}
	}
	if err != nil {
		return err
	}
	return a.replyStarted(c, rec, problems)
}

// replyStarted answers with a new record and those that were started with it.
func (a *api) startSheet(c *call) error {
	rec, err := a.Records.StartSheet(c.Request.Context(), c.by, c.id, c.query.texts["parent"])
	if e, ok := errors.AsType[*records.InvalidError](err); ok {
		return &refusal{kind: badQuery, problems: faults(c.words, "", e.Problems)}
	}
	if err != nil {
		return err
	}
	problems, err := a.Records.Check(c.Request.Context(), c.by, rec)
	if err != nil {
		return err
	}
	return a.replyStarted(c, rec, problems)
}

func (a *api) replyStarted(c *call, rec records.Record, problems forms.Problems) error {
	answer := started{saved: saved{rec, faults(c.words, rec.Kind, problems)}}
	if rec.Meeting != "" {
		all, _, err := a.Records.Records(c.Request.Context(), c.by, records.Filter{Meeting: rec.Meeting})
		if err != nil {
			return err
		}
		for _, other := range all {
			if other.ID != rec.ID {
				answer.With = append(answer.With, summary{Record: other})
			}
		}
	}
	c.Header("Location", v1+"/records/"+rec.ID)
	return c.replyRecord(http.StatusCreated, rec, answer)
}

// within words what is wrong with a form that was sent as a member of something else, and makes the pointers lead there.
// What is wrong with the children whom the meeting is about is no part of the form.
func within(words forms.Wording, member string, k forms.Kind, err error) error {
	e, ok := errors.AsType[*records.InvalidError](err)
	if !ok {
		return err
	}
	problems := faults(words, k, e.Problems)
	for i := range problems {
		if problems[i].Pointer != records.WithPointer {
			problems[i].Pointer = member + problems[i].Pointer
		}
	}
	return &refusal{kind: invalid, problems: problems}
}

func (a *api) getRecord(c *call) error {
	rec, err := a.record(c)
	if err != nil {
		return err
	}
	return c.replyRecord(http.StatusOK, rec, rec)
}

func (a *api) record(c *call) (records.Record, error) {
	return a.Records.Record(c.Request.Context(), c.by, c.id)
}

// saveForm looks at If-Match and the record before it reads the form: who sends megabytes should not learn after that
// they were for nothing.
func (a *api) saveForm(c *call) error {
	have, err := c.version()
	if err != nil {
		return err
	}
	rec, err := a.Records.Summary(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	form, err := c.form(rec.Kind)
	if err != nil {
		return err
	}
	save := a.Records.Save
	if c.query.texts["alone"] == "true" {
		save = a.Records.SaveAlone
	}
	rec, problems, err := save(c.Request.Context(), c.by, c.id, have, form)
	if err != nil {
		return &formError{err, form.Kind(), form}
	}
	return c.replyRecord(http.StatusOK, rec, saved{rec, faults(c.words, rec.Kind, problems)})
}

func (a *api) listProblems(c *call) error {
	rec, err := a.record(c)
	if err != nil {
		return err
	}
	problems, err := a.Records.Check(c.Request.Context(), c.by, rec)
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, checked{faults(c.words, rec.Kind, problems)})
}

func (a *api) completeRecord(c *call) error { return a.step(c, a.Records.Complete) }

func (a *api) signRecord(c *call) error {
	var body signBody
	if err := c.decode(&body); err != nil {
		return err
	}
	person, err := a.People.Authenticate(c.Request.Context(), c.by.Username, auth.Proof{Password: body.Password, Code: body.Code, From: c.by.From})
	switch err = known(err); {
	case errors.Is(err, auth.ErrCodeNeeded):
		return &refusal{kind: wrongPassword, detail: "Nothing was signed. Send the code of your authenticator app too."}
	case errors.Is(err, auth.ErrRefused):
		return &refusal{kind: wrongPassword, detail: "Nothing was signed. Send your own password; too many wrong ones lock the account."}
	case err != nil:
		return err
	case person.ID != c.by.ID:
		return fmt.Errorf("the password of %q opened another account", c.by.Username)
	}
	return a.step(c, a.Records.Sign)
}

// step takes the version in If-Match one step on in the record's life.
func (a *api) step(c *call, take func(context.Context, records.Actor, string, int) (records.Record, error)) error {
	have, err := c.version()
	if err != nil {
		return err
	}
	rec, err := take(c.Request.Context(), c.by, c.id, have)
	if err == nil {
		return c.replyRecord(http.StatusOK, rec, rec)
	}
	if _, ok := errors.AsType[*records.BlockedError](err); !ok {
		return err
	}
	// The words for what blocks depend on the kind of form.
	rec, lookup := a.Records.Summary(c.Request.Context(), c.by, c.id)
	if lookup != nil {
		return lookup
	}
	return &formError{error: err, kind: rec.Kind}
}

func (c *call) replyRecord(status int, rec records.Record, body any) error {
	c.Header("ETag", `"`+strconv.Itoa(rec.Version)+`"`)
	return c.reply(status, body)
}
