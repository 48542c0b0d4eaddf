"""DingTalk's API in trouble: what can be ridden out is, and the rest is said in words."""

import pytest

from tests.conversations.stage import Stage
from tests.conversations.watching import (
    CREATE,
    DELETE,
    LIST,
    PERSON,
    SHOW,
    UPDATE,
    WEBHOOK,
    called,
    cost,
    settled,
    spent,
)
from tests.dingtalk import calls_of

TOKEN = "POST /v1.0/oauth2/accessToken"


@pytest.mark.parametrize("api", [LIST, SHOW, PERSON])
async def test_a_refused_token_is_renewed_and_nobody_notices(stage: Stage, api: str) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("invalid-token", api, times=1)

        assert (await ann.says("spaces")).title.startswith("Spaces")

        assert (await stage.sandbox.state())["counters"]["api"][TOKEN] == 2


@pytest.mark.parametrize("api", [CREATE, DELETE])
async def test_a_token_refused_in_the_middle_of_a_change_makes_it_once(
    stage: Stage, api: str
) -> None:
    """A refused token did nothing, so even a change may be called again."""
    async with stage.bot(hold_seconds=0.2):
        bob = await stage.in_group("manager01")
        await stage.sandbox.fault("invalid-token", api, times=1)
        asked = await bob.says("space create Renewed")
        await bob.presses(asked, "Create")
        await bob.says("space delete Renewed")
        await bob.sends("yes")
        await bob.reads("Deleted: Renewed")

        assert "Renewed" not in await stage.names()
        assert "Finance" in await stage.names()


async def test_a_token_that_stays_refused_is_told(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("whoami")
        await stage.sandbox.fault("invalid-token", LIST)

        told = await ann.says("spaces")

        assert told.title == "DingTalk is not responding properly"
        await stage.sandbox.clear_faults()
        assert (await ann.says("spaces")).title.startswith("Spaces")


async def test_a_rate_refusal_of_three_seconds_is_waited_out(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("whoami")
        await stage.sandbox.fault("qps", LIST, forMillis=3000)

        assert (await bob.says("spaces")).title.startswith("Spaces")


async def test_a_rate_refusal_of_a_change_is_waited_out_and_made_once(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Patience")
        await stage.sandbox.fault("qps", CREATE, times=2)

        made = await bob.presses(asked, "Create")

        assert made.title == "Created: Patience"
        assert (await stage.names()).count("Patience") == 1


async def test_a_rate_refusal_of_the_card_itself_is_waited_out(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("qps", SHOW, times=2)

        msg_id = await ann.sends("spaces")

        assert (await ann.answer_to(msg_id)).title.startswith("Spaces")
        assert len(await settled(ann)) == 2


async def test_a_missing_scope_is_named(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        scopes = (await stage.sandbox.settings())["scopes"]
        without = [scope for scope in scopes if "Drive.Space.Read" not in scope]
        assert without != scopes
        await stage.sandbox.settings(scopes=without)

        told = await ann.says("spaces")

        assert told.title == "The app is not set up for this yet"
        assert "Drive.Space.Read" in told.text


@pytest.mark.parametrize("times", [1, 2])
async def test_a_server_error_while_reading_is_tried_again(stage: Stage, times: int) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("server-error", LIST, times=times)

        assert (await ann.says("spaces")).title.startswith("Spaces")


async def test_a_server_error_that_stays_is_told_and_over_when_it_is_over(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("server-error", LIST)

        told = await ann.says("spaces")
        await stage.sandbox.clear_faults()

        assert "not responding" in told.title
        assert (await ann.says("spaces")).title.startswith("Spaces")


async def test_a_server_error_to_a_change_is_looked_up_before_it_is_repeated(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Looked up")
        await stage.sandbox.fault("server-error", CREATE, times=1)
        before = await spent(stage)

        made = await bob.presses(asked, "Create")

        assert made.title == "Created: Looked up"
        assert (await stage.names()).count("Looked up") == 1
        assert (await cost(stage, before))[LIST] >= 2


async def test_a_change_whose_answer_never_comes_is_made_once(stage: Stage) -> None:
    async with stage.bot(call_seconds=0.5):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create No answer")
        await stage.sandbox.fault("timeout-after", CREATE, times=1)

        made = await bob.presses(asked, "Create")

        assert made.title == "Created: No answer"
        assert (await stage.names()).count("No answer") == 1
        assert (await spent(stage))[CREATE] == 1


async def test_a_change_nobody_can_tell_the_outcome_of_says_so(stage: Stage) -> None:
    async with stage.bot(call_seconds=0.5):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Who knows")
        await stage.sandbox.fault("timeout-after", CREATE)
        await stage.sandbox.fault("server-error", LIST)

        told = await bob.presses(asked, "Create")
        await stage.sandbox.clear_faults()

        assert told.title == "Outcome unknown: Who knows"
        assert (await stage.names()).count("Who knows") == 1
        assert "uncertain" in (await bob.says("/audit Who knows")).text


async def test_a_refusal_says_why_and_changes_nothing(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await stage.sandbox.fault(
            "respond", CREATE, status=403, code="addSpace.forbiden", message="no"
        )
        asked = await bob.says("space create Forbidden")

        told = await bob.presses(asked, "Create")

        assert "turned off" in told.text
        assert "Forbidden" not in await stage.names()
        assert "addSpace.forbiden" in (await bob.says("/audit Forbidden")).text


async def test_an_unknown_code_is_shown_as_it_came(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("respond", LIST, status=400, code="new.code", message="Quite new")

        told = await ann.says("spaces")

        assert "new.code" in told.text
        assert "Quite new" in told.text
        assert "Request ID" in told.text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("33012", "does not find this person"),
        ("60121", "does not find this person"),
        ("50002", "contact scope"),
    ],
)
async def test_a_refusal_of_the_person_is_answered_in_words(
    stage: Stage, code: str, words: str
) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("respond", PERSON, status=200, code=code, message="no")

        assert words in (await ann.says("spaces")).text


async def test_an_undelivered_card_comes_as_text(stage: Stage) -> None:
    """The call says success and only its inside says that nobody saw the card."""
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("deliver-failed", SHOW)

        await ann.sends("spaces")
        text = await ann.reads("Spaces")
        await stage.sandbox.clear_faults()

        assert text.card == ""
        assert "Finance" in text.text
        assert (await spent(stage))[WEBHOOK] == 1
        assert len(await ann.looks()) == 1


async def test_an_undelivered_card_comes_as_text_with_what_to_type(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await stage.sandbox.fault("deliver-failed", SHOW)

        await bob.sends("space create By text")
        asked = await bob.reads("Create “By text”?")
        await bob.sends("yes")
        await bob.reads("Created: By text", asked.seq)

        assert "Create → yes" in asked.text
        assert (await stage.names()).count("By text") == 1


@pytest.mark.parametrize("place", ["group", "single"])
async def test_without_card_and_webhook_the_robot_says_it(stage: Stage, place: str) -> None:
    async with stage.bot():
        ann = await (stage.in_group if place == "group" else stage.alone)("staff01")
        await stage.sandbox.fault("deliver-failed", SHOW)
        await stage.sandbox.fault("webhook-expired", WEBHOOK)

        await ann.sends("spaces")
        text = await ann.reads("Spaces")

        assert text.card == ""
        assert len(await ann.looks()) == 1


async def test_an_answer_that_reaches_nobody_does_not_stop_the_next(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff01")
        for fault in ("deliver-failed", "webhook-expired"):
            await stage.sandbox.fault(fault)
        await ann.sends("spaces")
        await called(stage.sandbox, "POST /v1.0/robot/oToMessages/batchSend")
        await stage.sandbox.clear_faults()

        assert (await ann.says("whoami")).title == "员工甲"


async def test_a_card_that_exists_is_painted(stage: Stage) -> None:
    """An earlier run made it and died before it could note so."""
    async with stage.bot():
        ann = await stage.in_group("staff01")
        msg_id = await _held_card(stage, ann.conversation, "staff01")

        assert (await ann.answer_to(msg_id)).title.startswith("Spaces")
        assert len(await settled(ann)) == 2
        assert (await spent(stage))[UPDATE] >= 1


async def _held_card(stage: Stage, conversation: str, user: str) -> str:
    """Say ``spaces``; its card is made, but the bot does not hear so."""
    fault = await stage.sandbox.fault("timeout-after", SHOW, times=1)
    said = await stage.sandbox.say(conversation, user, "spaces")
    await called(stage.sandbox, SHOW)
    assert fault in [call.get("faultId") for call in await stage.sandbox.calls()]
    return str(said["msgId"])


async def test_an_exists_that_is_not_true_still_gets_an_answer(stage: Stage) -> None:
    """DingTalk says the card exists, and when asked to change it that it does not."""
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("card-exists", SHOW, times=1)

        await ann.sends("spaces")

        assert "Finance" in (await ann.reads("Spaces")).text


async def test_a_page_that_comes_again_ends_the_list_instead_of_looping(stage: Stage) -> None:
    await stage.sandbox.reset(spaces=70)
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("repeat-page", LIST)

        listed = await ann.says("spaces")
        assert "50 spaces" in listed.text
        assert "did not end" in listed.text


@pytest.mark.parametrize("fault", ["empty-pages", "same-pages", "new-pages"])
async def test_a_list_without_an_end_is_answered_with_what_was_read(
    stage: Stage, fault: str
) -> None:
    async with stage.bot(list_calls=5, interim_seconds=30):
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault(fault, LIST)
        before = len(await calls_of(stage.sandbox, LIST))

        listed = await ann.says("spaces")
        absent = await ann.says("space Nowhere")

        assert len(await calls_of(stage.sandbox, LIST)) - before <= 5
        assert "did not end" in listed.text
        assert "not necessarily deleted" in absent.text
