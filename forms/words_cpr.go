package forms

// reportWords holds the sentences for pictures and for the Child’s Permanence Report.
func reportWords() map[string]string {
	return map[string]string{
		"photo_format":          "{Label} must be a JPEG or PNG picture. Save it as one of them and send it again; telephones often make HEIC files.",
		"photo_base64":          "{Label} did not arrive whole: its data is not Base64. Send it again.",
		"photo_absent":          "{Label} has a description but no picture. Send the picture as well, or take out the description.",
		"photo_damaged":         "{Label} cannot be read: the file is damaged or cut off. Open it, save it anew and send it again.",
		"photo_too_big":         "{Label} must be {max} MB or smaller. Save it in a smaller size and send it again.",
		"photo_too_many_pixels": "{Label} must have {max} million pixels or fewer. It has {width} by {height}.",
		"numeric":               "{Label} must be a number, such as 9.5.",

		"nobody_to_sign":      "The case file does not say who signs this. Add the chair of its meeting or, for a report, the person in the role that signs it.",
		"report_unfinished":   "The case file says that this report is not complete ({status}). Finish it there first.",
		"photograph_missing":  "Add a photograph of the child, or say where it is filed. The report must have one.",
		"other_birthday":      "{Label} is not the one on the child’s page ({known}). Correct the one that is wrong.",
		"parent_not_told":     "Enter {label}. If the plan is adoption, the report must say when each parent was told, and when in writing.",
		"parent_not_listed":   "Say when {parent} was told of the plan, and when in writing. If nobody can be told, say so under what is missing.",
		"together_undecided":  "Decide whether the brothers and sisters should live together. The report must say so, with reasons.",
		"siblings_listed":     "You said that the child has no brothers or sisters, but listed some. Change one of the answers.",
		"author_unsupervised": "Enter who supervises this author. Somebody who may not write adoption reports alone needs a supervisor who may.",
		"panel_not_needed":    "The case goes straight to the agency decision maker: since 1 September 2012 a panel sees it only where the parents consent and no placement order is needed.",
		"panel_needed":        "The parents consent and no placement order is sought, so the case goes to the adoption panel first. Change the way to the decision, or the consent.",
		"panel_without_need":  "You gave a panel’s date, but the case went straight to the agency decision maker. Change one of the answers.",
		"order_revoked":       "You said that the placement order is in force, but it was revoked on {revoked}. Change one of the answers.",
	}
}
