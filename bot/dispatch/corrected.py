"""Another value in an open question, for who corrects what was understood: *oh no wait, not Q3,
Q4*, *no, make it 30 GB*, *I meant Engineering*, 不是Q3，是Q4.

Pure. What is corrected is asked about anew, so that whoever agrees has seen it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.drive.naming import in_part, is_called
from bot.drive.spaces import Space
from bot.language import SIZE, Reading, is_no, is_yes, size_in, trim, unquoted
from bot.reading.file_names import is_file_name
from bot.reading.numbers import ordinals
from bot.reading.said import Said
from bot.reading.times import times
from bot.routing import Routes
from bot.sessions import Offer, Offering

S = TypeVar("S")

_LONGEST: Final = 120
_LED: Final = (
    "(?:(?:oh|no|nope|wait|sorry|oops|hm+|actually|hang on|hold on|argh|ah|ugh|well|ok|okay|"
    "my mistake|my bad|on second thoughts?|pardon|correction|please|pls|but|and|then|damn|shit|"
    "not quite|wrong(?: one)?|that's wrong|stop|let's|can you|could you|rather|better)"
    "(?![a-z])[ ,.!:;-]*"
    "|(?:不对|不是|错了|等等|等一下|哦|啊|抱歉|不好意思|说错了?|打错了?|写错了?|还是|算了|改成?"
    "|应该是?|[建放挪移传存选写弄搞]错(?:地方|空间|位置|盘|文件夹|人)?了?)[ ,.!，。！]*)"
)
_STRONG: Final = (
    "(?:(?:no|nope|wait|sorry|oops|actually|my mistake|my bad|pardon|correction|wrong(?: one)?"
    "|that's wrong|not quite|rather|better)(?![a-z])[ ,.!:;-]*"
    "|(?:不对|不是|错了|等等|抱歉|不好意思|说错了?|打错了?|写错了?|应该是?"
    "|[建放挪移传存选写弄搞]错(?:地方|空间|位置|盘|文件夹|人)?了?)[ ,.!，。！]*)"
)
"""Without any of these nothing is corrected by a value alone."""
_SAYS: Final = (
    "(?:i (?:actually |really )?(?:meant?|want(?:ed)?|said|need)(?: to say)?|make (?:it|that|this)"
    "|(?:it |that |this )?(?:should|must|has to) (?:be|read|say)|it's|that's|(?:change|set|turn) "
    "(?:it|that|this) (?:to|into)|put|use|take|say|call (?:it|that)|(?:re)?name (?:it|that)(?: to)?"
    "|let it be|go for|only|just|我(?:说|指|要)的是|我是说|改成|换成|应该是|要的是"
    "|应该?(?:建|放|挪|移|传|存)?[在到]|要?(?:放|建)在)"
)
_TAIL: Final = "(?:,? (?:instead|please|pls|rather|thanks|sorry|then|of course|ok))*[ .!。！]*"
_X: Final = "[^,;!?，；！？]{1,60}?"
_FORMS: Final = (
    re.compile(
        f"{_LED}*(?:{_SAYS} )?not (?:for |in |to |at |the )*(?P<a>{_X})(?:[,;.] ?| but | - )"
        f"(?:but |rather |it's |{_SAYS} )*(?P<b>{_X}){_TAIL}"
    ),
    re.compile(
        f"{_LED}*(?:{_SAYS} )?(?P<b>{_X}),? (?:and )?(?:not|instead of|rather than) "
        f"(?:for |in |to |at |the )*(?P<a>{_X}){_TAIL}"
    ),
    re.compile(
        f"{_LED}*(?:change|replace|swap|correct) (?:the )?(?P<a>{_X}) (?:to|with|for|by|into) "
        f"(?P<b>{_X}){_TAIL}"
    ),
    re.compile(
        f"{_LED}*不(?:是|要)(?P<a>{_X})[,，]? ?(?:而?是|要|我要的是|应该是)(?P<b>{_X}){_TAIL}"
    ),
    re.compile(f"{_LED}*{_SAYS} ?(?P<b>{_X}){_TAIL}"),
    re.compile(f"{_LED}*{_STRONG}{_LED}*(?P<b>{_X}){_TAIL}"),
)
_PLACED: Final = re.compile("^(?:to|into|in|for|from|at|until|till|with|about|the|a|be|called) ")
_NO_VALUE: Final = re.compile(
    "(?<![a-z])(?:cancel|stop|leave|forget|never ?mind|don't|do not|not|later|thanks?|nothing|none"
    "|fine|wait|this|that|it|them|why|what|who|how|when|which|is|are|was|can|could|do|does|did"
    "|undo|back|keep|think|ask|check|delete|remove|move|copy|send|show|list|find|tell|yes|no|one"
    "|ones|first|second|other|me|you|we|i|somebody|want|need|if|because|already|same)(?![a-z])"
    "|[吗呢?？]|取消|不用|回去|回来|回原|撤|删|移|复制|发|别|为什么|怎么|先|再说"
)
_COUNTED: Final = re.compile(
    "(?:(?:only|just|the) )*(?:first|second|third|fourth|fifth|sixth|[0-9]{1,3}(?:st|nd|rd|th))"
    "(?: (?:one|file|row))?|第 ?[^ ]{1,3} ?[个条份](?:文件)?"
)
_ROLES: Final = re.compile(
    "(?:can |may |to |should )*(?:(?P<does>edit|download)(?:ing|or)?"
    "|(?P<views>view|read|look)(?:ing|er)?)"
    "(?: only| access| permission| rights?| at it)*"
)
_NAME_WORDS: Final = 3
_ROWS: Final = re.compile("[0-9]{1,3}(?: [0-9]{1,3})*")
_NOUN: Final = re.compile("(?:space|file|name|person|amount|size|date|day|time|place|folder)s?")
_COURTESY: Final = re.compile(" (?:please|pls|thanks|instead|then)$", re.IGNORECASE)
_SHOWN: Final = re.compile("[0-9A-Z\u4e00-\u9fff]")
"""What a name has that is given without a word for it."""
_POINTS: Final = re.compile("(?:it|that|this|those|them|these)(?: (?:one|space|file))?|[这那]个")
"""What is not meant, and is not told by its name; what is told must be a part of the question."""
_IT: Final = re.compile("(?<![a-z])(?:it|that|this)(?![a-z])|它|这个", re.IGNORECASE)
_CALLS: Final = re.compile("(?<![a-z])(?:call|name|rename)(?![a-z])|叫|名")
_WORDS: Final = 6
_FOLDER: Final = "folder create"
_SPACES: Final = ("space", "place")
_FILES: Final = ("file", "files", "items")
_TIMES: Final = ("until", "time", "hours", "day and time")
_NAMES: Final = frozenset({"file rename", "folder create", "space create", "request space"})
_SIZE: Final = re.compile(SIZE)
_PERCENT: Final = re.compile("[0-9]{1,3} ?(?:%|percent)?")


@dataclass(frozen=True, slots=True)
class _Said:
    """What is not meant, empty where nobody says so, and what is, as both were typed."""

    wrong: str
    right: str
    clear: bool
    calls: bool


def asked_about(state: object, now: int, routes: Routes[S]) -> tuple[str, Mapping[str, str]] | None:
    """Give the one command that an open question is about, and its parts; None for no such."""
    if isinstance(state, Offering):
        changes = [each for each in state.offers if _changes(each, routes)]
        offers = state.offers if len(state.offers) == 1 else changes
        return (offers[0].words, offers[0].raw) if len(offers) == 1 else None
    parts: Callable[[int], dict[str, str]] | None = getattr(state, "parts", None)
    route = routes.goes_on(state) if parts is not None else None
    return (route.words, parts(now)) if parts is not None and route is not None else None


def _changes(offer: Offer, routes: Routes[S]) -> bool:
    route = routes.named(offer.words)
    return route is not None and not route.looks


def corrects(text: str, *, typed: bool) -> bool:
    """Whether a text may correct a value: a command that was ``typed`` does only with *it*."""
    is_short = len(text) <= _LONGEST and (not typed or _IT.search(text) is not None)
    return is_short and any(True for _ in _said(text))


def corrected(
    words: str,
    raw: Mapping[str, str],
    text: str,
    spaces: Sequence[Space],
    takes: Sequence[str] = (),
) -> dict[str, str] | None:
    """Give the parts of a command that is asked about with what is meant instead; None where a text
    says no such thing. A space that the command ``takes`` may be given so, too.
    """
    if not raw or len(text) > _LONGEST or is_no(text) or is_yes(text):
        return None
    for said in _said(text):
        found = _put(words, raw, said, spaces)
        if found is None and not said.wrong and takes[:1] == ("space",) and "space" not in raw:
            space = _space(said.right, spaces)
            found = {"space": space, **raw} if space else None
        if found is not None and found != dict(raw):
            return found
    return None


def _said(text: str) -> Iterator[_Said]:
    reading = Reading(text.strip())
    for form in _FORMS:
        found = form.fullmatch(reading.copy)
        if found is None:
            continue
        names = found.groupdict()
        start, end = found.span("b")
        led = _PLACED.match(reading.copy[start:end])
        typed = trim(reading.raw_between(start + (led.end() if led else 0), end))
        right = unquoted(_COURTESY.sub("", typed))
        wrong = unquoted(trim(reading.raw_between(*found.span("a")))) if names.get("a") else ""
        plain = right.casefold()
        is_value = not (_NO_VALUE.search(plain) or _NOUN.fullmatch(plain))
        is_value = is_value or _COUNTED.fullmatch(plain) is not None
        if right and (wrong or is_value):
            clear, calls = form is not _FORMS[-1], _CALLS.search(reading.copy) is not None
            yield _Said(wrong, right, clear=clear, calls=calls)


def _put(
    words: str, raw: Mapping[str, str], said: _Said, spaces: Sequence[Space]
) -> dict[str, str] | None:
    if said.wrong and not _POINTS.fullmatch(said.wrong.casefold()):
        having = [name for name, value in raw.items() if _within(said.wrong, value)]
        return _replaced(raw, having[0], said, spaces) if len(having) == 1 else None
    return _by_kind(words, raw, said, spaces)


def _replaced(
    raw: Mapping[str, str], name: str, said: _Said, spaces: Sequence[Space]
) -> dict[str, str]:
    """Put what is meant in the place of what is not."""
    space = _space(said.right, spaces) if name in _SPACES else ""
    if space or _SIZE.fullmatch(Reading(said.right).copy):
        whole = _placed(raw, space) if space else _sized(raw, said.right)
        if whole is not None:
            return whole
    return {**raw, name: _pattern(said.wrong).sub(lambda _: said.right, raw[name], count=1)}


def _by_kind(
    words: str, raw: Mapping[str, str], said: _Said, spaces: Sequence[Space]
) -> dict[str, str] | None:
    """Put what is meant where such a thing belongs."""
    right = said.right
    if (sized := _sized(raw, right)) is not None:
        return sized
    if "levels" in raw and _PERCENT.fullmatch(right.casefold()):
        return {**raw, "levels": right}
    space = _space(right, spaces)
    if space and words == _FOLDER and "/" in raw.get("name", ""):
        return {**raw, "name": f"{space}/{raw['name'].partition('/')[2]}"}
    found = _placed(raw, space) if space else None
    found = found or _counted(raw, right)
    found = found or (_filed(words, raw, right) if is_file_name(right) else None)
    return found or _timed(raw, right) or _given(raw, said) or _named(words, raw, said)


def _given(raw: Mapping[str, str], said: _Said) -> dict[str, str] | None:
    """Put who gets a permission, or which, where one is given."""
    role = _ROLES.fullmatch(said.right.casefold())
    if "role" in raw and role is not None:
        return {**raw, "role": f"can {'view' if role['views'] else role['does']}"}
    is_name = said.clear and len(said.right.split()) <= _NAME_WORDS
    return {**raw, "person": said.right} if "person" in raw and is_name else None


def _counted(raw: Mapping[str, str], right: str) -> dict[str, str] | None:
    """Put the rows of a list that are counted in the place of others."""
    part = next((name for name in _FILES if _ROWS.fullmatch(raw.get(name, ""))), "")
    rows = " ".join(each.text for each in ordinals(Said(right).copy))
    return {**raw, part: rows} if part and rows else None


def _timed(raw: Mapping[str, str], right: str) -> dict[str, str] | None:
    part = next((name for name in _TIMES if name in raw), "")
    is_time = any(each.end - each.start == len(right) for each in times(right.casefold()))
    return {**raw, part: right} if part and is_time else None


def _named(words: str, raw: Mapping[str, str], said: _Said) -> dict[str, str] | None:
    """Put a name where one is given; what ends as files do may be the file that is meant."""
    if words not in _NAMES or "name" not in raw or len(said.right.split()) > _WORDS:
        return None
    is_name = said.calls or not is_file_name(said.right)
    is_name = is_name and not _COUNTED.fullmatch(said.right.casefold())
    if not is_name or not (said.clear or _SHOWN.search(said.right)):
        return None
    above = raw["name"].rpartition("/")[0] if words == "folder create" else ""
    inside = f"{above}/" if above and "/" not in said.right else ""
    return {**raw, "name": f"{inside}{said.right}{_behind(raw['name'])}"}


def _sized(raw: Mapping[str, str], right: str) -> dict[str, str] | None:
    """Put a size where one was said; a bare number is one of the same unit."""
    part = next((name for name in ("size", "name") if size_in(raw.get(name, ""))), "")
    if not part:
        return None
    old = size_in(raw[part])
    is_size = _SIZE.fullmatch(Reading(right).copy) is not None
    if not is_size and not (right.isdecimal() and part == "size"):
        return None
    new = right if is_size else re.sub("[0-9][0-9.,]*", right, old, count=1)
    return {**raw, part: raw[part].replace(old, new, 1)}


def _space(right: str, spaces: Sequence[Space]) -> str:
    """Give the only space that is called so, or has this as a part of its name; empty for none."""
    called = [each for each in spaces if is_called(right, [each])] or list(in_part(right, spaces))
    return called[0].name if len(called) == 1 else ""


def _placed(raw: Mapping[str, str], space: str) -> dict[str, str] | None:
    part = next((name for name in _SPACES if name in raw), "")
    if part and not raw[part].startswith("file:"):
        above, sign, file = raw[part].partition("/")
        is_file = bool(sign) and bool(above) and is_file_name(file.rpartition("/")[2])
        return {**raw, part: f"{space}/{file}" if is_file else space}
    part = next((name for name in _FILES if "/" in raw.get(name, "")), "")
    if not part or raw[part].startswith("file:"):
        return None
    return {**raw, part: f"{space}/{raw[part].partition('/')[2]}"}


def _filed(words: str, raw: Mapping[str, str], right: str) -> dict[str, str] | None:
    if "name" in raw and words in _NAMES:
        return None  # it may be the file that is meant as well
    part = next((name for name in (*_FILES, "place") if is_file_name(_last(raw.get(name, "")))), "")
    if not part:
        return None
    above, sign, _ = raw[part].rpartition("/")
    return {**raw, part: f"{above}{sign}{right}"}


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _behind(name: str) -> str:
    """Give what was said behind the name of a new space: its size."""
    found = re.search(", (?:with )?[0-9].*$", name)
    return found[0] if found else ""


def _within(wrong: str, value: str) -> bool:
    return _pattern(wrong).search(value) is not None


def _pattern(wrong: str) -> re.Pattern[str]:
    plain = re.escape(wrong)
    is_word = wrong.isascii()
    return re.compile(
        rf"(?<![A-Za-z0-9]){plain}(?![A-Za-z0-9])" if is_word else plain, re.IGNORECASE
    )
