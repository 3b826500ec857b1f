"""How publishers of many countries write people: ranks, styles, letters after names, long portfolios."""

# ruff: noqa: E501 - sentences stand on one line, as published

import pytest

from storage.text.countries import find
from storage.text.people import actors, tokenise


def named(sentence: str) -> list[tuple[str, str | None, str | None]]:
    found = actors(sentence, tokenise(sentence, 0, len(sentence), find(sentence)))
    return [(one.name, one.role, one.country) for one in found if one.name is not None]


@pytest.mark.parametrize(
    ("sentence", "name", "role", "country"),
    [
        (
            "He met with People’s Republic of China (PRC) State Planning Commission (SPC) Vice Chairman Ma Wenlin today.",
            "Ma Wenlin",
            "People’s Republic of China (PRC) State Planning Commission (SPC) Vice Chairman",
            "CN",
        ),
        (
            "UN Under-Secretary-General for Political and Peacebuilding Affairs Marta Ruedas spoke.",
            "Marta Ruedas",
            "UN Under-Secretary-General for Political and Peacebuilding Affairs",
            "ORG:UN",
        ),
        (
            "Minister of Foreign Affairs, Integration and Malians Abroad of the Republic of Mali Ousmane Keïta spoke.",
            "Ousmane Keïta",
            "Minister of Foreign Affairs, Integration and Malians Abroad of the Republic of Mali",
            "ML",
        ),
        (
            "Dr. Nabil Haddad, Minister of Foreign Affairs, Emigration and Lebanese Abroad of the sisterly Lebanese Republic, came.",
            "Nabil Haddad",
            "Minister of Foreign Affairs, Emigration and Lebanese Abroad of the sisterly Lebanese Republic",
            "LB",
        ),
        (
            "Minister of State for Water and Environment, Forest and Climate Change Shri Arun Mehta spoke.",
            "Arun Mehta",
            "Minister of State for Water and Environment, Forest and Climate Change",
            None,
        ),
        (
            "Union Minister of Road Transport & Highways Shri Arun Mehta spoke.",
            "Arun Mehta",
            "Union Minister of Road Transport & Highways",
            None,
        ),
        (
            "Chargé d’Affaires of the Syrian Arab Republic in Moscow Bashar Nasser spoke.",
            "Bashar Nasser",
            "Chargé d’Affaires of the Syrian Arab Republic in Moscow",
            "SY",
        ),
        ("Chargé d'Affaires a.i. Nora Blake spoke.", "Nora Blake", "Chargé d'Affaires a.i.", None),
        ("He met Vice-Premier Liu Guozhen.", "Liu Guozhen", "Vice-Premier", None),
        (
            "Vatican Secretary of State Cardinal Marco Bassi spoke.",
            "Marco Bassi",
            "Vatican Secretary of State Cardinal",
            "VA",
        ),
        (
            "European Commissioner for Trade, Mr. Jan Novak, spoke.",
            "Jan Novak",
            "European Commissioner for Trade",
            "ORG:EU",
        ),
        (
            "The Minister for Foreign Affairs and Trade, Sean Byrne TD, spoke by phone.",
            "Sean Byrne",
            "Minister for Foreign Affairs and Trade",
            None,
        ),
        (
            "The Hon Peter Walsh MP, Prime Minister of Australia, today spoke with him.",
            "Peter Walsh",
            "Prime Minister of Australia",
            "AU",
        ),
        ("Prime Minister Datuk Seri Azman Harun spoke.", "Azman Harun", "Prime Minister", None),
        (
            "Chief of Army Staff, General Tariq Aziz Khan, received him.",
            "Tariq Aziz Khan",
            "Chief of Army Staff",
            None,
        ),
        (
            "Chief of Naval Staff Vice Admiral Rohan Silva spoke.",
            "Rohan Silva",
            "Chief of Naval Staff Vice Admiral",
            None,
        ),
        ("Field Marshal Yusuf Hamdan spoke.", "Yusuf Hamdan", "Field Marshal", None),
        (
            "He met the Labour Adviser of the interim government, Brig. Gen. (Retd.) Dr M Selim Hossain, and left.",
            "M Selim Hossain",
            "Labour Adviser of the interim government",
            None,
        ),
        (
            "HE Dr. Karim Sabry, Minister of Foreign Affairs of Egypt, came.",
            "Karim Sabry",
            "Minister of Foreign Affairs of Egypt",
            "EG",
        ),
        (
            "HRH Prince Turki bin Fahd bin Nasser, Minister of Culture, came.",
            "Turki bin Fahd bin Nasser",
            "Prince; Minister of Culture",
            None,
        ),
        (
            "Emir of Kuwait Sheikh Nawaf Al-Salem Al-Sabah spoke.",
            "Nawaf Al-Salem Al-Sabah",
            "Emir of Kuwait",
            "KW",
        ),
        (
            "Acting Foreign Minister Amir Gul Zadran spoke.",
            "Amir Gul Zadran",
            "Acting Foreign Minister",
            None,
        ),
        ("China’s top diplomat Liu Wen spoke.", "Liu Wen", "China’s top diplomat", "CN"),
        (
            "DAMASCUS, SANA – Syrian Foreign Minister Omar Khaled spoke.",
            "Omar Khaled",
            "Syrian Foreign Minister",
            "SY",
        ),
        (
            "Special Representative of the President of Russia for Trade Oleg Orlov received him.",
            "Oleg Orlov",
            "Special Representative of the President of Russia for Trade",
            "RU",
        ),
        ("He met his Polish colleague Jan Nowak.", "Jan Nowak", "Polish colleague", "PL"),
        ("Vice President JT Vaughn spoke.", "JT Vaughn", "Vice President", None),
        ("Mr. SATO Gen, Minister of Defense, spoke.", "SATO Gen", "Minister of Defense", None),
        ("He received in Riyadh Prime Minister Omar Said.", "Omar Said", "Prime Minister", None),
        (
            "Minister of Industry Dr. Sultan Al Marzouqi spoke.",
            "Sultan Al Marzouqi",
            "Minister of Industry",
            None,
        ),
        (
            "The Presidents of the European Council and of the European Commission, Ana Costa and Eva Lind, met.",
            "Eva Lind",
            "President of the European Council and of the European Commission",
            "ORG:EU",
        ),
        ("The party’s president, comrade Nia Doe, spoke.", "Nia Doe", "party’s president", None),
        ("Minister Tan and DPM Rewi Parata spoke.", "Rewi Parata", "DPM", None),
        ("He met his Chadian opposite number Adoum Saleh.", "Adoum Saleh", "Chadian opposite number", "TD"),
        (
            "The Apostolic Nuncio to Peru, Archbishop Paolo Conti, spoke.",
            "Paolo Conti",
            "Apostolic Nuncio to Peru, Archbishop",
            "VA",
        ),
        ("Foreign Minister Senator Rana Malik spoke.", "Rana Malik", "Foreign Minister", None),
        ("Majority Leader and Senator Joan Reed spoke.", "Joan Reed", "Majority Leader and Senator", None),
        (
            "H.E. Ms. Inés VAN DOORN Paz, Minister of Trade of Peru, spoke.",
            "Inés VAN DOORN Paz",
            "Minister of Trade of Peru",
            "PE",
        ),
        (
            "Saxony-Anhalt’s Minister-President Uwe Brandt spoke.",
            "Uwe Brandt",
            "Saxony-Anhalt’s Minister-President",
            "DE",
        ),
        (
            "The Head of the EU Delegation to Peru, Ivo de La Croix, spoke.",
            "Ivo de La Croix",
            "Head of the EU Delegation to Peru",
            "ORG:EU",
        ),
        (
            "Minister-Counsellor Ann Berg of Norway spoke.",
            "Ann Berg",
            "Minister-Counsellor",
            "NO",
        ),
        ("He met Irish MP Tom Doyle.", "Tom Doyle", "Irish MP", "IE"),
        ("Premier of Manitoba Joan Reed spoke.", "Joan Reed", "Premier of Manitoba", "CA"),
    ],
)
def test_a_person_of_any_style_has_name_role_and_country(
    sentence: str, name: str, role: str | None, country: str | None
) -> None:
    assert (name, role, country) in named(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "HE Sheikh Hamad bin Ali met him.",
        "HE Mr. Hamad bin Ali met him.",
    ],
)
def test_he_in_capitals_before_a_name_is_a_style(sentence: str) -> None:
    found = actors(sentence, tokenise(sentence, 0, len(sentence), find(sentence)))
    assert (found[0].form, found[0].name) == ("person", "Hamad bin Ali")
