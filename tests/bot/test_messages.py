"""What people send."""

from dataclasses import replace

import pytest

from bot.messages import ConversationKey, Sender, Turn, Webhook
from tests.parts import ANN, BOB, EVE, GROUP, click, command, message


def test_a_message_has_one_name_however_often_it_comes() -> None:
    assert message(at=1).key == message(at=2).key == "robot1:msg1"


def test_a_click_has_one_name_however_often_it_is_pressed() -> None:
    names = {click(sender, face=face).key for sender in (ANN, BOB) for face in (1, 2)}

    assert names == {"card1:1:10", "card1:2:10"}


@pytest.mark.parametrize("sender", [ANN, EVE])
def test_a_turn_belongs_to_a_person_in_a_conversation(sender: Sender) -> None:
    turns: list[Turn] = [message(sender=sender), click(sender)]

    assert len({turn.place for turn in turns}) == 1
    assert message(sender=EVE).place == ConversationKey(GROUP.id, EVE.sender_id)


def test_a_group_is_one_by_its_kind() -> None:
    assert GROUP.is_group
    assert not replace(GROUP, kind="single").is_group


def test_a_webhook_is_never_written_out() -> None:
    assert "secret" not in repr(message(webhook=Webhook("https://x/?session=secret", 1)))


def test_a_command_of_an_outsider_has_no_userid() -> None:
    assert command().user_id == "manager01"
    with pytest.raises(TypeError):
        _ = command(sender=EVE).user_id
