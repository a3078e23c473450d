package records

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// mostComment is how many characters a comment, or the reply to one, may have.
const mostComment = 5000

// Comment stores what an invited person says about a section of the version that they read, or about the whole of it where
// the section is empty. Errors: those of Sent, and *InvalidError at /text, /section or /version.
func (s *Service) Comment(ctx context.Context, by Actor, recordID string, version int, section, text string) (c Comment, err error) {
	text, problems := said("/text", text, true)
	err = s.asInvited(ctx, by, recordID, func(w Writer, sent Sent) error {
		if _, ok := forms.Define(sent.Kind).Section(section); !ok && section != "" {
			problems = append(problems, forms.Problem{Pointer: "/section", Code: "unknown_section", Level: forms.Error})
		}
		if problems = append(problems, notSent(version, sent)...); len(problems) > 0 {
			return &InvalidError{problems}
		}
		c = Comment{ID: s.c.NewID(), RecordID: recordID, Version: version, Section: section, Text: text, PersonID: by.ID, Name: by.Name, At: s.now()}
		if stored, err := w.AddComment(ctx, c); err != nil {
			return err
		} else if !stored {
			return ErrInvitationOver
		}
		l := s.lineFor(by, "agree.comment", sent.Record)
		l.Version, l.Detail = version, "comment "+c.ID
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return Comment{}, fmt.Errorf("comment on minutes: %w", err)
	}
	return c, nil
}

// Answer stores whether an invited person agrees the version that they read; a later answer takes the place of one before.
// Errors: those of Sent, and *InvalidError at /answer or /version.
func (s *Service) Answer(ctx context.Context, by Actor, recordID string, version int, answer Answer) error {
	err := s.asInvited(ctx, by, recordID, func(w Writer, sent Sent) error {
		problems := notSent(version, sent)
		if answer != Agrees && answer != HasComments {
			problems = append(problems, forms.Problem{Pointer: "/answer", Code: "answer_missing", Level: forms.Error})
		}
		if len(problems) > 0 {
			return &InvalidError{problems}
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
	case count > mostComment:
		problem.Code, problem.Args = "comment_too_long", map[string]any{"max": mostComment, "count": count}
	case count == 0 && needed:
		problem.Code = "comment_missing"
	default:
		return text, nil
	}
	return text, forms.Problems{problem}
}
