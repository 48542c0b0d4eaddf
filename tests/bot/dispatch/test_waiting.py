"""What a text means to a conversation that waits: every question, and every way to leave it."""

import re
from dataclasses import dataclass, replace
from functools import cache

from typing_extensions import override

from bot.alerts.cards.here import ConfirmHere
from bot.alerts.subscription import Digest
from bot.cards import Left
from bot.dispatch.waiting import left, meaning
from bot.files.clashes import ClashAsked
from bot.files.deleting import ConfirmFilesDelete, TypingBinName, TypingFilesName
from bot.files.fates import FilePlan, FileTarget
from bot.files.upload_clash import UploadClash
from bot.files.way_back import ConfirmFilesBack
from bot.language import Choice, Which, is_no, is_number, is_yes
from bot.messages import File, Message
from bot.rights.member import Member
from bot.rights.plan import RightsPlace, RightsPlan, RightWish
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Asking
from handlers import ROUTERS
from handlers.admins import ConfirmAdmins
from handlers.alert_files import ConfirmImport
from handlers.app_spaces import ConfirmAppSpace
from handlers.create import ConfirmCreate
from handlers.delete import ConfirmDelete, SpaceDeletion, TypingName
from handlers.digest import ConfirmDigest
from handlers.grant import ConfirmGrant
from handlers.holds import ConfirmUndo
from handlers.revoke import ConfirmRevoke
from handlers.versions import ConfirmRevert
from handlers.watch import ConfirmEvents
from tests.parts import message
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
find = cache(ROUTES.find)  # each question is asked with the same texts
PLAN = SpaceDeletion("21", "法务归档", 5)
FILES = FilePlan("delete", "332318530", "0", (FileTarget("202", "海报.psd", size=5),))
RIGHTS = RightsPlan(
    RightsPlace("u1", "332318530", "202", ("设计资料", "海报.psd"), is_folder=False),
    (RightWish(Member("USER", "staff01", "员工甲"), after="EDITOR"),),
)

CONFIRMING: tuple[tuple[object, str], ...] = (
    (ConfirmCreate("法务归档"), "好的"),
    (ConfirmDelete(PLAN), "yes"),
    (TypingName(PLAN), "法务归档"),
    (ConfirmHere(None, None), "第2页"),
    (ConfirmDigest(Digest("daily", 540)), "确认"),
    (ConfirmImport("file", "mark", 1, 0, 0), "page 2"),
    (ConfirmRevert("1", "2", 3, 4), "yes"),
    (ConfirmEvents(), "ok"),
    (ConfirmAdmins(("staff01",)), "好"),
    (ConfirmUndo("hold1", "法务归档"), "yes"),
    (ConfirmFilesDelete(FILES), "yes"),
    (ConfirmFilesBack(FILES), "yes"),
    (TypingFilesName(FILES), "海报.psd"),
    (TypingBinName(FILES), "海报.psd"),
    (ClashAsked(replace(FILES, what="move")), "两个都保留"),
    (UploadClash("f00d"), "新版本"),
    (ConfirmAppSpace("法务归档"), "yes"),
    (ConfirmGrant(RIGHTS), "yes"),
    (ConfirmRevoke(RIGHTS), "yes"),
)
"""Each state with a handler of its own, and what it waits for."""

WANTED = {
    "calls": "1,200",
    "dates": "2026-10-01..2026-10-07",
    "day and time": "周一 9点",
    "hours": "22:00-8:00",
    "language": "中文",
    "levels": "80 90 95",
    "name": "法务归档",
    "percent": "80%",
    "person": "@员工甲",
    "size": "500 GB",
    "space": "市场部",
    "time": "2 h",
    "topic": "alerts",
    "file": "海报.psd",
    "files": "2 5-7",
    "items": "2 5-7",
    "place": "市场部",
    "words": "海报",
    "digest daily time": "9:00",
    "number": "3",
    "access": "海报.psd 可编辑 7天",
    "grant": "2",
    "extend time": "7 days",
    "can person": "员工甲 edit 海报.psd",
    "policy set rule": "space create members everywhere ask",
    "policy remove rule": "1",
    "what to share": "海报 可查看",
}
"""An answer to the question about each part of a command."""

NOS = (
    *("不了", "不是", "不", "不要了", "不用了，谢谢", "算了", "算了吧", "取消", "先不了", "下次吧"),
    *("no", "No, thanks", "no thank you", "not now", "nope", "never mind", "/cancel", "Don’t."),
)
OTHERS = ("空间列表", "spaces", "帮助", "/help", "删除 3", "space delete 3", "把市场部删了", "你好")


@dataclass(frozen=True, slots=True)
class Question:
    """A state in which a conversation waits, and what answers it."""

    route: Route[Services]
    state: object
    wanted: str

    @override
    def __str__(self) -> str:
        part = self.state.part if isinstance(self.state, Asking) else type(self.state).__name__
        return f"{self.route.words}: {part}"


def wanted(route: Route[Services], part: str) -> str:
    return WANTED.get(f"{route.words} {part}") or WANTED[part]


def asked() -> list[Question]:
    """A question about each part that any command may ask for, by itself or among spaces."""
    return [
        Question(route, Asking(route.words, {}, part.name), wanted(route, part.name))
        for route in ROUTES
        for part in route.takes
        if part.ask is not None or isinstance(part, Which)
    ]


def confirmed() -> list[Question]:
    found = []
    for state, wanted in CONFIRMING:
        route = ROUTES.asking(state)
        assert route is not None, state
        found.append(Question(route, state, wanted))
    return found


QUESTIONS = [*asked(), *confirmed()]
every_question = sweep("question", QUESTIONS, ids=str)


def is_offered(text: str, question: Question) -> bool:
    """Whether a question offers this word among a few."""
    if not isinstance(question.state, Asking):
        return False
    part = next(each for each in question.route.takes if each.name == question.state.part)
    return isinstance(part, Choice) and part.offers(text)


def means(text: str, question: Question) -> str:
    return meaning(text, question.state, find(text), ROUTES)


def test_no_question_is_left_out() -> None:
    kinds = {type(state) for state, _ in CONFIRMING}
    assert kinds == {each.kind for router in ROUTERS for each in router.states if each.words}
    assert len(asked()) > len(CONFIRMING)


def hint(said: Message, state: object, language: str) -> Left | None:
    match = find(said.text) if said.text else None
    return left(said, state, match, ROUTES, language)


def called(question: Question, language: str) -> str:
    """What a question is called: by the command that it goes on with."""
    return (ROUTES.goes_on(question.state) or question.route).called(language)


@every_question
def test_what_is_wanted_answers(question: Question) -> None:
    assert means(question.wanted, question) == "answers"
    if isinstance(question.state, Asking):
        part = next(each for each in question.route.takes if each.name == question.state.part)
        part.read(question.wanted)


@every_question
def test_the_command_that_asked_leaves_it_when_it_is_typed_again(question: Question) -> None:
    for name in question.route.names:
        for again in (name, f"/{name}", f"{name} 法务归档", f"请{name}"):
            match = find(again)
            if match is None:  # a name that takes nothing
                continue
            assert means(again, question) == "leaves", again
            state = question.state
            says_all = isinstance(state, Asking) and bool(match.raw.get(state.part))
            expected = None if says_all else Left(called(question, "zh"))
            assert hint(message(again), state, "zh") == expected, again


@every_question
def test_every_other_command_leaves_it(question: Question) -> None:
    for route in ROUTES:
        for name in route.names:
            if is_no(name):
                continue
            expected = "answers" if is_offered(name, question) else "leaves"
            assert (means(name, question), means(f"/{name}", question)) == (expected, "leaves"), (
                name
            )
        for phrase in route.phrases:
            said = re.sub(
                r"\{[^{}]*\}",
                "法务归档",
                phrase.replace("{until}", "1 小时")
                .replace("{grant}延长{time}", "2延长7天")
                .replace("can {person}", f"can {WANTED['can person']}")
                .replace("能否{person}", f"能否{WANTED['can person']}")
                .replace("{version}", "3")
                .replace("{items}", "2 5-7"),
            )
            assert is_no(said) or means(said, question) == "leaves", said
    assert {means(text, question) for text in OTHERS} == {"leaves"}


@sweep("word", ["alerts", "Space", "digest", "提醒", "空间", "摘要", "“digest”"])
def test_an_offered_word_answers_though_it_is_a_command(word: str) -> None:
    asking = Asking("help on", {}, "topic")

    assert meaning(word, asking, ROUTES.find(word), ROUTES) == "answers"
    assert meaning("/digest", asking, ROUTES.find("/digest"), ROUTES) == "leaves"
    elsewhere = Asking("space create", {}, "name")
    assert meaning("digest", elsewhere, ROUTES.find("digest"), ROUTES) == "leaves"


@every_question
def test_a_slash_without_a_command_leaves_it(question: Question) -> None:
    assert means("/spacse create A", question) == "leaves"


@every_question
def test_a_no_ends_it(question: Question) -> None:
    assert {means(text, question) for text in NOS} == {"ends"}
    assert {hint(message(text), question.state, "en") for text in NOS} == {None}


@every_question
def test_a_number_answers_what_asks_for_a_part_and_is_a_command_elsewhere(
    question: Question,
) -> None:
    expected = "answers" if isinstance(question.state, Asking) else "leaves"

    assert means("3", question) == means("#３", question) == expected


@every_question
@sweep("name", ["新建空间 甲", "help", "审计部", "no", "/x"])
@sweep("quotes", ["「{}」", '"{}"', "“{}”", "《{}》"])
def test_what_stands_in_quotes_answers(question: Question, name: str, quotes: str) -> None:
    assert means(quotes.format(name), question) == "answers"


def test_a_name_that_is_a_command_can_be_typed_to_confirm() -> None:
    typing = TypingName(SpaceDeletion("21", "帮助", 5))

    for typed in ("帮助", "「帮助」"):
        assert meaning(typed, typing, ROUTES.find(typed), ROUTES) == "answers"
        assert typing.expects(typed)


def test_a_space_called_no_is_confirmed_by_its_id() -> None:
    typing = TypingName(SpaceDeletion("21", "不了", 5))

    assert typing.by_id
    assert meaning("不了", typing, None, ROUTES) == "ends"
    assert typing.expects("21")


@sweep(
    ("state", "said", "language", "answer"),
    [
        (Asking("space create", {}, "name"), "审计部", "zh", "新建空间 “审计部”"),
        (Asking("space create", {}, "name"), "show room", "en", 'space create "show room"'),
        (
            Asking("quota set", {"size": "5 GB"}, "space"),
            "使用手册",
            "zh",
            "设置容量 “使用手册” 5 GB",
        ),
        (Asking("space create", {}, "name"), "/help", "en", ""),
        (Asking("space create", {}, "name"), 'quota "a" b', "en", ""),
        (ConfirmCreate("a"), "帮助", "zh", ""),
    ],
)
def test_a_command_that_might_have_been_the_answer_is_written_out_as_one(
    state: object, said: str, language: str, answer: str
) -> None:
    found = hint(message(said), state, language)

    assert found is not None
    assert found.answer == answer


@every_question
def test_a_file_that_somebody_takes_leaves_it(question: Question) -> None:
    for name in ("told.yaml", "photo.jpg"):
        sent = replace(message(""), file=File(name, "code", "robot1"))
        assert hint(sent, question.state, "en") == Left(called(question, "en"))
    assert hint(message(""), question.state, "en") is None


def test_what_is_no_command_leaves_nothing() -> None:
    assert hint(message("法务归档"), Asking("space create", {}, "name"), "zh") is None
    assert hint(message("help"), None, "en") is None
    assert hint(message("help"), Asking("a command of another release", {}, "name"), "en") is None


@sweep(
    "name",
    [
        "不锈钢项目",
        "无",
        "no entry",
        "note",
        "北京",
        "别墅",
        "否定句",
        "不了了之的项目",
        "off",
        "nothing",
    ],
)
def test_a_name_that_begins_like_a_no_is_none(name: str) -> None:
    assert not is_no(name)


@sweep("text", ["", "thanks", "谢谢", "yes", "3", "不" * 41, "不了" * 40 + "x"])
def test_what_declines_nothing_is_no_no(text: str) -> None:
    assert not is_no(text)


def test_a_no_is_no_yes_and_a_number_neither() -> None:
    assert not any(is_yes(no) or is_number(no) for no in NOS)
