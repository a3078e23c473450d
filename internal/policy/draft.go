package policy

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"minutebook/forms"
)

// draft is a pack while it is made. Its head is read first; the rest waits until the pack that it extends is complete,
// because that pack's sets of events can be named in it.
type draft struct {
	pack    Pack
	top     *block
	extends string
	parts   map[string]*block   // the mappings of the file, by key
	lists   map[string][]*block // its lists of mappings
	askedIn map[string]string   // key and rule id to the file that asks it
	closed  []forms.Date        // days off beside bank holidays, with those of the extended pack
	state   joinState
}

type joinState int

const (
	alone joinState = iota
	joining
	joined
)

var packName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// The keys of a pack beside its head.
var (
	listKeys = []string{"signoff", "deadlines", "figures", "tasks", "tracker", "indicators", "duties", "papers", "lists"}
	partKeys = []string{"sets", "weekly_tool", "required_under", "match_routes", "panel", "matrix", "meeting", "outcomes", "risk"}
)

// readDraft reads the head of one file. It returns nil if not even a name can be had from it; what is wrong is noted in
// src.
func readDraft(src *source, file string, data []byte) *draft {
	top := src.parse(file, data)
	if top == nil {
		return nil
	}
	d := &draft{top: top, parts: map[string]*block{}, lists: map[string][]*block{}, pack: Pack{
		Name:            canonical(top.text("name")),
		Title:           top.text("title"),
		CaseNumberLabel: top.optional("case_number_label"),
		Marking:         top.optional("marking"),
	}}
	d.extends = canonical(top.optional("extends"))
	for _, key := range listKeys {
		d.lists[key] = top.list(key)
	}
	for _, key := range partKeys {
		d.parts[key] = top.block(key)
	}
	d.pack.Extends = d.extends
	closed := top.days("closed")
	top.asked = append(top.asked, "order", "before_birth") // read once the sets are known
	top.close()
	if !packName.MatchString(d.pack.Name) {
		if d.pack.Name != "" {
			top.fault("name", "%q is not a name for a pack; use letters, digits and single hyphens", d.pack.Name)
		}
		return nil
	}
	if d.extends == "" && (d.pack.CaseNumberLabel == "" || d.pack.Marking == "") {
		top.fault("name", "a pack that extends no other needs case_number_label and marking; add them")
	}
	d.closed = closed
	return d
}

// join completes the pack: it takes over what d does not say itself, reads d's rules and puts the extended pack's sign-off
// rules before them.
func (d *draft) join(all map[string]*draft, names []string, k *kinds) {
	if d.state != alone {
		return
	}
	d.state = joining
	defer func() { d.state = joined }()
	p := &d.pack
	p.kinds, p.sets, d.askedIn = k, map[string][]string{}, map[string]string{}
	if d.extends != "" {
		parent := d.parent(all, names)
		if parent == nil {
			return // its sets are not known, and half of what d says would look wrong
		}
		parent.join(all, names, k)
		p.signoff, p.sets, d.askedIn = slices.Clip(parent.pack.signoff), maps.Clone(parent.pack.sets), maps.Clone(parent.askedIn)
		p.order, p.beforeBirth = slices.Clip(parent.pack.order), slices.Clip(parent.pack.beforeBirth)
		p.CaseNumberLabel = cmp.Or(p.CaseNumberLabel, parent.pack.CaseNumberLabel)
		p.Marking = cmp.Or(p.Marking, parent.pack.Marking)
		d.closed, p.calendar = append(slices.Clone(parent.closed), d.closed...), parent.pack.calendar
		if len(d.closed) != len(parent.closed) {
			p.calendar = nil
		}
	}
	if p.calendar == nil {
		p.calendar = newCalendar(d.closed)
	}
	d.read()
}

// once notes a rule that is asked already under the same key, by d or by a pack that it extends.
func (d *draft) once(b *block, key, id string) {
	if where, twice := d.askedIn[key+" "+id]; twice && id != "" {
		b.fault("id", "the rule %s is already in %s; take one of the two out", id, where)
	}
	d.askedIn[key+" "+id] = d.top.file
}

// parent returns the draft that d extends; nil if there is none, or none that it may extend.
func (d *draft) parent(all map[string]*draft, names []string) *draft {
	if d.extends == "" {
		return nil
	}
	parent, known := all[d.extends]
	if !known {
		d.top.fault("extends", "there is no pack called %q to extend; the packs are %s", d.extends, strings.Join(names, ", "))
		return nil
	}
	if parent.state == joining {
		d.top.fault("extends", "%q and %q extend each other; take one extends line out", d.pack.Name, d.extends)
		return nil
	}
	return parent
}

// readRule reads one entry of a signoff list.
func (s *scope) readRule(entry *block) (rule, Rule) {
	r := rule{id: entry.id(), name: entry.optional("check")}
	severity := entry.text("severity")
	switch severity {
	case "block":
		r.level = forms.Blocker
	case "warn":
		r.level = forms.Advice
	case "": // noted already
	default:
		entry.fault("severity", "severity is %q; write block or warn", severity)
	}
	with := entry.block("with")
	about := entry.checkRule(r, severity, with)
	entry.close()
	if r.name == "" {
		entry.fault("", "check is missing; add it")
		return r, about
	}
	kind, known := checks()[r.name]
	if !known {
		entry.fault("check", "there is no check called %q; the checks are %s", r.name, strings.Join(checkNames(), ", "))
		return r, about
	}
	r.check = kind.build(with, s)
	with.close()
	return r, about
}
