"""Whose officials a publisher names without saying so: governments, their seats, agencies and papers."""

import re
from functools import lru_cache
from typing import Final

from storage.text.countries import find

__all__ = ["publisher_country"]

_OFFICIAL: Final = re.compile(
    r"\b(?:ministry|department|government|office|embassy|mission|president(?:ial)?|presidency|house|secretariat|cabinet|council"
    r"|chancellery|secretary-general|nato|external|service|union|palace|parliament|foreign|state|prime\s+minister|commission|kremlin|administration|mfa|mofa|mea|dfa|dfat|mfat|dirco|fcdo|eeas|(?:news|press)\s+agency|associated\s+press\s+of|senate|assembly|congress|party|global\s+affairs|royal"
    r"|statehouse|pmo?|chancellor|canciller[íi]a|presidencia|ministerio|gobierno|information|news|daily|times|herald|broadcasting"
    r"|television|radio)\b|\([A-Z]{2,3}\)",
    re.IGNORECASE,
)
_FRIENDS: Final = re.compile(r"\b(?:friends|friendship|solidarity)\b", re.IGNORECASE)
"""Of those who are for a country, not of it."""
_SEATS: Final = {
    "white house": "US",
    "pentagon": "US",
    "gov.uk": "GB",
    "number 10": "GB",
    "bundesregierung": "DE",
    "bundeskanzler": "DE",
    "auswärtiges amt": "DE",
    "moncloa": "ES",
    "aso rock": "NG",
    "urugwiro": "RW",
    "kantei": "JP",
    "taoiseach": "IE",
    "merrion street": "IE",
    "dirco": "ZA",
    "state department": "US",
    "kremlin": "RU",
    "downing street": "GB",
    "élysée": "FR",
    "elysee": "FR",
    "akorda": "KZ",
    "itamaraty": "BR",
    "planalto": "BR",
    "casa rosada": "AR",
    "quai d": "FR",
    "farnesina": "IT",
    "chigi": "IT",
    "malacañang": "PH",
    "malacanang": "PH",
    "rashtrapati": "IN",
    "beehive": "NZ",
    "zhongnanhai": "CN",
    "eeas": "ORG:EU",
}
"""Seats of government that stand for their country."""
_SEAT: Final = re.compile(rf"\b(?:{'|'.join(map(re.escape, _SEATS))})\b")
"""Read in small letters."""
_AGENCIES: Final = {
    "agerpres": "RO",
    "anadolu": "TR",
    "antara": "ID",
    "armenpress": "AM",
    "azertac": "AZ",
    "belta": "BY",
    "bernama": "MY",
    "bss": "BD",
    "granma": "CU",
    "idcpc": "CN",
    "irna": "IR",
    "islamic republic news": "IR",
    "kazinform": "KZ",
    "kcna": "KP",
    "kampuchea presse": "KH",
    "kuna": "KW",
    "minrex": "CU",
    "montsame": "MN",
    "nhân dân": "VN",
    "nhan dan": "VN",
    "petra": "JO",
    "prensa latina": "CU",
    "qna": "QA",
    "rodong": "KP",
    "sana": "SY",
    "spa": "SA",
    "tanjug": "RS",
    "tass": "RU",
    "ukrinform": "UA",
    "vna": "VN",
    "wafa": "PS",
    "wam": "AE",
    "xinhua": "CN",
    "yonhap": "KR",
}
"""State agencies and papers whose names hold no country: like a government they say none of their own."""
_AGENCY: Final = re.compile(rf"\b(?:{'|'.join(_AGENCIES)})\b", re.IGNORECASE)
_IS_ALL: Final = re.compile(r"(?:\s+\([^()]{1,40}\))?\s*$")
"""Behind an organisation that is the publisher, not only named by it."""
_IN_BRACKETS: Final = re.compile(r"\(([A-Z]{2})\)")


@lru_cache(maxsize=1024)
def publisher_country(publisher: str) -> str | None:
    """The country whose officials a government's own report names without saying so, else None.

    A country in the name is not enough: friends of a country are no government.
    """
    agency = _AGENCY.search(publisher)
    if agency is not None:
        return _AGENCIES[agency[0].lower()]
    whole = () if _FRIENDS.search(publisher) else find(publisher)
    if whole and whole[0].kind == "organisation" and _IS_ALL.match(publisher, whole[0].stop):
        return whole[0].code
    seat = _SEAT.search(publisher.lower())
    if whole and publisher[: whole[-1].begin].endswith("(") and publisher.endswith(")", whole[-1].stop):
        return whole[-1].code  # `A Name In Its Own Language (Germany)`
    if _OFFICIAL.search(publisher):
        bracket = _IN_BRACKETS.search(publisher)
        hits = sorted((hit.code for hit in whole), key=lambda code: code.startswith("ORG:"))
        if hits:
            return hits[0]
        if seat is None:
            return bracket[1] if bracket else None
    return None if seat is None else _SEATS[seat[0]]
