"""A small bot of its own, so that the local Discord is tested by the real library and not by Dateline."""

import io
from typing import Any, Literal

import discord
from discord import app_commands

from bot.harness import Channel, Guild, LocalDiscord, User

GREETING = "Hello"


class Sample(discord.AutoShardedClient):
    """Has a command for each way to answer; its tree is synced at login."""

    def __init__(self, **sharding: Any) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.0,
            **sharding,
        )
        self.tree = app_commands.CommandTree(self)
        self.seen: dict[str, object] = {}
        commands: list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu] = [
            answer,
            later,
            options,
            pick,
            form,
            upload,
            whisper,
            managers,
            everywhere,
            about_message,
            twice,
        ]
        for command in commands:
            self.tree.add_command(command)
        self.tree.add_command(Digest())

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The library would wait five seconds here before every identify but the first."""


class Buttons(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Button(label="Read more", url="https://example.org/"))

    @discord.ui.button(label="Next", custom_id="next")
    async def next(self, interaction: discord.Interaction, _button: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.edit_message(content="page 2")

    @discord.ui.button(label="Quietly", custom_id="quietly")
    async def quietly(self, interaction: discord.Interaction, _button: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="edited quietly")

    @discord.ui.select(
        custom_id="menu",
        placeholder="Which?",
        max_values=2,
        options=[discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two", value="2")],
    )
    async def menu(self, interaction: discord.Interaction, select: discord.ui.Select["Buttons"]) -> None:
        await interaction.response.send_message(", ".join(select.values), ephemeral=True)


class Form(discord.ui.Modal, title="Feedback"):
    name: discord.ui.Label["Form"] = discord.ui.Label(
        text="Your name", component=discord.ui.TextInput(max_length=10)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        field = self.name.component
        assert isinstance(field, discord.ui.TextInput)
        await interaction.response.send_message(f"{GREETING}, {field.value}")


class Digest(app_commands.Group, name="digest", description="The digest"):
    @app_commands.command(description="Subscribe")
    async def subscribe(
        self, interaction: discord.Interaction, channel: discord.TextChannel, time: str
    ) -> None:
        await interaction.response.send_message(f"{channel.name} at {time}")


@app_commands.command(description="Answers at once")
async def answer(interaction: discord.Interaction, text: str = GREETING) -> None:
    await interaction.response.send_message(text, view=Buttons())


@app_commands.command(description="Asks for time first")
async def later(interaction: discord.Interaction, private: bool = False) -> None:
    await interaction.response.defer(ephemeral=private)
    await interaction.followup.send("first")
    await interaction.followup.send("second")


@app_commands.command(description="Takes an option of every type")
async def options(
    interaction: discord.Interaction,
    *,
    word: Literal["red", "green"],
    count: app_commands.Range[int, 1, 9] | None = None,
    share: float | None = None,
    flag: bool | None = None,
    who: discord.User | None = None,
    where: discord.TextChannel | None = None,
    role: discord.Role | None = None,
    file: discord.Attachment | None = None,
) -> None:
    given = [word, count, share, flag, who, where, role, file and file.filename]
    shown = ["-" if each is None else getattr(each, "name", str(each)) for each in given]
    await interaction.response.send_message(" ".join(shown))


@app_commands.command(description="Completes what is typed")
async def pick(interaction: discord.Interaction, city: str, near: str = "") -> None:
    await interaction.response.send_message(f"{city} {near}".strip())


@pick.autocomplete("city")
async def _cities(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    near = str(interaction.namespace.near or "")
    names = [f"{current}-{at}{near}" for at in range(3)]
    return [app_commands.Choice(name=name.upper(), value=name) for name in names]


@app_commands.command(description="Opens a form")
async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())


@app_commands.command(description="Sends a file with its description")
async def upload(interaction: discord.Interaction) -> None:
    picture = discord.File(io.BytesIO(b"bytes"), "chart.png", description="A chart")
    embed = discord.Embed(title="Chart").set_image(url="attachment://chart.png")
    await interaction.response.send_message(embed=embed, file=picture)


@app_commands.command(description="Answers the user alone")
async def whisper(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("only for you", ephemeral=True, view=Buttons())


@app_commands.command(description="For managers")
@app_commands.default_permissions(manage_guild=True)
async def managers(interaction: discord.Interaction) -> None:
    allowed = interaction.permissions.manage_guild
    await interaction.response.send_message(f"{allowed} {interaction.app_permissions.embed_links}")


@app_commands.command(description="Works in every context")
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.allowed_installs(guilds=True, users=True)
async def everywhere(interaction: discord.Interaction) -> None:
    installs = f"{interaction.is_guild_integration()} {interaction.is_user_integration()}"
    await interaction.response.send_message(
        f"{interaction.context.to_array()} {installs} {interaction.locale}"
    )


@app_commands.context_menu(name="Search the archive")
async def about_message(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"about: {message.content}", ephemeral=True)


@app_commands.command(description="Acknowledges as often as it is told")
async def twice(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("once")
    assert isinstance(interaction.client, Sample)
    again = discord.webhook.async_.async_context.get()
    params = discord.webhook.async_.interaction_response_params(type=5)
    try:
        await again.create_interaction_response(
            interaction.id, interaction.token, session=interaction._session, params=params
        )
    except discord.HTTPException as refusal:
        await interaction.edit_original_response(content=f"once, then {refusal.status} {refusal.code}")


class Place:
    """A guild with two channels and a reader, in a local Discord."""

    def __init__(self, local: LocalDiscord) -> None:
        self.guild: Guild = local.add_guild("News desk")
        self.channel: Channel = local.add_channel(self.guild, "general")
        self.other: Channel = local.add_channel(self.guild, "reports")
        self.reader: User = local.add_user("Ana", locale="es-ES")
        local.join(self.guild, self.reader)
