"""Sentences made of others: a wish that somebody does not have, imagines, tells of or asks about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from typing import Final

from bot.language import language_of
from tests.phrases.rows import SHOWS, Row

FORESEEING: Final = frozenset(
    {"alert here", "alert me", "alert levels", "alert deadline", "alert snooze", "quota levels"}
    | {"alert quiet", "alert holidays", "digest weekly", "digest daily", "quota set"}
)
"""Commands about what is to be done if something happens."""
LOOKING_BACK: Final = frozenset({"undo", "budget used", "alert take", "alert see", "resume"})
"""Commands about what has been done."""

ZH: Final = {
    "negation": ("别{}", "不要{}", "先别{}", "千万别{}", "请勿{}", "不用{}了", "我没让你{}", "我没说要{}", "不是要{}", "暂时不{}", "不想{}", "不需要{}", "谁也不许{}", "没必要{}", "可别{}啊", "先不{}了"),
    "condition": ("如果{}会怎样", "要是{}会怎么样", "假如{}，会发生什么", "万一{}怎么办", "如果我{}的话别人看得到吗", "要是以后{}呢", "考虑要不要{}", "也许该{}", "等老板同意了再{}", "我打算下周{}", "哪天{}都说不定", "假设我们{}，有什么影响", "要不要{}好呢", "除非他点头，否则不{}"),
    "past": ("昨天{}了", "上周{}了吧", "刚才谁{}的", "我已经{}了", "之前{}过没有", "前天他{}了", "上个月{}是谁弄的", "是不是有人{}过", "去年{}的那次", "昨天我{}了吗", "我记得{}过", "早就{}了"),
    "quotation": ("老板说{}", "他说要{}", "小王让我{}", "听说要{}", "她问能不能{}", "群里有人喊{}", "邮件里写着“{}”", "“{}”是什么意思", "客户说：{}", "领导讲过{}", "同事建议{}", "说明书上写{}", "有人让你{}吗", '他刚发的"{}"是啥'),
    "question": ("怎么{}", "如何{}", "请问怎么样才能{}", "谁可以{}", "谁能{}", "我可以{}吗", "能{}吗？我就问问", "{}要什么权限", "{}会怎样", "{}有什么后果", "为什么要{}", "{}之后还能恢复吗", "{}是什么意思", "普通成员能{}吗", "{}的步骤是什么", "咋{}啊", "在哪里{}", "{}安全吗", "该不该{}"),
}  # fmt: skip
EN: Final = {
    "negation": ("don't {}", "do not {}", "please don't {}", "never {}", "I don't want to {}", "no need to {}", "we must not {}", "nobody should {}", "I did not say {}", "you shouldn't {}", "under no circumstances {}", "I'd rather not {}", "don't you dare {}", "let's not {}", "not now, don't {}"),
    "condition": ("what would happen if I {}", "what happens if we {}", "if I {}, can others see it", "suppose I {}", "should we {}", "maybe we {} one day", "I am thinking about whether to {}", "we might {} next year", "would it hurt to {}", "imagine we {}", "unless the boss agrees we do not {}", "I wonder if I should {}", "in theory I could {}", "if they ask, {}", "one day I will {}"),
    "past": ("yesterday I {}", "who {} last week", "did you {}", "did somebody {} yesterday", "I have already {}", "we {} a month ago", "Ann did {} last friday", "was it you who {}", "they had {} before", "last year we {}", "I remember that we {}", "has anybody {} recently"),
    "quotation": ("my boss said {}", "he told me to {}", "she says: {}", 'what does "{}" mean', "the mail says {}", "somebody wrote {}", "the manual says {}", "Ann asked me whether to {}", "they want me to {} but I won't", "I heard we should {}", "according to Wei we {}", '"{}", said the manager', "the customer suggested to {}"),
    "question": ("how do I {}", "how can I {}", "how to {}", "can I {}", "who can {}", "is it possible to {}", "what happens when I {}", "is it safe to {}", "why should I {}", "am I allowed to {}", "what do I need to {}", "may members {}", "where do I {}", "what is the command to {}", "is there a way to {}", "can anybody {}", "what does it mean to {}", "should I {}", "does it cost anything to {}"),
}  # fmt: skip
JOINING_ZH: Final = (
    "{}，然后{}",
    "{}，再{}",
    "{}并且{}",
    "{}，顺便{}",
    "先{}，再{}",
    "{}，{}",
    "{}。{}",
    "{}，还有{}",
    "把这些都做了：{}、{}",
)
JOINING_EN: Final = ("{} and {}", "{} and then {}", "{}, {}", "{}, then {}", "{} and also {}", "first {}, then {}", "{}. {}", "{}; {}", "{} plus {}")  # fmt: skip
_POLITE: Final = (
    "please ",
    "pls ",
    "hi, ",
    "hey ",
    "could you ",
    "can you ",
    "请",
    "麻烦",
    "帮我",
    "帮忙",
)
_LONGEST: Final = {"zh": 18, "en": 60}


def spoken_of(rows: Sequence[Row]) -> Iterator[Row]:
    """Give changes that are only spoken of, each in some ways."""
    wishes = [row for row in rows if _is_short_wish(row)]
    for language, ways in (("zh", ZH), ("en", EN)):
        forms = {caution: cycle(each) for caution, each in ways.items()}
        for row in wishes:
            if language_of(row.say) == language:
                yield from _spoken_of(row, forms)


def several(rows: Sequence[Row]) -> Iterator[Row]:
    """Give two wishes in one sentence, of which one is a change."""
    for language, joining in (("zh", JOINING_ZH), ("en", JOINING_EN)):
        wishes = [row for row in rows if _is_short_wish(row) and language_of(row.say) == language]
        ways = cycle(joining)
        for number, row in enumerate(wishes[::2]):
            other = wishes[(number * 37 + 11) % len(wishes)]
            if other.command != row.command:
                say = next(ways).format(_plain(row.say), _plain(other.say))
                yield replace(row, say=say, caution="several", arguments={})


def _spoken_of(row: Row, forms: dict[str, "cycle[str]"]) -> Iterator[Row]:
    for caution, ways in forms.items():
        if caution == "condition" and row.command in FORESEEING:
            continue
        if caution == "past" and row.command in LOOKING_BACK:
            continue
        yield replace(row, say=next(ways).format(_plain(row.say)), caution=caution)


def _is_short_wish(row: Row) -> bool:
    is_change = row.command not in SHOWS | {"none"}
    language = language_of(row.say) or ""
    return (
        is_change
        and not (row.caution or row.after or row.also)
        and len(row.say) <= _LONGEST.get(language, 0)
    )


def _plain(say: str) -> str:
    for polite in _POLITE:
        say = say.removeprefix(polite)
    return say.rstrip("。.!！?？~ ")
