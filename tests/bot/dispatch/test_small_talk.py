"""What only keeps company is told from what says anything besides."""

from bot.dispatch.small_talk import besides, small_talk
from tests.sweeping import sweep


@sweep(
    ("text", "talk"),
    [
        ("hey good morning! are you a human or a bot?", "who"),
        ("hi are you a human", "who"),
        ("你是机器人吗", "who"),
        ("你好，你是谁", "who"),
        ("谢谢你", "thanks"),
        ("多谢啦", "thanks"),
        ("ok thanks", "thanks"),
        ("Thanks a lot for the help!", "thanks"),
        ("nice one, thank you", "thanks"),
        ("在吗?问个事", "hello"),
        ("good morning", "hello"),
        ("hello there, anyone here?", "hello"),
        ("早", "hello"),
        ("哈哈你还挺聪明", "praise"),
        ("great", "praise"),
        ("cheers, you're a star", "thanks"),
        ("好嘞谢谢", "thanks"),
        ("辛苦啦", "thanks"),
        ("行，辛苦啦，今天就到这儿", "thanks"),
        ("ok, that's all for today, bye", "thanks"),
        ("", ""),
        ("好", ""),
        ("ok", ""),
        ("好的", ""),
        ("are you sure", ""),
        ("hi, show me the spaces", ""),
        ("谢谢，删掉吧", ""),
        ("haha delete everything", ""),
        ("今天天气怎么样", ""),
        ("who are you deleting that for", ""),
    ],
)
def test_its_kind_is_told(text: str, talk: str) -> None:
    assert small_talk(text) == talk


@sweep(
    ("text", "rest"),
    [
        ("哈哈你还挺聪明,今天天气怎么样", "今天天气怎么样"),
        ("thanks! and what about lunch", "what about lunch"),
        ("what about lunch", ""),
        ("thanks", ""),
    ],
)
def test_what_is_said_besides_is_told(text: str, rest: str) -> None:
    assert besides(text) == rest


def test_what_is_long_is_no_small_talk() -> None:
    assert small_talk("hi " * 10_000) == ""
    assert besides("hi, " * 10_000) == ""
