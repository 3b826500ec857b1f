"""`/meetings`, end to end: who met whom, counted, grouped by date, quoted and cited."""

import re
from pathlib import Path

import pytest

from bot.harness import Reply
from storage.archive import Archive, encounters
from storage.archive.encounters import ranking
from storage.text.countries import name_of
from tests.bot.commands.newsroom import Newsroom, description, labels, options, title

SEED = Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt"
LINES = SEED.read_text(encoding="utf-8").split("\n")
QUOTED = re.compile(r"^> (?:\[[^\]]+\] )?“(.+)” \[\d+\] line (\d+)$", re.MULTILINE)


async def pages(newsroom: Newsroom, reply: Reply) -> list[str]:
    shown = [description(reply)]
    while "Next" in labels(reply):
        reply = await newsroom.local.press(reply, "Next")
        shown.append(description(reply))
    return shown


async def test_a_countrys_meetings_are_counted_by_kind_and_grouped_by_date(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/meetings country:Pakistan")
    assert title(reply) == "🇵🇰 Pakistan: who met whom"
    text = "\n".join(await pages(newsroom, reply))
    assert re.match(r"\*\*\d+ contacts\*\*: \d+ meetings, ", text)
    assert "### 5 Feb 2025" in text
    assert "### 6 Feb 2025" in text
    assert re.search(r"🇨🇳 \*\*Li Qiang\*\*, .*Premier", text)
    assert "**Sources**\n-# [1] " in text


async def test_of_more_than_are_counted_it_says_of_how_many_the_kinds_are(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = description(await newsroom.ask("/meetings country:China with:Pakistan"))
    monkeypatch.setattr(encounters, "COUNT_CAP", 5)
    text = description(await newsroom.ask("/meetings country:China with:Pakistan"))
    count = re.match(r"\*\*(\d+) contacts\*\* with 🇵🇰 Pakistan: \d", whole)
    assert count is not None
    assert int(count[1]) > 5
    head = text.partition("\n")[0]
    assert head.startswith("**5+ contacts** with 🇵🇰 Pakistan. Of the first 5: ")
    kinds = re.findall(r"(\d+) (?:meeting|phone call|visit|message|event)", head)
    assert sum(map(int, kinds)) == 5


async def test_every_quotation_about_any_country_is_exact_and_on_its_line(
    newsroom: Newsroom, archive: Archive
) -> None:
    ranked = await ranking(archive, limit=500)
    assert len(ranked) > 30
    for each in ranked:
        reader = newsroom.local.add_user(each.country)  # one who asked for all of them would be held up
        newsroom.local.join(newsroom.guild, reader)
        reply = await newsroom.ask(f'/meetings country:"{name_of(each.country)}"', reader)
        shown = await pages(newsroom, reply)
        for page in shown:
            cited = set(re.findall(r"\[(\d+)\] line \d+", page))
            assert cited == set(re.findall(r"^-# \[(\d+)\] ", page, re.MULTILINE))
        quoted = QUOTED.findall("\n".join(shown))
        assert quoted, (each.country, description(reply))
        for sentence, line in quoted:
            # A sentence that is too long for a message ends in an ellipsis, and never in other words.
            assert sentence.removesuffix("…") in LINES[int(line) - 1]


async def test_a_country_that_nobody_named_stands_for_has_the_sentence_that_names_it(
    newsroom: Newsroom,
) -> None:
    text = description(await newsroom.ask("/meetings country:Brazil"))
    assert "Han Jun attended the inauguration" in text
    assert "the presidents of Brazil, Colombia and Chile.” [1] line 5" in text


async def test_an_inferred_date_is_marked_and_explained(newsroom: Newsroom) -> None:
    text = description(await newsroom.ask("/meetings country:Pakistan"))
    assert "### About " in text
    assert "*about*: the sentence gives no date" in text


async def test_without_a_country_the_countries_are_ranked(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/meetings")
    assert title(reply) == "Who met most"
    assert "1. 🇨🇳 China: **" in description(reply)
    opened = await newsroom.local.choose(reply, "Open a country", "🇵🇰 Pakistan")
    assert opened.ephemeral
    assert title(opened) == "🇵🇰 Pakistan: who met whom"
    following = await newsroom.local.press(reply, "Next")
    assert "\n16. " in description(following)
    assert len(options(following)) == 15


async def test_a_kind_and_days_narrow_the_answer(newsroom: Newsroom) -> None:
    text = description(
        await newsroom.ask('/meetings country:Pakistan kind:Meetings since:"6 Feb 2025" until:"6 Feb 2025"')
    )
    assert re.match(r"\*\*\d+ meetings?\*\*, 6 Feb 2025\.", text)
    assert "### 6 Feb 2025" in text
    assert "### 5 Feb 2025" not in text


async def test_with_takes_a_country(newsroom: Newsroom) -> None:
    text = description(await newsroom.ask("/meetings country:Pakistan with:Chinese"))
    assert re.match(r"\*\*.+\*\* with 🇨🇳 China", text)


async def test_with_takes_a_person(newsroom: Newsroom) -> None:
    text = description(await newsroom.ask('/meetings country:China with:"Li Qiang"'))
    assert " with Li Qiang" in text
    assert "Zardari" in text


async def test_a_name_of_two_letters_in_capitals_is_no_country(newsroom: Newsroom) -> None:
    found = description(await newsroom.ask("/meetings country:China with:XI"))
    assert found.replace("with XI", "with Xi") == description(
        await newsroom.ask("/meetings country:China with:Xi")
    )
    assert "Xi Jinping" in found
    nobody = description(await newsroom.ask("/meetings country:China with:QQ"))
    assert "`with` takes a country, an organisation or a person's name." in nobody


async def test_with_a_country_alone_shows_that_countrys_meetings(newsroom: Newsroom) -> None:
    assert title(await newsroom.ask("/meetings with:Pakistan")) == "🇵🇰 Pakistan: who met whom"


async def test_a_person_alone_is_asked_whose_meetings(newsroom: Newsroom) -> None:
    assert title(await newsroom.ask('/meetings with:"Wang Yi"')) == "Whose meetings?"


async def test_a_misspelt_person_is_offered_as_the_archive_spells_them(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/meetings country:China with:Zardary")
    assert title(reply) == "🇨🇳 China: no meetings"
    assert "Did you mean **Zardari**?" in description(reply)
    found = await newsroom.local.press(reply, "With Zardari")
    assert "Asif Ali Zardari" in description(found)


async def test_a_person_that_nobody_met_says_what_with_takes(newsroom: Newsroom) -> None:
    reply = await newsroom.ask('/meetings country:China with:"qqq zzz"')
    assert "`with` takes a country, an organisation or a person's name." in description(reply)
    assert labels(reply) == ["All its meetings", "All countries"]


async def test_a_country_without_meetings_says_what_to_try(newsroom: Newsroom) -> None:
    reply = await newsroom.ask("/meetings country:Iceland")
    assert description(reply).splitlines() == [
        "The archive tells of no meetings of 🇮🇸 Iceland.",
        "`/search` finds the articles that name it.",
    ]
    assert labels(reply) == ["All countries"]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("/meetings country:Pakistam", "No such country"),
        ("/meetings country:China since:soon", "That date does not work"),
        ("/meetings country:China since:2026 until:2025", "The dates are the wrong way round"),
    ],
)
async def test_what_cannot_be_answered_is_told_privately(newsroom: Newsroom, text: str, heading: str) -> None:
    reply = await newsroom.ask(text)
    assert title(reply) == heading
    assert reply.ephemeral


async def test_countries_are_completed_for_both_sides(newsroom: Newsroom) -> None:
    for option in ("country", "with"):
        found = await newsroom.local.autocomplete(
            newsroom.reader, newsroom.channel, f"/meetings {option}:urug", option
        )
        assert found[0].value == "Uruguay"


async def test_a_private_answer_is_seen_by_the_asker_alone(newsroom: Newsroom) -> None:
    assert (await newsroom.ask("/meetings country:China private:True")).ephemeral
