package policy

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"minutebook/forms"
)

// draft is a pack as its file has it, before it is joined with the pack that it extends.
type draft struct {
	pack    Pack
	top     *block
	extends string
	rules   []*block          // of pack.signoff, for messages about them
	askedIn map[string]string // rule id to the file that asks it, once joined
	state   joinState
}

type joinState int

const (
	alone joinState = iota
	joining
	joined
)

var (
	packName    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	inventoryID = regexp.MustCompile(`^[0-9]{3}-[A-Z][0-9]{2}$`)
)

// readDraft reads one file. It returns nil if not even a name can be had from it; what is wrong is noted in src.
func readDraft(src *source, file string, data []byte) *draft {
	top := src.parse(file, data)
	if top == nil {
		return nil
	}
	d := &draft{top: top, pack: Pack{
		Name:            canonical(top.text("name")),
		Title:           top.text("title"),
		CaseNumberLabel: top.optional("case_number_label"),
		Marking:         top.optional("marking"),
	}}
	d.extends = canonical(top.optional("extends"))
	entries := top.list("signoff")
	top.close()
	for _, entry := range entries {
		d.pack.signoff = append(d.pack.signoff, readRule(entry))
	}
	d.rules = entries
	if !packName.MatchString(d.pack.Name) {
		if d.pack.Name != "" {
			top.fault("name", "%q is not a name for a pack; use letters, digits and single hyphens", d.pack.Name)
		}
		return nil
	}
	if d.extends == "" && (d.pack.CaseNumberLabel == "" || d.pack.Marking == "") {
		top.fault("name", "a pack that extends no other needs case_number_label and marking; add them")
	}
	return d
}

// readRule reads one entry of a signoff list.
func readRule(entry *block) rule {
	r := rule{id: entry.text("id")}
	if r.id != "" && !inventoryID.MatchString(r.id) {
		entry.fault("id", "%q is not an inventory id such as 001-R40", r.id)
	}
	switch severity := entry.text("severity"); severity {
	case "block":
		r.level = forms.Blocker
	case "warn":
		r.level = forms.Advice
	case "": // noted already
	default:
		entry.fault("severity", "severity is %q; write block or warn", severity)
	}
	name, with := entry.text("check"), entry.block("with")
	entry.close()
	if name == "" {
		return r
	}
	kind, known := checks()[name]
	if !known {
		entry.fault("check", "there is no check called %q; the checks are %s", name, strings.Join(checkNames(), ", "))
		return r
	}
	r.check = kind.build(with)
	with.close()
	return r
}

// join puts the extended pack's rules before d's own and takes over what d does not say itself.
func (d *draft) join(all map[string]*draft, names []string) {
	if d.state != alone {
		return
	}
	d.state = joining
	defer func() { d.state = joined }()
	var inherited []rule
	d.askedIn = map[string]string{}
	if parent := d.parent(all, names); parent != nil {
		parent.join(all, names)
		inherited = parent.pack.signoff
		d.askedIn = maps.Clone(parent.askedIn)
		d.pack.CaseNumberLabel = cmp.Or(d.pack.CaseNumberLabel, parent.pack.CaseNumberLabel)
		d.pack.Marking = cmp.Or(d.pack.Marking, parent.pack.Marking)
	}
	for i, r := range d.pack.signoff {
		if where, twice := d.askedIn[r.id]; twice && r.id != "" {
			d.rules[i].fault("id", "the rule %s is already in %s; take one of the two out", r.id, where)
		}
		d.askedIn[r.id] = d.top.file
	}
	d.pack.signoff = slices.Concat(inherited, d.pack.signoff)
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
