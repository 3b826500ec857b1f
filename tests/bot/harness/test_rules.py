"""Each of Discord's limits, at it and beyond it."""

from typing import Any

import pytest

from bot.harness.errors import ApiError
from bot.harness.rules import messages
from bot.harness.rules.commands import check_commands
from bot.harness.rules.components import check_modal
from bot.harness.rules.form import Form
from tests.bot.harness.wire import places

V2 = 1 << 15


def button(**fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "b", "custom_id": "c", **fields}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def buttons(count: int) -> list[dict[str, Any]]:
    return [button(custom_id=str(at)) for at in range(count)]


def rows(*components: dict[str, Any]) -> dict[str, Any]:
    """A message with these components in one row."""
    return {"content": "x", "components": [row(*components)]}


def select(count: int = 1, **fields: Any) -> dict[str, Any]:
    options = [{"label": "l", "value": str(at)} for at in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **fields}


def text(length: int) -> dict[str, Any]:
    return {"type": 10, "content": "x" * length}


FIELD = {"name": "n", "value": "v"}

FITS: list[dict[str, Any]] = [
    {"content": "x" * 2000},
    {"content": "x", "nonce": "n" * 25, "enforce_nonce": True},
    {"embeds": [{"title": "x"}] * 10},
    {"embeds": [{"title": "x" * 256, "description": "x" * 4096}]},
    {"embeds": [{"title": "t", "fields": [FIELD] * 25}]},
    {"embeds": [{"fields": [{"name": "n" * 256, "value": "v" * 1024}]}]},
    {"embeds": [{"footer": {"text": "x" * 2048}, "author": {"name": "x" * 256}}]},
    {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1904}]},
    rows(*buttons(5)),
    {"content": "x", "components": [row(button(custom_id=str(at))) for at in range(5)]},
    rows(button(label="x" * 80, custom_id="c" * 100)),
    rows(select(25, max_values=25)),
    {
        "content": "x",
        "components": [row({"type": 2, "style": 5, "label": "l", "url": "https://example.org"})],
    },
    {"flags": V2, "components": [text(4000)]},
    {"flags": V2, "components": [text(1)] * 40},
    {"flags": V2, "components": [{"type": 17, "components": [text(1), row(button())]}]},
]

BREAKS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
    ({"content": 3}, {"content": "STRING_TYPE_CONVERT"}),
    ({"content": "x", "nonce": "n" * 26}, {"nonce": "NONCE_TYPE_TOO_LONG"}),
    ({"content": "x", "enforce_nonce": True}, {"nonce": "BASE_TYPE_REQUIRED"}),
    ({"embeds": [{"title": "x"}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
    ({"embeds": [{"title": "x" * 257}]}, {"embeds.0.title": "BASE_TYPE_MAX_LENGTH"}),
    ({"embeds": [{"description": "x" * 4097}]}, {"embeds.0.description": "BASE_TYPE_MAX_LENGTH"}),
    ({"embeds": [{"title": "t", "fields": [FIELD] * 26}]}, {"embeds.0.fields": "BASE_TYPE_MAX_LENGTH"}),
    (
        {"embeds": [{"fields": [{"name": "n" * 257, "value": "v"}]}]},
        {"embeds.0.fields.0.name": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        {"embeds": [{"fields": [{"name": "n", "value": "v" * 1025}]}]},
        {"embeds.0.fields.0.value": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        {"embeds": [{"fields": [{"name": " ", "value": "v"}]}]},
        {"embeds.0.fields.0.name": "BASE_TYPE_REQUIRED"},
    ),
    ({"embeds": [{"footer": {"text": "x" * 2049}}]}, {"embeds.0.footer.text": "BASE_TYPE_BAD_LENGTH"}),
    ({"embeds": [{"author": {"name": "x" * 257}}]}, {"embeds.0.author.name": "BASE_TYPE_BAD_LENGTH"}),
    ({"embeds": [{"title": "t", "url": "ftp://x"}]}, {"embeds.0.url": "URL_TYPE_INVALID_SCHEME"}),
    ({"embeds": [{"title": "t", "color": 1 << 24}]}, {"embeds.0.color": "NUMBER_TYPE_MAX"}),
    ({"embeds": [{"title": "t", "timestamp": "yesterday"}]}, {"embeds.0.timestamp": "DATE_TIME_TYPE_PARSE"}),
    ({"embeds": [{}]}, {"embeds.0.description": "BASE_TYPE_REQUIRED"}),
    (
        {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1905}]},
        {"embeds": "MAX_EMBED_SIZE_EXCEEDED"},
    ),
    (rows(*buttons(6)), {"components.0.components": "BASE_TYPE_BAD_LENGTH"}),
    (
        {"content": "x", "components": [row(button(custom_id=str(at))) for at in range(6)]},
        {"components": "BASE_TYPE_MAX_LENGTH"},
    ),
    (rows(), {"components.0.components": "BASE_TYPE_BAD_LENGTH"}),
    ({"content": "x", "components": [button()]}, {"components.0.type": "BASE_TYPE_CHOICES"}),
    (
        rows(button(label="x" * 81)),
        {"components.0.components.0.label": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        rows(button(custom_id="c" * 101)),
        {"components.0.components.0.custom_id": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        rows(button(custom_id="")),
        {"components.0.components.0.custom_id": "BASE_TYPE_REQUIRED"},
    ),
    (
        rows(button(), button()),
        {"components": "COMPONENT_CUSTOM_ID_DUPLICATED"},
    ),
    (
        rows(button(label="")),
        {"components.0.components.0": "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"},
    ),
    (
        rows(select(26)),
        {"components.0.components.0.options": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        rows(select(1, max_values=2)),
        {"components.0.components.0.max_values": "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS"},
    ),
    (
        rows(select(), button()),
        {"components.0.components": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"},
    ),
    (
        rows(select(options=[{"label": "l", "value": "v"}] * 2)),
        {"components.0.components.0.options": "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
    ),
    (
        rows(select(options=[{"label": "l" * 101, "value": "v"}])),
        {"components.0.components.0.options.0.label": "BASE_TYPE_BAD_LENGTH"},
    ),
    ({"content": "x", "components": [text(1)]}, {"components.0.type": "BASE_TYPE_CHOICES"}),
    (
        {"content": "x", "flags": V2, "components": [text(1)]},
        {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"},
    ),
    (
        {"embeds": [{"title": "t"}], "flags": V2, "components": [text(1)]},
        {"embeds": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"},
    ),
    (
        {"flags": V2, "components": [text(4000), text(1)]},
        {"components": "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"},
    ),
    (
        {"flags": V2, "components": [{"type": 17, "components": [text(1)] * 40}]},
        {"components": "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
    ),
    (
        {"content": "x", "allowed_mentions": {"parse": ["here"]}},
        {"allowed_mentions.parse.0": "BASE_TYPE_CHOICES"},
    ),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
    ),
    (
        {"content": "x", "attachments": [{"id": 0, "description": "no such file"}]},
        {"attachments.0.id": "ATTACHMENT_NOT_FOUND"},
    ),
]


@pytest.mark.parametrize("body", FITS)
def test_a_message_at_a_limit_is_taken(body: dict[str, Any]) -> None:
    messages.check(body, {})


@pytest.mark.parametrize(("body", "wrong"), BREAKS)
def test_a_message_beyond_a_limit_is_refused_where_it_is_wrong(
    body: dict[str, Any], wrong: dict[str, str]
) -> None:
    with pytest.raises(ApiError) as refused:
        messages.check(body, {})
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert places(refused.value.errors) == wrong


def test_all_that_is_wrong_is_told_together() -> None:
    with pytest.raises(ApiError) as refused:
        messages.check({"content": "x" * 2001, "embeds": [{"title": "x" * 257}], "tts": "yes"}, {})
    assert set(places(refused.value.errors)) == {"content", "embeds.0.title", "tts"}


@pytest.mark.parametrize(
    "body", [{}, {"content": " \n"}, {"embeds": []}, {"content": None, "components": []}]
)
def test_a_message_that_shows_nothing_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ApiError) as refused:
        messages.check(body, {})
    assert (refused.value.status, refused.value.code) == (400, 50006)


def test_an_edit_is_judged_with_what_stays() -> None:
    stands = {"content": "x", "embeds": [], "components": [], "attachments": [{"id": "7"}], "flags": 0}
    messages.check({"embeds": [], "attachments": [{"id": "7"}]}, {}, existing=stands)
    with pytest.raises(ApiError, match="50006"):
        messages.check({"content": "", "attachments": []}, {}, existing=stands)


def command(**fields: Any) -> dict[str, Any]:
    return {"name": "search", "description": "d", "type": 1, **fields}


def option(**fields: Any) -> dict[str, Any]:
    return {"type": 3, "name": "query", "description": "d", **fields}


LONG = [{"name": "n" * 100, "value": str(at) * 100} for at in range(2)]


@pytest.mark.parametrize(
    ("commands", "wrong"),
    [
        ([command(), command(name="other"), command(type=3, name="Search it", description="")], {}),
        ([command(options=[option(name=f"o{at}") for at in range(25)])], {}),
        ([command(), command()], {"1.name": "APPLICATION_COMMANDS_DUPLICATE_NAME"}),
        ([command(name="Search")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command(name="s" * 33)], {"0.name": "BASE_TYPE_BAD_LENGTH"}),
        ([command(name="two words")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command(description="")], {"0.description": "BASE_TYPE_REQUIRED"}),
        ([command(description="d" * 101)], {"0.description": "BASE_TYPE_BAD_LENGTH"}),
        ([command(type=3, name="n" * 33, description="")], {"0.name": "BASE_TYPE_BAD_LENGTH"}),
        (
            [command(options=[option(name=f"o{at}") for at in range(26)])],
            {"0.options": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            [command(options=[option(), option()])],
            {"0.options": "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED"},
        ),
        (
            [command(options=[option(), option(name="b", required=True)])],
            {"0.options.1": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
        ),
        (
            [command(options=[option(choices=[{"name": "n", "value": "v"}] * 26)])],
            {"0.options.0.choices": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            [command(options=[option(choices=[{"name": "n", "value": "v"}], autocomplete=True)])],
            {"0.options.0.autocomplete": "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES"},
        ),
        ([command(contexts=[3])], {"0.contexts.0": "BASE_TYPE_CHOICES"}),
        ([command(integration_types=[2])], {"0.integration_types.0": "BASE_TYPE_CHOICES"}),
        (
            [
                command(
                    options=[
                        option(
                            name=f"o{at}",
                            description="d" * 99,
                            choices=[{"name": "n" * 100, "value": str(n) * 100} for n in range(2)],
                        )
                        for at in range(20)
                    ]
                )
            ],
            {"0": "APPLICATION_COMMAND_TOO_LARGE"},
        ),
        (
            [command(options=[{"type": 1, "name": "s", "description": "d"}, option()])],
            {"0.options": "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"},
        ),
    ],
)
def test_commands_keep_their_limits(commands: list[dict[str, Any]], wrong: dict[str, str]) -> None:
    found: dict[str, str] = {}
    try:
        check_commands(commands)
    except ApiError as refused:
        found = places(refused.errors)
    assert found == wrong


INPUT = {"type": 4, "custom_id": "i", "style": 1, "label": "l"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {}),
        ({"title": "t" * 46}, {"title": "BASE_TYPE_BAD_LENGTH"}),
        ({"custom_id": "c" * 101}, {"custom_id": "BASE_TYPE_BAD_LENGTH"}),
        ({"components": []}, {"components": "BASE_TYPE_BAD_LENGTH"}),
        (
            {"components": [row({**INPUT, "custom_id": str(at)}) for at in range(6)]},
            {"components": "BASE_TYPE_BAD_LENGTH"},
        ),
        (
            {"components": [row({**INPUT, "label": "l" * 46})]},
            {"components.0.components.0.label": "BASE_TYPE_BAD_LENGTH"},
        ),
        ({"components": [row(button())]}, {"components.0.components.0.type": "BASE_TYPE_CHOICES"}),
        ({"components": [{"type": 18, "label": "l", "component": select()}]}, {}),
    ],
)
def test_modals_keep_their_limits(fields: dict[str, Any], wrong: dict[str, str]) -> None:
    form = Form()
    check_modal(form, (), {"title": "t", "custom_id": "c", "components": [row(INPUT)], **fields})
    found: dict[str, str] = {}
    try:
        form.refuse_if_wrong()
    except ApiError as refused:
        found = places(refused.errors)
    assert found == wrong
