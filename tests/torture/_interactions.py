"""Strategies for interactions that no client of Discord's would send.

Most begin as real ones, which the local Discord made, for those get furthest; then something in them is
replaced, left out, added, repeated or nested wrongly, at any depth. All of it is JSON: what is none, such as
half a surrogate pair, does not come through a gateway.
"""

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

__all__ = ["Json", "interactions"]

Json = dict[str, Any]

_COMMANDS = {
    "search": ("query", "country", "since", "until", "agency", "private"),
    "article": ("title",),
    "meetings": ("country", "with", "kind", "since", "until", "private"),
    "onthisdate": ("date",),
    "about": (),
}
_SUBCOMMANDS = {
    "subscribe": ("channel", "time", "timezone", "empty_days"),
    "unsubscribe": ("channel",),
    "status": (),
    "preview": ("channel",),
}
_OPTIONS = sorted({each for options in (*_COMMANDS.values(), *_SUBCOMMANDS.values()) for each in options})
_TYPE_OF = {"private": 5, "channel": 7}

_WORDS = (
    "Pakistan", "🇵🇰", "PK", "belt and road", '"', "-trade", "*" * 90, "@everyone", "<@1>", "<@&1>",
    "[x](http://a.b)", "\u202e", "\0", "🇵🇰" * 40, "5 Feb 2025", "0000-00-00", "29 Feb", "9" * 400,
    "' OR 1=1 --", "NEAR(", "09:00", "Europe/Berlin", "nearest", "meeting", "2025", "9999", "today", "```",
    "\n# x\n> y", "",
)  # fmt: skip
_FORGED = (
    "1s0=Pakistan|||||0", "1s0=Pakistan||||||999999", "1s0=@everyone|||||0", "1s0=Pakistan|PK||||0",
    "1s0=|PK|2025-01-01|0001-01-01||3", "1a0=x|text|0", "1m0=PK|||||0", "1m0=PK|<@1>||||0", "1m0=||||||7",
    "1d0=2|30|||0", "1d0=1|18|||0", "1d0=2|29|||0", "1d0=1|18|9999||0", "1d0=1|18||x|1", "1i0=0", "9s0=|0",
    "1r0=\\p|0", "s", "1s0@key|0",
)  # fmt: skip
_KEYS = (
    "id", "type", "name", "value", "values", "options", "focused", "custom_id", "component_type", "resolved",
    "users", "members", "user", "member", "channels", "messages", "target_id", "guild_id", "token",
    "components", "permissions", "roles", "flags", "embeds", "interaction_metadata", "x",
)  # fmt: skip

_REPEATABLE = 2_000
"""Characters of JSON: no frame gets so large that sending it is what takes the time."""

_words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join)
_huge = st.tuples(
    st.sampled_from(("x", "@everyone ", "🇵🇰", "[a](b) ", "\u200b")), st.sampled_from((60, 500, 9_000))
).map(lambda drawn: drawn[0] * drawn[1])
_texts = st.one_of(_words, _words, st.text(max_size=20), _huge)
_leaves: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from((2**64, -(2**70), 0)),
    st.floats(allow_nan=False, allow_infinity=False),
    _texts,
)
_junk = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=3)
    ),
    max_leaves=5,
)


@st.composite
def _option(draw: st.DrawFn, name: str) -> Json:
    kind = _TYPE_OF.get(name, 3)
    value: Any = (
        draw(st.booleans()) if kind == 5 else draw(st.sampled_from(("1", "2"))) if kind == 7 else draw(_texts)
    )
    return {"name": name, "type": kind, "value": value}


@st.composite
def _options(draw: st.DrawFn, accepted: tuple[str, ...], focused: bool) -> list[Json]:
    names = draw(
        st.lists(st.sampled_from(accepted or _OPTIONS), max_size=4, unique=draw(st.integers(0, 9)) > 0)
    )
    options = [draw(_option(name)) for name in names]
    if focused and options:
        draw(st.sampled_from(options))["focused"] = True
    return options


@st.composite
def _command(draw: st.DrawFn, channel: Json, user: Json, *, focused: bool) -> Json:
    """The data of a slash command or an autocomplete."""
    name = draw(st.sampled_from((*_COMMANDS, "search", "digest", "digest", "rm -rf")))
    if name == "digest":
        inner = draw(st.sampled_from(tuple(_SUBCOMMANDS)))
        options = draw(_options(_SUBCOMMANDS[inner], focused))
        for option in options:
            if option["type"] == 7:
                option["value"] = channel["id"]
        options = [{"name": inner, "type": draw(st.sampled_from((1, 1, 1, 2))), "options": options}]
    else:
        options = draw(_options(_COMMANDS.get(name, ()), focused))
    resolved = {"channels": {channel["id"]: channel}, "users": {user["id"]: user}}
    return {"id": "1", "name": name, "type": 1, "options": options, "resolved": resolved}


@st.composite
def _menu(draw: st.DrawFn, message: Json) -> Json:
    """The data of the message menu."""
    shown = {**deepcopy(message), "content": draw(_texts)}
    if draw(st.booleans()):
        shown["embeds"] = []
    return {
        "id": "1",
        "name": draw(st.sampled_from(("Search the archive", "Search the archive", "search", ""))),
        "type": draw(st.sampled_from((3, 3, 3, 2))),
        "target_id": message["id"],
        "resolved": {"messages": {message["id"]: shown}},
    }


@st.composite
def _component(draw: st.DrawFn, pressable: list[str]) -> Json:
    """The data of a button, a menu or a form."""
    custom_id = draw(st.one_of(st.sampled_from(pressable), st.sampled_from(_FORGED), _texts))
    if custom_id and draw(st.integers(0, 2)) == 0:
        at = draw(st.integers(0, len(custom_id) - 1))
        custom_id = custom_id[:at] + draw(st.sampled_from("|=@\\09az\u202e")) + custom_id[at + 1 :]
    made: Json = {"custom_id": custom_id, "component_type": draw(st.sampled_from((2, 2, 3, 3, 5, 77)))}
    if made["component_type"] != 2:
        made["values"] = draw(st.lists(_texts, max_size=3))
        made["components"] = []
    return made


@st.composite
def _mutated(draw: st.DrawFn, payload: Json) -> Json:
    """A payload with one to three changes anywhere in it."""
    for _ in range(draw(st.integers(1, 3))):
        # Down from the top, to a depth that is drawn too.
        holder: Any = payload
        key: Any = draw(st.sampled_from(sorted(payload)))
        for _ in range(draw(st.integers(0, 8))):
            inner = holder[key]
            if not isinstance(inner, dict | list) or not inner:
                break
            holder = inner
            key = draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        match draw(st.sampled_from(("replace", "replace", "remove", "wrap", "repeat", "add"))):
            case "replace":
                holder[key] = draw(_junk)
            case "remove":
                del holder[key]
            case "wrap":
                holder[key] = draw(
                    st.sampled_from(([holder[key]], {"x": holder[key]}, {"options": [holder[key]]}))
                )
            case "repeat" if len(json.dumps(holder[key])) < _REPEATABLE:
                holder[key] = [holder[key]] * draw(st.sampled_from((2, 30)))
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(_KEYS))] = draw(_junk)
            case _:
                holder[key] = [draw(_junk)]
        if not payload:
            break
    return payload


@st.composite
def interactions(draw: st.DrawFn, templates: list[Json], message: Json, pressable: list[str]) -> Json:
    """One interaction's payload: `templates` are such as the local Discord made, of servers and talks.

    `message` is one of the bot's own, whose buttons have the custom_ids `pressable`.
    """
    payload = deepcopy(draw(st.sampled_from(templates)))
    kind = draw(st.sampled_from((2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, 99)))
    payload["type"] = kind
    user = payload["member"]["user"] if "member" in payload else payload["user"]
    if kind in {3, 5}:
        payload["data"] = draw(_component(pressable))
        payload["message"] = deepcopy(message)
    elif kind == 2 and draw(st.integers(0, 39)) == 17:
        payload["data"] = draw(_menu(message))
    else:
        payload["data"] = draw(_command(payload["channel"], user, focused=kind == 4))
    if draw(st.booleans()):
        # What is asked is broken more often than who asks.
        if draw(st.booleans()):
            payload["data"] = draw(_mutated(payload["data"]))
        else:
            payload = draw(_mutated(payload))
    return payload
