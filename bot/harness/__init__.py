"""A local Discord: enough of its HTTP API v10 and gateway v10, on 127.0.0.1, for the unmodified discord.py client.

    async with LocalDiscord(clock=clock) as discord:
        guild = discord.add_guild("News Desk")
        channel = discord.add_channel(guild, "general")
        reader = discord.add_user("Ana", locale="es-ES")
        discord.join(guild, reader)
        async with connect(client, discord):
            reply = await discord.command(reader, channel, '/search query:"belt and road" country:Pakistan')
            reply = await discord.press(reply, "Next", reader)

World (all synchronous; the bot is told over the gateway, `await discord.settled()` waits until it has heard):
`add_guild(name, bot_permissions=…)`, `add_channel(guild, name, type=ChannelType.TEXT)`, `add_thread(channel, name)`, `add_dm(user)`,
`add_group(*users)`, `add_user(name, locale="en-GB")`, `join(guild, user, permissions=("manage_guild",))`, `install(user)`,
`set_permissions(channel, who, allow=(…), deny=(…))`, `set_bot_permissions(guild, (…))`, `say(user, channel, content) -> Message`,
`remove_channel(channel)`, `remove_bot(guild)`, `invite_bot(guild)`, `outage(guild)`, `recover(guild)`.

Acting: `command(user, where, text) -> Reply`, `autocomplete(user, where, text, focused) -> list[Choice]`, `press(reply, label_or_custom_id, user)`,
`choose(reply, menu, values, user)`, `submit(reply, values, user)`, `message_command(user, message, name)`,
`interact(user, where, type, data, **overrides)` for hand-made payloads. What a person could not do raises an
`ActingError` (`UnknownCommand`, `UnknownOption`, `BadOption`, `MissingOption`, `UnknownComponent` …); no answer raises `NotAnswered`.

A `Reply` has `content`, `embeds`, `components`, `ephemeral`, `files`, `modal`, `deferred`, `updated`, `acknowledged_after`,
`message`, `followups`, `choices`, `raw`. `messages(channel)` lists what stands in a channel; `next_message(channel)` waits for one.
"""
