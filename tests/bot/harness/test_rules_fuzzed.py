"""Whatever a bot sends, the local Discord takes it or refuses it; it never breaks."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.harness import LocalDiscord, TurnableClock
from bot.harness.errors import ApiError
from bot.harness.rules import messages
from bot.harness.rules.commands import check_commands
from bot.harness.rules.components import check_modal
from bot.harness.rules.form import Form

NAMES = """
    content embeds components flags nonce enforce_nonce allowed_mentions attachments tts parse users roles id
    title description fields name value footer text author image url timestamp color type style label
    custom_id
    options min_values max_values accessory media items component choices contexts required
    autocomplete emoji
"""
KEYS = st.sampled_from(NAMES.split())
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 40)
    | st.sampled_from(
        [1 << 15, 1 << 6, 10**20, 0.5, float("nan"), "", " ", "x", "X", "1", "users", "https://x.org", "a://"]
    )
)
JSON = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=6),
    max_leaves=25,
)
TYPES = st.sampled_from([1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 17, 18, 99])
COMPONENTS = st.recursive(
    st.fixed_dictionaries(
        {"type": TYPES}, optional={"style": st.sampled_from([1, 5, 6]), "custom_id": JSON, "label": JSON}
    ),
    lambda below: st.fixed_dictionaries(
        {"type": TYPES, "components": st.lists(below, max_size=3)},
        optional={
            "accessory": below,
            "component": below,
            "content": JSON,
            "options": JSON,
            "media": JSON,
            "items": JSON,
        },
    ),
    max_leaves=12,
)
MENTIONS = st.fixed_dictionaries({}, optional={"parse": JSON, "users": JSON, "roles": JSON})
EMBEDS = st.lists(st.dictionaries(KEYS, JSON, max_size=5), max_size=3)
BODIES = st.dictionaries(KEYS, JSON, max_size=8) | st.fixed_dictionaries(
    {"content": st.just("x") | JSON},
    optional={
        "components": st.lists(COMPONENTS, max_size=3),
        "flags": st.sampled_from([1 << 15, 1 << 6]) | JSON,
        "embeds": EMBEDS,
        "allowed_mentions": MENTIONS | JSON,
        "title": JSON,
        "custom_id": JSON,
    },
)


@settings(max_examples=300, deadline=None)
@given(body=BODIES)
def test_any_message_is_taken_or_refused(body: dict[str, Any]) -> None:
    local = LocalDiscord(clock=TurnableClock(datetime(2025, 2, 5, tzinfo=UTC)))
    channel = local.add_channel(local.add_guild("g"), "c")
    with suppress(ApiError):
        messages.check(body, {})
        assert local.post(channel, local.world.bot, body, []) in local.messages(channel)


@settings(max_examples=200, deadline=None)
@given(modal=BODIES, commands=JSON | st.lists(BODIES, max_size=3))
def test_any_modal_or_command_is_taken_or_refused(modal: dict[str, Any], commands: Any) -> None:
    form = Form()
    check_modal(form, (), modal)
    with suppress(ApiError):
        form.refuse_if_wrong()
    with suppress(ApiError):
        assert check_commands(commands) == (commands or [])
