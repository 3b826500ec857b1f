"""Who a sentence names, with role and country: one row a rule."""

import pytest

from storage.text.countries import find
from storage.text.people import Actor, Register, actors, fold_name, tokenise


def people_of(sentence: str) -> list[Actor]:
    return actors(sentence, tokenise(sentence, 0, len(sentence), find(sentence)))


def named(sentence: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.name, one.role, one.country) for one in people_of(sentence) if one.name is not None]


def test_tokens_tell_where_they_stand() -> None:
    line = (
        "He said: “UK-China talks – Xi’s first – were held in  South Africa, U.S. Gen. A. B. Fox said, 🇨🇳.”"
    )
    tokens = tokenise(line, 9, len(line), find(line))
    assert [tokens.exact(at, at + 1) for at in range(len(tokens.all))] == [one.text for one in tokens.all]
    assert tokens.exact(0, len(tokens.all)) == line[9:]
    assert tokens.begins == sorted(tokens.begins)


@pytest.mark.parametrize(
    ("sentence", "name", "role", "country"),
    [
        ("Chinese Foreign Minister Wang Yi said so.", "Wang Yi", "Chinese Foreign Minister", "CN"),
        (
            "China’s Minister of Rural Affairs Han Jun spoke.",
            "Han Jun",
            "China’s Minister of Rural Affairs",
            "CN",
        ),
        ("President of Pakistan Asif Ali Zardari left.", "Asif Ali Zardari", "President of Pakistan", "PK"),
        ("President Volodymyr Zelenskyy of Ukraine joined.", "Volodymyr Zelenskyy", "President", "UA"),
        ("Prime Minister Keir Starmer of the United Kingdom called.", "Keir Starmer", "Prime Minister", "GB"),
        ("Foreign Minister Krišjānis Kariņš (Latvia) agreed.", "Krišjānis Kariņš", "Foreign Minister", "LV"),
        (
            "Minister of Foreign Affairs and Cooperation of the Republic of South Sudan Monday Simaya Kumba",
            "Monday Simaya Kumba",
            "Minister of Foreign Affairs and Cooperation of the Republic of South Sudan",
            "SS",
        ),
        (
            "Tanaiste (Deputy Prime Minister) and Minister for Foreign Affairs and Trade Simon Harris",
            "Simon Harris",
            "Tanaiste (Deputy Prime Minister) and Minister for Foreign Affairs and Trade",
            "IE",
        ),
        (
            "General Secretary of the Communist Party of Vietnam (CPV) Central Committee To Lam spoke.",
            "To Lam",
            "General Secretary of the Communist Party of Vietnam (CPV) Central Committee",
            "VN",
        ),
        (
            "Minister of Foreign Affairs, Integration and Diaspora of Guinea Morissanda Kouyaté",
            "Morissanda Kouyaté",
            "Minister of Foreign Affairs, Integration and Diaspora of Guinea",
            "GN",
        ),
        (
            "Chairman of the Joint Chiefs of Staff Gen. Mark A. Milley spoke.",
            "Mark A. Milley",
            "Chairman of the Joint Chiefs of Staff",
            None,
        ),
        (
            "Secretary of Defense Lloyd J. Austin III spoke.",
            "Lloyd J. Austin III",
            "Secretary of Defense",
            None,
        ),
        ("President Joseph R. Biden, Jr. spoke.", "Joseph R. Biden, Jr.", "President", None),
        (
            "World Trade Organisation Director-General Ngozi Okonjo-Iweala said",
            "Ngozi Okonjo-Iweala",
            "World Trade Organisation Director-General",
            "ORG:WTO",
        ),
        (
            "Chinese Ambassador to the DPRK Wang Yajun came.",
            "Wang Yajun",
            "Chinese Ambassador to the DPRK",
            "CN",
        ),
        (
            "Liu Jianchao, Minister of the International Department, met",
            "Liu Jianchao",
            "Minister of the International Department",
            None,
        ),
        (
            "Jonathan Powell, the British prime minister’s national security adviser, spoke.",
            "Jonathan Powell",
            "British prime minister’s national security adviser",
            "GB",
        ),
        (
            "China’s Ambassador to Colombia, Zhu Jingyang told the paper",
            "Zhu Jingyang",
            "China’s Ambassador to Colombia",
            "CN",
        ),
        (
            "Chinese President Xi Jinping’s special envoy Wang Dongming attended",
            "Wang Dongming",
            "Chinese President Xi Jinping’s special envoy",
            "CN",
        ),
        (
            "Head of the Office of the President Andriy Yermak spoke.",
            "Andriy Yermak",
            "Head of the Office of the President",
            None,
        ),
        (
            "Chief Advisor to the President Celso Amorim spoke.",
            "Celso Amorim",
            "Chief Advisor to the President",
            None,
        ),
        ("His Excellency Mr. Wesley W. Simina spoke.", "Wesley W. Simina", None, None),
        (
            "H.E. Mr. Ayman Safadi, Minister for Foreign Affairs of Jordan, came.",
            "Ayman Safadi",
            "Minister for Foreign Affairs of Jordan",
            "JO",
        ),
        ("His Holiness Pope Francis spoke.", "Pope Francis", "Pope", "VA"),
        ("His Majesty King Charles III spoke.", "King Charles III", "King", None),
        ("Israeli Foreign Minister Israel Katz spoke.", "Israel Katz", "Israeli Foreign Minister", "IL"),
        ("Prime Minister Mohammed Shia al-Sudani spoke.", "Mohammed Shia al-Sudani", "Prime Minister", None),
        ("Crown Prince Mohammed bin Salman spoke.", "Mohammed bin Salman", "Crown Prince", None),
        ("President Ursula von der Leyen spoke.", "Ursula von der Leyen", "President", None),
        (
            "Minister for Foreign Affairs KAMIKAWA Yoko spoke.",
            "KAMIKAWA Yoko",
            "Minister for Foreign Affairs",
            None,
        ),
        (
            "Enrique Santiago, Secretary General of the Communist Party of Spain (PCE).",
            "Enrique Santiago",
            "Secretary General of the Communist Party of Spain (PCE)",
            "ES",
        ),
    ],
)
def test_a_person_has_name_role_and_country(
    sentence: str, name: str, role: str | None, country: str | None
) -> None:
    assert (name, role, country) in named(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Presidents Xi and Zardari held talks.",
            [("Xi", "President", None), ("Zardari", "President", None)],
        ),
        (
            (
                "President of the CPP Hun Sen, First Secretary of the Communist Party of Cuba and President"
                " of Cuba Miguel Díaz-Canel and General Secretary of the Workers’ Party of Korea Kim Jong Un"
            ),
            [
                ("Hun Sen", "President of the CPP", None),
                (
                    "Miguel Díaz-Canel",
                    "First Secretary of the Communist Party of Cuba and President of Cuba",
                    "CU",
                ),
                ("Kim Jong Un", "General Secretary of the Workers’ Party of Korea", "KP"),
            ],
        ),
    ],
)
def test_a_list_is_read_as_the_people_it_names(
    sentence: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert named(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "President Bo Receives Japan’s State Minister for Foreign Affairs An Ho",
            [("Bo", "President", None), ("An Ho", "Japan’s State Minister for Foreign Affairs", "JP")],
        ),
        (
            "President Bo Meets Chinese Premier Li Qiang",
            [("Bo", "President", None), ("Li Qiang", "Chinese Premier", "CN")],
        ),
        ("President Ruto Welcomes Li Qiang", [("Ruto", "President", None), ("Li Qiang", None, None)]),
    ],
)
def test_a_name_ends_before_a_headlines_verb(
    sentence: str, people: list[tuple[str, str | None, str | None]]
) -> None:
    assert named(sentence) == people


def test_a_plural_title_shares_out_its_countries() -> None:
    """`Representatives of A and B` followed by two names: the first is A's, the second B's."""
    found = named(
        "Permanent Representatives of Kuwait and the Netherlands to the UN Tareq Albanai and Lise van Haaren"
    )
    assert [(name, country) for name, _, country in found] == [
        ("Tareq Albanai", "KW"),
        ("Lise van Haaren", "NL"),
    ]


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("Liu met on Monday with a delegation led by Ana Bo, Chairwoman of the Front.", "a delegation"),
        ("He received the delegation of the Green Party headed by Secretary Ana Bo.", "the delegation"),
    ],
)
def test_the_leader_of_a_delegation_stands_for_it(sentence: str, begins: str) -> None:
    leader = next(one for one in people_of(sentence) if one.name == "Ana Bo")
    assert sentence[leader.begin :].startswith(begins)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday the Security Council and the World Bank discussed the Paris Agreement.",
        "The official visit took place in Buenos Aires.",
        "Chinese New Year is celebrated in Spring.",
    ],
)
def test_institutions_places_and_feasts_are_nobody(sentence: str) -> None:
    assert [one for one in people_of(sentence) if one.form == "person"] == []


def register_of(*sentences: str) -> Register:
    people = Register()
    for sentence in sentences:
        for actor in people_of(sentence):
            people.add(actor)
    people.settle()
    return people


@pytest.mark.parametrize(
    ("introduced", "mention", "name"),
    [
        ("Chinese Foreign Minister Wang Yi came.", "Wang spoke.", "Wang Yi"),
        ("Irish Taoiseach Micheal Martin came.", "Martin spoke.", "Micheal Martin"),
        ("President Nicolás Maduro came.", "President Nicolas Maduro spoke.", "Nicolás Maduro"),
        ("President Asif Ali Zardari came.", "Zaradari spoke.", "Asif Ali Zardari"),
        ("President Joseph R. Biden, Jr. came.", "President Joe Biden spoke.", "Joseph R. Biden, Jr."),
        ("Prime Minister Pham Minh Chinh came.", "Prime Minister Chinh spoke.", "Pham Minh Chinh"),
        ("President Gustavo Francisco Petro Urrego came.", "Petro spoke.", "Gustavo Francisco Petro Urrego"),
    ],
)
def test_a_short_or_misspelt_name_means_the_person_introduced_before(
    introduced: str, mention: str, name: str
) -> None:
    entity = register_of(introduced).find(next(one for one in people_of(mention) if one.name))
    assert entity is not None
    assert entity.name == name


def test_two_people_of_one_surname_are_told_apart() -> None:
    people = register_of("Foreign Minister Wang Yi came.", "Ambassador Wang Yajun came.")
    assert [entity.name for entity in people.entities] == ["Wang Yi", "Wang Yajun"]


def test_a_party_explained_once_gives_its_members_their_country() -> None:
    people = register_of("Hun Sen, President of the CPP, wrote.")
    people.acronym_countries["CPP"] = "KH"
    people.settle()
    assert [entity.country for entity in people.entities] == ["KH"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lê Hoài Trung", ("le", "hoai", "trung")),
        ("Joseph R. Biden, Jr.", ("joseph", "r", "biden")),
        ("Łukasz Møller", ("lukasz", "moller")),
    ],
)
def test_names_are_compared_without_marks(text: str, words: tuple[str, ...]) -> None:
    assert fold_name(text) == words
