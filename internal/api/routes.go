package api

import (
	"net/http"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

const v1 = "/api/v1"

// routes is everything that the door answers.
func routes() []route {
	const get, post, put = http.MethodGet, http.MethodPost, http.MethodPut
	pages := []parameter{limitParameter, offsetParameter}
	return []route{
		{method: get, path: "/api/openapi.json", name: "describe", summary: "This document", open: true,
			gives: answer{status: 200}, handle: (*api).describe},

		{method: get, path: v1 + "/children", name: "listChildren", scope: auth.ReadChildren, summary: "List children in order of name",
			query: append([]parameter{{name: "q", about: "part of a name or case number", max: 200}}, pages...),
			gives: answer{status: 200, like: page[forms.Child]{}}, handle: (*api).listChildren},
		{method: post, path: v1 + "/children", name: "addChild", scope: auth.WriteChildren, summary: "Add a child",
			takes:  &body{like: childBody{}, example: exampleChild()},
			gives:  answer{status: 201, like: forms.Child{}, headers: []string{"ETag", "Location"}},
			handle: (*api).addChild},
		{method: get, path: v1 + "/children/{id}", name: "getChild", scope: auth.ReadChildren, summary: "Read a child",
			gives: answer{status: 200, like: forms.Child{}, headers: []string{"ETag"}}, handle: (*api).getChild},
		{method: put, path: v1 + "/children/{id}", name: "updateChild", scope: auth.WriteChildren, summary: "Replace what is known of a child",
			guarded: true, takes: &body{like: childBody{}, example: exampleChild()},
			gives:  answer{status: 200, like: forms.Child{}, headers: []string{"ETag"}},
			handle: (*api).updateChild},

		{method: post, path: v1 + "/children/{id}/records", name: "createRecord", scope: auth.WriteRecords, summary: "Start a record about a child, and one for each other child whom the same meeting is about",
			conflicts: true, takes: &body{like: recordBody{}, example: exampleRecord()},
			gives:  answer{status: 201, like: started{}, headers: []string{"ETag", "Location"}},
			handle: (*api).createRecord},
		{method: get, path: v1 + "/records", name: "listRecords", scope: auth.ReadRecords, summary: "List records without their forms, the latest change first",
			query: append([]parameter{
				{name: "child", about: "id of a child", max: 64},
				{name: "meeting", about: "what the records of a meeting about several children have in common", max: 64},
				{name: "status", about: "state of the record", options: statuses},
			}, pages...),
			gives: answer{status: 200, like: page[summary]{}}, handle: (*api).listRecords},
		{method: get, path: v1 + "/records/{id}", name: "getRecord", scope: auth.ReadRecords, summary: "Read a record with its form",
			gives: answer{status: 200, like: records.Record{}, headers: []string{"ETag"}}, handle: (*api).getRecord},
		{method: put, path: v1 + "/records/{id}/form", name: "saveForm", scope: auth.WriteRecords, summary: "Save the whole form, 8 MB at most, as the next version; an action that comes without its number keeps it if its reference or its text is unchanged, and is new otherwise",
			query:   []parameter{{name: "alone", about: "leave the records of the meeting's other children as they are", options: []string{"true", "false"}}},
			guarded: true, conflicts: true, takes: &body{like: anyForm{}, example: exampleForm()},
			gives:  answer{status: 200, like: saved{}, headers: []string{"ETag"}},
			handle: (*api).saveForm},
		{method: get, path: v1 + "/records/{id}/photograph", name: "getPhotograph", scope: auth.ReadRecords, summary: "Download a picture of the form",
			query: []parameter{atParameter}, gives: answer{status: 200, types: []string{jpegType}, headers: []string{"ETag"}}, handle: (*api).getPhotograph},
		{method: put, path: v1 + "/records/{id}/photograph", name: "putPhotograph", scope: auth.WriteRecords, summary: "Put a picture of 8 MB at most into the form, as the next version",
			query:   []parameter{atParameter, {name: "alt", about: "what the picture shows, for people who do not see it", max: 300}},
			guarded: true, conflicts: true, takes: &body{types: []string{jpegType, pngType, bytesType}},
			gives: answer{status: 200, like: saved{}, headers: []string{"ETag"}}, handle: (*api).putPhotograph},
		{method: http.MethodDelete, path: v1 + "/records/{id}/photograph", name: "deletePhotograph", scope: auth.WriteRecords, summary: "Take a picture out of the form, as the next version",
			query: []parameter{atParameter}, guarded: true, conflicts: true,
			gives: answer{status: 200, like: saved{}, headers: []string{"ETag"}}, handle: (*api).deletePhotograph},
		{method: get, path: v1 + "/records/{id}/problems", name: "listProblems", scope: auth.ReadRecords, summary: "What is wrong with a record's form",
			gives: answer{status: 200, like: checked{}}, handle: (*api).listProblems},
		{method: post, path: v1 + "/records/{id}/complete", name: "completeRecord", scope: auth.WriteRecords, summary: "Mark a version as ready for signing",
			guarded: true, conflicts: true,
			gives:  answer{status: 200, like: records.Record{}, headers: []string{"ETag"}},
			handle: (*api).completeRecord},
		{method: post, path: v1 + "/records/{id}/sign", name: "signRecord", scope: auth.WriteRecords, summary: "Sign a version for good; chairs only",
			guarded: true, conflicts: true, takes: &body{like: signBody{}, example: signBody{Password: "your own password"}},
			gives:  answer{status: 200, like: records.Record{}, headers: []string{"ETag"}},
			handle: (*api).signRecord},

		{method: post, path: v1 + "/records/{id}/reviews", name: "startReview", scope: auth.WriteRecords, summary: "Start the review of a signed meeting, with everything carried forward",
			query: []parameter{
				{name: "another", about: "start one although there is a review already", options: []string{"true", "false"}},
				{name: "with", about: "ids of other children whom the meeting is about, with commas between them", max: 1000},
			},
			conflicts: true,
			gives:     answer{status: 201, like: started{}, headers: []string{"ETag", "Location"}},
			handle:    (*api).startReview},
		{method: post, path: v1 + "/records/{id}/sheets", name: "startSheet", scope: auth.WriteRecords, summary: "Start the sheet that tells a parent of an issued meeting; one that is not signed yet is given again",
			query:     []parameter{{name: "parent", about: "key of the parent among the child's people", max: 64}},
			conflicts: true,
			gives:     answer{status: 201, like: saved{}, headers: []string{"ETag", "Location"}},
			handle:    (*api).startSheet},

		{method: get, path: v1 + "/invitations", name: "listInvitations", scope: auth.ReadRecords, summary: "List the drafts that you are asked to agree, the latest first",
			gives: answer{status: 200, like: list[records.Asked]{}}, handle: (*api).listInvitations},
		{method: get, path: v1 + "/records/{id}/invitation", name: "getInvitation", scope: auth.ReadRecords, summary: "Read the draft that you are asked to agree, as it was sent to you",
			gives: answer{status: 200, like: sentDraft{}}, handle: (*api).getInvitation},
		{method: post, path: v1 + "/records/{id}/invitation/answer", name: "answerInvitation", scope: auth.WriteRecords, summary: "Say whether you agree the draft that you were sent, and comment on its sections",
			takes: &body{like: answerBody{}, example: answerBody{1, records.Agrees, []records.Remark{{Section: "background", Text: "The school has changed since."}}}},
			gives: answer{status: 200, like: sentDraft{}}, handle: (*api).answerInvitation},
		{method: get, path: v1 + "/records/{id}/agreement", name: "getAgreement", scope: auth.ReadRecords, summary: "Who was asked to agree a record, and what they said",
			gives: answer{status: 200, like: records.Agreement{}}, handle: (*api).getAgreement},
		{method: post, path: v1 + "/records/{id}/agreement/invitations", name: "invite", scope: auth.WriteRecords, summary: "Send a version of a draft to people to agree it; chairs only",
			guarded: true, conflicts: true, takes: &body{like: inviteBody{}, example: inviteBody{[]string{"worker"}}},
			gives: answer{status: 200, like: records.Agreement{}}, handle: (*api).invite},
		{method: post, path: v1 + "/records/{id}/agreement/invitations/{person}/remind", name: "remind", scope: auth.WriteRecords, summary: "Remind somebody of a draft; chairs only",
			gives: answer{status: 200, like: records.Agreement{}}, handle: (*api).remind},
		{method: http.MethodDelete, path: v1 + "/records/{id}/agreement/invitations/{person}", name: "withdrawInvitation", scope: auth.WriteRecords, summary: "Withdraw an invitation: the person cannot read the draft any more; chairs only",
			gives: answer{status: 200, like: records.Agreement{}}, handle: (*api).withdrawInvitation},
		{method: post, path: v1 + "/records/{id}/agreement/comments/{comment}", name: "settleComment", scope: auth.WriteRecords, summary: "Accept a comment or reply to it; chairs only",
			conflicts: true, takes: &body{like: settleBody{}, example: settleBody{records.Answered, "The panel needs the older date too."}},
			gives: answer{status: 200, like: records.Comment{}}, handle: (*api).settleComment},

		{method: get, path: v1 + "/records/{id}/versions", name: "listVersions", scope: auth.ReadRecords, summary: "List versions without their forms, the latest first",
			gives: answer{status: 200, like: list[versionSummary]{}}, handle: (*api).listVersions},
		{method: get, path: v1 + "/records/{id}/versions/{n}", name: "getVersion", scope: auth.ReadRecords, summary: "Read one version with its form",
			gives: answer{status: 200, like: records.Version{}, headers: []string{"ETag"}}, handle: (*api).getVersion},
		{method: get, path: v1 + "/records/{id}/documents", name: "listDocuments", scope: auth.ReadRecords, summary: "List the papers of a record",
			gives: answer{status: 200, like: list[records.Document]{}}, handle: (*api).listDocuments},
		{method: get, path: v1 + "/documents/{id}", name: "getDocument", scope: auth.ReadRecords, summary: "Download a paper",
			gives:  answer{status: 200, types: []string{pdfType, wordType}, headers: []string{"Content-Disposition", "ETag"}},
			handle: (*api).getDocument},
		{method: get, path: v1 + "/records/{id}/audit", name: "listAudit", scope: auth.ReadAudit, summary: "What was done with a record, in order",
			gives: answer{status: 200, like: list[records.AuditLine]{}}, handle: (*api).listAudit},
		{method: get, path: v1 + "/audit", name: "searchAudit", scope: auth.ReadAudit, summary: "Search the whole audit, the latest line first; auditors only",
			query: []parameter{
				{name: "person", about: "username, id or a part of the name", max: 200},
				{name: "case_number", about: "case number of a child", max: 40},
				{name: "record", about: "id of a record", max: 64},
				{name: "action", about: "what was done, such as record.sign", max: 64},
				{name: "address", about: "network address", max: 64},
				{name: "from", about: "first day, in UTC", day: true},
				{name: "to", about: "last day, in UTC", day: true},
				{name: "before", about: "only lines before this one, for the next page", number: true, max: 1 << 53},
				{name: "limit", about: "how many on a page", number: true, min: 1, max: 1000, preset: 50},
			},
			gives: answer{status: 200, like: auditPage{}}, handle: (*api).searchAudit},

		{method: get, path: v1 + "/forms", name: "listForms", scope: auth.AnyScope, summary: "List the kinds of form",
			gives: answer{status: 200, like: list[formKind]{}}, handle: (*api).listForms},
		{method: get, path: v1 + "/forms/{kind}", name: "getForm", scope: auth.AnyScope, summary: "The sections and questions of a form",
			gives: answer{status: 200, like: definition{}}, handle: (*api).getForm},
		{method: get, path: v1 + "/forms/{kind}/schema", name: "getFormSchema", scope: auth.AnyScope, summary: "The JSON Schema of a form",
			gives: answer{status: 200, types: []string{schemaType, jsonType}}, handle: (*api).getFormSchema},
		{method: post, path: v1 + "/check/{kind}", name: "checkForm", scope: auth.AnyScope, summary: "Check a form without storing it",
			takes: &body{like: anyJSON{}, example: exampleForm()},
			gives: answer{status: 200, like: checked{}}, handle: (*api).checkForm},

		{method: post, path: v1 + "/imports", name: "importFile", scope: auth.WriteImport, summary: "Take in an extract of another system, an Excel workbook or CSV file of 32 MB at most, or say what it would change",
			query: []parameter{
				{name: "dry_run", about: "only say what would change", options: []string{"true", "false"}},
				{name: "mode", about: "all: nothing, if a row is rejected; rows: all rows that are not rejected", options: []string{"all", "rows"}},
			},
			takes: &body{types: []string{workbookType, csvType, bytesType, uploadType}},
			gives: answer{status: 200, like: imported{}}, handle: (*api).importFile},
		{method: get, path: v1 + "/tracker", name: "getTracker", scope: auth.ReadTracker, summary: "Make the Excel tracker pack of the children on whom you may report, or figures for a board",
			query: []parameter{
				{name: "policy", about: "pack of rules; that of new records unless given", max: 100},
				{name: "as_of", about: "day on which to judge, as year-month-day; today unless given", max: 10},
				{name: "team", about: "id of a team", max: 64},
				{name: "anonymous", about: "figures for a board: nothing about one child, no number under five, always about the whole service", options: []string{"true", "false"}},
			},
			gives: answer{status: 200, types: []string{workbookType}, headers: []string{"Content-Disposition"}}, handle: (*api).getTracker},

		{method: post, path: v1 + "/verify", name: "verifyFile", summary: "Check the signatures of a PDF or Word file; needs no credentials", open: true,
			takes: &body{types: []string{bytesType, pdfType, wordType, uploadType}},
			gives: answer{status: 200, like: verification{}}, handle: (*api).verifyFile},
	}
}
