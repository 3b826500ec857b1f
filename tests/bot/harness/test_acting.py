"""What people do, and what they see of the bot's answer."""

import asyncio

import pytest

from bot.harness import (
    BadOption,
    ChannelType,
    LocalDiscord,
    MissingOption,
    NotAnswered,
    NotVisible,
    TurnableClock,
    UnknownCommand,
    UnknownComponent,
    UnknownOption,
)
from tests.bot.harness.sample import Place

pytestmark = pytest.mark.usefixtures("client")


async def test_an_answer_is_what_the_bot_sent(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(place.reader, place.channel, '/answer text:"two words"')
    assert (reply.content, reply.ephemeral, reply.deferred, reply.acknowledged_after) == (
        "two words",
        False,
        False,
        0.0,
    )
    assert [message.content for message in local_discord.messages(place.channel)] == ["two words"]


async def test_every_type_of_option_arrives(local_discord: LocalDiscord, place: Place) -> None:
    typed = (
        "/options word:green count:3 share:0.5 flag:yes who:@Ana where:#reports role:@everyone file:notes.txt"
    )
    reply = await local_discord.command(place.reader, place.channel, typed, files={"notes.txt": b"x"})
    assert reply.content == "green 3 0.5 True ana reports @everyone notes.txt"


async def test_a_subcommand_is_found_in_its_group(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(
        place.reader, place.channel, "/digest subscribe channel:#reports time:09:00"
    )
    assert reply.content == "reports at 09:00"


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("/answr", UnknownCommand, "/answer"),
        ("answer", UnknownCommand, "/answer"),
        ("/digest", UnknownCommand, "/digest subscribe"),
        ("/digest stop", UnknownCommand, "/digest subscribe"),
        ("/answer txt:x", UnknownOption, "text"),
        ("/answer x", UnknownOption, "text"),
        ("/answer text:a text:b", BadOption, "one value"),
        ("/pick", MissingOption, "city"),
        ("/options word:blue", BadOption, "red, green"),
        ("/options word:red count:12", BadOption, "from 1 to 9"),
        ("/options word:red count:x", BadOption, "whole number"),
        ("/options word:red flag:perhaps", BadOption, "true or false"),
        ("/options word:red where:#nowhere", BadOption, "#general, #reports"),
        ("/options word:red who:@Nobody", BadOption, "user"),
        ("/managers", UnknownCommand, "/answer"),
    ],
)
async def test_what_nobody_could_send_is_refused_with_what_there_is(
    local_discord: LocalDiscord, place: Place, text: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        await local_discord.command(place.reader, place.channel, text)


async def test_autocomplete_sends_what_is_typed_so_far(local_discord: LocalDiscord, place: Place) -> None:
    choices = await local_discord.autocomplete(place.reader, place.channel, "/pick city:Lo near:Sea", "city")
    assert [(each.name, each.value) for each in choices] == [
        (f"LO-{at}SEA", f"Lo-{at}Sea") for at in range(3)
    ]
    assert local_discord.messages(place.channel) == []


async def test_the_first_followup_after_a_deferral_fills_the_original(
    local_discord: LocalDiscord, place: Place
) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/later private:true")
    await reply.until(lambda each: len(each.followups) == 1)
    assert (reply.content, reply.deferred, reply.ephemeral) == ("first", True, True)
    assert reply.followups[0].content == "second"


async def test_a_button_updates_its_message(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/answer")
    pressed = await local_discord.press(reply, "Next")
    assert (pressed.updated, pressed.content) == (True, "page 2")
    assert pressed.message is reply.message


async def test_a_deferred_update_is_answered_by_the_edit(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/answer")
    pressed = await local_discord.press(reply, "quietly")
    assert (pressed.updated, pressed.deferred, pressed.content) == (True, True, "edited quietly")


@pytest.mark.parametrize("name", ["Read more", "Previous"])
async def test_a_link_or_an_absent_button_cannot_be_pressed(
    local_discord: LocalDiscord, place: Place, name: str
) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/answer")
    with pytest.raises(UnknownComponent, match="Next, Quietly"):
        await local_discord.press(reply, name)


async def test_a_menu_is_chosen_from_by_label_or_value(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/answer")
    chosen = await local_discord.choose(reply, "Which?", ["Two", "1"])
    assert (chosen.content, chosen.ephemeral) == ("2, 1", True)
    with pytest.raises(BadOption, match="1 to 2"):
        await local_discord.choose(reply, None, [])
    with pytest.raises(BadOption, match="One, Two"):
        await local_discord.choose(reply, None, "Three")


async def test_a_modal_is_filled_in_and_submitted(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/form")
    assert reply.modal is not None
    assert reply.modal["title"] == "Feedback"
    assert (await local_discord.submit(reply, {"Your name": "Ana"})).content == "Hello, Ana"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, BadOption),
        ({"Your name": "Anastasia Maria"}, BadOption),
        ({"Your name": "A", "Age": "3"}, UnknownComponent),
    ],
)
async def test_a_modal_is_not_submitted_against_its_rules(
    local_discord: LocalDiscord, place: Place, values: dict[str, str], error: type[Exception]
) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/form")
    with pytest.raises(error):
        await local_discord.submit(reply, values)


async def test_a_file_comes_with_its_description(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/upload")
    (file,) = reply.files
    assert (file.name, file.data, file.description, file.content_type) == (
        "chart.png",
        b"bytes",
        "A chart",
        "image/png",
    )
    assert reply.message is not None
    assert reply.embeds[0]["image"]["url"] == reply.message.payload["attachments"][0]["url"]


async def test_an_ephemeral_answer_is_seen_by_its_user_alone(
    local_discord: LocalDiscord, place: Place
) -> None:
    other = local_discord.add_user("Ben")
    local_discord.join(place.guild, other)
    reply = await local_discord.command(place.reader, place.channel, "/whisper")
    assert local_discord.messages(place.channel) == []
    assert [each.content for each in local_discord.messages(place.channel, viewer=place.reader)] == [
        "only for you"
    ]
    with pytest.raises(NotVisible):
        await local_discord.press(reply, "Next", other)


async def test_a_message_command_gets_the_message(local_discord: LocalDiscord, place: Place) -> None:
    said = local_discord.say(place.reader, place.channel, "who met whom?")
    reply = await local_discord.message_command(place.reader, said, "Search the archive")
    assert reply.content == "about: who met whom?"
    with pytest.raises(UnknownCommand, match="Search the archive"):
        await local_discord.message_command(place.reader, said, "Translate")


async def test_a_command_for_managers_is_there_for_managers(
    local_discord: LocalDiscord, place: Place
) -> None:
    manager = local_discord.add_user("Mia")
    local_discord.join(place.guild, manager, ["manage_guild"])
    assert (await local_discord.command(manager, place.channel, "/managers")).content == "True True"
    # An administrator of the server may show the command to others: the bot has to check for itself.
    hidden = await local_discord.command(place.reader, place.channel, "/managers", hidden=True)
    assert hidden.content == "False True"


async def test_every_context_is_told(local_discord: LocalDiscord, place: Place) -> None:
    ben = local_discord.add_user("Ben")
    local_discord.install(ben)
    elsewhere = local_discord.add_guild("Without the bot", with_bot=False)
    local_discord.join(elsewhere, ben)
    places = [place.channel, local_discord.add_dm(place.reader)]
    told = [(await local_discord.command(place.reader, where, "/everywhere")).content for where in places]
    assert told == ["[0] True False es-ES", "[1] False False es-ES"]
    places = [local_discord.add_channel(elsewhere, "chat"), local_discord.add_group(ben, place.reader)]
    told = [(await local_discord.command(ben, where, "/everywhere")).content for where in places]
    assert told == ["[0] False True en-GB", "[2] False True en-GB"]
    # What is not made for user installs is not there.
    with pytest.raises(UnknownCommand, match=r"/everywhere$"):
        await local_discord.command(ben, places[0], "/answer")


async def test_threads_and_announcement_channels_are_used_like_others(
    local_discord: LocalDiscord, place: Place
) -> None:
    news = local_discord.add_channel(place.guild, "news", ChannelType.ANNOUNCEMENT)
    for where in (
        news,
        local_discord.add_thread(place.channel, "talk"),
        local_discord.add_thread(news, "on it"),
    ):
        reply = await local_discord.command(place.reader, where, "/answer")
        assert reply.content == "Hello"
        assert reply.message in local_discord.messages(where)


async def test_an_option_takes_the_kinds_of_channel_it_names(
    local_discord: LocalDiscord, place: Place
) -> None:
    local_discord.add_channel(place.guild, "news", ChannelType.ANNOUNCEMENT)
    local_discord.add_channel(place.guild, "talk", ChannelType.VOICE)
    told = await local_discord.command(place.reader, place.channel, "/digest subscribe channel:#news time:9")
    assert told.content == "news at 9"
    with pytest.raises(BadOption, match=r"#general, #reports, #news$"):
        await local_discord.command(place.reader, place.channel, "/digest subscribe channel:#talk time:9")


async def test_a_channel_that_the_user_does_not_see_cannot_be_used(
    local_discord: LocalDiscord, place: Place
) -> None:
    local_discord.set_permissions(place.other, None, deny=["view_channel"])
    with pytest.raises(NotVisible):
        await local_discord.command(place.reader, place.other, "/answer")


async def test_an_error_in_the_record_is_counted(local_discord: LocalDiscord, place: Place) -> None:
    reply = await local_discord.command(place.reader, place.channel, "/twice")
    await reply.until(lambda each: "then" in each.content)
    assert reply.content == "once, then 400 40060"
    assert [(each.method, each.status, each.code) for each in reply.raw] == [
        ("POST", 200, 0),
        ("POST", 400, 40060),
        ("PATCH", 200, 0),
    ]
    assert local_discord.exchanges.violations == {40060: 1}
    assert reply.raw[0].request_json["data"]["content"] == "once"


async def test_an_answer_that_never_comes_is_not_waited_for_forever(
    local_discord: LocalDiscord, place: Place
) -> None:
    local_discord.guard = 0.01
    hold = local_discord.faults.hold("POST /interactions/*", after_effect=False)
    with pytest.raises(NotAnswered, match="did not answer"):
        await local_discord.command(place.reader, place.channel, "/answer")
    hold.release()


async def test_an_answer_after_three_seconds_is_none(
    local_discord: LocalDiscord, place: Place, clock: TurnableClock
) -> None:
    hold = local_discord.faults.hold("POST /interactions/*", after_effect=False)
    waiting = asyncio.create_task(local_discord.command(place.reader, place.channel, "/answer"))
    await hold.reached.wait()
    clock.advance(3.1)
    hold.release()
    with pytest.raises(NotAnswered, match="later than"):
        await waiting
