package records

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// MostComment is how many characters a comment, or the reply to one, may have.
const MostComment = 5000

// Remark is what somebody says about a section, or about the whole where the section is empty.
type Remark struct {
	Section string `json:"section"` // id
	Text    string `json:"text"`
}

// Respond stores what an invited person says of the version that they read: whether they agree, and their comments, which
// somebody who agrees may have as well. A later answer takes the place of one before; a comment that is there already is not
// stored twice, so that sending again does no harm. Errors: those of Sent, and *InvalidError at /answer, /version, or /comments
// with the number of the comment and what is wrong with it.
func (s *Service) Respond(ctx context.Context, by Actor, recordID string, version int, answer Answer, remarks ...Remark) error {
	err := s.asInvited(ctx, by, recordID, func(w Writer, sent Sent) error {
		comments, problems := s.comments(by, sent, version, remarks)
		if answer != Agrees && answer != HasComments {
			problems = append(problems, forms.Problem{Pointer: "/answer", Code: "answer_missing", Level: forms.Error})
		}
		if answer == HasComments && len(remarks)+len(sent.Comments) == 0 {
			problems = append(problems, forms.Problem{Pointer: "/comments", Code: "comment_missing", Level: forms.Error})
		}
		if problems = append(problems, notSent(version, sent)...); len(problems) > 0 {
			return &InvalidError{problems}
		}
		for _, c := range comments {
			if err := s.addComment(ctx, w, by, sent, c); err != nil {
				return err
			}
		}
		i := sent.Invitation
		i.Answer, i.AnsweredVersion, i.AnsweredAt = answer, version, s.now()
		if stored, err := w.AnswerInvitation(ctx, i); err != nil {
			return err
		} else if !stored {
			return ErrInvitationOver
		}
		l := s.lineFor(by, "agree.answer", sent.Record)
		l.Version, l.Detail = version, string(answer)
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return fmt.Errorf("answer whether minutes are agreed: %w", err)
	}
	return nil
}

// comments returns the remarks that are new, and what keeps them from being stored.
func (s *Service) comments(by Actor, sent Sent, version int, remarks []Remark) (all []Comment, problems forms.Problems) {
	for n, r := range remarks {
		at := fmt.Sprintf("/comments/%d", n)
		text, wrong := said(at+"/text", r.Text, true)
		problems = append(problems, wrong...)
		if _, ok := forms.Define(sent.Kind).Section(r.Section); !ok && r.Section != "" {
			problems = append(problems, forms.Problem{Pointer: at + "/section", Code: "unknown_section", Level: forms.Error})
		}
		same := func(c Comment) bool { return c.Version == version && c.Section == r.Section && c.Text == text }
		if !slices.ContainsFunc(sent.Comments, same) && !slices.ContainsFunc(all, same) {
			all = append(all, Comment{RecordID: sent.ID, Version: version, Section: r.Section, Text: text, PersonID: by.ID, Name: by.Name, At: s.now()})
		}
	}
	if most := len(forms.Define(sent.Kind).Sections) + 1; len(remarks) > most {
		problems = append(problems, forms.Problem{Pointer: "/comments", Code: "too_many_comments", Level: forms.Error, Args: map[string]any{"max": most}})
	}
	return all, problems
}

func (s *Service) addComment(ctx context.Context, w Writer, by Actor, sent Sent, c Comment) error {
	c.ID = s.c.NewID()
	if stored, err := w.AddComment(ctx, c); err != nil {
		return err
	} else if !stored {
		return ErrInvitationOver
	}
	l := s.lineFor(by, "agree.comment", sent.Record)
	l.Version, l.Detail = c.Version, "comment "+c.ID
	return w.AddAudit(ctx, l)
}

// notSent refuses a version that the person was never sent. One that was sent before is none of those: somebody may be
// writing about it while the next is sent.
func notSent(version int, sent Sent) forms.Problems {
	if version >= 1 && version <= sent.Invitation.Version {
		return nil
	}
	return forms.Problems{{Pointer: "/version", Code: "version_not_sent", Level: forms.Error, Args: map[string]any{"version": sent.Invitation.Version}}}
}

// Settle says what became of a comment: accepted, with a reply or without, or answered with one. It is noted at which version
// the record was. Only a chair may, until the minutes are signed. A comment that is settled stays so, and is returned.
// Errors: *SignedError, *InvalidError at /outcome or /reply.
func (s *Service) Settle(ctx context.Context, by Actor, recordID, commentID string, outcome Outcome, reply string) (c Comment, err error) {
	if err := authorise(by, signCase); err != nil {
		return Comment{}, err
	}
	reply, problems := said("/reply", reply, outcome == Answered)
	if outcome != Accepted && outcome != Answered {
		problems = append(problems, forms.Problem{Pointer: "/outcome", Code: "outcome_missing", Level: forms.Error})
	}
	err = s.write(ctx, by, func(w Writer) error {
		if c, err = w.Comment(ctx, commentID); err != nil {
			return err
		}
		rec, err := w.Record(ctx, c.RecordID)
		switch {
		case err != nil:
			return err
		case rec.ID != recordID:
			return ErrNotFound
		case c.Outcome != "":
			return nil
		case rec.Status != Draft && rec.Status != Complete:
			return &SignedError{By: rec.SignedBy, At: rec.SignedAt}
		case len(problems) > 0:
			return &InvalidError{problems}
		}
		c.Outcome, c.Reply, c.SettledBy, c.SettledAt, c.SettledIn = outcome, reply, by.Name, s.now(), rec.Version
		if settled, err := w.SettleComment(ctx, c); err != nil {
			return err
		} else if !settled {
			c, err = w.Comment(ctx, commentID)
			return err
		}
		l := s.lineFor(by, "agree.settle", rec)
		l.Detail = "comment " + c.ID + " " + string(outcome)
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return Comment{}, fmt.Errorf("settle a comment: %w", err)
	}
	return c, nil
}

// said returns what somebody wrote as it is stored, and what keeps it from being stored.
func said(at, text string, needed bool) (string, forms.Problems) {
	problem := forms.Problem{Pointer: at, Level: forms.Error}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	position := 0
	for _, r := range text {
		position++
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			problem.Code, problem.Args = "comment_character", map[string]any{"character": fmt.Sprintf("U+%04X", r), "position": position}
			return text, forms.Problems{problem}
		}
	}
	text = norm.NFC.String(text)
	count := utf8.RuneCountInString(text)
	switch {
	case count > MostComment:
		problem.Code, problem.Args = "comment_too_long", map[string]any{"max": MostComment, "count": count}
	case count == 0 && needed:
		problem.Code = "comment_missing"
	default:
		return text, nil
	}
	return text, forms.Problems{problem}
}
