"""Who wants no alerts for a while wants none, and never to be told."""

from types import SimpleNamespace

from bot.reading.cutting import parts_of
from bot.reading.hushed import hushed
from bot.reading.names import NameIndex
from bot.reading.said import Said
from tests.sweeping import sweep

INDEX = NameIndex(["市场部", "Finance", "Legal"])
TAKEN = {"words": "alert take", "raw": {"space": "市场部"}, "page": 1}
WEEK, NIGHT = "下周一", "22:00-08:00"


def _read(text: str) -> tuple[str, ...]:
    said = Said(text)
    wish = hushed(said, parts_of(said, INDEX))
    return () if wish is None else (wish.words, *wish.raw.values())


@sweep(
    ("said", "meant"),
    [
        ("市场部的提醒这周别发了", ("alert snooze", "市场部", WEEK)),
        ("知道了知道了，市场部的这礼拜先别再提醒我", ("alert snooze", "市场部", WEEK)),
        ("市场部的提醒停两天", ("alert snooze", "市场部", "两天")),
        ("市场部先别提醒了", ("alert snooze", "市场部")),
        ("no alerts about Finance this week please", ("alert snooze", "Finance", "next week")),
        ("stop nagging about Finance until monday", ("alert snooze", "Finance", "until monday")),
        ("不用再提醒我市场部了", ("alert off", "市场部")),
        ("stop nagging about Finance, I know it is full", ("alert off", "Finance")),
        ("晚上别打扰我", ("alert quiet",)),
        ("don't bother me at night", ("alert quiet",)),
        ("今天别再提醒我了", ("alert mute", "明天")),
        ("今天下午别响，在开会", ("alert mute", "18:00")),
        ("no alerts this morning please", ("alert mute", "12:00")),
        ("今天下午3点之前别响", ("alert mute", "今天下午3点")),
        ("开会，今天别吵，两小时之内", ("alert mute", "两小时")),
        ("提醒：市场部这周别提醒了", ("alert snooze", "市场部", WEEK)),
        ("请将本群提醒暂停至明日", ("alert mute", "至明日")),
        ("市场部先别吵，等到下一档再报", ("alert snooze", "市场部", "next level")),
        ("开会呢，两小时内别吵", ("alert mute", "两小时")),
        ("12月10号之前别提醒我，我休假", ("alert mute", "12月10号")),
        ("I'm away until 10 december, please no alerts", ("alert mute", "until 10 december")),
        ("leave me alone for two hours", ("alert mute", "for 2 hours")),
        ("晚上十点以后就别吵我了", ("alert quiet", NIGHT)),
        ("please don't ping me after 10pm", ("alert quiet", NIGHT)),
        ("早上八点之前别提醒", ("alert quiet", "00:00-08:00")),
        ("never write here between 19:00 and 8:00", ("alert quiet", "between 19:00 and 8:00")),
        ("晚上十点以后到早上八点前别在群里发消息，大家要休息", ("alert quiet", NIGHT)),
        ("22点之后到8点之前别给大家发消息", ("alert quiet", NIGHT)),
        ("下班后到上班前别发提醒", ("alert quiet",)),
        ("非工作时间不要打扰我们", ("alert quiet",)),
        ("每天晚上八点以后别给我发消息", ("alert quiet", "20:00-08:00")),
        (
            "nobody should be bugged by alerts between 8 at night and 7 in the morning",
            ("alert quiet", "between 8 at night and 7 in the morning"),
        ),
        (
            "no one wants to be woken by warnings from 10pm to 7am",
            ("alert quiet", "from 10pm to 7am"),
        ),
        ("明天别提醒我", ("alert holidays", "明天")),
        ("下周别提醒我", ("alert holidays", "下周一到下周日")),
    ],
)
def test_a_refusal_with_a_space_or_a_time_is_a_silence(said: str, meant: tuple[str, ...]) -> None:
    assert _read(said) == meant


@sweep(
    "said",
    [
        "市场部满了别忘了提醒我",
        "别停市场部的提醒",
        "为什么这周市场部不提醒我",
        "老板说这周别提醒市场部",
        "如果这周市场部满了就别提醒",
        "市场部满了别光提醒我",
        "市场部和Finance的提醒这周别发了，Legal的也别",
        "don't stop alerting me about Finance",
        "don't forget to alert me about Finance this week",
        "why no alerts this week?",
        "never mind, alert me about Finance",
        "don't send the digest on friday",
        "别提醒我",
        "市场部别推迟了 照常提醒",
        "市场部的提醒别延后了",
        "市场部这周恢复提醒，别静音",
        "提醒：今天停水",
        "提醒大家今天停电，别忙",
        "今天停水的提醒",
        "今天群里好安静啊",
        "今天终于消停了",
        "leave me alone with it until tomorrow",
        "stop nagging about this until monday",
        "这个今天别再提醒我了",
        "一小时内别烦我",
        "给 Finance 设 500G，提醒静音到明天",
    ],
)
def test_who_wants_to_be_told_or_only_speaks_of_it_is_not_silenced(said: str) -> None:
    assert _read(said) == ()


@sweep(
    ("said", "meant"),
    [
        ("明天之前别再提醒了", ("alert snooze", "市场部", "明天")),
        ("先别再提醒", ("alert snooze", "市场部")),
        ("don't remind us again until tomorrow", ("alert snooze", "市场部", "until tomorrow")),
        ("所有提醒今天都停了", ("alert mute", "明天")),
        ("Finance 明天之前别再提醒了", ("alert snooze", "Finance", "明天")),
        ("明天别提醒了", ("alert holidays", "明天")),
        ("别再提醒了", ()),
    ],
)
def test_whoever_has_just_taken_an_alert_means_that_one(said: str, meant: tuple[str, ...]) -> None:
    """And never all that is told in the group."""
    text = Said(said)
    wish = hushed(text, parts_of(text, INDEX), SimpleNamespace(**TAKEN))

    assert (() if wish is None else (wish.words, *wish.raw.values())) == meant
