package api

import (
	"net/http"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// inviteBody says who is asked to agree a draft.
type inviteBody struct {
	People []string `json:"people"` // usernames
}

// answerBody says whether somebody agrees the draft that they were sent.
type answerBody struct {
	Version  int              `json:"version"` // that they read
	Answer   records.Answer   `json:"answer"`
	Comments []records.Remark `json:"comments,omitempty"`
}

// settleBody says what became of a comment.
type settleBody struct {
	Outcome records.Outcome `json:"outcome"`
	Reply   string          `json:"reply,omitempty"`
}

// sentDraft is a draft as somebody reads it who was asked to agree it.
type sentDraft struct {
	Invitation records.Invitation `json:"invitation"`
	Kind       forms.Kind         `json:"kind"`
	Form       forms.Form         `json:"form"`
	Comments   []records.Comment  `json:"comments"` // the person's own
}

func (a *api) listInvitations(c *call) error {
	asked, err := a.Records.Asked(c.Request.Context(), c.by)
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, list[records.Asked]{listed(asked)})
}

func (a *api) getInvitation(c *call) error {
	sent, err := a.Records.Sent(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, sentDraft{sent.Invitation, sent.Kind, sent.Form, sent.Comments})
}

func (a *api) answerInvitation(c *call) error {
	var body answerBody
	if err := c.decode(&body); err != nil {
		return err
	}
	if err := a.Records.Respond(c.Request.Context(), c.by, c.id, body.Version, body.Answer, body.Comments...); err != nil {
		return err
	}
	return a.getInvitation(c)
}

func (a *api) getAgreement(c *call) error {
	agreement, err := a.Records.Agreement(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, agreement)
}

func (a *api) invite(c *call) error {
	var body inviteBody
	if err := c.decode(&body); err != nil {
		return err
	}
	have, err := c.version()
	if err != nil {
		return err
	}
	candidates, err := a.Records.Candidates(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	people := slices.Clone(body.People)
	for i, username := range people {
		// A username that is nobody's is no id either, and refused as such.
		if j := slices.IndexFunc(candidates, func(p records.Candidate) bool { return p.Username == username }); j >= 0 {
			people[i] = candidates[j].ID
		}
	}
	if err := a.Records.Invite(c.Request.Context(), c.by, c.id, have, people...); err != nil {
		return err
	}
	return a.getAgreement(c)
}

func (a *api) remind(c *call) error {
	if err := a.Records.Remind(c.Request.Context(), c.by, c.id, c.Param("person")); err != nil {
		return err
	}
	return a.getAgreement(c)
}

func (a *api) withdrawInvitation(c *call) error {
	if err := a.Records.Uninvite(c.Request.Context(), c.by, c.id, c.Param("person")); err != nil {
		return err
	}
	return a.getAgreement(c)
}

func (a *api) settleComment(c *call) error {
	var body settleBody
	if err := c.decode(&body); err != nil {
		return err
	}
	comment, err := a.Records.Settle(c.Request.Context(), c.by, c.id, c.Param("comment"), body.Outcome, body.Reply)
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, comment)
}
