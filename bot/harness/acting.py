"""What people do in the local Discord: commands, buttons, menus, modals; and waiting for what comes of it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.harness import commands, components, payloads, permissions
from bot.harness.commandline import Typed, names_of, parse
from bot.harness.commands import context_of
from bot.harness.core import Core
from bot.harness.errors import NotAnswered, NotVisible, UnknownCommand
from bot.harness.reply import Choice, Interaction, Reply
from bot.harness.rules.messages import FILE_LIMIT
from bot.harness.values import Filling
from bot.harness.world import Channel, ChannelType, Json, Message, User

__all__ = ["Acting"]

_COMMAND, _COMPONENT, _AUTOCOMPLETE, _SUBMIT = 2, 3, 4, 5


class Acting(Core):
    """Acts as a person would; every method that is answered waits for the answer, at most `guard` seconds."""

    guard: float = 10.0

    async def command(
        self,
        user: User,
        where: Channel,
        text: str,
        *,
        files: Mapping[str, bytes] | None = None,
        hidden: bool = False,
    ) -> Reply:
        """Sends a slash command as typed. `hidden` sends one too that the user's permissions hide from them.

        Raises UnknownCommand, UnknownOption, MissingOption or BadOption for what Discord's client would not
        send, NotVisible where the user does not see the channel, NotAnswered if nothing comes back.
        """
        typed = self._typed(user, where, text, hidden=hidden)
        typed.refuse_missing()
        data = Filling(self.world, user, where, files or {}).data(typed)
        return await self._answered(self.interact(user, where, _COMMAND, data))

    async def autocomplete(
        self, user: User, where: Channel, text: str, focused: str, *, hidden: bool = False
    ) -> list[Choice]:
        """The bot's suggestions for the option `focused`, with what the command line has in it so far."""
        typed = self._typed(user, where, text, hidden=hidden)
        typed.option(focused)
        typed.given.setdefault(focused, "")
        data = Filling(self.world, user, where).data(typed, focused=focused)
        return (await self._answered(self.interact(user, where, _AUTOCOMPLETE, data))).choices

    async def press(self, target: Reply | Message, button: str, user: User | None = None) -> Reply:
        """Presses a button, by its label or custom_id; as the reply's user if nobody else is named."""
        message, who = self._source(target, user)
        found = components.button(message.components, button)
        data = {"custom_id": found["custom_id"], "component_type": found["type"]}
        return await self._answered(self.interact(who, message.channel, _COMPONENT, data, source=message))

    async def choose(
        self, target: Reply | Message, menu: str | None, values: str | Sequence[str], user: User | None = None
    ) -> Reply:
        """Chooses in a menu (by custom_id or placeholder; None for the only one) by labels or values."""
        message, who = self._source(target, user)
        wanted = [values] if isinstance(values, str) else list(values)
        filling = Filling(self.world, who, message.channel)
        found = components.menu(message.components, menu)
        data: Json = {
            "custom_id": found["custom_id"],
            "component_type": found["type"],
            "values": components.chosen(found, wanted, filling),
        }
        if found["type"] != 3:
            data["resolved"] = filling.resolved
        return await self._answered(self.interact(who, message.channel, _COMPONENT, data, source=message))

    async def submit(self, reply: Reply, values: Mapping[str, str], user: User | None = None) -> Reply:
        """Fills in the reply's modal, fields by label or custom_id, and submits it."""
        if reply.modal is None:
            raise NotVisible("the reply opened no modal")
        data = components.submission(reply.modal, values)
        return await self._answered(
            self.interact(user or reply.user, reply.channel, _SUBMIT, data, source=reply.source)
        )

    async def message_command(self, user: User, message: Message, name: str) -> Reply:
        """Uses a command of a message's menu on it."""
        self._refuse_unseen(user, message.channel)
        usable = self.registry.usable(user, message.channel, commands.MESSAGE)
        command = next((each for each in usable if each["name"] == name), None)
        if command is None:
            raise UnknownCommand(name, [each["name"] for each in usable])
        data = {
            "id": command["id"],
            "name": name,
            "type": commands.MESSAGE,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): message.payload}},
        }
        return await self._answered(self.interact(user, message.channel, _COMMAND, data))

    def interact(
        self,
        user: User,
        where: Channel,
        kind: int,
        data: object,
        /,
        *,
        source: Message | None = None,
        **overrides: object,
    ) -> Reply:
        """Sends an interaction with any data, whether a person could send it or not, and does not wait.

        `overrides` replace fields of the payload; one set to `...` is left out. Raises NotAnswered if no bot
        is connected.
        """
        world = self.world
        reply = Reply(user, where, world.files, source)
        token = f"{self.random.getrandbits(256):064x}"
        interaction_id = world.snowflakes.next()
        payload = {"id": str(interaction_id), "token": token, **self._payload(user, where, kind, data)}
        if source:
            payload["message"] = source.payload
        payload.update(overrides)
        reply.payload = {key: value for key, value in payload.items() if value is not ...}
        self.interactions.add(
            Interaction(interaction_id, token, kind, user, where, self.clock(), reply.payload, source, reply)
        )
        guild = where.guild if where.guild and world.holds_bot(where.guild) else None
        if not self.gateway.dispatch("INTERACTION_CREATE", reply.payload, guild):
            raise NotAnswered("the bot is not connected", reply)
        return reply

    def offered(self, user: User, where: Channel) -> list[Json]:
        """The slash commands that a user is offered in a channel, as the bot registered them."""
        return self.registry.usable(user, where, commands.CHAT_INPUT)

    def messages(self, channel: Channel, *, viewer: User | None = None) -> list[Message]:
        """The messages that stand in a channel, oldest first; with `viewer` their ephemeral ones too."""
        return [each for each in channel.messages.values() if each.viewer is None or each.viewer is viewer]

    async def next_message(
        self,
        channel: Channel,
        *,
        where: Callable[[Message], bool] = lambda _: True,
        guard: float | None = None,
    ) -> Message:
        """Waits for the next message that is sent to a channel; TimeoutError after the guard."""
        arrived: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

        def see(what: str, message: Message) -> None:
            if what == "create" and message.channel is channel and where(message) and not arrived.done():
                arrived.set_result(message)

        forget = self.watch(see)
        try:
            async with asyncio.timeout(self.guard if guard is None else guard):
                return await arrived
        finally:
            forget()

    async def settled(self) -> None:
        """Waits until the bot has taken in everything that the gateway told it."""
        async with asyncio.timeout(self.guard):
            await self.gateway.settled()

    def _typed(self, user: User, where: Channel, text: str, *, hidden: bool) -> Typed:
        self._refuse_unseen(user, where)
        usable = self.registry.usable(user, where, commands.CHAT_INPUT, hidden=hidden)
        if not usable:
            raise UnknownCommand(text.split(" ", 1)[0], names_of(usable))
        return parse(text, usable)

    @staticmethod
    def _refuse_unseen(user: User, channel: Channel) -> None:
        if not permissions.has(permissions.in_channel(channel, user), "view_channel"):
            raise NotVisible(f"{user.name} does not see the channel {channel.name!r}")

    def _source(self, target: Reply | Message, user: User | None) -> tuple[Message, User]:
        """The message that somebody acts on, and who does."""
        message = target.message if isinstance(target, Reply) else target
        if message is None or message.id not in message.channel.messages:
            raise NotVisible("the message is gone")
        who = user or (target.user if isinstance(target, Reply) else None)
        if who is None:
            raise NotVisible("nobody is named who acts on the message")
        if message.viewer not in {None, who}:
            raise NotVisible(f"{who.name} does not see somebody else's ephemeral message")
        self._refuse_unseen(who, message.channel)
        return message, who

    async def _answered(self, reply: Reply) -> Reply:
        try:
            await reply.until(lambda each: each.complete or each.late > 0, guard=self.guard)
        except TimeoutError:
            reason = (
                "the bot asked for time and never answered" if reply.deferred else "the bot did not answer"
            )
            raise NotAnswered(f"{reason} within {self.guard:g} s", reply) from None
        if not reply.complete:
            raise NotAnswered("the bot answered later than Discord's 3 s", reply)
        return reply

    def _payload(self, user: User, where: Channel, kind: int, data: object) -> Json:
        """What the bot is told of an interaction, beside its id and token."""
        world = self.world
        guild = where.guild
        invited = guild is not None and world.holds_bot(guild)
        payload: Json = {
            "application_id": str(world.bot.id),
            "type": kind,
            "version": 1,
            "data": data,
            "channel_id": str(where.id),
            "channel": payloads.partial_channel(where, user),
            "locale": user.locale,
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": context_of(where, world),
            "attachment_size_limit": FILE_LIMIT,
        }
        owners = payload["authorizing_integration_owners"]
        if user.installed:
            owners["1"] = str(user.id)
        if guild:
            payload["guild_id"] = str(guild.id)
            payload["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
            payload["guild_locale"] = guild.locale
            member = guild.members.get(user.id)
            if member:
                payload["member"] = payloads.member(member, bits=permissions.in_channel(where, user))
            if invited:
                owners["0"] = str(guild.id)
            bits = permissions.in_channel(where, world.bot) if invited else permissions.UNINVITED
        else:
            payload["user"] = payloads.user(user)
            if where.type is ChannelType.DM:
                owners["0"] = "0"
            bits = permissions.DIRECT
        payload["app_permissions"] = str(bits)
        return payload
