"""Puts the space of the last answer in the place of *it*: ``那它还剩多少``, *how full is it*."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.dispatch.doubting import part_of
from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.language import normalise, unquoted
from bot.messages import Command
from bot.routing import Match, Routes
from bot.sessions import LastAnswer

S = TypeVar("S")

_IT = re.compile(
    "(?:那么?|and )?(?:它|他|她|其|该空间|此空间"
    "|[这那](?:一?个)?(?:空间|钉盘|云盘|网盘|盘)?(?<![这那])"
    "|(?:it|that|this|the same)(?: one| space| drive)?|the space|the drive)"
)


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
