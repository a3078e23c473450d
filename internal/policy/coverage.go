package policy

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Coverage compares what the sources ask with what the product cites. The inventory of the sources is data here, and so are
// the reasons for what is left out: who wonders why something is missing finds the answer instead of an omission.

//go:embed inventory.tsv
var inventoryData string

//go:embed gaps.yaml
var gapsData []byte

// Item is one line of the inventory of the sources: a rule, form, document, list, indicator and so on.
type Item struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Reason string `json:"reason"` // why nothing cites it; "" where that is not explained
}

// Inventory returns every line of the inventory in the order of the sources.
func Inventory() []Item {
	var items []Item
	for line := range strings.Lines(inventoryData) {
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(cells) == 3 {
			items = append(items, Item{cells[0], cells[1], cells[2], ""})
		}
	}
	return items
}

// coveredKinds are the kinds of which the product should leave nothing out unexplained. Roles, meetings, panels and systems
// are named by these; tasks are rows of one list.
var coveredKinds = []string{"RULE", "FORM", "DOCUMENT", "LIST", "INDICATOR", "FLOWCHART"}

// Coverage is what is cited and what is not.
type Coverage struct {
	Cited int      `json:"cited"` // of the covered kinds
	Gaps  []Item   `json:"gaps"`  // not cited, in the order of the inventory
	Stale []string `json:"stale"` // ids with a reason that they do not need
}

// Unexplained returns the gaps without a reason.
func (c *Coverage) Unexplained() []Item {
	return slices.DeleteFunc(slices.Clone(c.Gaps), func(i Item) bool { return i.Reason != "" })
}

// Coverage looks for every inventory id of the covered kinds among what the packs cite and the sources given, which are
// texts with ids in them, such as "001-F01 L741" of a form's field. Stale names ids whose absence is explained although
// they are cited, or that the inventory does not have.
func (p *Packs) Coverage(sources []string) (*Coverage, error) {
	reasons, err := readGaps(gapsData)
	if err != nil {
		return nil, err
	}
	cited := map[string]bool{}
	for _, id := range p.cited {
		cited[id] = true
	}
	for _, text := range sources {
		for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
			cited[word] = true
		}
	}
	c := &Coverage{Gaps: []Item{}, Stale: []string{}}
	for _, item := range Inventory() {
		reason, explained := reasons[item.ID]
		delete(reasons, item.ID)
		switch {
		case cited[item.ID] && explained:
			c.Stale = append(c.Stale, item.ID)
		case !slices.Contains(coveredKinds, item.Kind):
			continue
		case !cited[item.ID]:
			item.Reason = reason
			c.Gaps = append(c.Gaps, item)
			continue
		}
		c.Cited++
	}
	for id := range reasons {
		c.Stale = append(c.Stale, id)
	}
	slices.Sort(c.Stale)
	return c, nil
}

// Cited returns the inventory ids that the packs cite, sorted.
func (p *Packs) Cited() []string { return slices.Clone(p.cited) }

// readGaps reads the reasons, by id.
func readGaps(data []byte) (map[string]string, error) {
	var groups []struct {
		Reason string   `yaml:"reason"`
		IDs    []string `yaml:"ids"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&groups); err != nil {
		return nil, fmt.Errorf("reading the reasons for gaps: %w", err)
	}
	reasons := map[string]string{}
	for _, g := range groups {
		for _, id := range g.IDs {
			if _, twice := reasons[id]; twice || blank(g.Reason) {
				return nil, fmt.Errorf("reading the reasons for gaps: %s needs exactly one reason", id)
			}
			reasons[id] = g.Reason
		}
	}
	return reasons, nil
}
