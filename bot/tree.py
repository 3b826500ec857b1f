"""The commands as discord.py holds them, with an end to everything that goes wrong before one begins."""

import logging
from collections import deque
from typing import Any, Final, TypeAlias

import discord
from discord import app_commands

from bot.desk import Desk, Place
from bot.logs import fields
from bot.render.reply import Reply

__all__ = ["DatelineTree"]

_log = logging.getLogger(__name__)

_Command: TypeAlias = "app_commands.Command[Any, ..., Any]"

_TOGETHER: Final = 12
"""Commands that begin in one turn: each turn costs something, and so does waking who reads the answers."""
_SLASH: Final = 1
_VALUES: Final = {3: str, 5: bool, 7: str}
"""How the values of strings, booleans and channels come; no command has other options."""


class DatelineTree(app_commands.CommandTree[discord.Client]):
    """Everything works in servers, direct messages and as a user's own app, but what says otherwise."""

    def __init__(self, client: discord.Client, desk: Desk) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._desk = desk
        self._declared: dict[_Command, dict[str, app_commands.Parameter]] = {}
        """The options of each command by the names that readers see, once they were asked for."""
        self._waiting: deque[discord.Interaction] = deque()

    def _from_interaction(self, interaction: discord.Interaction) -> None:
        """Begin a command with the loop's next turn, or with a later one where very many arrive at once.

        discord.py begins all of them together. But what is written leaves at the end of a turn: then the
        first answer of a burst would lie there until the last one is made.
        """
        self._waiting.append(interaction)
        if len(self._waiting) == 1:
            self.client.loop.call_soon(self._begin_some)

    def _begin_some(self) -> None:
        for _ in range(min(_TOGETHER, len(self._waiting))):
            super()._from_interaction(self._waiting.popleft())
        if self._waiting:
            self.client.loop.call_soon(self._begin_some)

    def begin_all(self) -> None:
        """Begin what waits for its turn, for the bot is about to stop."""
        while self._waiting:
            super()._from_interaction(self._waiting.popleft())

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Refuses options that are not as their command declares them: discord.py takes them as they come."""
        data: dict[str, Any] = dict(interaction.data or {})
        if data.get("type", 1) == _SLASH:
            command, options = self.get_command(data["name"]), data.get("options") or []
            while isinstance(command, app_commands.Group):
                (inner,) = options
                command, options = command.get_command(inner["name"]), inner.get("options") or []
            if isinstance(command, app_commands.Command):
                self._check(command, options)
                if interaction.type is discord.InteractionType.autocomplete:
                    self._check_focus(command, options)
        return True

    def _check(self, command: "_Command", options: list[dict[str, Any]]) -> None:
        declared = self._declared.get(command)
        if declared is None:
            declared = self._declared[command] = {each.display_name: each for each in command.parameters}
        for option in options:
            parameter, kind, value = declared.get(option["name"]), option["type"], option["value"]
            if (
                parameter is None
                or parameter.type.value != kind
                or not isinstance(value, _VALUES[kind])
                or (parameter.choices and value not in {each.value for each in parameter.choices})
                # Of text it is the greatest length: some of what reads it takes long for what is longer.
                or (parameter.max_value is not None and len(str(value)) > parameter.max_value)
            ):
                raise app_commands.AppCommandError(option["name"])

    @staticmethod
    def _check_focus(command: "_Command", options: list[dict[str, Any]]) -> None:
        """Suggestions are asked for an option that has them: discord.py logs others as an error of ours."""
        suggesting = {each.display_name for each in command.parameters if each.autocomplete}
        focused = next((option["name"] for option in options if option.get("focused")), None)
        if focused not in suggesting:
            raise app_commands.CommandSignatureMismatch(command)

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answers a command that is unknown, or whose options are not those that Discord was told of."""
        if interaction.type is discord.InteractionType.autocomplete:
            _log.info("an autocomplete was not answered", extra=fields(error=type(error).__name__))
            return

        async def work() -> Reply:
            raise error

        await self._desk.serve(interaction, self._name_of(interaction), work, Place.PRIVATE)

    async def _call(self, interaction: discord.Interaction) -> None:
        """What discord.py does with a command or an autocomplete.

        It takes well-formed data for granted and would end the task with a `KeyError` or the like, which
        nobody handles; there is no public place to catch that.
        """
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it lacks, it is told and not raised into nowhere
            await self.on_error(interaction, app_commands.AppCommandError(type(error).__name__))

    def _name_of(self, interaction: discord.Interaction) -> str:
        """The command's name as it was registered: what came with the interaction may be anything."""
        name = dict(interaction.data or {}).get("name")
        return name if isinstance(name, str) and self.get_command(name) is not None else "unknown"
