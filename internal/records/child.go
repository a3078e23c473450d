package records

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// AddChild stores a new child and returns it with its id. What is wrong with it comes back as *InvalidError; a case
// number that another child has as code "case_number_taken".
func (s *Service) AddChild(ctx context.Context, by Actor, child forms.Child) (forms.Child, error) {
	if err := authorise(by, addCase); err != nil {
		return forms.Child{}, err
	}
	child, err := tidyChild(child)
	if err != nil {
		return forms.Child{}, err
	}
	child.ID = s.c.NewID()
	err = s.write(ctx, by, func(w Writer) error {
		if err := w.AddChild(ctx, child, s.now()); err != nil {
			return taken(err)
		}
		return s.auditChild(ctx, w, by, "child.add", child.ID)
	})
	if err != nil {
		return forms.Child{}, fmt.Errorf("add a child: %w", err)
	}
	return child, nil
}

// UpdateChild replaces what is known of a child. Of two changes at once, the later one stays.
func (s *Service) UpdateChild(ctx context.Context, by Actor, child forms.Child) error {
	if err := authorise(by, changeCase); err != nil {
		return err
	}
	child, err := tidyChild(child)
	if err != nil {
		return err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if err := w.UpdateChild(ctx, child, s.now()); err != nil {
			return taken(err)
		}
		return s.auditChild(ctx, w, by, "child.update", child.ID)
	})
	if err != nil {
		return fmt.Errorf("change a child: %w", err)
	}
	return nil
}

// Child returns one child, and writes down who read it.
func (s *Service) Child(ctx context.Context, by Actor, id string) (child forms.Child, err error) {
	if err := authorise(by, readCase); err != nil {
		return forms.Child{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if child, err = w.Child(ctx, id); err != nil {
			return err
		}
		return s.auditChild(ctx, w, by, "child.read", id)
	})
	if err != nil {
		return forms.Child{}, fmt.Errorf("read a child: %w", err)
	}
	return child, nil
}

// Children returns a page of the children that the filter chooses, and how many there are in all. Limit 0 means 50; more
// than 200 means 200.
func (s *Service) Children(ctx context.Context, by Actor, f ChildFilter) (children []forms.Child, total int, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, 0, err
	}
	f.Limit, f.Offset = page(f.Limit, f.Offset)
	err = s.read(ctx, by, func(r Reader) error {
		children, total, err = r.Children(ctx, f)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list children: %w", err)
	}
	return children, total, nil
}

func (s *Service) auditChild(ctx context.Context, w Writer, by Actor, action, id string) error {
	l := s.line(by, action)
	l.ChildID = id
	return w.AddAudit(ctx, l)
}

func taken(err error) error {
	if errors.Is(err, ErrCaseNumberTaken) {
		return &InvalidError{forms.Problems{{Pointer: "/case_number", Code: "case_number_taken", Level: forms.Error}}}
	}
	return err
}

// tidyChild trims and normalises what people type, as forms.Decode does with forms, and reports what is wrong.
func tidyChild(child forms.Child) (forms.Child, error) {
	var problems forms.Problems
	tidy := func(pointer string, text *string, limit int) {
		*text = norm.NFC.String(strings.TrimSpace(*text))
		add := func(code string, args map[string]any) {
			problems = append(problems, forms.Problem{Pointer: pointer, Code: code, Level: forms.Error, Args: args})
		}
		count := utf8.RuneCountInString(*text)
		i := strings.IndexFunc(*text, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError })
		switch {
		case count == 0:
			add("required", nil)
		case count > limit:
			add("too_long", map[string]any{"max": limit, "count": count})
		case i >= 0:
			r, _ := utf8.DecodeRuneInString((*text)[i:])
			position := utf8.RuneCountInString((*text)[:i]) + 1
			add("control_character", map[string]any{"character": fmt.Sprintf("U+%04X", r), "position": position})
		}
	}
	tidy("/name", &child.Name, 200)
	tidy("/case_number", &child.CaseNumber, 40)
	if problems != nil {
		return child, &InvalidError{problems}
	}
	return child, nil
}
