package render

import (
	"bytes"
	"fmt"
	"html/template"
	tree "text/template/parse"
)

// This file ends templates that go round for ever: an authority writes its own, and nothing else stops one that has begun.
// Each round of a loop and each call of a template writes a mark, which is text of no length, so that even a loop that
// prints nothing is seen by whoever gets the output. A template that calls itself is ended by html/template.

// The bounds of one paper. A form is at most half as long (forms.MaxBody), and is written in some thousand pieces.
const (
	mostOutput = 16 << 20 // bytes
	mostWrites = 1_000_000
)

// bounded is output with an end.
type bounded struct {
	bytes.Buffer
	writes int
	at     string // the mark that came last
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.writes++; b.writes > mostWrites || b.Len()+len(p) > mostOutput {
		return 0, fmt.Errorf("%s: the template goes round without an end, or makes more than %d MB; look at the loops there", b.at, mostOutput>>20)
	}
	if len(p) == 0 && cap(p) > 0 {
		b.at = string(p[:cap(p)])
	}
	return b.Buffer.Write(p)
}

// mark puts a mark at the beginning of every template and of every round of a loop. The name of the file and the line lie
// behind the length of its text, where only Write looks.
func mark(all *template.Template) {
	for _, t := range all.Templates() {
		if t.Tree != nil && t.Tree.Root != nil {
			markLists(t.Tree, t.Tree.Root)
			begin(t.Tree, t.Tree.Root, t.Tree.Root)
		}
	}
}

// markLists marks the loops among the nodes, and inside them.
func markLists(in *tree.Tree, list *tree.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		var branch *tree.BranchNode
		switch n := n.(type) {
		case *tree.IfNode:
			branch = &n.BranchNode
		case *tree.WithNode:
			branch = &n.BranchNode
		case *tree.RangeNode:
			branch = &n.BranchNode
		default:
			continue
		}
		markLists(in, branch.List)
		markLists(in, branch.ElseList)
		if n.Type() == tree.NodeRange {
			begin(in, branch.List, n)
		}
	}
}

func begin(in *tree.Tree, list *tree.ListNode, of tree.Node) {
	place, _ := in.ErrorContext(of)
	text := []byte(place)
	list.Nodes = append([]tree.Node{&tree.TextNode{NodeType: tree.NodeText, Pos: of.Position(), Text: text[:0:len(text)]}}, list.Nodes...)
}
