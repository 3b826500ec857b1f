"""Short names of agencies, newspapers and ministries, from how an introduction or a dateline names them."""

import re
from typing import Final

__all__ = ["named_in", "short_name"]

_KNOWN: Final[tuple[tuple[str, str], ...]] = (
    # An agency's short name, and what it is called in running text. Longer names come first where one
    # stands inside another.
    ("Xinhua", r"Xinhua(?:\sNews\sAgency|net)?|New\sChina\sNews\sAgency"),
    ("IDCPC", (r"IDCPC|International\s(?:Liaison\s)?Department\sof\sthe\s"
              r"(?:CPC|Communist\sParty\sof\sChina)"
              r"(?:\sCentral\sCommittee)?")),
    ("MFA", (r"MFA|(?:Chinese|China[’']s)\s(?:Foreign\sMinistry|Ministry\sof\sForeign\sAffairs)"
             r"|(?:Foreign\sMinistry|Ministry\sof\sForeign\sAffairs)\sof\s"
             r"(?:the\sPeople[’']s\sRepublic\sof\s)?China")),
    ("Nhân Dân", r"Nh[âa]n\s?D[âa]n(?:\sNewspaper|\sOnline)?"),
    ("CGTN", r"CGTN|China\sGlobal\sTelevision\sNetwork"),
    ("CCTV", r"CCTV|China\sCentral\sTelevision"),
    ("China Daily", r"China\sDaily"),
    ("Global Times", r"Global\sTimes"),
    ("People’s Daily", r"People[’']s\sDaily(?:\sOnline)?"),
    ("Qiushi", r"Qiushi(?:\sJournal)?"),
    ("China News Service", r"China\sNews(?:\sService)?"),
    ("SCMP", r"SCMP|South\sChina\sMorning\sPost"),
    ("CRI", r"CRI|China\sRadio\sInternational"),
    ("VNA", r"VNA|VNS|Vietnam\sNews(?:\sAgency|\sService)?|Viet\sNam\sNews(?:\sAgency)?|VietnamPlus"),
    ("VOV", r"VOV|Voice\sof\sVietnam"),
    ("KPL", r"KPL|Lao\sNews\sAgency"),
    ("Vientiane Times", r"Vientiane\sTimes"),
    ("KCNA", r"KCNA|Korean\sCentral\sNews\sAgency"),
    ("Rodong Sinmun", r"Rodong\sSinmun"),
    ("Yonhap", r"Yonhap(?:\sNews\sAgency)?"),
    ("Kyodo", r"Kyodo(?:\sNews)?"),
    ("TASS", r"TASS|ITAR-TASS"),
    ("RIA Novosti", r"RIA\sNovosti"),
    ("Sputnik", r"Sputnik"),
    ("RT", r"RT|Russia\sToday"),
    ("Kremlin", r"Kremlin(?:\.ru)?|(?:official\s)?website\sof\sthe\sPresident\sof\sRussia"),
    ("BelTA", r"BelTA|Belarusian\sTelegraph\sAgency"),
    ("AP", r"AP|Associated\sPress"),
    ("Reuters", r"Reuters"),
    ("AFP", r"AFP|Agence\sFrance[- ]Presse"),
    ("dpa", r"dpa|Deutsche\sPresse-Agentur"),
    ("EFE", r"EFE|Agencia\sEFE"),
    ("ANSA", r"ANSA"),
    ("UPI", r"UPI|United\sPress\sInternational"),
    ("PTI", r"PTI|Press\sTrust\sof\sIndia"),
    ("ANI", r"ANI|Asian\sNews\sInternational"),
    ("IANS", r"IANS|Indo-Asian\sNews\sService"),
    ("APP", r"APP|Associated\sPress\sof\sPakistan"),
    ("BSS", r"BSS|Bangladesh\sSangbad\sSangstha"),
    ("Bernama", r"Bernama"),
    ("Antara", r"Antara(?:\sNews)?"),
    ("PNA", r"PNA|Philippine\sNews\sAgency"),
    ("IRNA", r"IRNA|Islamic\sRepublic\sNews\sAgency"),
    ("Tasnim", r"Tasnim(?:\sNews\sAgency)?"),
    ("Press TV", r"Press\s?TV"),
    ("WAFA", r"WAFA|Palestine\sNews\sand\sInfo(?:rmation)?\sAgency"),
    ("SANA", r"SANA|Syrian\sArab\sNews\sAgency"),
    ("SPA", r"SPA|Saudi\sPress\sAgency"),
    ("WAM", r"WAM|Emirates\sNews\sAgency"),
    ("QNA", r"QNA|Qatar\sNews\sAgency"),
    ("MENA", r"MENA|Middle\sEast\sNews\sAgency"),
    ("Al Jazeera", r"Al[- ]Jazeera"),
    ("Al Mayadeen", r"Al[- ]Mayadeen"),
    ("Anadolu", r"AA|Anadolu(?:\sAgency|\sAjansı)?"),
    ("Azertac", r"Azertac"),
    ("Kazinform", r"Kazinform"),
    ("Montsame", r"MONTSAME|Montsame"),
    ("Prensa Latina", r"Prensa\sLatina|PL"),
    ("Granma", r"Granma(?:\sInternational)?"),
    ("ACN", r"ACN|Cuban\sNews\sAgency"),
    ("teleSUR", r"[Tt]ele[Ss][Uu][Rr](?:\sEnglish)?"),
    ("AVN", r"AVN|Agencia\sVenezolana\sde\sNoticias"),
    ("ABI", r"ABI|Agencia\sBoliviana\sde\sInformaci[óo]n"),
    ("Agência Brasil", r"Ag[êe]ncia\sBrasil"),
    ("Télam", r"T[ée]lam"),
    ("MercoPress", r"MercoPress"),
    ("SAnews", r"SAnews(?:\.gov\.za)?|South\sAfrican\sGovernment\sNews\sAgency"),
    ("NAN", r"NAN|News\sAgency\sof\sNigeria"),
    ("ENA", r"ENA|Ethiopian\sNews\sAgency"),
    ("GNA", r"GNA|Ghana\sNews\sAgency"),
    ("APS", r"APS|Algeria\sPress\sService"),
    ("SPS", r"SPS|Sahara\sPress\sService"),
    ("UN News", r"UN\sNews"),
    ("IPS", r"IPS|Inter\sPress\sService"),
    ("BBC", r"BBC(?:\sNews)?"),
    ("The Guardian", r"[Tt]he\sGuardian"),
    ("Morning Star", r"Morning\sStar"),
    ("New York Times", r"New\sYork\sTimes"),
    ("Washington Post", r"Washington\sPost"),
    ("Financial Times", r"Financial\sTimes"),
    ("Monthly Review", r"Monthly\sReview(?:\sOnline)?|MR\sOnline"),
    ("People’s World", r"People[’']s\sWorld"),
    ("Peoples Dispatch", r"People[’']?s\sDispatch"),
    ("Workers World", r"Workers\sWorld"),
    ("Liberation News", r"Liberation\sNews"),
    ("Struggle-La Lucha", r"Struggle[-\s–]+La\sLucha"),
    ("Black Agenda Report", r"Black\sAgenda\sReport"),
    ("Beijing Review", r"Beijing\sReview"),
    ("Pacific Islands News", r"PACNEWS|Pacific\sIslands\sNews"),
    ("RNZ", r"RNZ(?:\sPacific)?|Radio\sNew\sZealand"),
    ("ABC", r"ABC(?:\sNews)?"),
)  # fmt: skip

_PATTERNS: Final = tuple((name, re.compile(pattern)) for name, pattern in _KNOWN)
_ANY: Final = re.compile(
    # Every name begins with one of these letters, which turns most words away at once.
    r"(?<![\w’'])(?=[A-Zdt])(?:"
    + "|".join(f"(?P<a{at}>(?:{pattern})(?!\\w))" for at, (_, pattern) in enumerate(_KNOWN))
    + ")"
)
_PUBLISHER: Final = re.compile(
    # Whom an introduction names that we do not know: `published in the Samoa Observer`.
    r"\b(?:published|appeared|posted|printed|carried|released|issued|ran|reprinted|republished|courtesy|taken"
    r"|[Ss]ource:?)\s(?:\w+\s){0,3}?(?:by|in|on|at|from|of|with)?\s?(?:the\s)?(?:official\s)?"
    r"(?:(?:website|site|pages|blog)\sof\s)?(?:the\s)?"
    r"(?P<name>[A-ZÀ-Þ][\w.’'&-]*"
    r"(?:\s(?:(?:of|the|and|for|de|la)\s){0,2}[A-ZÀ-Þ][\w.’'&-]*){0,6})"
)
_MINISTRY: Final = re.compile(
    r"(?P<of>[A-Z][a-z]+)\s(?:Foreign\sMinistry|Ministry\sof\sForeign\sAffairs)"
    r"|(?:Foreign\sMinistry|Ministry\sof\sForeign\sAffairs)\sof\s(?:the\s)?(?P<country>[A-Z]\w+(?:\s[A-Z]\w+)*)"
)
_NO_AGENCY: Final = frozenset(
    """The This We I Part January February March April May June July August September October
    November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday""".split()
)
"""What follows `published on` without being a publisher."""


def short_name(written: str) -> str:
    """The short form of what a dateline's brackets hold; a name that is not known stays as written."""
    stripped = " ".join(written.split())
    for name, pattern in _PATTERNS:
        if pattern.fullmatch(stripped):
            return name
    return stripped


def named_in(text: str) -> tuple[str, ...]:
    """The short names of the agencies that an introduction names, in its order; each once."""
    found: dict[str, None] = {}
    for match in _ANY.finditer(text):
        found.setdefault(_KNOWN[int((match.lastgroup or "a0")[1:])][0])
    if not found:
        ministry = _MINISTRY.search(text)
        if ministry:
            return (f"{ministry['of'] or ministry['country']} MFA",)
        publisher = _PUBLISHER.search(text)
        if publisher and publisher["name"].split()[0].rstrip(".") not in _NO_AGENCY:
            return (publisher["name"].rstrip("."),)
    return tuple(found)
