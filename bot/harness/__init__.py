"""A local Discord: enough of its API and gateway v10 for the unmodified discord.py client, on 127.0.0.1.

    async with LocalDiscord(clock=clock) as local:
        guild = local.add_guild("News desk")
        general = local.add_channel(guild, "general")
        ana = local.add_user("Ana", locale="es-ES")
        local.join(guild, ana)
        async with connect(client, local):
            reply = await local.command(ana, general, '/search query:"belt and road" country:Pakistan')
            reply = await local.press(reply, "Next")

`building` has what makes and changes the world, `acting` what people do in it, `reply` what they see of
the answer, `faults` what goes wrong, `errors` what is raised. It is as strict as Discord: see
`rules`.
"""

from bot.harness.clock import TurnableClock
from bot.harness.connect import connect, pointed_at
from bot.harness.errors import (
    ActingError,
    BadOption,
    ForeignAddress,
    HarnessError,
    MissingOption,
    NoSuchInstant,
    NotAnswered,
    NotVisible,
    UnknownCommand,
    UnknownComponent,
    UnknownOption,
)
from bot.harness.local import LocalDiscord
from bot.harness.reply import Choice, File, Reply
from bot.harness.world import Channel, ChannelType, Guild, Member, Message, Role, User

__all__ = [
    "ActingError",
    "BadOption",
    "Channel",
    "ChannelType",
    "Choice",
    "File",
    "ForeignAddress",
    "Guild",
    "HarnessError",
    "LocalDiscord",
    "Member",
    "Message",
    "MissingOption",
    "NoSuchInstant",
    "NotAnswered",
    "NotVisible",
    "Reply",
    "Role",
    "TurnableClock",
    "UnknownCommand",
    "UnknownComponent",
    "UnknownOption",
    "User",
    "connect",
    "pointed_at",
]
