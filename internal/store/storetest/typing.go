package storetest

import (
	"errors"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

func typedCopy(rec records.Record, inputs, window string, step int64) records.WorkingCopy {
	return records.WorkingCopy{RecordID: rec.ID, Section: "background", Version: rec.Version, Inputs: []byte(inputs), Window: window, Step: step}
}

func (b *Bundle) keep(t *testing.T, c records.WorkingCopy, seen string) records.Kept {
	t.Helper()
	kept, err := b.KeepTyped(t.Context(), b.Worker, c, seen)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func (b *Bundle) typed(t *testing.T, rec records.Record) string {
	t.Helper()
	c, err := b.Typed(t.Context(), b.Worker, rec.ID, "background")
	if errors.Is(err, records.ErrNotFound) {
		return "none"
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(c.Inputs)
}

func typedIsKept(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	for step, text := range []string{"background=How", "background=How+it", "background=How+it+began"} {
		if kept := b.keep(t, typedCopy(rec, text, "w1", int64(step)), ""); kept.Since != nil || kept.Record.Version != 1 {
			t.Errorf("%+v", kept)
		}
	}
	b.keep(t, typedCopy(rec, "background=How+it+began", "w1", 2), "") // sent twice, because the answer was lost
	if got := b.typed(t, rec); got != "background=How+it+began" {
		t.Errorf("kept %q", got)
	}
	versions, err := b.Versions(t.Context(), b.Worker, rec.ID)
	if err != nil || len(versions) != 1 {
		t.Errorf("typing made versions: %v, %v", versions, err)
	}

	// Somebody else's change of another section is no concern, one of the same section is.
	form := rec.Form.(*forms.PPM)
	form.Contact.Contact = "Every week"
	if rec, _, err = b.Save(t.Context(), b.Chair, rec.ID, 1, form); err != nil {
		t.Fatal(err)
	}
	late := typedCopy(rec, "background=How+it+all+began", "w1", 3)
	late.Version = 1
	if kept := b.keep(t, late, ""); kept.Since != nil {
		t.Errorf("another section: %+v", kept.Since)
	}
	form = rec.Form.(*forms.PPM)
	form.Background.Background = "The chair’s text"
	if rec, _, err = b.Save(t.Context(), b.Chair, rec.ID, 2, form); err != nil {
		t.Fatal(err)
	}
	late.Step = 4
	if kept := b.keep(t, late, ""); kept.Since == nil || kept.Since.Number != 3 || kept.Since.Author != b.Chair.Name {
		t.Errorf("the same section: %+v", kept.Since)
	}

	// Signing takes nothing away.
	if _, err := b.Complete(t.Context(), b.Chair, rec.ID, 3); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Sign(t.Context(), b.Chair, rec.ID, 3); err != nil {
		t.Fatal(err)
	}
	late.Step, late.Inputs = 5, []byte("background=Too+late")
	if kept := b.keep(t, late, ""); kept.Record.Status != records.Signed || b.typed(t, rec) != "background=Too+late" {
		t.Errorf("after signing: %+v", kept)
	}

	if err := b.DropTyped(t.Context(), b.Worker, late, late.Mark(), true); err != nil || b.typed(t, rec) != "none" {
		t.Errorf("thrown away: %v, %q", err, b.typed(t, rec))
	}
	lines, err := b.Audit(t.Context(), b.Worker, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, l := range lines {
		count[l.Action]++
	}
	if count["record.type"] != 1 || count["record.untype"] != 1 {
		t.Errorf("audit: %v", count)
	}
}

func typedInTwoWindows(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	first := b.keep(t, typedCopy(rec, "background=1", "w1", 1), "").Copy
	second := b.keep(t, typedCopy(rec, "background=2", "w2", 1), first.Mark()).Copy // opened with the first's text
	if _, err := b.KeepTyped(t.Context(), b.Worker, typedCopy(rec, "background=1b", "w1", 2), first.Mark()); !errors.Is(err, records.ErrElsewhere) {
		t.Errorf("the first window: %v", err)
	}
	if _, err := b.KeepTyped(t.Context(), b.Worker, typedCopy(rec, "background=late", "w2", 0), first.Mark()); !errors.Is(err, records.ErrElsewhere) {
		t.Errorf("what arrives late: %v", err)
	}
	if err := b.DropTyped(t.Context(), b.Worker, first, first.Mark(), false); err != nil || b.typed(t, rec) != "background=2" {
		t.Errorf("the first window ended the second's copy: %v, %q", err, b.typed(t, rec))
	}
	if err := b.DropTyped(t.Context(), b.Worker, second, "", false); err != nil || b.typed(t, rec) != "none" {
		t.Errorf("the window itself: %v, %q", err, b.typed(t, rec))
	}
}

func typedIsPrivate(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	b.keep(t, typedCopy(rec, "background=secret", "w1", 1), "")
	if _, err := b.Typed(t.Context(), b.Chair, rec.ID, "background"); !errors.Is(err, records.ErrNotFound) {
		t.Errorf("somebody else reads it: %v", err)
	}
	list, err := b.Unsaved(t.Context(), b.Chair, rec.ID)
	if err != nil || len(list) != 1 || list[0].Name != b.Worker.Name || list[0].Section != "background" || list[0].Inputs != nil {
		t.Errorf("%+v, %v", list, err)
	}
	for name, do := range map[string]func() error{
		"keep":    func() error { _, err := b.KeepTyped(t.Context(), b.Admin, typedCopy(rec, "x", "", 0), ""); return err },
		"drop":    func() error { return b.DropTyped(t.Context(), b.Admin, typedCopy(rec, "x", "", 0), "", true) },
		"typed":   func() error { _, err := b.Typed(t.Context(), b.Admin, rec.ID, "background"); return err },
		"unsaved": func() error { _, err := b.Unsaved(t.Context(), b.Admin, rec.ID); return err },
		"present": func() error { _, err := b.Present(t.Context(), b.Admin, rec.ID, "background"); return err },
	} {
		if err := do(); !errors.Is(err, records.ErrNotFound) && !errors.Is(err, records.ErrForbidden) {
			t.Errorf("%s by somebody who sees no cases: %v", name, err)
		}
	}
	for name, c := range map[string]records.WorkingCopy{
		"record":  {RecordID: "unknown", Section: "background", Version: 1},
		"section": {RecordID: rec.ID, Section: "unknown", Version: 1},
		"version": {RecordID: rec.ID, Section: "background", Version: 2},
	} {
		if _, err := b.KeepTyped(t.Context(), b.Worker, c, ""); !errors.Is(err, records.ErrNotFound) {
			t.Errorf("unknown %s: %v", name, err)
		}
	}
}

func presences(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	present := func(by records.Actor, section string) (names []string) {
		t.Helper()
		others, err := b.Present(t.Context(), by, rec.ID, section)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range others {
			names = append(names, o.Name+" in "+o.Section)
		}
		return names
	}
	if got := present(b.Worker, "background"); got != nil {
		t.Errorf("alone with %q", got)
	}
	if got := present(b.Chair, "contact"); len(got) != 1 || got[0] != "Tom Brennan in background" {
		t.Errorf("the chair meets %q", got)
	}
	for range 2 {
		if got := present(b.Worker, "background"); len(got) != 1 || got[0] != "Nadia Okafor in contact" {
			t.Errorf("the worker meets %q", got)
		}
	}
	b.now.Add(int64(records.PresentFor.Seconds()) + 1)
	if got := present(b.Chair, "contact"); got != nil {
		t.Errorf("after a minute: %q", got)
	}
}

func browserKeys(t *testing.T, b *Bundle) {
	keys := map[string]bool{}
	for _, by := range []records.Actor{b.Worker, b.Worker, b.Chair} {
		key, err := b.BrowserKey(t.Context(), by, []byte("offered "+string(rune('0'+len(keys)))))
		if err != nil {
			t.Fatal(err)
		}
		keys[by.ID+string(key)] = true
	}
	if len(keys) != 2 {
		t.Errorf("%v", keys)
	}
}
