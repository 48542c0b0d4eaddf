"""Which button a label means that is typed as an answer."""

from bot.dispatch.label_said import answer_of
from bot.files.way_back import ConfirmFilesBack
from bot.sessions import Cancel, Offer, Offering
from tests.sweeping import sweep

UNDO = Offer("file undo", {"file": "1"}, "file undo 1")
RESTORE = Offer("bin restore", {"items": "1"}, "bin restore 1")
OFFERED = {"Restore: a.pdf": RESTORE, "Undo": UNDO, "Cancel": Cancel()}
OFFERING = Offering((UNDO, RESTORE))


@sweep(
    ("text", "said"),
    [
        ("undo", "1"),
        ("Restore", "2"),
        ("restore: a.pdf", "2"),
        ("Cancel", "cancel"),
        ("restore b.pdf", ""),
        ("", ""),
    ],
)
def test_a_label_is_its_button(text: str, said: str) -> None:
    assert answer_of(text, OFFERED, OFFERING, "en") == said


def test_a_label_that_two_buttons_have_is_neither() -> None:
    labels = {"Restore: a.pdf": RESTORE, "Restore: b.pdf": UNDO}

    assert answer_of("restore", labels, OFFERING, "en") == ""


def test_the_label_of_what_a_yes_does_is_that_yes() -> None:
    action = object.__new__(ConfirmFilesBack)

    assert answer_of("恢复", {"恢复": action, "取消": Cancel()}, action, "zh") == "确认"
