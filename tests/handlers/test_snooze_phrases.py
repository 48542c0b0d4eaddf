"""What the snooze buttons are called may be typed; what only ends like them is no such command."""

from bot.routing import Routes
from handlers import ROUTERS
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)


def words_of(said: str) -> str:
    found = ROUTES.find(said)
    return found.route.words if found else ""


@sweep(
    "said",
    [
        "1 小时后再说",
        "1 小时后提醒",
        "明早提醒",
        "到下一级再提醒",
        "明早再说",
        "到下一级再说",
        "Snooze 1 h",
        "Until tomorrow snooze",
        "两小时后再说",
    ],
)
def test_a_time_to_speak_of_it_again_snoozes(said: str) -> None:
    assert words_of(said) == "alert snooze"


@sweep(
    "said",
    [
        "以后再说",
        "回头再说",
        "下次再说",
        "改天再说",
        "有空再说",
        "What is snooze",
        "不要稍后提醒",
        "以后提醒",
        "别提醒",
    ],
)
def test_what_names_no_time_is_no_snooze(said: str) -> None:
    assert words_of(said) == ""


def test_the_label_of_a_request_s_button_does_typed_what_it_does_pressed() -> None:
    assert words_of("受理扩容") == "alert see"
