package leak

import "strings"

// This file is data: the words by which the rules of this package tell what is ordinary.

// sheetWords are the words that every sheet is made of. Five of them in a row quote nobody.
var sheetWords = set(`
a an the and or but if so as at by for from in into of off on onto out over to up with without about after again against
all also although always am among another any anybody anyone anything are arent around be because been before being below
best better between both can cannot cant come comes coming could did didnt do does doesnt doing done dont down during each
either else enough even ever every everybody everyone everything few find finding first found get gets getting give given
go goes going gone good got had has hasnt have havent having he help helps her here hers herself him himself his how however
i if in instead is isnt it its itself just keep keeps know known last later least less let letting like little long longer
look looked looking looks made make makes making many may maybe me meet meeting meetings might more most much must my near
need needed needs neither never new next no nobody none nor not nothing now of often once one only onto other others our
ours out own part perhaps please put quite rather ready really right said same say says see seeing seen sees send sent set
she should show so some somebody someone something soon start started starts still such sure take taken takes talk tell than
thank that the their theirs them themselves then there these they thing things think this those though through time times
to today together told too took toward towards try trying twice under until up upon us use used usual very wait waiting want
wanted wants was wasnt way we well were what whatever when where whether which while who whole whom whose why will wish with
within wont work working works would write writes writing wrote yes yet you your yours yourself
two three four five six seven eight nine ten eleven twelve half hour hours day days week weeks weekly month months monthly
year years yearly old spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday mondays tuesdays
wednesdays thursdays fridays saturdays sundays january february march april may june july august september october november
december morning afternoon evening weekend weekends
mother mothers father fathers mum mums dad dads parent parents brother brothers sister sisters sibling siblings aunt uncle
grandmother grandfather grandparent grandparents nan family families relative relatives child children childs son daughter
baby carer carers foster fostering adopt adopted adopting adoption adopter adopters home homes house live lived lives living
move moved moves moving stay stayed stays settled care cared council court courts judge hearing final order orders plan
plans planning permanence permanent decide decided decides decision decisions agree agreed agrees agreement review reviews
reviewed panel social worker workers solicitor solicitors assess assessed assessment assessments check checks report reports
contact visit visits letter letters letterbox service call calls phone telephone school nursery safe safely second backup
contingency recommend recommended recommendation recommendations action actions date dates number address signed interim full
placement placed special guardianship guardian arrangements threshold term short panels options option possible cannot
`)

// privateWords are about health, offences and private life. Three words in a row of a withheld part that have one of them
// are enough.
var privateWords = set(`
abortion abuse abused abuser abusive addict addiction alcohol alcoholic alcoholism anxiety arrest arrested assault assaulted
autism bail bipolar bruise bruises bruising cancer cannabis caution cautioned charged cocaine conviction convictions convicted
counselling crime criminal custody debt debts dementia depressed depression detained detox diabetes diagnosed diagnosis
disability disclosed disclosure disclosures drank drinking drink drugs drug epilepsy evicted eviction fracture fractures
hepatitis heroin hiv hospital hospitalised illness immigration imprisoned injection injunction injured injuries injury
intelligence jail jailed learning medication medicine methadone mg miscarriage molested molestation neglected offence
offences offended offender offending operation overdose overdosed parole partner police pregnancy pregnant prison prisoner
privileged probation prostitution psychiatric psychiatrist psychologist psychosis rape raped recalled refuge rehab
rehabilitation relapse relapsed replacement schizophrenia sectioned seizure sentence sentenced sertraline sexual sexually
sober stroke suicidal suicide surgery suspect suspected therapist therapy trafficked tribunal unemployed victim violence
violent weapon
`)

// everyday are words that are also surnames, house names or towns. They count only where a capital shows a name.
var everyday = set(`
abbey ash bacon bailey baker ball banks barber barn barnes bath beach bean bell best birch bird bishop black bloom bond book booth
bow bowers bridge bridges brook brooks brown bull bungalow bush butcher butler cannon carpenter carter castle chambers chance
chapel chase church clay cliff coach coast cole collier cook cooper corner cottage court cox crane cross crown dale dawn day
deal dean dear dell dove drake dry eagle early east elder elm english farm farmer farrow feather fern field fields finch
fish fisher flowers flint ford forest forge foster fountain fox francis french friend frost garden gardener gardens gate gates
gay golden good goodman grange grant grass gray green grey grove hall hand hands hardy harper hart haven hawk hay heath hedge
hill hills hobbs holiday hollow holly home hood hook hope horn house hunt hunter hurst ivy judge keen key king kings kitchen
knight knott lake lamb lane law lawn lee lily little lodge long lord love low major manor manse marsh mason may meadow
meadows mercy mill miller mills moor moore moss mount nest new noble north oak oaks old orchard page paige paradise park
parker parsons peace pear pearl penny pepper perry piper place plant pond pool poole pope porter potter potts pound power
price priest prince priory pryce quick rain ramsey reading rectory reed rich rider ridge rise river rivers robin rock rose
rowan rugby rush sale salt sandwich savage school sharp shaw shepherd short silver singer slack small smith snow south sparrow
spring springs stables stamp star steel stone story street strong summer summers sun sunny swallow swan sweet swift taylor
terrace thatcher thorn tower town tree trees tucker turner vale valley vicarage view villa walker wall walls ward warden
water waters way webb well wells west white wild willow willows winter winters wise wolf wood woods wright yard young
`)

// countries and the like place nobody.
var countries = []string{"england", "wales", "scotland", "northernireland", "uk", "unitedkingdom", "greatbritain", "gb"}

// streets are what streets are called, with their abbreviations.
var streets = map[string][]string{
	"street": {"st"}, "road": {"rd"}, "avenue": {"ave", "av"}, "lane": {"ln"}, "close": {"cl"}, "drive": {"dr"}, "court": {"ct"},
	"place": {"pl"}, "crescent": {"cres", "cr"}, "gardens": {"gdns"}, "grove": {"gr"}, "terrace": {"terr", "tce"}, "square": {"sq"},
	"park": nil, "hill": nil, "way": nil, "row": nil, "walk": nil, "fold": nil, "mews": nil, "yard": nil, "parade": {"pde"},
	"rise": nil, "view": nil, "green": nil, "croft": nil, "gate": nil, "wharf": nil, "quay": nil, "path": nil, "vale": nil, "end": nil,
	"mount": nil, "bank": nil, "circus": nil, "broadway": nil, "boulevard": {"blvd"}, "embankment": nil, "ginnel": nil, "brow": nil,
}

// titles may stand before a surname.
var titles = []string{"mr", "mrs", "ms", "miss", "mx", "dr", "mrandmrs", "professor", "prof", "sir", "lady", "rev"}

// particles belong to the surname that follows.
var particles = []string{"de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "bint", "ibn", "mac", "mc",
	"o", "ni", "nic", "ui", "ap", "ab", "st", "ter", "ten", "giolla", "dos", "del"}

// generic words say what something is, not which.
var generic = []string{"school", "nursery", "primary", "junior", "infant", "infants", "secondary", "academy", "college", "high", "preschool",
	"playgroup", "toddler", "group", "childrens", "home", "house", "unit", "residential", "care", "centre", "agency", "foster", "carer",
	"carers", "family", "placement", "the", "manager", "ltd", "limited", "withheld", "unknown", "kinship",
	"connected", "respite", "emergency", "local", "authority", "council", "previous", "first", "second", "maternal", "paternal", "mother",
	"father", "grandmother", "grandparents", "aunt", "uncle", "relative", "relatives", "adopter", "adopters", "prospective", "independent",
	"private", "specialist", "therapeutic", "supported", "lodgings", "hospital", "parent", "parents", "same", "couple", "hostel", "refuge", "church", "of", "england", "c", "e"}

// kin are the words for people of a family, whoever they are.
var kin = []string{"mother", "father", "mum", "dad", "parents", "grandmother", "grandfather", "grandparents", "nan", "aunt", "uncle",
	"cousin", "brother", "sister", "halfbrother", "halfsister", "stepfather", "stepmother", "partner", "carer", "carers", "adopters"}

// set makes words into a set.
func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}
