package server_test

import (
	"net/http"
	"strings"
	"testing"

	"minutebook/internal/records"
)

// Tracker packs on screen, in every state.
func TestTrackers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.AddChild(t, "C-4711")
	b := h.tab(t, "trackers")
	b.signIn("nadia")
	b.open("/trackers")
	b.says("No pack has been made yet", "Figures for a board")
	b.inspect("trackers-none")
	b.fill("as_of-day", "31", "as_of-month", "2")
	b.press("Make the pack")
	b.says("As of must be a real date")
	b.inspect("trackers-no-date")
	b.fill("as_of-day", "2", "as_of-month", "3", "as_of-year", "2026")
	b.press("Make the pack")
	b.says("The pack is being made", "Waiting to be made", "looks again every five seconds")
	b.press("Keep it still")
	b.inspect("trackers-waiting")
	packs, _, err := h.Packs(t.Context(), h.actorOf(t, "nadia"), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.MakePack(t.Context(), packs[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := h.OrderPack(t.Context(), h.actorOf(t, "ruth"), records.PackOrder{Anonymous: true}); err != nil {
		t.Fatal(err)
	}
	b.press("Look again")
	b.says("2 March 2026", "All children; restricted ones only where Nadia Okafor is named for them", "Kept until")
	b.inspect("trackers")

	file := h.as(t, "nadia").get("/trackers/" + packs[0].ID + "/file").want(http.StatusOK)
	if !strings.HasPrefix(file.body, "C-4711 with") || file.header.Get("Content-Disposition") != `attachment; filename="tracker-2026-03-02.xlsx"` {
		t.Errorf("%v %.40s", file.header, file.body)
	}
	h.as(t, "mo").get("/trackers/" + packs[0].ID + "/file").want(http.StatusOK) // all children in it are of his team

	child, err := h.ChildNumbered(t.Context(), h.actorOf(t, "nadia"), "C-4711")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DB.Write(t.Context(), func(w records.Writer) error {
		return w.SetAllocation(t.Context(), records.Allocation{ChildID: child.ID, Restricted: true})
	}); err != nil {
		t.Fatal(err)
	}
	b.open("/trackers")
	b.says("Not open to you any more")
	b.inspect("trackers-closed")
	h.as(t, "nadia").get("/trackers/" + packs[0].ID + "/file").want(http.StatusNotFound)
	h.as(t, "mo").get("/trackers/" + packs[0].ID + "/file").want(http.StatusNotFound)
}
