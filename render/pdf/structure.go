package pdf

import (
	"fmt"
	"strconv"
)

// writeTree writes the structure tree, and the parent tree, which leads from marked content back to it.
func (f *file) writeTree(o *objects, root int, pages []int) {
	o.assign(f.root)
	o.writeElement(f.root, root, pages)
	var nums []byte
	for i, owners := range f.owners {
		nums = append(strconv.AppendInt(nums, int64(i), 10), '[')
		for _, e := range owners {
			nums = appendRef(nums, e.num)
		}
		nums = append(nums, ']')
	}
	for i, fd := range f.fields {
		nums = append(strconv.AppendInt(nums, int64(len(pages)+i), 10), ' ')
		nums = appendRef(nums, fd.elem.num)
	}
	parents := o.add("<</Nums[%s]>>", nums)
	o.put(root, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		f.root.num, parents, len(pages)+len(f.fields))
}

// assign gives each element its object number.
func (o *objects) assign(e *element) {
	e.num = o.reserve()
	for _, k := range e.kids {
		if k.elem != nil {
			o.assign(k.elem)
		}
	}
}

// writeElement writes e and what is below it. Content on the element's own page is named by its number alone.
func (o *objects) writeElement(e *element, parent int, pages []int) {
	page := -1
	var kids []byte
	for _, k := range e.kids {
		switch {
		case k.elem != nil:
			o.writeElement(k.elem, e.num, pages)
			kids = appendRef(kids, k.elem.num)
		case k.field != nil:
			kids = append(kids, "<</Type/OBJR/Pg "...)
			kids = append(appendRef(kids, pages[k.page]), "/Obj "...)
			kids = append(appendRef(kids, k.field.num), ">>"...)
		case page < 0 || page == k.page:
			page = k.page
			kids = append(strconv.AppendInt(kids, int64(k.mcid), 10), ' ')
		default:
			kids = append(kids, "<</Type/MCR/Pg "...)
			kids = append(appendRef(kids, pages[k.page]), "/MCID "...)
			kids = append(strconv.AppendInt(kids, int64(k.mcid), 10), ">>"...)
		}
	}
	from := len(o.arena)
	b := append(o.arena, "<</Type/StructElem/S/"...)
	b = append(b, e.tag...)
	b = append(b, "/P "...)
	b = appendRef(b, parent)
	if page >= 0 {
		b = append(b, "/Pg "...)
		b = appendRef(b, pages[page])
	}
	if len(kids) > 0 {
		b = append(b, "/K["...)
		b = append(b, kids...)
		b = append(b, ']')
	}
	switch {
	case e.scope != "":
		b = append(b, "/A<</O/Table/Scope/"+e.scope+">>"...)
	case e.list != "":
		b = append(b, "/A<</O/List/ListNumbering/"+e.list+">>"...)
	case e.summary != "":
		b = append(b, "/A<</O/Table/Summary"+hexText(plain(e.summary))+">>"...)
	case e.alt != "": // PDF/UA-1, 7.3
		b = fmt.Appendf(b, "/Alt%s/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>", hexText(e.alt), e.box[0], e.box[1], e.box[2], e.box[3])
	}
	if e.lang != "" {
		b = append(b, "/Lang"+hexText(e.lang)...)
	}
	if e.actual != "" {
		b = append(b, "/ActualText"+hexText(e.actual)...)
	}
	o.arena = append(b, ">>"...)
	o.list[e.num-1].from, o.list[e.num-1].to = from, len(o.arena)
}

func appendRef(b []byte, n int) []byte {
	return append(strconv.AppendInt(b, int64(n), 10), " 0 R "...)
}

// writeOutline writes the bookmarks, which are the headings, and returns what the catalog says of them.
func (f *file) writeOutline(o *objects, pages []int) string {
	if len(f.bookmarks) == 0 {
		return ""
	}
	type item struct{ num, parent, prev, next, first, last, count int }
	items := make([]item, len(f.bookmarks)) // links are indexes + 1, 0 for none
	root := o.reserve()
	var top item
	var path []int // open ancestors
	for i, b := range f.bookmarks {
		items[i].num = o.reserve()
		for len(path) > 0 && f.bookmarks[path[len(path)-1]].level >= b.level {
			path = path[:len(path)-1]
		}
		parent := &top
		if len(path) > 0 {
			parent = &items[path[len(path)-1]]
			items[i].parent = path[len(path)-1] + 1
		}
		if items[i].prev = parent.last; parent.first == 0 {
			parent.first = i + 1
		} else {
			items[parent.last-1].next = i + 1
		}
		parent.last = i + 1
		top.count++
		for _, a := range path {
			items[a].count++
		}
		path = append(path, i)
	}
	link := func(b []byte, key string, at int) []byte {
		if at == 0 {
			return b
		}
		return appendRef(append(b, key...), items[at-1].num)
	}
	for i, it := range items {
		mark := f.bookmarks[i]
		parent := root
		if it.parent > 0 {
			parent = items[it.parent-1].num
		}
		links := link(link(link(link(nil, "/Prev ", it.prev), "/Next ", it.next), "/First ", it.first), "/Last ", it.last)
		if it.count > 0 {
			links = append(links, "/Count "+strconv.Itoa(it.count)...)
		}
		o.put(it.num, "<</Title%s/Parent %d 0 R%s/Dest[%d 0 R/XYZ 0 %.2f null]>>", hexText(mark.title), parent, links, pages[mark.page], mark.y)
	}
	o.put(root, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", items[top.first-1].num, items[top.last-1].num, top.count)
	return "/Outlines " + strconv.Itoa(root) + " 0 R/PageMode/UseOutlines"
}
