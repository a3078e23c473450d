package storetest

import "testing"

// Run runs every case on a fresh database at the address that dsn returns.
func Run(t *testing.T, dsn func(testing.TB) string) {
	cases := []struct {
		name string
		run  func(*testing.T, *Bundle)
	}{
		{"life of a record", lifeOfARecord},
		{"create fills in the child and numbers actions", createPrefills},
		{"a stale save stores nothing and shows what is there", staleSave},
		{"a save that changes nothing makes no version", sameSave},
		{"saving a complete record makes it a draft", saveReopens},
		{"a signed record refuses everything", signedRefuses},
		{"steps in the wrong order", wrongOrder},
		{"what blocks signing is named", blocked},
		{"an authority's rules block, unprintable characters do not", rules},
		{"long texts come back as they were", longTexts},
		{"unknown ids", unknownIDs},
		{"action numbers are the child's own", actionNumbers},
		{"a review carries forward and drops nothing", reviewCarries},
		{"a meeting about several children starts a record for each", togetherStarts},
		{"what cannot be held together stores nothing", togetherRefused},
		{"what a meeting says once is saved in each child's draft", togetherShares},
		{"reviews held together carry forward from each child's own meeting", togetherReviews},
		{"a meeting with a child whom one may not see", togetherHidden},
		{"many who save in one meeting at once", togetherAtOnce},
		{"brothers and sisters on file", siblingsOnFile},
		{"a parent's sheet is checked against the child's records", sheetIsChecked},
		{"a parent's sheet belongs to its meeting", sheetOfMeeting},
		{"a chair releases, and a release is written down", sheetReleases},
		{"a permanence report begins with the signed meeting", reportBegins},
		{"minutes wait for their meeting and for their chair", rightMoment},
		{"children are found and never doubled", children},
		{"one of many who change a child wins", childGuarded},
		{"forms of a child", formsOfAChild},
		{"records are listed page by page", recordPages},
		{"the audit trail tells everything", auditTrail},
		{"meddling with the audit shows", auditMeddled},
		{"one chain of audit lines, whoever writes", auditAtOnce},
		{"the audit is searched", auditSearched},
		{"the audit is exported, however long", auditExported},
		{"papers are made from what was signed", papersOfTheSigned},
		{"papers know the meetings signed before them", papersKnowMeetings},
		{"issuing twice changes nothing", issueTwice},
		{"one of many signers wins", signAtOnce},
		{"a save and a signature at once", saveOrSign},
		{"one of many savers wins", saveAtOnce},
		{"action numbers at once", numbersAtOnce},
		{"two runs of a job at once", issueAtOnce},
		{"a change fails whole", failsWhole},
		{"a panic in a change leaves nothing", panicLeavesNothing},
		{"the database guards what is written once", guards},
		{"a closed database is unavailable", closedDatabase},
		{"a caller that gives up leaves nothing", givesUp},
		{"the job exists if the signature does", jobWithSignature},
		{"what is typed is kept beside the record", typedIsKept},
		{"two windows of one person", typedInTwoWindows},
		{"others learn that something is typed and not what", typedIsPrivate},
		{"who has a section open", presences},
		{"one key for all browsers of a person", browserKeys},
		{"who sees which records", whoSees},
		{"who may change what", whoChanges},
		{"a child is allocated", allocations},
		{"a case is opened with a reason", openings},
		{"teams", teams},
		{"administrators change people and teams", administrators},
		{"one administrator stays", administratorsAtOnce},
		{"restricted children and openings are listed", overviews},
		{"jobs make the papers", jobsMakePapers},
		{"a failing job is tried again and says why", jobsRetry},
		{"a job that panics keeps case content to itself", jobsPanic},
		{"a job whose process was killed is taken up again", jobsRescue},
		{"jobs and people at once", jobsAndPeople},
		{"opening again finds everything", reopen},
		{"people", people},
		{"codes", codes},
		{"codes and links at once", oncesAtOnce},
		{"links", links},
		{"tokens", tokens},
		{"identities", identities},
		{"sessions", sessions},
		{"keys", keys},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, New(t, dsn(t)))
		})
	}
}
