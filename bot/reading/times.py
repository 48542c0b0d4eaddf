"""Times in sentences: found by their words, and read by the one reader of times."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from bot.language import ENGLISH as NUMERAL
from bot.language import english_in_digits
from bot.reading.parts import Kind, Mention
from bot.times import Unclear, read_daily, read_days, read_hours, read_span, read_until, read_weekly

_PERIOD = (
    r"(?:end|rest) of (?:the |this )?(?:month|week|year)(?![a-z])|"
    r"(?:本|这)?个?月[底末]|(?:今|本)?年[底末]|"
    r"(?:本|这个?)(?:周|星期|礼拜|月)之?内"
)
_CORE = (
    rf"{_PERIOD}|"
    r"[0-9]{1,2}[:.][0-9]{2}|(?:[0-9]{4}-)?[0-9]{2}-[0-9]{2}(?![0-9])|(?:half|quarter) past|"
    r"a\.?m\.?(?![a-z])|p\.?m\.?(?![a-z])|o'clock|noon|midday|midnight|morning|afternoon|evening|"
    r"night|tonight"
    r"|(?:minute|min|hour|hr|day|week|wk|month)s?(?![a-z])|weekend"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|rs|(?:s|nes|rs|ur)?days?)?(?![a-z])"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
    r"|tomorrow|tomm?orr?ow|tmrw?(?![a-z])|today|daily|everyday"
    r"|小时|分钟|钟头|刻钟|星期|礼拜|周|天|日|月|号|年|点|时|分|刻|凌晨|清晨|早晨|早上|上午|中午|"
    r"正午|午间|下午|午后|傍晚"
    r"|晚上|夜晚|晚间|半夜|深夜|夜里|夜间|午夜|明早|明晚|明儿|今儿|后儿|一个钟(?!头)|工作日|"
    r"第二天|今晚|今早|明天|明日|后天|今天|今日|每天|每日|每晚|每早|"
    r"次日|翌日|个工作小时|工作小时|个月|半年"
)
_LINK = (
    rf"{NUMERAL}|(?<![周期拜])一大?早(?!上)|"
    r"[0-9]+(?:\.[0-9]+)?(?:st|nd|rd|th)?|[〇零一二两三四五六七八九十百廿半]+|until(?![a-z])|"
    r"till(?![a-z])|"
    r"to(?![a-z])|from(?![a-z])|between(?![a-z])|and(?![a-z])|at(?![a-z])"
    r"|on(?![a-z])|every(?![a-z])|each(?![a-z])|for(?![a-z])|half(?![a-z])|a(?![a-z])|an(?![a-z])|"
    r"quarter(?![a-z])|past(?![a-z])|next(?![a-z])|this(?![a-z])|the(?![a-z])"
    r"|in(?![a-z])|of(?![a-z])|after(?![a-z])|day(?![a-z])|working|business|工作|直到|一直到|到|"
    r"至|从|由|每个?|"
    r"下下|下个?|本|这|个|晚|早|钟|整|半|之间|和|[-–—~〜.,/:]"
    r"|h(?![a-z])|m(?![a-z])|d(?![a-z])|w(?![a-z])|couple(?![a-z])|another(?![a-z])|more(?![a-z])|extra(?![a-z])|whole(?![a-z])|俩"
)
_TOKEN = re.compile(
    rf"(?P<core>(?<![a-z])(?:{_CORE})|[0-9]{{1,3}}(?:h|m|d|w)(?![a-z]))|(?<![a-z])(?:{_LINK})"
)
_PERIOD_ENDS: Final = re.compile(_PERIOD)
_WILL: Final = re.compile(
    "(?<![a-z])will (?!you(?![a-z]))|会不会|(?<!开)会[^,.;]{0,8}[吗么?]"
    "|(?:能|可以)(?:不能)?(?:撑|够|用|坚持|维持|挺|熬)|(?:够|撑)(?:不够|得到|不到)"
)
"""Who asks what becomes of a space until then sets no time: 月底前会不会超."""
_MONTH_LAST = re.compile(
    r"(?:from )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th)? ?(?:to|till|until|-) ?(?:the "
    r")?([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})"
)
"""Days of which the month is said last."""
_SAME: Final = tuple(
    (re.compile(said), meant)
    for said, meant in (
        (r"tomm?orr?ow|tmrw?(?![a-z])", "tomorrow"),
        ("明儿", "明天"),
        ("今儿", "今天"),
        ("^今天(?:一整?|全|整)天$", "tomorrow"),
        ("后儿", "后天"),
        ("个钟(?!头)", "小时"),
        ("第二天", "次日"),
        ("俩", "两"),
        ("个?工作小时", "小时"),
        ("^半个月$", "15天"),
        ("^(?:一|1) ?个月$", "30天"),
        ("^[两二2] ?个月$", "60天"),
        ("^[三3] ?个月$", "90天"),
        ("^(?:半年|[六6] ?个月)$", "180天"),
        ("(?<![周期拜])一大?早(?!上)", "早"),
        (r"^a whole (?=day|week)", "1 "),
        (r"^(?:for )?(?:another|one more|1 more|an extra) (?=hour|day|week|month)", "1 "),
        (r"^(?:for )?(?:another|an extra) (?=[0-9])", ""),
        (r"(?<=[0-9]) (?:working|business) (?=hour|day)", " "),
        (r"(?<=[0-9]) (?:more|extra) (?=minute|hour|day|week|month)", " "),
        (r"^(?:for )?(?:a|1) month$", "30 days"),
        (r"^for 2 months$", "60 days"),
        (r"^for (?:3 months|a quarter)$", "90 days"),
        (r"^a couple (?=hours|days|weeks)", "2 "),
        (r"^a couple of (?=minute|hour|day|week)", "2 "),
        (r"^(?:for )?the next (?=hour|day|week)", "1 "),
        (r"^(?:for )?the next ", ""),
        (r"^(?:for )?the rest of the day$|^this week$", "tomorrow"),
    )
)
_MOST_TOKENS: Final = 16
_SHORTEST: Final = 2

_READERS: Final[tuple[tuple[Kind, Callable[[str], object]], ...]] = (
    ("hours", read_hours),
    ("weekly", read_weekly),
    ("span", read_span),
    ("clock", read_daily),
    ("days", read_days),
    ("moment", read_until),
)
_HOLIDAYS = re.compile(
    r"国庆节?|春节|元旦|五一(?:劳动节)?|劳动节|中秋节?|端午节?|清明节?|national day|"
    r"spring festival|chinese new year"
    r"|new year's day|labou?r day|mid-autumn festival|dragon boat festival|tomb-?sweeping day|"
    r"qingming"
)


def times(copy: str) -> Iterator[Mention]:
    """Find times, of each the longest that can be read; no end of a period that is asked about."""
    asks = _WILL.search(copy) is not None
    for tokens in _runs(copy):
        for part in _longest(copy, tokens):
            if not asks or _PERIOD_ENDS.search(copy, part.start, part.end) is None:
                yield part
    for found in _HOLIDAYS.finditer(copy):
        yield Mention("days", found.start(), found.end(), found[0])


Token = tuple[int, int, bool]


def _runs(copy: str) -> Iterator[list[Token]]:
    """Give what stands side by side and may belong to a time, with whether it tells of time."""
    run: list[Token] = []
    for found in _TOKEN.finditer(copy):
        if run and copy[run[-1][1] : found.start()].strip():
            yield run[:_MOST_TOKENS]
            run = []
        run.append((found.start(), found.end(), found["core"] is not None))
    yield run[:_MOST_TOKENS]


def _longest(copy: str, tokens: list[Token]) -> Iterator[Mention]:
    count = len(tokens)
    for length in range(count, 0, -1):
        for first in range(count - length + 1):
            chosen = tokens[first : first + length]
            if not any(core for _, _, core in chosen):
                continue
            part = _read(copy, chosen[0][0], chosen[-1][1])
            if part is not None:
                yield from _longest(copy, tokens[:first])
                yield part
                yield from _longest(copy, tokens[first + length :])
                return


def _read(copy: str, start: int, end: int) -> Mention | None:
    text = _MONTH_LAST.sub(r"\3 \1 to \2", english_in_digits(copy[start:end]))
    for said, meant in _SAME:
        text = said.sub(meant, text)
    if len(text) < _SHORTEST:
        return None
    for kind, read in _READERS:
        try:
            read(text)
        except (Unclear, ValueError):
            continue
        return Mention(kind, start, end, text)
    return None
