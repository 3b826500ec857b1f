"""The words that tell of a contact: verbs, nouns and set phrases, as expressions and as word lists.

Every expression is bounded; `LETTER`, `EVENT`, `VISIT`, `HELD` and `NOUN` read the text in small letters.
The `OF_…` sets are the words of which a sentence must hold one for an expression to be tried at all; the
`OPEN_…` sets those with one of which each of its matches begins, the `IN_…` sets those of which each holds
one.
"""

import re
from typing import Final

__all__ = [
    "AMONG",
    "BY_PHONE",
    "CHAIRED",
    "CONTACT_WORDS",
    "COURTESY",
    "CREDENTIALS",
    "DIRECT",
    "EVENT",
    "GERUND",
    "GERUND_BEFORE",
    "HELD",
    "IN_LETTER",
    "IN_PERSON",
    "IN_TOGETHER",
    "JOINTLY",
    "LETTER",
    "MET",
    "NOT_PEOPLE",
    "NOUN",
    "OFFICE_WORDS",
    "OF_CHAIRS",
    "OF_CREDENTIALS",
    "OF_DIRECT",
    "OF_GERUNDS",
    "OF_IN_PERSON",
    "OF_JOINTLY",
    "OF_JOURNEYS",
    "OF_LETTERS",
    "OF_MET",
    "OF_PHONE",
    "OF_PHONES",
    "OF_SPOKE",
    "OF_TALKS",
    "OF_TO_MEET",
    "OF_VIDEO",
    "OF_VIEWS",
    "OF_VISITS",
    "OPEN_BY_PHONE",
    "OPEN_CHAIRED",
    "OPEN_CREDENTIALS",
    "OPEN_DIRECT",
    "OPEN_EVENT",
    "OPEN_HELD",
    "OPEN_LETTER",
    "OPEN_MET",
    "OPEN_NOUN",
    "OPEN_PASSIVE",
    "OPEN_PURPOSE",
    "OPEN_STAY",
    "OPEN_TOGETHER",
    "OPEN_VISIT",
    "PASSIVE",
    "PHONE",
    "PHONING",
    "PURPOSE",
    "SPOKE",
    "STAY",
    "TOGETHER",
    "URGED",
    "VIDEO",
    "VIEWS",
    "VISIT",
]

LOWER: Final = """met meet meets meeting meetings talk talks talked talking spoke speak speaks speaking spoken
    conversation conversations call calls called calling phone phoned telephone telephoned
    led received receives receiving welcomed welcomes welcoming hosted hosts hosting greeted
    greeting greetings visit visits visited visiting traveled travelled travels trip arrived
    congratulate congratulated congratulates congratulating congratulations congratulatory
    message messages letter letters wrote condolences attend attended attends attending chaired
    summit summits dialogue dialogues consultation consultations consulted discussed discussion discussions
    negotiations bilateral bilaterals exchange exchanged exchanges exchanging jointly audience
    conferred joined paid cochaired credentials credence
    teleconference videoconference conference encounter pull
    telegram telegrams cable cables rang sat lunch dinner breakfast
    participated""".split()
OFFICE_WORDS: Final = frozenset(
    """inaugurated sworn elected election appointed crowned installed joined stopped dropped attendance
    present Present accompanied attended Attending Participating Taking""".split()
)
"""Sentences with these are read for who came into office, was a guest, or joined a meeting late."""
CONTACT_WORDS: Final = frozenset(LOWER) | frozenset(word.capitalize() for word in LOWER)
"""A sentence without any of these tells of no contact."""

OF_LETTERS: Final = frozenset(
    """congratulate congratulated congratulates congratulating congratulations congratulatory message
    messages letter letters wrote condolences greetings exchanged exchanges exchanging telegram
    telegrams cable cables""".split()
)
OF_VISITS: Final = frozenset("visit visits visited visiting trip".split())
OF_JOURNEYS: Final = OF_VISITS | frozenset(
    "traveled travelled travels arrived attend attended attends attending sat led".split()
)
OF_CREDENTIALS: Final = frozenset(["credentials", "credence", "copies"])
OF_CHAIRS: Final = frozenset(["chaired", "cochaired"])
OF_JOINTLY: Final = frozenset(["jointly"])
OF_VIEWS: Final = frozenset(["exchanged", "discussed"])
OF_PHONES: Final = frozenset("phone telephone phoned telephoned phones".split())
OF_MET: Final = frozenset("met meets meeting conferred consulted sat".split())
OF_TO_MEET: Final = frozenset("meet hold".split())
OF_SPOKE: Final = frozenset("spoke speaks talked spoken talks".split())
PHONING: Final = frozenset("phoned telephoned rang called calls".split())
OF_DIRECT: Final = PHONING | frozenset(
    "received receives hosted hosts welcomed welcomes greeted met paid pays audience".split()
)
OF_GERUNDS: Final = frozenset("meeting welcoming receiving hosting greeting speaking talking".split())
OF_TALKS: Final = (
    frozenset(
        """meeting meetings talk talks conversation conversations call calls phone telephone
    discussion discussions
    consultation consultations negotiations dialogue dialogues summit summits audience audiences
    teleconference""".split()
    )
    | {"videoconference", "lunch", "dinner", "breakfast", "meet", "exchange", "conference", "encounter"}
    | {"pull"}
    | {"bilateral", "bilaterals"}
)
OPEN_LETTER: Final = frozenset(
    """exchanged exchanges exchanging sent sends sending extended extends conveyed offered dispatched
    addressed wrote congratulated congratulates congratulating congratulate message messages letter
    letters greetings congratulations telegram telegrams received cable cables""".split()
)
OPEN_EVENT: Final = frozenset("attended attends attending took participated".split())
OPEN_VISIT: Final = frozenset(
    """visited visits is was paid pays made makes began begins started kicked concluded wrapped embarked
    undertook traveled travels travelled travells arrived arrives toured led""".split()
)
OPEN_CHAIRED: Final = frozenset("co cochaired".split())
OPEN_CREDENTIALS: Final = frozenset("presented handed submitted delivered received accepted".split())
OPEN_HELD: Final = frozenset(
    """held had has have hold holds holding having conducted convened co hosted hosts concluded participated
    took engaged sat made received placed joined""".split()
)
OPEN_MET: Final = frozenset("met meets conferred consulted sat hold holds".split())
OPEN_PURPOSE: Final = frozenset(
    "visited traveled travelled arrived flew went came stopped hosted led".split()
)
OPEN_BY_PHONE: Final = frozenset("discussed reviewed agreed exchanged consulted coordinated".split())
OPEN_PASSIVE: Final = frozenset("was were".split())
OPEN_DIRECT: Final = frozenset(
    """hosted hosts held gave granted received receives welcomed welcomes greeted phoned telephoned rang
    called calls paid pays""".split()
)
OPEN_NOUN: Final = frozenset(
    """phone telephone video online virtual meeting meetings talks conversation conversations call calls
    discussion discussions consultation consultations negotiations dialogue dialogues summit
    videoconference teleconference audience exchange working bilateral bilaterals one encounter get pull lunch
    dinner breakfast tête audiences""".split()
)
OPEN_TOGETHER: Final = frozenset("following after during at in upon".split())
IN_LETTER: Final = frozenset(
    """message messages letter letters telegram telegrams cable cables congratulations condolences
    felicitations greetings congratulatory note wrote congratulated congratulates congratulating
    congratulate""".split()
)
IN_TOGETHER: Final = frozenset("talks meeting negotiations conversation call consultations".split())
OPEN_STAY: Final = frozenset("visit visits trip".split())
_ADJECTIVE: Final = r"(?!with\b|and\b|between\b|of\b|to\b)[\w’'.-]+,?\s+"
_ADJECTIVES: Final = rf"(?:{_ADJECTIVE}){{0,7}}?"
_BY_WIRE: Final = r"(?:phone|telephone|video|online|virtual)[\s-]+"
_MEETING: Final = (
    rf"(?:{_BY_WIRE}(?:calls?|conversations?|talks?|meetings?|conferences?|discussions?)"
    r"|meetings?|talks|conversations?|calls?|discussions?|consultations?|negotiations|dialogues?|summit"
    r"|video\s?conference|teleconference|audiences?|exchange\s+of\s+views|working\s+(?:lunch|dinner|breakfast)"
    r"|bilaterals?(?=\s+with\b)|one-on-one|pull-aside|encounter|get-together|lunch|dinner|breakfast|tête-à-tête)"
)
HELD: Final = re.compile(
    r"\b(?P<verb>held|had|has|have|hold|holds|holding|having|conducted|convened|co-chaired|co-hosted|hosted|hosts|concluded"
    r"|participated\s+in|took\s+part\s+in|engaged\s+in|sat\s+down\s+for|took|made|received|placed|joined)(?:,\s(?:at|in|on)\s[^;:“]{2,60},)?\s+"
    r"(?:(?:also|then|later|separately|today|earlier|just)\s+)?"
    r"(?:(?:[\w-]+\s+){0,3}(?:rounds?|series|number)\s+of\s+)?"
    rf"{_ADJECTIVES}(?P<noun>{_MEETING})\b",
)
CHAIRED: Final = re.compile(
    r"\bco-?chaired\s+(?:(?!with\b)[\w’'-]+,?\s+){0,14}?"
    r"(?P<noun>meetings?|sessions?|rounds?|commission|committee|consultations?|dialogue|conference|forum|council"
    r"|mechanism|talks|summit|negotiations|discussions|consultation|seminar|workshop)\b"
    r"|\bco-?chaired\s+(?P<direct>(?:(?:together|jointly|along)\s+)?with|by)\b",
)
"""Who chairs something together with somebody meets him there."""
CREDENTIALS: Final = re.compile(
    r"\b(?:presented|handed(?:\s+over)?|submitted|delivered)\s+(?:(?:his|her|their|the|copies|copy|a|of|style)\s+){0,4}"
    r"(?:credentials|letters?\s+of\s+credence)\b(?=(?:\s+[\w’'-]+){0,14}?\s+to\b)"
    r"|\b(?P<got>(?:received|accepted)\s+(?:(?:\w+\s+){1,3}?(?=the\s))?(?:(?:the|copies|copy|a|of|style)\s+){0,5}"
    r"(?:credentials|letters?\s+of\s+credence|style\s+copies|copies\s+of\s+style)\s+(?:of|from))\b"
)
"""An ambassador who presents his credentials meets who receives them."""
MET: Final = re.compile(
    r"\b(?:[Mm]et|[Mm]eets|conferred|consulted(?=\s+with\b)|sat\s+down|[Hh]olds?\s+(?:a\s+)?meeting)\b"
)
PURPOSE: Final = re.compile(
    r"\b(?:visited|travel(?:l)?ed|arrived|flew|went|came|stopped|hosted"
    r"|led\s+an?\s+(?:[\w.-]+\s+){0,3}delegation\s+to)\b"
    r"(?:(?!\b(?:will|would|plans?|invit\w+|agreed|hopes?|ask\w*)\b)[^.;:]){0,160}?"
    r"(?P<to>\bto\s+(?:meet|hold\s+(?:[\w-]+\s+){0,3}?(?:talks|meetings?|consultations|discussions)))\b"
)
"""`travelled to X to meet with B`: whoever went there for it met him."""
SPOKE: Final = re.compile(r"\b(?:spoke|[Ss]peaks|talked|talks|spoken)\b")
VIEWS: Final = re.compile(
    r"\b(?:exchanged\s+(?:views|opinions|impressions)\b[^.;:“]{0,80}?\swith|discussed\s+with)(?=\s)"
)
"""`discussed with N ways of cooperation`: talks, where nothing else says how they were held."""
DIRECT: Final = re.compile(
    r"\b(?:(?:[Hh]osted|[Hh]osts|held|gave)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:reception|lunch(?:eon)?|dinner|breakfast|banquet)(?:\s+(?:in|at|on)\s[\w\s’'-]{2,40}?)?\s+(?:for|in\s+honou?r\s+of)"
    r"|granted\s+an\s+audience\s+to|received\s+an?\s+courtesy\s+(?:call|visit)\s+(?:by|from)"
    r"|[Rr]eceive[ds](?:\s+in\s+(?:an?\s+)?(?:private\s+)?audience)?|[Hh]osted|[Hh]osts"
    r"|[Ww]elcome[ds]|[Gg]reeted|phoned|telephoned|rang|called\s+on|calls\s+on|called|calls"
    r"|(?:paid|pays)\s+(?:an?\s+|his\s+|her\s+)?(?:\w+\s+){0,2}calls?\s+on"
    r"|(?:paid|pays)\s+a\s+courtesy\s+visit\s+(?:to|on))\b"
)
URGED: Final = re.compile(
    r"[^;:]{0,160}?\b(?:to\s+(?!discuss|exchange|express|extend|convey|present|offer|brief|review)[a-z]"
    r"|for\s(?!approximately|about|around|nearly|over|some|an?\s|half|\d|talks|discussions|consultations))"
)
"""What follows `called on` where it asks for something and visits nobody."""
PASSIVE: Final = re.compile(
    r"\b(?:was|were)\s+(?:\w+\s+)?(?:received|welcomed|greeted|hosted|met)\s+(?:[\w-]+\s+){0,8}?by\b"
)
TOGETHER: Final = re.compile(
    r"\b(?:following|after|during|at|in)\s+(?:their|an?)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:talks|meeting|negotiations|conversation|call|consultations)\b(?!\s+(?:with|between|of|from)\b)"
    r"|\b(?P<opens>following|after|upon\s+completion\s+of|at\s+the\s+end\s+of)\s+the\s+(?:[\w-]+\s+){0,2}?"
    r"(?:talks|meeting|negotiations|consultations)\b(?!\s+(?:with|between|of)\b)"
)
"""`A and B signed a plan after their talks`: talks of the two."""
BY_PHONE: Final = re.compile(
    r"\b(?P<verb>discussed|reviewed|agreed|exchanged|consulted|coordinated)\b[^.;:]{0,160}?"
    r"\b(?:(?:by|over\s+the|via|on\s+the)\s+(?:tele)?phone|in\s+an?\s+(?:tele)?phone\s+call)\b"
)
COURTESY: Final = re.compile(r"\b(?:courtesy|farewell|introductory)\s+calls?\b")
GERUND: Final = re.compile(
    r"\b(?P<word>[Mm]eeting|[Ww]elcoming|[Rr]eceiving|[Hh]osting|[Gg]reeting|[Ss]peaking|[Tt]alking)\b"
)
GERUND_BEFORE: Final = re.compile(
    r"(?:^|[,;:—–“)]\s*|\b(?:while|when|after|upon|in|by|before|during|and|said"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+)$",
    re.IGNORECASE,
)
AMONG: Final = re.compile(r"(?:\s+[\w’'.,-]+){0,8}?\s+between\b|\s+of\s+(?:the\s+)?[A-Z]")
NOUN: Final = re.compile(rf"\b(?=\w)(?P<noun>{_MEETING})\b")
VISIT: Final = re.compile(
    r"\b(?=\w)(?:visited|visits|(?:is|was)\s+visiting"
    r"|(?:paid|pays|made|makes|began|begins|started|kicked\s+off|concluded|wrapped\s+up|(?:is|was)\s+on"
    rf"|embarked\s+on|undertook)\s+(?:(?!(?:by|about|from)\b){_ADJECTIVE}){{0,7}}?(?:visits?|trip)\s+to"
    r"|led\s+an?\s+(?:[\w.-]+\s+){0,3}?delegation\s+(?:on\s+an?\s+(?:\w+\s+)?visit\s+)?to"
    r"|travel(?:l)?(?:ed|s)\s+(?:(?:on\s+)?\w+day\s+)?to|arrive[ds]\s+(?:(?:on\s+)?\w+day\s+)?in|(?:visited|toured)\s+by)\b",
)
STAY: Final = re.compile(r"\b(?:[Vv]isits?|[Tt]rip)\b(?=\s+(?:to|by|of)\b)|(?<=\s)visit\b")
EVENT: Final = re.compile(
    r"\b(?=\w)(?:attended|attends|attending|took\s+part\s+in|participated\s+in)\s+(?:[\w’'-]+\s+){0,9}?"
    r"(?P<event>inauguration|swearing-in|opening\s+ceremony|closing\s+ceremony|funeral|coronation|enthronement"
    r"|parade|celebrations?|banquet|reception|gala|commemorat\w+|memorial|ceremony|wedding)\b",
)
_LETTERS: Final = (
    r"(?:messages?|letters?|telegrams?|cables?|congratulations|condolences|felicitations|greetings)"
)
LETTER: Final = re.compile(
    rf"\b(?=\w)(?:(?P<swap>exchang(?:ed|es|ing))\s+(?!greetings\b)(?:[\w’'-]+\s+){{0,4}}?{_LETTERS}"
    r"|(?P<to>(?:sent|sends|sending|extended|extends|conveyed|offered|dispatched|addressed)\s+(?:[\w’'-]+\s+){0,7}?"
    r"(?:messages?|letters?|telegrams?|cables?|condolences|congratulations|felicitations|congratulatory\s+\w+|note)"
    r"|wrote(?:\s+(?:a\s+)?(?:letter|message))?)"
    r"|(?P<praise>congratulat(?:ed|es|ing|e))"
    r"|(?P<from>(?:messages?|letters?|greetings|congratulations|telegrams?|cables?)\s+(?:[\w’'-]+\s+){0,3}?from)"
    r"|(?P<got>received\s+(?:[\w’'-]+\s+){0,4}?(?:messages?|letters?|congratulations|telegrams?|cables?)\s+from))\b",
)
JOINTLY: Final = re.compile(
    r"\bjointly\s+(?:announced|signed|issued|witnessed|launched|declared|inaugurated|attended|chaired|unveiled"
    r"|opened|adopted|met)\b"
)
NOT_PEOPLE: Final = re.compile(
    r"\s+(?:(?:the|its|their|all|these|those|his|her|our|every|any|no|some|most)\s+)?(?:\w+\s+){0,2}?"
    r"(?:needs?|requirements?|conditions?|criteria|challenges?|goals?|targets?|expectations?|deadlines?"
    r"|obligations?|demands?|standards?|commitments?)\b"
)
"""What `met` takes where it is no meeting."""
# What tells how they met is read in small letters, which is several times as fast as disregarding case.
OF_VIDEO: Final = ("video", "virtual", "online", "zoom", "remotely")
"""Every match holds one of these; so do those of the next two."""
VIDEO: Final = re.compile(r"\b(?:video|virtual|virtually|videoconference|online|via\s+zoom|remotely)\b")
OF_PHONE: Final = ("phone", "call", "teleconference", "rang")
PHONE: Final = re.compile(r"\b(?:phone|telephone|telephoned|phoned|calls?|phone-call|teleconference|rang)\b")
OF_IN_PERSON: Final = ("person", "sidelines", "margins", "face", "white", "kremlin", "palace", "presidential")
IN_PERSON: Final = re.compile(
    r"\b(?:in\s+person|on\s+the\s+(?:sidelines|margins)|face[\s-]to[\s-]face"
    r"|at\s+the\s+(?:white\s+house|kremlin|palace|presidential))\b"
)
