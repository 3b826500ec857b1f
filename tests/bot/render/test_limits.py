"""Whatever a template did, what goes out is within Discord's limits."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import limits
from bot.render.limits import cut_markup, first_that_fits, fit, length
from bot.render.text import escape, size
from tests.bot.render.markup import acts


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("one\ntwo", 20, "one\ntwo"),
        ("**one** line\n**two** lines\nthree", 28, "**one** line\n**two** lines\n…"),
        ("\n\n" + "x" * 50, 10, "xxxxxxxxx…"),
        (" 𐀀", 2, "𐀀"),
        ("  word", 4, "word"),
    ],
)
def test_markup_is_cut_between_lines(text: str, limit: int, expected: str) -> None:
    assert cut_markup(text, limit) == expected


@given(st.text(max_size=200), st.integers(2, 60))
def test_cut_markup_is_within_its_limit_and_does_not_act(text: str, limit: int) -> None:
    shown = cut_markup(escape(text), limit)
    assert size(shown) <= limit
    assert acts(shown) == []


def test_embeds_are_fitted_to_every_limit() -> None:
    embeds = [discord.Embed(title="t" * 300, description="d" * 5000) for _ in range(12)]
    for embed in embeds:
        embed.set_footer(text="f" * 3000)
        for _ in range(25):
            embed.add_field(name="n" * 300, value="v" * 2000)
    fitted = fit(embeds)
    assert len(fitted) <= 10
    assert length(fitted) <= limits.EMBED_TOTAL
    for embed in fitted:
        assert len(embed.title or "") <= limits.TITLE
        assert len(embed.description or "") <= limits.DESCRIPTION
        assert len(embed.footer.text or "") <= 2048
        assert all(len(field.name or "") <= 256 and len(field.value or "") <= 1024 for field in embed.fields)
        assert all(field.name and field.value for field in embed.fields)


def test_what_fits_is_left_as_it_is() -> None:
    embed = (
        discord.Embed(title="title", description="text")
        .set_footer(text="foot")
        .add_field(name="n", value="v")
    )
    before = embed.to_dict()
    assert fit([embed])[0].to_dict() == before


def test_the_fullest_draft_that_fits_is_shown_and_else_the_shortest() -> None:
    drafts = [["x" * 5000], ["y" * 3000], ["z"]]
    assert first_that_fits(drafts) == ["y" * 3000]
    assert first_that_fits([["x" * 5000], ["y" * 4500]]) == ["y" * 4500]
