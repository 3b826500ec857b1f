"""The bare bot that the real one is measured beside: logs in, syncs one command, answers a constant."""

import os

import discord
from discord import app_commands
from discord.http import Route

__all__ = ["main"]


class Bare(discord.AutoShardedClient):
    """discord.py and nothing else."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Tell Discord the command."""
        await self.tree.sync()


def main() -> None:
    """Run until the process is ended; where Discord is and the token come from the environment."""
    Route.BASE = os.environ["DATELINE_DISCORD_API"]
    client = Bare()

    @client.tree.command(description="Search the articles")
    async def search(interaction: discord.Interaction, query: str) -> None:
        embed = discord.Embed(title="Found", description=f"A constant, whatever was asked ({len(query)}).")
        await interaction.response.send_message(embed=embed)

    client.run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
