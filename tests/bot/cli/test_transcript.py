"""A message as text: everything that Discord would show is there, in its order."""

import io
from typing import Any

from rich.console import Console

from bot.cli import transcript

MESSAGE: dict[str, Any] = {
    "content": "Here:",
    "flags": 64,
    "embeds": [
        {
            "title": "🇵🇰 Pakistan",
            "description": "Three **meetings**.\n> “Quoted.”",
            "color": 0x2F6F9F,
            "author": {"name": "Archive"},
            "url": "https://example.org/",
            "fields": [{"name": "Kinds", "value": "visit 2"}],
            "footer": {"text": "Page 1 of 2"},
        },
        {"title": "Second"},
    ],
    "attachments": [{"filename": "timeline.png", "description": "Three marks"}],
    "components": [
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 2, "label": "Previous", "custom_id": "p", "disabled": True},
                {"type": 2, "style": 2, "label": "Next", "custom_id": "n"},
                {"type": 2, "style": 5, "label": "Site", "url": "https://example.org/"},
            ],
        },
        {
            "type": 1,
            "components": [
                {
                    "type": 3,
                    "custom_id": "m",
                    "placeholder": "Open an article",
                    "options": [{"label": "First", "value": "a", "description": "line 1"}],
                }
            ],
        },
    ],
}


def shown(renderable: Any, width: int = 80, *, terminal: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        markup=False,
    )
    console.print(renderable)
    return stream.getvalue()


def test_everything_of_a_message_is_shown() -> None:
    assert shown(transcript.message(MESSAGE)).splitlines() == [
        "Only you can see this",
        "Here:",
        "▌ Archive",
        "▌ 🇵🇰 Pakistan",
        "▌ https://example.org/",
        "▌ Three meetings.",
        "▌ ▏ “Quoted.”",
        "▌",
        "▌ Kinds",
        "▌ visit 2",
        "▌",
        "▌ Page 1 of 2",
        "",
        "▌ Second",
        "[file: timeline.png: Three marks]",
        "[ Previous ]  [ Next ]  [ Site ] https://example.org/",
        "▾ Open an article",
        "  • First (line 1)",
    ]


def test_a_pipe_gets_no_control_sequences_and_a_terminal_gets_bold() -> None:
    assert "\x1b" not in shown(transcript.message(MESSAGE))
    assert "\x1b[1mmeetings\x1b[0m" in shown(transcript.message(MESSAGE), terminal=True)


def test_lines_fit_the_width() -> None:
    long = {"embeds": [{"title": "word " * 40, "description": "another " * 100}]}

    lines = shown(transcript.message(long), width=40).splitlines()

    assert max(map(len, lines)) <= 40
    assert all(line.startswith("▌") for line in lines)


def test_a_form_shows_what_it_asks_for() -> None:
    form = {
        "title": "Subscribe",
        "components": [
            {
                "type": 1,
                "components": [{"type": 4, "custom_id": "t", "label": "Time", "placeholder": "08:00"}],
            },
            {"type": 18, "label": "Zone", "component": {"type": 4, "custom_id": "z", "required": False}},
        ],
    }

    assert shown(transcript.modal(form)).splitlines() == ["Subscribe", "Time: 08:00", "Zone (optional): …"]
