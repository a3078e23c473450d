package forms

import (
	"reflect"
	"testing"
)

// A picture is found and set where its pointer leads, in a copy, and nowhere else.
func TestPhotoPlaces(t *testing.T) {
	t.Parallel()
	report := &CPR{}
	report.Parents = []CPRParent{{Name: "First"}, {Name: "Second"}}
	photo := Photo{MediaType: "image/jpeg", Data: []byte("a picture"), Alt: "Second"}
	for _, pointer := range []string{"/photograph", "/parents/1/photograph", "/family_tree"} {
		changed, err := WithPhoto(report, pointer, photo)
		if err != nil {
			t.Fatalf("%s: %v", pointer, err)
		}
		if got, ok := PhotoAt(changed, pointer); !ok || !reflect.DeepEqual(got, photo) {
			t.Errorf("%s has %v, %v", pointer, got, ok)
		}
		if got, ok := PhotoMarked(changed, photo.Mark()); !ok || got.Alt != "Second" {
			t.Errorf("by its mark: %v, %v", got, ok)
		}
		if got, ok := PhotoAt(report, pointer); !ok || !got.IsZero() {
			t.Errorf("%s of the original has %v", pointer, got)
		}
	}
	for _, pointer := range []string{"", "/", "/parents", "/parents/2/photograph", "/parents/-1/photograph", "/parents/x/photograph", "/parents/0",
		"/parents/0/name", "/child_name", "/photograph/alt", "/nothing"} {
		if _, ok := PhotoAt(report, pointer); ok {
			t.Errorf("%q leads to a picture", pointer)
		}
		if _, err := WithPhoto(report, pointer, photo); err == nil {
			t.Errorf("%q takes a picture", pointer)
		}
	}
	if _, ok := PhotoMarked(report, ""); ok {
		t.Error("no mark finds a picture")
	}
}
