"""What people read is worded as `docs/wording.md` says, in both languages."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.routing import Routes
from handlers import ROUTERS
from tests import catalogue
from tests.catalogue import ROOT
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
GOLDEN = sorted((ROOT / "tests" / "cards").glob("*.json"))
GLOSSARY = re.compile(r"^\|.*\|([^|]*)\|$", re.MULTILINE)

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
BOLD = re.compile(r"\*\*(/?[^*]+)\*\*")
QUOTED = re.compile(r"“[^“”]*”|%\(\w+\)s")
THEIRS = ("DingTalk's words: ", "钉钉的原话：")
"""Before what DingTalk itself says, in its own language."""

ENDS = {"。": ".", "：": ":", "？": "?", "！": "!", "…": "…"}
IDS = re.compile(r"\b[A-Z]{2,}_[A-Z_]+\b|\b[a-z]+_[a-z_]+\b")
VARIABLE = re.compile(r"SPACEKEEPER_[A-Z_]+")
"""What whoever runs the bot sets, and is told to by its name."""

BLANK_AT_A_MARK = re.compile("[，。：；？！（、] (?! )| [，。：；？！（）、]|） (?![·⚠️])")
LOWER_LABEL = re.compile(r"(?!\S*\.)[a-z]")
"""A label that begins small, and is no name of a file."""


def unwelcome() -> list[str]:
    """Give the words that the glossary says are used for nothing."""
    rows = GLOSSARY.findall((ROOT / "docs" / "wording.md").read_text("utf-8"))
    return [word for row in rows for word in re.findall("`([^`]+)`", row)]


@cache
def texts() -> tuple[str, ...]:
    """Give every text in both languages, without commands and what is quoted."""
    return tuple(_texts())


def _texts() -> Iterator[str]:
    for message in catalogue.chinese():
        for each in (message.id, message.string):
            for text in [each] if isinstance(each, str) else each or ():
                if text and not re.search(r"[<\[]\S", text) and not _is_typed(text):
                    yield BOLD.sub(_unless_a_command, QUOTED.sub("“”", text))


def _unless_a_command(bold: re.Match[str]) -> str:
    return "****" if _is_command(bold[1]) else bold[0]


def _is_command(text: str) -> bool:
    return ROUTES.find(text) is not None


def _is_typed(text: str) -> bool:
    return _is_command(text) and not text.endswith((".", "。"))


def faces(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the face of a golden card in each language: its texts by what they are."""
    for language, face in json.loads(path.read_text("utf-8")).items():
        labels = "\n".join(button["label"] for button in face["buttons"])
        yield (
            language,
            {**{part: face[part] for part in ("title", "body", "preview")}, "labels": labels},
        )


def lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give every line of a golden card, with its language and the part it is of."""
    for language, face in faces(path):
        for part, text in face.items():
            yield from (
                (language, part, line)
                for line in text.split("\n")
                if line.strip() and not line.startswith(THEIRS)
            )


def test_the_glossary_is_read() -> None:
    words = unwelcome()

    assert {"您", "值守", "anew"} <= set(words)
    assert len(words) == len(set(words))


@sweep("word", unwelcome())
def test_a_word_that_the_glossary_does_not_use_is_nowhere(word: str) -> None:
    pattern = rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word[0].isascii() else re.escape(word)
    flags = re.NOFLAG if word.isupper() else re.IGNORECASE
    found = [text for text in texts() if re.search(pattern, text, flags)]

    assert found == []


def test_a_text_ends_alike_in_both_languages() -> None:
    different = []
    for message in catalogue.chinese():
        english = message.id if isinstance(message.id, str) else message.id[-1]
        chinese = message.string if isinstance(message.string, str) else (message.string or [""])[0]
        if english and _end(english) != _end(chinese):
            different.append((english, chinese))

    assert different == []


def _end(text: str) -> str:
    last = text.rstrip('* ”"）)')[-1:]
    return ENDS.get(last, last if last in ENDS.values() else "")


CHINESE = "year|place|span|date|language"
"""What is put in as Chinese where the text is."""


def test_what_is_to_be_sent_has_a_blank_before_it_in_chinese() -> None:
    for message in catalogue.chinese():
        for text in [message.string] if isinstance(message.string, str) else message.string or ():
            assert not re.search(r"(?:发送|回复|例如|[或和加])\*\*", text), text


def test_what_has_not_happened_yet_is_said_in_the_perfect() -> None:
    found = [text for text in texts() if re.search(r"\b(was|were) [a-z]+ yet\b", text)]

    assert found == []


def test_who_has_to_send_a_command_is_told_to_send_it() -> None:
    shows = re.compile(r"\*\*([^*]+)\*\* (?:shows?|reads?|lists?|changes?) ")
    ids = [message.id for message in catalogue.chinese()]
    plain = [text for each in ids for text in ([each] if isinstance(each, str) else each)]
    assert [text for text in plain if shows.search(text)] == []


def test_chinese_and_what_is_put_in_are_parted_by_a_blank() -> None:
    for message in catalogue.chinese():
        for text in [message.string] if isinstance(message.string, str) else message.string or ():
            assert not re.search(
                rf"[{HAN}](\*\*)?%\((?!{CHINESE})|%\((?!{CHINESE})\w+\)s(\*\*)?[{HAN}]",
                text,
            ), text


def test_what_is_put_in_is_followed_by_no_colon_of_english_alone() -> None:
    """A colon outside a text is the same in Chinese, which has its own."""
    for path in sorted((ROOT / "templates").glob("*.j2")):
        text = re.sub(r"(?m)^\s*\"\w+\": .*$", "", path.read_text("utf-8"))
        assert not re.search(r"\}\}(?:\*\*)?[:;!?](?: |$)", text), path.name


def test_chinese_has_the_signs_of_chinese() -> None:
    wrong = re.compile(r"[\u4e00-\u9fff”》」）](?:\*\*)?[,;:!?(]|\)[sd](?:\*\*)?[,;:!?](?: |$)")
    for text in catalogue.chinese():
        said = text.string if isinstance(text.string, tuple) else (text.string,)
        assert not text.id or not any(wrong.search(str(each)) for each in said), said


@sweep("path", GOLDEN, ids=lambda path: path.stem)
def test_a_card_has_no_two_blanks_and_no_id_of_the_program(path: Path) -> None:
    for _, _, line in lines(path):
        assert "  " not in line.removesuffix("  "), line
        assert not IDS.search(VARIABLE.sub("", line)), line


@sweep("path", GOLDEN, ids=lambda path: path.stem)
def test_a_line_has_the_marks_of_its_language(path: Path) -> None:
    for language, part, line in lines(path):
        said = QUOTED.sub("“”", BOLD.sub("“”", line.strip()))
        assert not re.search(r"(?<!\.)[.。] · ", said), line
        if language == "zh":
            assert not BLANK_AT_A_MARK.search(said), line
            assert not re.search(r", (?!\d)", said), line
        else:
            assert not re.search(r"\bid\b|\bat [A-Z][a-z]{2} \d|\bon \d\d:", said), line
            assert part != "labels" or not LOWER_LABEL.match(said), line


@sweep("path", GOLDEN, ids=lambda path: path.stem)
def test_a_line_ends_as_it_should(path: Path) -> None:
    for language, part, line in lines(path):
        text = line.rstrip().rstrip("*”")
        assert not text.endswith((",", ";", "，", "；", "、")), line
        if part != "body":
            assert not text.endswith(("。", ".")), line
        elif re.search("[。；](?!$)" if language == "zh" else r"[a-z]{2}[.] (?=[A-Z])", text):
            assert text.endswith(tuple("。：？.:?…”）)")) or BOLD.search(line[-40:]), line
        if language == "zh":
            assert not text.endswith((".", ":", "?")), line
