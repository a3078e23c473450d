package forms

// SummaryKind is the sheet that tells one parent in plain words what a planning meeting decided (003 L284).
const SummaryKind Kind = "summary"

// Summary is one sheet for one parent about one child, also where brothers and sisters share a meeting (003 L255, L278).
// It is written by the social worker and made from nothing else: what is not in it cannot be in the paper.
type Summary struct {
	SheetDetails  `section:"child_details" heading:"About this sheet" source:"003 L278"`
	SheetDecision `section:"decision" heading:"What was decided" source:"003 L284"`
	SheetPlans    `section:"plans" heading:"Why there is more than one plan" source:"001 L200"`
	SheetNext     `section:"next" heading:"What happens next" source:"003 L284"`
	SheetTime     `section:"family_time" heading:"Family time" source:"own"`
	SheetWho      `section:"who" heading:"Who to contact" source:"own"`
	SheetShared   `section:"shared" heading:"Also shared with you" source:"own"`
	SheetTold     `section:"told" heading:"When we told you" source:"003 L284"`
	SheetReleases `section:"releases" heading:"Released by the chair" source:"own"`
}

// SheetDetails says whose sheet it is. ParentKey is the parent's key in the child's case; a sheet is checked against what
// that parent may not know.
type SheetDetails struct {
	ChildName   string `json:"child_name" label:"Name of child" validate:"max=200" signoff:"required" audience:"parent,iro" source:"003 L278"`
	CaseNumber  string `json:"cass_number" label:"Local case number" validate:"max=40" signoff:"required" audience:"parent,iro" source:"own"`
	MeetingDate Date   `json:"meeting_date" label:"Date of meeting" signoff:"required" audience:"parent,iro" source:"003 L284"`
	ParentKey   string `json:"parent" label:"Parent" hint:"The parent’s key in the child’s case, such as “mother”" validate:"max=40" signoff:"required" audience:"parent,iro" paper:"-" source:"own"`
	ParentName  string `json:"parent_name" label:"Name of parent" validate:"max=200" advise:"required" audience:"parent,iro" source:"own"`
}

// SheetDecision is the outcome.
type SheetDecision struct {
	Decided string `json:"what_was_decided" label:"What was decided" hint:"Short sentences, everyday words. Start with the child" validate:"max=6000" signoff:"required" ui:"long" audience:"parent,iro" source:"003 L284"`
}

// SheetPlans gives the reasons why more than one plan is made (001 L200).
type SheetPlans struct {
	WhyPlans string `json:"why_there_is_more_than_one_plan" label:"Why there is more than one plan" validate:"max=6000" advise:"required" ui:"long" audience:"parent,iro" source:"001 L200"`
}

// SheetNext is what happens, and when.
type SheetNext struct {
	Next     string `json:"what_happens_next" label:"What happens next" hint:"Say what, who does it, and by which date" validate:"max=6000" advise:"required" ui:"long" audience:"parent,iro" source:"003 L284"`
	NextDate Date   `json:"next_date" label:"Date of next meeting" audience:"parent,iro" source:"001-F01 L1087"`
}

// SheetTime is when the parent and the child see each other.
type SheetTime struct {
	FamilyTime string `json:"family_time" label:"Family time" hint:"Only this parent’s own time with the child" validate:"max=6000" ui:"long" audience:"parent,iro" source:"001 L318"`
}

// SheetWho names somebody to ask.
type SheetWho struct {
	Contact string `json:"who_to_contact" label:"Who to contact" hint:"A name, a telephone number, and when to ring" validate:"max=2000" signoff:"required" ui:"long" audience:"parent,iro" source:"own"`
}

// SheetShared tells parts of the minutes for which the sheet has no question of its own, in plain words.
type SheetShared struct {
	Shared []Share `json:"shared" label:"Also shared with you" hint:"Parts of the minutes, in words that this parent understands" row:"Part" validate:"max=50,dive" signoff:"dive" audience:"parent,iro" source:"own"`
}

// Share is one part of the minutes in plain words. ID is the section of the minutes that it tells of; it is carried along
// and never asked for.
type Share struct {
	ID      string `json:"id" label:"Section of the minutes" validate:"max=100" paper:"-" source:"own"`
	Heading string `json:"heading" label:"Heading" validate:"max=200" signoff:"required" source:"own"`
	Text    string `json:"text" label:"In plain words" hint:"Short sentences, everyday words" validate:"max=20000" signoff:"required" ui:"long" source:"own"`
}

// SheetTold records the two days that the CPR asks for when the plan is adoption (003 L284).
type SheetTold struct {
	DiscussedOn Date `json:"discussed_on" label:"We talked about this with you on" audience:"parent,iro" source:"003 L284"`
	SentOn      Date `json:"sent_on" label:"We sent this sheet to you on" audience:"parent,iro" source:"003 L284"`
}

// SheetReleases are what the chair lets this parent have all the same: words that the check found, and parts of the minutes
// that the parent would not get.
type SheetReleases struct {
	Releases []Release `json:"releases" label:"Released by the chair" row:"Release" validate:"max=100,dive" signoff:"dive" source:"own"`
}

// Release lets one found text stand, or a part of the minutes be quoted: ID is the pointer to that part, and Text its label
// then. One without a reason releases nothing. By and On are the service's: see records.Service.Save.
type Release struct {
	ID     string `json:"id" label:"Part of the minutes" validate:"max=100" paper:"-" source:"own"`
	Text   string `json:"text" label:"What this parent may have" validate:"max=20000" source:"own"`
	Reason string `json:"reason" label:"Why" validate:"max=2000" signoff:"required" source:"own"`
	By     string `json:"by" label:"Released by" validate:"max=200" source:"own"`
	On     Date   `json:"on" label:"Released on" source:"own"`
}

// SameAs reports whether two releases let the same thing stand for the same reason, whoever wrote them.
func (r Release) SameAs(other Release) bool {
	return r.ID == other.ID && r.Text == other.Text && r.Reason == other.Reason
}

// Kind implements Form.
func (*Summary) Kind() Kind { return SummaryKind }

// Held is the day of the meeting that the sheet tells of.
func (f *Summary) Held() Date { return f.MeetingDate }

// Prefill fills in what is empty from what is known of the child and of the parent.
func (f *Summary) Prefill(child Child) {
	s := Subject{f.ChildName, f.CaseNumber}
	s.Prefill(child)
	f.ChildName, f.CaseNumber = s.ChildName, s.CaseNumber
	for _, p := range child.People {
		if p.Key == f.ParentKey && f.ParentName == "" {
			f.ParentName = p.Name
		}
	}
}

// CrossCheck implements Form: what makes a sheet hard to read is pointed out, never blocked.
func (f *Summary) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	Texts(f, func(pointer, text string) {
		if _, field, _ := Define(SummaryKind).Field(pointer); field.Type == LongText {
			c.problems = append(c.problems, readability(pointer, text)...)
		}
	})
	return c.problems
}
