"""Countries and organisations: found, understood, shown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.countries import (
    Place,
    code_of,
    find,
    flag_of,
    is_code,
    name_of,
    phrase_of,
    salient,
    suggest,
)
from storage.text.countries.gazetteer import gazetteer
from storage.text.records import Article


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the People's Republic of China", "CN"),
        ("the People’s Republic of China (PRC)", "CN CN"),
        ("the Republic of China on Taiwan", "TW TW"),
        ("Taiwan, China", "CN"),
        ("the Democratic People’s Republic of Korea (DPRK)", "KP KP"),
        ("the Republic of Korea (ROK) and North Korea", "KR KR KP"),
        ("the Workers’ Party of Korea", "KP"),
        ("at Victoria Palace, in Hyderabad House and on Paris Street", ""),
        ("the Communist Party of Bohemia and Moravia", "CZ CZ"),
        ("peace on the Korean Peninsula", ""),
        ("the Lao People's Democratic Republic", "LA"),
        ("Belarussian and Belarusian leaders", "BY BY"),
        ("Britain, the UK, the U.K. and Great Britain", "GB GB GB GB"),
        ("the US, the U.S., the USA and the United States", "US US US US"),
        ("tell us more, he said", ""),
        ("GIVE US MORE TIME TO TALK", ""),
        ("the U.S.-Africa Leaders Summit", "US"),
        ("the U.S.S.R. was dissolved", ""),
        ("Türkiye, Turkiye and Turkey", "TR TR TR"),
        ("a Turkish official ate turkey", "TR"),
        ("Palestinian and Sahrawi delegations", "PS EH"),
        ("the Sahrawi Arab Democratic Republic", "EH"),
        ("the Holy See and the Vatican", "VA VA"),
        ("Kosovo and Taiwan", "XK TW"),
        ("Enrique Santiago met them", ""),
        ("Santiago said, the party agrees", ""),
        ("a delegation led by Enrique Santiago, Secretary General", ""),
        ("he flew to Santiago on Monday", "CL"),
        ("SANTIAGO, March 3 (Xinhua) — The", "CL"),
        ("Michael Jordan visited Jordan", "JO"),
        ("the King of Jordan", "JO"),
        ("Biden Meets Jordan King in Amman", "JO JO"),
        ("the Jordan River and the Jordan Valley", ""),
        ("with Chad Smith of Chad", "TD TD"),
        ("Georgia and Armenia signed", "GE AM"),
        ("in Atlanta, Georgia, on Monday", "US"),
        ("Georgia Republicans said", ""),
        ("Niger and Nigeria", "NE NG"),
        ("Nigerien and Nigerian officials", "NE NG"),
        ("oil from the Niger Delta", "NG"),
        ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", "GN GW GQ PG"),
        ("Dominica and the Dominican Republic", "DM DO"),
        ("DR Congo, the Republic of the Congo and Congo-Brazzaville", "CD CG CG"),
        ("South Sudan and Sudan", "SS SD"),
        ("Latin American people of Latin America", ""),
        ("African American and Native American voters", ""),
        ("the South American country", ""),
        ("the Indian Ocean and India", "IN"),
        ("the South China Sea", ""),
        ("American Samoa and Samoa", "AS WS"),
        ("New Mexico and Mexico", "US MX"),
        ("Northern Ireland and Ireland", "GB IE"),
        ("Côte d’Ivoire and Ivory Coast", "CI CI"),
        ("Trinidad and Tobago", "TT"),
        ("Antigua and Barbuda, Grenada and Saint Lucia", "AG GD LC"),
        ("Sino-Russian and Czech-China ties", "CN RU CZ CN"),
        ("the Federated States of Micronesia (FSM)", "FM FM"),
        ("two Pakistanis and three Israelis", "PK IL"),
        ("Viet Nam’s capital Ha Noi", "VN VN"),
        ("Mexico City and Washington, D.C., in May", "MX US"),
        ("St. Petersburg, Geneva and Łódź", "RU CH PL"),
        ("the UN, the U.N. and the United Nations", "ORG:UN ORG:UN ORG:UN"),
        ("World Trade Organisation Director-General", "ORG:WTO"),
        ("the EU, the AU, G7 and the G20", "ORG:EU ORG:AU ORG:G7 ORG:G20"),
        ("ASEAN, BRICS, SCO and CELAC", "ORG:ASEAN ORG:BRICS ORG:SCO ORG:CELAC"),
        ("the Community of Latin American and Caribbean States", "ORG:CELAC"),
        ("who said so", ""),
        ("the barns of San Juan y Martínez, and San Juan itself", "PR"),
        ("What Cuba earns and why Jordan waits", "CU JO"),
        ("How Georgia voted, and whether Michael Jordan did", "GE"),
        ("the Pacific Islands Forum", "ORG:PIF"),
        ("🇷🇺 🇦🇪 📞 a call", "RU AE"),
        ("it is in me, at no cost, so be my guest", ""),
        ("", ""),
    ],
)
def test_found_in_text(text: str, found: str) -> None:
    assert [place.code for place in find(text)] == found.split()


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("US", "the United States"),
        ("AE", "the United Arab Emirates"),
        ("NL", "the Netherlands"),
        ("SB", "the Solomon Islands"),
        ("CG", "the Republic of the Congo"),
        ("CF", "the Central African Republic"),
        ("CI", "Ivory Coast"),
        ("ORG:UN", "the United Nations"),
        ("FR", "France"),
    ],
)
def test_a_name_inside_a_sentence_has_its_article(code: str, phrase: str) -> None:
    assert phrase_of(code) == phrase


def test_a_place_says_where_and_what_it_is() -> None:
    text = "PALIKIR — The Russian UN envoy left Washington, D.C. for Munich 🇩🇪 in Germany"
    kinds = [(text[place.begin : place.stop], place.kind) for place in find(text)]
    assert kinds == [
        ("PALIKIR", "city"),
        ("Russian", "demonym"),
        ("UN", "organisation"),
        ("Washington, D.C.", "name"),
        ("Munich", "city"),
        ("🇩🇪", "flag"),
        ("Germany", "name"),
    ]


@given(st.text(alphabet="USA.’' -chinaChnKorea🇷🇺é\n", max_size=80))
def test_places_are_ordered_and_inside_the_text(text: str) -> None:
    at = 0
    for place in find(text):
        assert isinstance(place, Place)
        assert at <= place.begin < place.stop <= len(text)
        at = place.stop


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("pakistan", "PK"), (" PAKISTAN ", "PK"), ("pk", "PK"), ("PAK", "PK"), ("Pakistani", "PK"),
        ("🇵🇰", "PK"),
        ("uk", "GB"), ("U.K.", "GB"), ("Britain", "GB"), ("us", "US"), ("USA", "US"), ("america", "US"),
        ("turkiye", "TR"), ("Türkiye", "TR"), ("cote d'ivoire", "CI"), ("the netherlands", "NL"),
        ("Holland", "NL"),
        ("DPRK", "KP"), ("prc", "CN"), ("georgia", "GE"), ("Belarussian", "BY"), ("Czech Republic", "CZ"),
        ("EU", "ORG:EU"), ("org:un", "ORG:UN"), ("United Nations", "ORG:UN"),
        ("shanghai cooperation organization", "ORG:SCO"),
        ("", None), ("Atlantis", None), ("Paris", None), ("\x00", None),
    ],
)  # fmt: skip
def test_understood_as_typed(typed: str, code: str | None) -> None:
    assert code_of(typed) == code


def test_every_country_is_understood_by_what_is_shown_of_it() -> None:
    for code in gazetteer().countries:
        assert code_of(name_of(code)) == code
        assert code_of(code) == code
        assert code_of(flag_of(code)) == code
    for code in gazetteer().organisations:
        assert code_of(name_of(code)) == code
        assert flag_of(code) == ""


@pytest.mark.parametrize(
    ("text", "known"),
    [("PK", True), ("ORG:UN", True), ("XI", False), ("pk", False), ("Pakistan", False), ("ORG:", False)],
)
def test_only_what_is_known_is_a_code(text: str, known: bool) -> None:
    assert is_code(text) is known


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert (name_of("ZZ"), flag_of("ZZ")) == ("ZZ", "")


@pytest.mark.parametrize(
    ("code", "name"),
    [("ORG:UN", "United Nations"), ("ORG:EU", "European Union"), ("ORG:BRICS", "BRICS")],
)
def test_an_organisation_is_called_by_its_own_name_not_by_a_bodys(code: str, name: str) -> None:
    assert name_of(code) == name


@pytest.mark.parametrize(
    ("typed", "first"),
    [("pakstan", "Pakistan"), ("Untied States", "United States"), ("guin", "Guinea"), ("sou",
    "South Africa"), ("", "Afghanistan")],
)  # fmt: skip
def test_suggestions_begin_with_the_nearest(typed: str, first: str) -> None:
    names = suggest(typed, 5)
    assert names[0] == first
    assert len(names) == len(set(names)) <= 5


def test_nothing_near_suggests_nothing() -> None:
    assert suggest("qqqqqqqq", 5) == []


def article(title: str, *paragraphs: str) -> Article:
    lines = (title, *paragraphs)
    return Article("i", "s", 1, len(lines), title, False, lines, 2, len(lines), None, ())


@pytest.mark.parametrize(
    ("title", "paragraphs", "countries"),
    [
        ("Minister visits Kenya", ["They met in Nairobi.", "Rain fell."], ["KE"]),
        ("On peace", ["Nothing is named here."], []),
        (  # Passing mentions are no subject.
            "Minister visits Kenya",
            ["Ministers of Brazil, Chile and Peru were there too.",
            "Kenya and the Ukraine crisis were discussed."],
            ["KE"],
        ),
        (  # A paragraph of its own: its representative acts in it.
            "Messages of greeting",
            ["Cuban President Miguel Díaz-Canel wrote that he was glad.",
            "Laos’s party sent a letter. Laos is near."],
            ["CU", "LA"],
        ),
        (  # A person whose country was said before.
            "Messages of greeting",
            ["Among them are letters of Vietnam and of Russian President Vladimir Putin.",
            "Vladimir Putin wrote at length."],
            ["RU"],
        ),
        (  # Who wrote it and when is no paragraph; the summary names what it is about.
            "Salt and brine",
            ["Bolivia and Chile share one lake and have chosen different roads.", "Ana Ruiz", "Jun 4, 2024"],
            ["BO", "CL"],
        ),
        (  # Where the title names one, a single paragraph makes no other the subject of all.
            "Grenada remembers its airport",
            ["The airport was built with Cuban help and bears a new name since 2009 in Grenada."],
            ["GD"],
        ),
        (  # A list of many, or a word in one paragraph of many, is no subject.
            "On the price of rice",
            ["Rice is dear in Peru, in Ghana and in Laos, and nobody knows for how long it will be so."],
            [],
        ),
        (
            "On the price of rice",
            ["The price of rice has doubled since the spring, and the shops are empty."] * 4
            + ["A trader from Ghana smiles."],
            [],
        ),
        ("Chuuk council meets", ["It met on Monday."], ["FM"]),
        ("United Nations meets", ["It met on Monday."], []),
        (  # What runs through the whole article is salient without standing in the title.
            "A strategic choice",
            ["Vietnam grows.", "In Vietnam all is well.", "Vietnam and Laos agree."],
            ["VN"],
        ),
        (  # Of two that every paragraph names, the first: sets have another order in each process.
            "A strategic choice",
            ["China and Laos agree.", "China thanks Laos.", "Laos thanks China."],
            ["CN", "LA"],
        ),
        (
            "A deal at last",
            ["Peru and Chile agree.", "Chile thanks Peru.", "Peru and Chile gain."],
            ["PE", "CL"],
        ),
    ],
)  # fmt: skip
def test_salient_countries(title: str, paragraphs: list[str], countries: list[str]) -> None:
    assert list(salient(article(title, *paragraphs))) == countries


@pytest.mark.parametrize(
    "piece",
    ["Republic of ", "People's ", "U.S.", "US ", "China ", "Saint ", "Michael Jordan ", "🇷🇺",
    "Santiago ", "Georgia, ", "A"],
)  # fmt: skip
def test_a_long_line_of_names_takes_linear_time(piece: str) -> None:
    text = piece * (150_000 // len(piece))
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 4
