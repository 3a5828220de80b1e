"""The words before and between place names that say what a place is to an event: patterns without names.

Each is tried on a few dozen characters beside a name, so their time is bounded: those of BEFORE and AFTER by RE2, all
at once.
"""

from __future__ import annotations

import re

from geo.coding.lexicon import Signs

_SIDES = (
    r"eastern|western|southern|northern|central|south-?western|north-?western|north-?eastern|south-?eastern"
    r"|remote|restive|old|tribal|border|general areas?|the general area of|general area of|areas? of|outskirts of"
    r"|edge of|limits of|jurisdiction of|suburbs of|vicinity of"
)
_HOMES = r"Pakistan['’]s|Afghanistan['’]s|Pakistani|Afghan"

ORIGIN = re.compile(
    r"\bfrom (?:(?:\w+ )?(?:bases?|camps?|sanctuar(?:y|ies)|hideouts?|havens?|positions|soil|villages)"
    r" (?:in|inside|across) )?"
    r"(?:inside |within |across |the other side of |the |eastern |western |southern |northern "
    r"|neighbou?ring )*$",
    re.I,
)
AWAY = re.compile(
    r"\b(?:(?:taken|moved|shifted|rushed|airlifted|flown|referred|brought) (?:to|straight to)"
    r"(?: (?:a|the|hospitals?|hospital))*(?: in| at)?"
    r"|(?:treated|admitted|receiving treatment|under treatment)[\w ]{0,24} (?:in|at|to)"
    r"|(?:died|dies|succumbed)(?: [\w-]+){0,6} hospital(?: in| at)?"
    r"|(?:heard|felt)(?: [\w-]+){0,3} as far(?: away)? as"
    r"|born in|native of|residents? of|bound for|left|headed (?:for|to)|heading (?:for|to)"
    r"|on (?:its|the|their) way (?:to|from)|travell?ing (?:to|from)|travell?ed (?:to|from)|en route (?:to|from)"
    r"|governors? of|capital of|president of|minister of|mayor of|(?:chief|head) of|ambassador (?:to|in)"
    r"|based in|belong(?:s|ed|ing)? to|opposite|for|lived in|living in|working in"
    r"|emergency(?: [\w-]+){0,4} in|(?:offered|buried|laid to rest|burial) (?:in|at)"
    r"|stuck between|stranded between|refugees in"
    r"|(?:solidarity|sympathy) with(?: the)?(?: \w+ (?:of|in))?"
    r"|(?:protests?|protested|complain\w*|appeal\w*|letters?|messages?|notes?|warnings?|plea) to"
    r"|(?:count|account|tally|estimate|reckoning|version|figures) of"
    r"|(?:carrying|taking|transporting|bringing|ferrying|moving|driving|drove|fled|walked|marched|escaped|returning"
    r"|proceeding|going)(?: [\w-]+){0,4} to"
    r"|operating in|active in|sanctuar(?:y|ies) in|havens? in"
    r"|(?:speaking|interviewed)(?: [\w'’-]+){0,4} (?:in|at|from))(?: the)? $",
    re.I,
)
FUNERAL = re.compile(r"(?i)\b(?:funerals?|burials?)(?: [\w-]+){0,5} in(?: the)? $")
AT_FUNERAL = re.compile(  # what happened there: "walked into the funeral of a commander in Khewa"
    r"(?i)\b(?:into|at|hit|struck|targeted|attacked|rocked|ripped through|tore through|among mourners at|amid)"
    r" (?:the|an?) (?:\w+ )?(?:funeral|burial)\b"
)
HOME = re.compile(  # of those whom something befalls, wherever that was
    r"(?i)\b(?:(?:with|whose) (?:addresses|homes?|families|relatives|roots|domiciles?) (?:were |was )?in"
    r"|hail(?:ed|ing|s)? from|native to|natives? of"
    r"|(?:labourers|workers|passengers|miners|men|boys|youths) from)(?: the)? $"
)
MEANWHILE = re.compile(  # where somebody else was then: "while he was still in the Afghan capital, two men burst in"
    r"(?i)\b(?:while|when|as) (?:[\w'’.-]+ ){1,3}?(?:was|were|sat|stayed|remained|toured|visited) (?:still |already "
    r"|away |on a visit |visiting |meeting |holding talks |in talks )*(?:in |at |to )?(?:the )?$"
)
HERE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Oo]utside|inside|around|into|within|across|over|through|of|to|against|along"
    r"|close to|via"
    r"|hit|struck|targeted|of the|in the|at the|attacked|shelled|bombed|pounded|closed|reopened|shut)"
    rf"(?: (?:the|its|nearby|neighbou?ring|provincial capital|capital,?|{_SIDES}|{_HOMES}"
    r"|[Tt]own of|[Cc]ity of|[Dd]istrict of|[Pp]rovince of|[\w-]+ city of|area of|village of))* ?,? ?$"
)
SCENE = re.compile(
    r"(?i)\b(?:in|at|near|on|outside|inside|around|over|across|in front of|in the heart of"
    r"|opposite|sealed off|cordoned off|entered|surrounded|raided|captured|seized|reached|visited|toured)"
    r"(?: (?:the|nearby|neighbou?ring|provincial capital,?"
    rf"|{_SIDES}|{_HOMES}|(?:town|city|district|province|village|area|valley) of|[\w-]+ city of))* $"
)
ROAD = re.compile(
    r"(?i)^(?:-[\w]+(?: [A-Z]\w+)?)? (?:(?:national|coastal|main|ring|trunk|link|super) )?"
    r"(?:highway|road|motorway|railway|expressway|route)\b"
)
ROAD_TO = re.compile(
    r"(?i)\b(?:road|highway|route|motorway|track|line|railway|train|express|flight|bus|coach)"
    r" (?:from [A-Z][\w'’-]+ )?(?:to|for|towards) (?:the )?$"
)
BEARING = re.compile(
    r"(?i)\b(?:(?:north|south|east|west)(?:-?(?:east|west))?|(?:km|kilomet(?:re|er)s?|miles?)(?: away)?|not far|far)"
    r" (?:of|from) (?:the )?(?:(?:city|town) of )?$"
)
BOUND = re.compile(r"^-bound\b|^ (?:sub-)?(?:tribes?|clans?)\b")  # "a Taftan-bound coach", "the Bara tribe"
LOCALS = re.compile(
    r"(?:^|[,:;] |\b(?:of|that) )(?:[Tt]he |[Ss]ome |[Aa]ngry |[Ll]ocal )?"
    r"(?:[Rr]esidents|[Vv]illagers|[Pp]eople|[Tt]ribesmen|[Tt]raders|[Ss]hopkeepers|[Ss]tudents|[Ww]omen|[Ll]ocals"
    r"|[Ii]nhabitants|[Ff]armers|[Dd]rivers) (?:of|in|from) (?:the |[A-Z][\w-]+['’]s )?$"
)
TELLERS = re.compile(
    r"(?:[Pp]olice|[Oo]fficials?|[Aa]uthorities|[Hh]ospitals?|[Dd]octors|[Ee]lders|[Rr]esidents|[Rr]eporters?|[Ss]ources)"
    r"(?: \w+)? (?:in|at|of) (?:the |[A-Z][\w-]+['’]s )?$"
)
THERE = r"\bthere\b(?! (?:is|are|was|were|has|had|have|will|would)\b)"  # a place told of, not "there is"
OF_THERE = re.compile(r" (?:residents?|villagers?|traders?|elders?|police|officials?|journalists?|hospital)\b")
COURT = re.compile(r"^ (?:High|Supreme|Sessions|District|Anti-Terrorism) Courts?\b|^ Press Club\b")
BESIDE_COURT = re.compile(r"\b(?:outside|in front of|near|at|from|inside) the $")
OFFICE = re.compile(
    r"^['’]s? (?:\w+ ){0,2}(?:governor|mayor|police chief|deputy commissioner|health (?:department|director|office)"
    r"|district chief|spokes\w+|hospitals?|commissioner)\b"
)
LIST = re.compile(
    r"^(?:['’]s)?(?: (?:district|province|provinces|districts|tehsil|city|area|agency|region|town|crossing))?s?"
    r"(?:,|,? and|,? or|,? as well as| &)"
    r"(?: (?:another|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|others?|an?other"
    r"|as many|the same number|a (?:second|third|fourth)|the (?:other|second|third)|one more)"
    r"(?: (?:more|again|others?|ones?|attack|blast|bomb))?(?= (?:in|at|near|on|outside) ))?"
    r"(?: (?:an?|the) (?:\w+ )?(?:camp|village|house|compound|post|mosque|market|town|area|base|school)"
    r" (?:in|at|near))?"
    r"(?: (?:in|on|at|the|near|of|neighbou?ring|nearby|also|then|adjacent|later))* $",
    re.I,
)
CONTAINS = re.compile(
    r"^(?: (?:district|tehsil|town|city|village|area|quarter|neighbou?rhood|subdivision|division|region|valley"
    rf"|bazaar|sector|suburb))*,? (?:of|in)(?: (?:the|province of|district of|{_SIDES}|{_HOMES}))* $",
    re.I,
)
CROSSING = re.compile(r"(?i)\b(?:crossings?|border|gates?|gateway|frontier|terminal)\b")
SUBJECT_GAP = re.compile(r" (?:(?:has|had|have|also|later|both|again|then|officially|strongly|on \w+day|\w+day) )*")
JOURNEY = re.compile(  # "a convoy on its way from A to B"
    r"\b(?:on (?:its|the|their|his|her) way|travell?ing|en route|driving|heading|moving|returning|going)"
    r" from (?:the )?$",
    re.I,
)
BETWEEN = re.compile(r"\bbetween (?:the )?$", re.I)
STATED = re.compile(
    r"^(?: (?:reporters|journalists|correspondents|newsmen|parliament|lawmakers|senators|delegates|delegations"
    r"|diplomats|troops|soldiers|elders|students|supporters|crowd|audience|gathering|conference|summit|seminar|media"
    r"|the|local|a|an|televised|news|press|briefing|statement|interview|speech|rally|ceremony|meeting|on|late|early"
    r"|later|earlier|\w+day|in|at|to))* (?:in|at|from)(?: the| nearby)? $"
)
FROM_HERE = re.compile(r"\bfrom (?:nearby |the )?$")
SENT_FROM = re.compile(  # before who says it: "in a rare rebuke from Rawalpindi", "speaking from Doha"
    r"(?i)\b(?:rebuke|statement|message|reply|rejoinder|retort|answer|letter|tweet|post|broadcast|address|speech|briefing"
    r"|interview|cable|call|speaking|writing|reached|talking) (?:[\w-]+ ){0,3}?from (?:nearby |the )?$"
)
SAID_FROM = re.compile(  # behind the verb: "retorted from Kabul", "hailed the move from Peshawar"
    r"(?: (?:back|angrily|sharply|at once|later|on \w+day|(?:at|about|against) the \w+"
    r"|(?:the|this|that|its|it) (?:relaxation|move|decision|step|plan|host|claim|charge|allegation|accusation|remark"
    r"|statement|verdict|ruling|accord|deal|agreement|truce|ceasefire|closure|opening|reopening|attack|strike|bombing"
    r"|killing|killings|news|gesture|offer|proposal)))*,? from (?:nearby |the )?"
)
SAID_IN = re.compile(  # "hailed the step in Peshawar", where the object itself has no place
    r" (?:the|this|that|its|it) (?:relaxation|move|decision|step|claim|charge|allegation|accusation|remarks?|report"
    r"|suggestion|insinuation|notion|offer|proposal|verdict|ruling|plan)s? (?:in|at) "
)
IN_ASIDE = re.compile(  # between a speaker and the verb: ", interviewed in New York, cautioned"
    r"(?: [A-Z][\w'’.-]+){0,3},? (?:interviewed|reached|contacted|quoted|asked|at|on|during|in (?:a|an|his|her|remarks)"
    r"|(?!being|having|hailing|returning|citing|quoting|referring|accusing|blaming|including|concerning"
    r"|regarding|fleeing|belonging)[a-z]+ing)"
    r" (?:(?!that\b|from\b|about\b)[\w'’-]+ ){0,7}?(?:in|at|outside|near|on) (?:the |nearby )?"
    r"|(?: [A-Z][\w'’.-]+){0,3},? (?:speaking|talking|interviewed|reached|quoted|flagging off)"
    r" (?:(?!that\b)[\w'’-]+ ){0,5}?from (?:the |nearby )?"
)
AFTER_COMING = re.compile(  # "declared after flying to Quetta", "said while visiting Wana"
    r"(?: on \w+day)? (?:after|while|when|upon|during) (?:flying|travell?ing|arriving|landing|visiting|touring|reaching"
    r"|inspecting|a (?:\w+ )?(?:visit|tour|trip|stop))(?: (?!from\b|with\b)[\w-]+){0,3}?"
    r"(?: (?:to|in|at|into|of))? (?:the )?"
)
TOLD_THERE = re.compile(r" (?:(?!that\b)[\w'’]+ ){0,4}?there\b")  # "told reporters there"
WHEN_HE = re.compile(r"\b(?:when|as|while) (?:he|she|they) (?:\w+ )?$")
HELD_AT = re.compile(
    r"^(?: \w+){0,2} (?:at|during|in) (?:(?:a|an|the|their) )?(?:[\w-]+ ){0,3}$"
)  # "agreed at a meeting"
PUT_FIRST = re.compile(r"(?:Just |Even )?(?:As|When|While|After|Before|Since|Although|Though|Once|Hours after)\b")
IN_RELATIVE = re.compile(r",? ?(?:who|which|whose)\b[^,;]*$")
RESUMES = re.compile(  # "who came to Kabul in April, saw the envoy in Beijing"
    r", (?:(?:has|have|had|also|then|later|\w+ly|on \w+day) )*(?:[a-z]+ed|said|saw|met|told|held|flew|went|came|left"
    r"|spoke|gave|took|began|sent|put|made)\b"
)
AS_DID = re.compile(
    r"(?:\b(?:as|so|so too|and so|nor|neither) (?:did|does|do|has|have|had|would|will)|\bfollowed (?:\w+ )?by)"
    r" (?:the )?$"
)
WHERE = re.compile(r",? ?(?:where|in which|at which)\b")
TERRITORY = re.compile(r"^ (?:territory|soil|side|airspace|land)\b")
CLAUSE = re.compile(
    r";|, (?:and|but|while|when|where|after|before|which|in which)\b"
    r"|\b(?:after|while|before|since|following|when|where|for their role in"
    r"|in (?:response|reply|answer|retaliation|return|revenge) (?:to|for)|to avenge|in vengeance for)\b"
)
TO = re.compile(
    r"\b(?:in|at|to|into|for|above|outside|near|to the|in the|at the)"
    rf"(?: (?:the|its|\w+['’]s|[\w-]+ (?:city|capital|town) of|neighbou?ring|capital,?|{_SIDES}"
    r"|Norwegian|Chinese|Qatari|Turkish|Saudi))* ?$"
)
OF = re.compile(rf"(?:['’]s \w+)?,? (?:of|for|in) (?:the )?(?:(?:province of|district of|{_SIDES}) )*")
BESIDE = re.compile(r"(?:['’]s)?(?: (?:provincial|district|province|deputy|acting))* ?")
_OCCASIONS = (
    r"rally|meeting|conference|summit|briefing|forum|gathering|ceremony|seminar|session|visit|trip|tour|speech|interview"
    r"|dialogue|assembly|moot"
)
_WORDS = r"(?:(?!that\b|of\b)[\w'’-]+ )"
SPEAKING = re.compile(
    rf"\b(?:(?:speaking|talking|addressing|asked) {_WORDS}{{0,8}}?(?:in|at|from) |told {_WORDS}{{1,5}}?(?:in|at) "
    r"|(?:statement|communiqu[ée]|declaration|message|document|note|speech|rebuke|remarks|letter|broadcast|sermon"
    r"|reply) (?:(?:issued|released|published|adopted|delivered|given|made|sent|read out|put out) )?(?:in|at|from) "
    r"|(?:speaking|come|came|flown|flew|travell?ed|arrived|visiting) (?:(?:to|in|at) )?"
    r"|(?:come|came|flown|flew|travell?ed|hurried|rushed|driven|drove|gone|went) from [\w -]{2,30} to "
    rf"|(?:on|during|addressing|attending|at) (?:(?:a|an|the|his|her|their) )?(?:[\w-]+ ){{0,4}}(?:{_OCCASIONS})"
    r" (?:(?:on|about|of|for) (?:[\w-]+ ){1,4}?)?(?:(?:to|in|at|of) )?)(?:the )?$",
    re.I,
)
OCCASION = re.compile(
    r"\b(?:at|during|on the sidelines of|in) (?:a|an|the|his|her|their) (?:[\w-]+ ){0,4}"
    rf"(?:{_OCCASIONS}) (?:in|to|at|of) (?:the )?$",
    re.I,
)
AT_ONCE = re.compile(r" (?:on \w+day |\w+day )?in (?:the (?:city|town) of )?")
GOES_ON = re.compile(r"\band (?:\w+ )?$|day, $")  # "in Bolan and killed five in Kalat", "on Monday, met"
IN_COUNTRY = re.compile(r"\b(?:in|inside|across|within|into|on)(?: the)?(?: [\w-]+ern)? $")
INTO_COUNTRY = re.compile(r"\b(?:in|to|visited|visit|into)(?: the)? $")
VISITED = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|tour(?:ed|ing)?|reach(?:ed|ing)?|(?:shuttl\w+|flew|fly\w*|travell?\w*) between) $"
)
NO_VENUE = re.compile(
    r"\b(?:left|ambassador (?:to|in)|ambassador in|visitors? to|guests? (?:in|of)|based in|minister of"
    r"|pressure (?:to|in))(?: the)? $"
)
RELATIVE = re.compile(r"\b(?:who|whose|whom)\b[^,;]*$")

BEFORE = Signs(
    origin=ORIGIN,
    away=AWAY,
    here=HERE,
    home=HOME,
    funeral=FUNERAL,
    meanwhile=MEANWHILE,
    scene=SCENE,
    locals=LOCALS,
    road_to=ROAD_TO,
    bearing=BEARING,
    between=BETWEEN,
    journey=JOURNEY,
    to=TO,
    in_country=IN_COUNTRY,
    into_country=INTO_COUNTRY,
    visited=VISITED,
    no_venue=NO_VENUE,
    relative=RELATIVE,
)
AFTER = Signs(territory=TERRITORY, road=ROAD, office=OFFICE, bound=BOUND)
TURN = re.compile(  # between a verb of saying and a name: the name is not its object
    r"\b(?:that|and|but|said|attacks?|strikes?|bombing|blast|incident|in|on|at|over|for|against|him|her|them|whom)\b"
    r"|\bto (?!(?:the|a|an|its|his|her|their|both|all)\b)\w"  # "asked him to act against militants"
)
