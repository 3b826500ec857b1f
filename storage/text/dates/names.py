"""What looks like a date and is none: names, counts and figures of speech.

`May` may be a verb at the head of a sentence, `June` a given name, `March` a demonstration, `2000` a sum, and
`today` may only mean *nowadays*. Each question here looks a bounded number of characters to either side.
"""

import re
from typing import Final

from storage.text.dates.forms import Day, DayRange, Expression

__all__ = [
    "counts_things",
    "day_is_count",
    "is_generic",
    "is_month",
    "is_name_after_number",
    "is_named",
    "is_named_after",
    "is_weekday",
    "is_wire_slug",
    "noun_follows",
    "opens_sentence",
]

_REACH: Final = 40
_BACK: Final = 28

# Words that go on after a day of the month; any other lower-case word is a thing that is counted.
_GO_ON: Final = frozenset(
    """a about across after against ahead alone also although amid among an and are as at because before
    between both but by celebrated could despite due during for from had has have he her here his if in
    into is it its just local marked may nor not of on only onwards or our over respectively saw she
    should since so than that the their then there they this though through throughout to too under until
    up upon was we were what when where which while who whose will with within without would""".split()
)
_NAMED: Final = re.compile(
    r"\s(?:[A-Z]\w{1,20}\s){0,2}(?:Movement|Movements|Revolution|Revolutionary|Square|Street|Road|Avenue|Boulevard|Brigades?"
    r"|Coalition|Stadium|Hospital|University|School|Academy|Airport|Bridge|Plaza|Factory|Party|Front|Club|Regiment|Division"
    r"|Foundation|Agreement|Accords?|Group|Prison|Committee|Army|Declaration|Directive|Protocol|Uprising|Museum|Station"
    r"|Park|Theatre|Theater|Mothers|Incident)\b"
)
_ATTACKS: Final = re.compile(r"(?:,\s2001,?)?\s(?:terrorist\s|terror\s)?(?:attacks|terrorist|terror|hijack)")
_NUMBERED: Final = re.compile(
    r"(?:\bNos?|\b[Aa]rt(?:icle)?s?|\b[Ss]ec(?:tion)?s?|\b[Cc]hapter|\b[Rr]oom|\b[Pp]age|\b[Rr]esolution|\b[Ii]tem|\b[Gg]roup"
    r"|\b[Pp]hase|\b[Vv]ersion|\b[Rr]ule|\b[Cc]hannel|\b[Ff]light|[$€£¥#])\.?\s?$"
)

# Months that are also given names or other words: they need plainer company than the rest.
_DOUBTFUL: Final = frozenset({"march", "may", "april", "june"})
_BEFORE_MONTH: Final = re.compile(
    r"(?:^|[\s(“\"‘'—–-])(?:in|since|until|till|during|through|throughout|late|early|mid|mid-|last|next|this|each|previous"
    r"|following|past|coming|between|before|after|around|about|ending|ended|beginning|starting|end-|late-|early-"
    r"|(?:end|beginning|start|middle|month|half|rest|most|part|weeks?|days?|quarter|months|all)\s(?:of|in)|for|from|by)"
    r"[\s-]?$",
    re.IGNORECASE,
)
_WEAK_BEFORE: Final = re.compile(r"(?:^|\s)(?:from|by|for|before|after|about|around)\s$", re.IGNORECASE)
_BEFORE_SHORT_MONTH: Final = re.compile(
    r"\b(?:in|since|until|late|early|last|next|mid|this|by)[\s-]$", re.IGNORECASE
)
_HOLIDAY: Final = re.compile(r"\s(?:Day|of\sDimes)\b|['’]s\sDay\b")
_ASSEMBLY: Final = re.compile(r"\s(?:election|vote|summit|meeting|report)")
_TRADED: Final = re.compile(r"\s(?:delivery|futures|contracts?)\b")
_COLOURED: Final = re.compile(r"\b(?:Red|Black|Bloody|Golden|Long)\s$")
_DETERMINER: Final = re.compile(
    r"(?:\b(?:the|its|their|his|her|our|a|an|every|and|or|to)|['’]s|s['’])\s$", re.IGNORECASE
)
_SPEAKS: Final = re.compile(
    r"(?:['’]s)?\s(?:said|says|told|was|is|has|had|will|would|added|noted|who|and\s(?:her|his)|met|be|not|also)\b"
)
_CAPITAL_NEXT: Final = re.compile(r"\s(?P<word>[A-Z][\w’'-]*)")
_CAPITAL_BEFORE: Final = re.compile(r"(?P<word>[A-Z][\w’'-]*\.?)\s$")
_OPENS: Final = re.compile(r"(?:^|[.!?:;…—–(“\"‘]|\s-{1,2})\s*$")
_WORD_NEXT: Final = re.compile(r"[\s-](?P<word>[A-Za-z][\w’'-]*)")
_COUNT: Final = re.compile(r"\s\d{1,2}(?!\w)")
_THING: Final = re.compile(r"\s(?P<word>[a-z][\w’'-]*)")

_WEEKDAY_NAMES: Final = re.compile(
    r"\b(?:Black|Good|Bloody|Palm|Easter|Ash|Holy|Maundy|Cyber|Super|Shrove|Fat|Whit|Giving|Red|Orange|Silent|Each|each|an?|An?|[Oo]ne|[Aa]ny|[Aa]nother|[Ss]ome"
    r"|Every|every|Ruby|Man)\s$"
)
_WEEKDAY_THINGS: Final = re.compile(
    r"\s(?:Times|Telegraph|Mail|Mirror|Express|Herald|Post|Independent|Star|Sun|School|Agreement|Night\sLive|Market|Club"
    r"|prayers?\b|sermons?\b)|\sthrough\s(?:Thurs|Fri|Sat|Sun)"
    r"|(?:\s(?:and|or)\s[A-Z][a-z]{2,7}day)?\s(?:nights|mornings|afternoons|evenings)\b"
)
_A_WEEKDAY: Final = re.compile(r"\b[Aa]\s$")
_WEEKDAY_EVENT: Final = re.compile(
    r"\s(?:news|press|deadline|meeting|vote|hearing|speech|statement|report|interview|session|rally|summit|ruling|attack|article"
    r"|editorial|memo|letter|briefing|ceremony|telephone|phone|conference|court|cabinet|election|runoff|match|visit|announcement"
    r"|filing|raid|bombing|shooting|crash|accord)\b"
)
_BEFORE_WEEKDAY: Final = re.compile(
    r"(?:^|[\s(“\"‘—–-])(?:on|by|until|till|since|from|before|after|late|early|of|for|to|through|and|or|between|this"
    r"|here|earlier|later|mid|starting|beginning|the)\s$",
    re.IGNORECASE,
)

_NOWADAYS_POSSESSED: Final = re.compile(
    r"['’]s\s(?:\w+\s)?(?:world|era|age|times|society|youth|generation|challenges|standards|environment|global|international"
    r"|economy|landscape|children|complex|china|russia|life|circumstances|realit)",
    re.IGNORECASE,
)
_NOWADAYS: Final = re.compile(
    r"(?P<comma>,)?\s(?:as\s)?(?P<subject>(?:[^\s,.;]{1,24}\s){0,7}?)"
    r"(?P<verb>is|are|has|have|remains?|continues?|stands?|faces?|holds?|enjoys?|accounts?|makes?|ranks?|there|lives?|exists?"
    r"|boasts?|represents?|more|ride|rides|still|many|most)\b"
)
_FIRST_PERSON: Final = re.compile(r"\b(?:we|i|it)\b", re.IGNORECASE)
_TO_THIS_DAY: Final = re.compile(
    r"(?:\b(?:of|as|like|than|until|till|to|even|and|world|up\sto|we|for|from)|[“\"‘]|,\sbut|\bUSA)\s$",
    re.IGNORECASE,
)
_FIGURATIVE: Final = re.compile(
    r"\byesterday\b[^.;]{1,60}\btomorrow\b|\btomorrow\b[^.;]{1,60}\byesterday\b|\btoday\sand\stomorrow\b",
    re.IGNORECASE,
)


def _before(line: str, at: int) -> str:
    return line[max(0, at - _BACK) : at]


def _after(line: str, at: int) -> str:
    return line[at : at + _REACH]


def noun_follows(line: str, stop: int) -> bool:
    """Whether a word follows that an ordinal could count: `the 5th floor`, `the 21st Century`."""
    match = _WORD_NEXT.match(line, stop)
    return match is not None and match["word"] not in _GO_ON


def opens_sentence(before: str) -> bool:
    """Whether what follows these words opens a sentence or a part of one."""
    return _OPENS.search(before) is not None


def counts_things(line: str, stop: int) -> bool:
    """Whether the number that ends at `stop` counts what follows it: `15 people`."""
    match = _THING.match(line, stop)
    return match is not None and match["word"] not in _GO_ON


def day_is_count(line: str, at: int, month: re.Match[str]) -> bool:
    """`In March 15 people …`: days are told with `on`, so this is a month and a count."""
    after = _COUNT.match(line, month.end("month"))
    return (
        after is not None
        and re.search(r"\b[Ii]n\s$", _before(line, at)) is not None
        and counts_things(line, after.end())
    )


def is_named(line: str, at: int, stop: int) -> bool:
    """Whether a capitalised word before or after makes a name of it: `October Revolution`, `Red October`."""
    before, after = _before(line, at), _after(line, stop)
    if _NAMED.match(after):
        return True
    return _given_name(before, after)


def _given_name(before: str, after: str) -> bool:
    """`Jan Lipavsky`, `Theresa May`: a capitalised neighbour that no sentence's opening explains."""
    return _CAPITAL_NEXT.match(after) is not None and _CAPITAL_BEFORE.search(before) is None


def is_named_after(line: str, expression: Expression) -> bool:
    """Whether a day names something: `July 26 Movement`, `September 11 attacks`."""
    form = expression.form
    first = form.first if isinstance(form, DayRange) else form
    if not isinstance(first, Day):
        return False
    after = _after(line, expression.stop)
    if (first.month, first.day) == (9, 11) and _ATTACKS.match(after):
        return True
    return first.year is None and _NAMED.match(after) is not None


def is_name_after_number(line: str, match: re.Match[str]) -> bool:
    """`Article 5 May …`, `26 July Movement`: a numbered thing, or a day that names something."""
    return (
        _NUMBERED.search(_before(line, match.start())) is not None
        or _NAMED.match(_after(line, match.end())) is not None
    )


def is_month(line: str, at: int, stop: int) -> bool:
    """Whether a month's name standing alone means the month."""
    word = line[at:stop]
    before, after = _before(line, at), _after(line, stop)
    if word.endswith(".") or (len(word) == 3 and word != "May"):
        return _BEFORE_SHORT_MONTH.search(before) is not None
    if _NAMED.match(after) or _COLOURED.search(before) or _HOLIDAY.match(after):
        return False
    told = _BEFORE_MONTH.search(before) is not None
    if word.lower() in _DOUBTFUL:
        return _doubtful_month(word, before, after, told=told)
    leader = _CAPITAL_BEFORE.search(before)
    led = leader is not None and not opens_sentence(before[: leader.start()])
    shouted = word.isupper() and not before.isupper()
    return told or not (led or shouted or _CAPITAL_NEXT.match(after))


def _doubtful_month(word: str, before: str, after: str, *, told: bool) -> bool:
    """The same for months that are also given names or other words."""
    if _TRADED.match(after):
        return True
    if _WEAK_BEFORE.search(before):
        return word == "March" and _CAPITAL_NEXT.match(after) is None
    if told:
        return word != "March" or not after.startswith(" on ")
    if word in {"May", "March"}:
        return _DETERMINER.search(before) is not None and _ASSEMBLY.match(after) is not None
    thing = _THING.match(after)
    if thing is None or _SPEAKS.match(after) or thing["word"] in _GO_ON:
        return False
    alone = _CAPITAL_BEFORE.search(before) is None and not thing["word"].endswith(("ed", "s’", "ly"))
    return alone or _DETERMINER.search(before) is not None


def is_weekday(line: str, at: int, stop: int) -> bool:
    """Whether a weekday's name standing alone means one day: not `Fridays`, `Black Friday` or a name."""
    before, after = _before(line, at), _after(line, stop)
    # `before a Friday deadline` means one day, `on a Friday` any
    if _A_WEEKDAY.search(before) and _WEEKDAY_EVENT.match(after):
        return True
    if _WEEKDAY_NAMES.search(before) or _WEEKDAY_THINGS.match(after):
        return False
    if _BEFORE_WEEKDAY.search(before):
        return True
    follower = _CAPITAL_NEXT.match(after)
    if follower is None:
        return True
    second = _CAPITAL_NEXT.match(after, follower.end())
    leader = _CAPITAL_BEFORE.search(before)
    return second is None and leader is None


def is_generic(line: str, at: int, stop: int) -> bool:
    """Whether `today` and its like mean no certain day: `in today’s world`, `Today, 193 countries are …`."""
    word = line[at:stop].lower()
    if word not in {"today", "yesterday", "tomorrow"}:
        return False
    around = line[max(0, at - 80) : stop + 80]
    if "omorrow" in around and "day" in around and _FIGURATIVE.search(around):
        return True
    before, after = _before(line, at), line[stop : stop + 160]
    if word == "tomorrow":
        return re.match(r"['’]s\s(?:world|leaders|generation)", after) is not None
    if word == "yesterday":
        return False
    if _NOWADAYS_POSSESSED.match(after) or (
        _TO_THIS_DAY.search(before) and not after.startswith(("’s", "'s"))
    ):
        return True
    # `Today is our national day` is a day
    nowadays = None if after.startswith(" is ") and line[at].isupper() else _NOWADAYS.match(after)
    # `met today in Paris to hold talks` tells a purpose, no state of things
    subject = nowadays["subject"] if nowadays is not None else "to "
    return not subject.endswith("to ") and not _FIRST_PERSON.search(subject)


def is_wire_slug(line: str, at: int) -> bool:
    """`APW-02-27-98 0802EST`: the only place where two-digit years with hyphens are read."""
    return re.search(r"\b[A-Z]{2,4}-$", _before(line, at)) is not None
