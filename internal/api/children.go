package api

import (
	"net/http"

	"minutebook/forms"
	"minutebook/internal/records"
)

// childBody is a child as it is sent: the id may be left out.
type childBody struct {
	forms.Child
	ID string `json:"id,omitempty"`
}

// page is one page of a longer list; total counts all pages.
type page[T any] struct {
	Items  []T `json:"items"`
	Total  int `json:"total"`
	Limit  int `json:"limit"`
	Offset int `json:"offset"`
}

// list is a whole list.
type list[T any] struct {
	Items []T `json:"items"`
}

// listed makes an empty list of none, so that JSON has [] and never null.
func listed[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

func (a *api) listChildren(c *call) error {
	limit, offset := c.query.numbers["limit"], c.query.numbers["offset"]
	children, total, err := a.Records.Children(c.Request.Context(), c.by, records.ChildFilter{Query: c.query.texts["q"], Limit: limit, Offset: offset})
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, page[forms.Child]{listed(children), total, limit, offset})
}

func (a *api) addChild(c *call) error {
	child, err := c.child()
	if err != nil {
		return err
	}
	if child, err = a.Records.AddChild(c.Request.Context(), c.by, child); err != nil {
		return err
	}
	c.Header("Location", v1+"/children/"+child.ID)
	return c.replyChild(http.StatusCreated, child)
}

func (a *api) getChild(c *call) error {
	child, err := a.Records.Child(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	return c.replyChild(http.StatusOK, child)
}

// updateChild compares the ETag before it replaces the child. A child has no version in the store, so of two changes
// within the same moment the later one stays; those minutes apart are told.
func (a *api) updateChild(c *call) error {
	current, err := a.Records.Child(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	changed, err := c.child()
	if err != nil {
		return err
	}
	tag, err := records.ChildTag(current)
	if err != nil {
		return err
	}
	if c.tag != tag {
		return &refusal{kind: stale, detail: "The child was changed since. Read it again and put the changes together."}
	}
	if err := a.Records.UpdateChild(c.Request.Context(), c.by, changed); err != nil {
		return err
	}
	return a.getChild(c)
}

// child reads a child from the body. Its id, if it has one, must be the one in the address.
func (c *call) child() (forms.Child, error) {
	var body childBody
	if err := c.decode(&body); err != nil {
		return forms.Child{}, err
	}
	if body.ID != "" && body.ID != c.id {
		return forms.Child{}, &records.InvalidError{Problems: forms.Problems{{Pointer: "/id", Code: "id_mismatch", Level: forms.Error}}}
	}
	body.Child.ID = c.id
	return body.Child, nil
}

func (c *call) replyChild(status int, child forms.Child) error {
	tag, err := records.ChildTag(child)
	if err != nil {
		return err
	}
	c.Header("ETag", `"`+tag+`"`)
	return c.reply(status, child)
}
