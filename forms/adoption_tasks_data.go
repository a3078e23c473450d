package forms

// The rows of the adoption planning task list (001-L07, seed 001 lines 1475 to 1759), as data in the tags: a group for each
// task, its label the task and its hint the timescale; within it a part for each role that the source gives one, its hint
// the duty. The words are ours. Where the source has no timescale there is no hint; where its cells look shifted or
// unfinished (T17, T29, T33) the column is kept as it stands.

// TasksBefore are done before there are proceedings, some before the birth.
type TasksBefore struct {
	T01 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Write it during pre-proceedings at the latest" source:"001-T01"`
	} `json:"T01" label:"Single assessment, with a sibling assessment" hint:"Before proceedings are issued" source:"001-T01 L1475-1480"`
	T02 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Visit together with Fostering and write the assessment up" source:"001-T02"`
	} `json:"T02" label:"Viability assessments" hint:"Before proceedings are issued, or at the pre-birth assessment" source:"001-T02 L1482-1487"`
	T03 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Raise it at the Gateway Panel" source:"001-T03"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"See that the adoption agency looks for an early permanence placement and keeps to the procedure; think of a brother’s or sister’s adopters and let them know" source:"001-T03"`
	} `json:"T03" label:"Consider a fostering for adoption placement" hint:"Before proceedings are issued" source:"001-T03 L1489-1494"`
	T04 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Tell the adoption agency that an early permanence placement is needed" source:"001-T04"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"Ask, with the social worker, whether earlier adopters are viable" source:"001-T04"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"When earlier adopters show interest, the manager allocates their second-time assessment" source:"001-T04"`
	} `json:"T04" label:"Pre-birth assessment that does not support the parents" source:"001-T04 L1496-1501"`
	T05 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Consider placement with connected people under regulations 24 and 25" source:"001-T05"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"The adoption team’s manager allocates one at the Gateway Panel or legal planning meeting, or puts the child on the agency’s tracker" source:"001-T05"`
	} `json:"T05" label:"Allocate a family finder" hint:"Within a week of the Gateway Panel or legal planning meeting, and before the first PPM, where adoption is one of the plans" source:"001-T05 L1503-1508"`
}

// TasksOpening fall into the first eight weeks of proceedings, but for the handing over of the case.
type TasksOpening struct {
	T06 struct {
		TaskState
		Invitations           Date `json:"invitations" label:"Invitations sent on" source:"001-T06"`
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Invite the family finder and Fostering in week 1, and the therapy service, Legal and the Virtual School as needed" source:"001-T06"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Attend" source:"001-T06"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"Attend for children of 10 and under; plan early for brothers and sisters, above all of different ages; book the SHOBPA date with the panel administrator" source:"001-T06"`
	} `json:"T06" label:"First PPM" hint:"Week 2 of proceedings; invitations in week 1" source:"001-T06 L1510-1516"`
	T07 struct {
		TaskState
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Talk it over with the foster carers" source:"001-T07"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"Where the carers may want the child to stay for good, give adoption information and counselling; put the carers’ written answer on file" source:"001-T07"`
	} `json:"T07" label:"Find out where the foster carers stand" hint:"Week 4 of proceedings" source:"001-T07 L1518-1525"`
	T08 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Tell the family finder" source:"001-T08"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"Work beside the child’s social worker throughout; the agency cannot hold the case of a relinquished child" source:"001-T08"`
	} `json:"T08" label:"Case moves to the children looked after team" hint:"After the first review that follows the first hearing" source:"001-T08 L1527-1532"`
	T09 struct {
		TaskState
		Booked                Date `json:"booked" label:"Medical booked on" source:"001-T09"`
		MedicalCompleted      Date `json:"completed" label:"Medical completed on" source:"001-T09"`
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Book it; ask the foster carer and the birth parent to come along" source:"001-T09"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Help the carers to prepare" source:"001-T09"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"Raise it at the first PPM" source:"001-T09"`
	} `json:"T09" label:"Adoption medical" hint:"Booked by week 4 of proceedings, completed by week 16" source:"001-T09 L1534-1539"`
	T10 struct {
		TaskState
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Plan with the foster carer how the child is prepared" source:"001-T10"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Support the carer’s part" source:"001-T10"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"Advise, also on a parallel story" source:"001-T10"`
	} `json:"T10" label:"Direct work and preparation for what the court decides" source:"001-T10 L1541-1546"`
	T11 struct {
		TaskState
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Bring the assessment of needs up to date, and the sibling assessment and the strengths and difficulties questionnaire if needed; ask the family finder for help with the CPR" source:"001-T11"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Support the carer’s part" source:"001-T11"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"If adoption is likely, hold a profiling meeting and plan the search; book SHOBPA and panel dates; see that the medical is ready for the decision maker, who follows the legal planning meeting" source:"001-T11"`
	} `json:"T11" label:"Second PPM" hint:"Week 8 of proceedings" source:"001-T11 L1548-1555"`
}

// TasksDeciding lead up to the agency's decision and the final evidence.
type TasksDeciding struct {
	T12 struct {
		TaskState
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"Write anonymous profiles, consider films, alert the resource group early, ask matching services for figures, prepare for activity and exchange days" source:"001-T12"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Keep considering the child for matches within the agency" source:"001-T12"`
	} `json:"T12" label:"Family finding strategy" hint:"By week 14 of proceedings" source:"001-T12 L1557-1567"`
	T13 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Settle the most likely plan; start the CPR if adoption is likely; book the decision maker" source:"001-T13"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"Book a provisional panel date and dates for short-listing; give the family finding plan for the court statement" source:"001-T13"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Send an anonymous CPR to the social workers of suitable families" source:"001-T13"`
	} `json:"T13" label:"Third PPM" hint:"Week 14 of proceedings" source:"001-T13 L1569-1574"`
	T14 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Do it with the foster carer" source:"001-T14"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"Support it" source:"001-T14"`
	} `json:"T14" label:"Life story work begins" hint:"From week 14 of proceedings" source:"001-T14 L1576-1581"`
	T15 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Attend" source:"001-T15"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"The team manager attends the legal planning meeting" source:"001-T15"`
	} `json:"T15" label:"Final care planning meeting" hint:"Week 14 of proceedings" source:"001-T15 L1583-1588"`
	T16 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Attend" source:"001-T16"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"A senior practitioner or manager of the agency attends" source:"001-T16"`
	} `json:"T16" label:"Agency decision maker: should the child be placed for adoption (SHOBPA)" hint:"Week 17 of proceedings" source:"001-T16 L1590-1595"`
	T17 struct {
		TaskState
		FamilyFinder Part `json:"family_finder" label:"Family finder" hint:"Go on preparing for a placement order, if the legal planning meeting decides so" source:"001-T17"`
	} `json:"T17" label:"Family finding goes on" source:"001-T17 L1597-1602"`
	T18 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Complete it" source:"001-T18"`
	} `json:"T18" label:"Final evidence filed" hint:"Week 18 of proceedings" source:"001-T18 L1604-1609"`
}

// TasksLinking run from the final evidence to the time after a placement order.
type TasksLinking struct {
	T19 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Say within 48 hours of a report whether the link should go on; if you and the family finder disagree, hold a formal meeting with both practice managers" source:"001-T19"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"Exchange reports, the child’s without names until there is a placement order; visit possible families" source:"001-T19"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Exchange reports" source:"001-T19"`
	} `json:"T19" label:"Identify and explore links" hint:"From week 18 of proceedings" source:"001-T19 L1613-1619"`
	T20 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Keep up regular PPMs; invite the therapy service and the Virtual School as the child needs" source:"001-T20"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"Activity and exchange days, full profiles, matching services, film and photographs where they are called for" source:"001-T20"`
	} `json:"T20" label:"Placement order" hint:"Week 26 of proceedings" source:"001-T20 L1621-1629"`
	T21 struct {
		TaskState
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Plan it with the foster carer; help the child to understand why home is not possible and what the plan is; work with the therapy service and the Virtual School" source:"001-T21"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Support the foster carer’s part" source:"001-T21"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"Use the parallel story; see that the carers prepare the child for a move; film and photographs where they are called for" source:"001-T21"`
	} `json:"T21" label:"Life story work" hint:"From week 26 of proceedings; finished in time for a match" source:"001-T21 L1631-1638"`
	T22 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Keep up regular PPMs that watch over the plan; invite the therapy service and the Virtual School as the child needs" source:"001-T22"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"For a match with another agency: see to the placement report, support plan and support fund, to Annex A for early permanence and to deadlines; plan the move with the IRO and attend the first review after placement" source:"001-T22"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"For a match within the agency: see to the same, together with the child’s social worker" source:"001-T22"`
	} `json:"T22" label:"Review the matching panel date" hint:"Week 26 of proceedings" source:"001-T22 L1642-1647"`
	T23 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Write the exception report with a contribution from the agency" source:"001-T23"`
	} `json:"T23" label:"Watch over the adoption plan" hint:"Exception report at week 40 after the placement order" source:"001-T23 L1649-1654"`
}

// TasksMatching are the match, the decision and the introductions. Of these only the services of T24 have a number.
type TasksMatching struct {
	T24 struct {
		TaskState
		ServicesInPlace     Date `json:"services_in_place" label:"Services in place on" source:"001-T24"`
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Share information and assessments; see that doctor, dentist and school are in place within the first 27 days of placement, and that support needs are met" source:"001-T24"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"See that an early support plan is in place" source:"001-T24"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"See that adopters have and understand all information; get arrangements for indirect contact signed" source:"001-T24"`
	} `json:"T24" label:"Visits to the families" source:"001-T24 L1656-1662"`
	T25 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Prepare the placement report and support plan, proof-read; bring the CPR up to date" source:"001-T25"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"For a match with another agency: the same reports, the finances and a draft introductions plan" source:"001-T25"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"For a match within the agency: the same reports, and a support fund application if it may be needed" source:"001-T25"`
	} `json:"T25" label:"School arrangements with adopters and the Virtual School" source:"001-T25 L1664-1679"`
	T26 struct {
		TaskState
		ChildSocialWorker Part `json:"child_social_worker" label:"Child’s social worker" hint:"Attend" source:"001-T26"`
		FamilyFinder      Part `json:"family_finder" label:"Family finder" hint:"For a match with another agency: gather the papers and attend" source:"001-T26"`
	} `json:"T26" label:"Matching panel" source:"001-T26 L1681-1687"`
	T27 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Tell the birth family and the IRO; set up letterbox contact; arrange the medical adviser’s meeting, certificates, orders, passport and health information; finish the life story book; prepare the child" source:"001-T27"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"Draft the plan with carers and adopters; consider a chance first meeting; organise a life appreciation day; book what is needed" source:"001-T27"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Send the approval minutes to the panel administrator; the team manager sees minutes and medicals before panel is booked" source:"001-T27"`
	} `json:"T27" label:"Plan the move" source:"001-T27 L1689-1705"`
	T28 struct {
		TaskState
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Watch how the child and the foster carers respond" source:"001-T28"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Watch and support the foster carers" source:"001-T28"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"For a match with another agency: keep close to the supervising social worker" source:"001-T28"`
		AdopterSocialWorker   Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Watch how the adopters respond" source:"001-T28"`
	} `json:"T28" label:"Introductions" hint:"During the introductions" source:"001-T28 L1707-1714"`
	T29 struct {
		TaskState
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Visit the family with the family finder" source:"001-T29"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Close open referrals to the matching service" source:"001-T29"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"For a match with another agency: support the child’s social worker" source:"001-T29"`
		AdopterSocialWorker   Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"For a match within the agency: support the child’s social worker and the family" source:"001-T29"`
	} `json:"T29" label:"Explore the match with the family" source:"001-T29 L1716-1721"`
	T30 struct {
		TaskState
		ChildSocialWorker     Part `json:"child_social_worker" label:"Child’s social worker" hint:"Contribute; management agreement within 48 hours of the visit, unless circumstances are exceptional" source:"001-T30"`
		FosteringSocialWorker Part `json:"fostering_social_worker" label:"Fostering social worker" hint:"Strengths and vulnerabilities" source:"001-T30"`
		FamilyFinder          Part `json:"family_finder" label:"Family finder" hint:"Contribute; management oversight and agreement" source:"001-T30"`
		AdopterSocialWorker   Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Contribute" source:"001-T30"`
	} `json:"T30" label:"Decide to go ahead with a placement" source:"001-T30 L1723-1728"`
}

// TasksSupporting follow the child into the adoptive home.
type TasksSupporting struct {
	T31 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"Statutory visits, Annex A, later life letter, life story book in a simple and a full version, belongings, letters to the authority where the child lives; keep the address confidential" source:"001-T31"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"Support plan after placement: review whether it still fits" source:"001-T31"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Statutory visits; support plan after placement" source:"001-T31"`
	} `json:"T31" label:"Placement" hint:"Week 8 of the child living with the adopters" source:"001-T31 L1730-1740"`
	T32 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"See that the adopters’ views count; the application in good time; review support if the placement needs more" source:"001-T32"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"Early permanence: once the child has been there 10 weeks and all are satisfied; support after adoption for three years" source:"001-T32"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Support after adoption for one year" source:"001-T32"`
	} `json:"T32" label:"Adoption application" hint:"Week 10 of the placement; by the second review for older children or complex needs; after the decision maker where carers adopt" source:"001-T32 L1743-1750"`
	T33 struct {
		TaskState
		ChildSocialWorker   Part `json:"child_social_worker" label:"Child’s social worker" hint:"With the IRO; write the exception report with the family finder if there is no application by week 40" source:"001-T33"`
		FamilyFinder        Part `json:"family_finder" label:"Family finder" hint:"For a match with another agency: advise and support if the placement needs more" source:"001-T33"`
		AdopterSocialWorker Part `json:"adopter_social_worker" label:"Adopters’ social worker" hint:"Advise, support and assess if the placement needs more" source:"001-T33"`
	} `json:"T33" label:"Review whether the placement suits" hint:"Week 42 of the placement if there is no application" source:"001-T33 L1753-1759"`
}
