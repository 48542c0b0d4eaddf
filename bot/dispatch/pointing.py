"""Puts the space of the last answer in the place of *it*: ``那它还剩多少``, *how full is it*."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.dispatch.doubting import part_of
from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.guided import Guided
from bot.language import is_all, normalise, unquoted
from bot.messages import Command, Message
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Match, Routes
from bot.sessions import Asking, LastAnswer, Session

S = TypeVar("S")

_IT = re.compile(
    "(?:那么?|and )?(?:它|他|她|其|该空间|此空间"
    "|[这那](?:一?个)?(?:空间|钉盘|云盘|网盘|盘)?(?<![这那]))"
    "(?:现在|目前|到底|一共|总共|大概|已经|都|还|究竟|里面?|的)*"
    "|(?:and )?(?:(?:it|that|this|the same)(?: one| space| drive)?|the space|the drive)"
    "(?: (?:now|still|already|right now|at the moment|currently|again|then|anyway|after all))*"
)


_FILE_IT = re.compile(
    "(?:那么?|and )?(?:它们?|这个?|那个?|这份|那份|该|此)(?:文件|文档|表格?|视频|图片?)?"
    "|(?:it|them|that|this|the)(?: one| file| document| thing)?(?: again| then| now| anyway| back)*"
)

_IN_THERE = re.compile(
    "(?<![a-z])(?P<in>in|inside|within|of|from)(?: over| that)? there(?![a-z'])", re.IGNORECASE
)
_ASKS = re.compile(
    "(?<![a-z])(?:what|which|who|whose|how|any|anything|largest|biggest|newest|latest|oldest)"
    "(?:'?s|'re|'ve)?(?![a-z])",
    re.IGNORECASE,
)
_THERE = re.compile(
    "(?<= )(?<! is )(?<! are )(?<! was )(?<! were )(?<! be )(?<!'s )(?<! over )(?:over )?there"
    "(?= *(?:$|[,.!?]| (?:please|pls|now|right now|then|currently|at the moment)(?![a-z])))",
    re.IGNORECASE,
)
_GOES = re.compile(
    "(?<![a-z])(?:put|move|copy|send|go|get|upload|hi|hello|hey)(?![a-z])", re.IGNORECASE
)


def with_space_there(message: Message, session: Session) -> Message:
    """Give a message with the space of the last answer in the place of *there*: *whats eating all
    the space in there*.
    """
    topic = session.topic
    space = unquoted(topic.raw.get("space", "")) if topic and not topic.is_over(message.at) else ""
    if (
        isinstance(session.state, Asking | Guided)
        or not space
        or space.isdecimal()
        or is_all(space)
    ):
        return message
    text = _IN_THERE.sub(lambda found: f"{found['in']} {space}", message.text)
    if _ASKS.search(text) and not _GOES.search(text):
        text = _THERE.sub(lambda _: f"in {space}", text)
    return replace(message, text=text)


def file_part(match: Match[S]) -> str:
    """Name the part of a command that is a word which points to a file; empty for none."""
    part = next((name for name in FILE_PARTS if name in match.raw), "")
    said = match.raw.get(part, "")
    is_word = bool(said) and unquoted(said) == said
    return part if is_word and _FILE_IT.fullmatch(normalise(said)) else ""


def points(match: Match[S], spaces: Sequence[Space]) -> bool:
    """Tell whether the space of a command is a word that points to one, and no name of one."""
    name = match.raw.get(part_of(match.route), "")
    is_word = unquoted(name) == name and _IT.fullmatch(normalise(name)) is not None
    return is_word and not is_called(name, spaces)


def about(topic: LastAnswer | None, routes: Routes[S]) -> str:
    """Give the space that the last answer was about, as it was typed; empty where it was none."""
    route = routes.named(topic.words) if topic else None
    return topic.raw.get(part_of(route), "") if topic and route else ""


def pointed(
    match: Match[S], topic: LastAnswer, routes: Routes[S], command: Command
) -> tuple[Match[S], Command]:
    """Let a command be about the space of the last answer, by the list that it was numbered in."""
    raw = {**match.raw, part_of(match.route): about(topic, routes)}
    return replace(match, raw=raw, others=(), typed=None), replace(
        command, last_list=topic.last_list
    )
