"""What a client makes of linked mentions in the text it sends.

Reports of live clients differ: most leave out the bot's name and keep those of people, some keep
all, and some send no linked name at all, so that only `atUsers` tells who was meant. In rich text a
name stands in a run as it was typed, in a run of its own, or in one of type `at`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

MentionText = Literal["bot", "all", "none"]
"""Whose name is gone or stays: the bot's goes, all stay, none stays."""

MentionRuns = Literal["typed", "own", "at"]
"""The runs of rich text in which the names that stay are sent."""

AFTER = "\u2005"
"""What clients put behind the name of a mention that somebody picked."""

Run = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The linked mentions of a message: whose names they are, each with the dingtalkId.

    `bot` is the bot's name, which is among them.
    """

    bot: str
    names: Mapping[str, str]
    text: MentionText = "bot"
    runs: MentionRuns = "typed"

    def in_text(self, typed: str) -> str:
        """The text of a message in a group, which begins with a blank where the bot's name was."""
        if self.text == "all":
            return typed if f"@{self.bot}" in typed else f"@{self.bot}{AFTER}{typed}"
        return f" {self._without(typed)}"

    def in_runs(self, typed: Sequence[Run]) -> list[Run]:
        """The runs of a rich text in a group."""
        runs = [each for run in typed for each in self._sent(run)]
        is_there = any(f"@{self.bot}" in str(run.get("text", "")) for run in typed)
        if self.text != "all" or is_there:
            return runs
        return [*self._run(f"@{self.bot}"), *runs]

    def _sent(self, run: Run) -> Iterator[Run]:
        text = run.get("text")
        if not isinstance(text, str):
            yield run
        elif self.runs == "typed" or self.text == "none":
            yield {**run, "text": self._without(text)}
        else:
            yield from self._parted(run, self._without(text))

    def _parted(self, run: Run, text: str) -> Iterator[Run]:
        """The same run, with each name in one of its own."""
        names = "|".join(re.escape(f"@{name}") for name in self.names)
        for part in re.split(f"({names})", text):
            if part.startswith("@") and part[1:] in self.names:
                yield from self._run(part)
            elif part:
                yield {**run, "text": part}

    def _run(self, mention: str) -> list[Run]:
        if self.runs != "at":
            return [{"text": mention}]
        name = mention.removeprefix("@")
        return [{"type": "at", "atName": name, "atUserId": self.names[name]}]

    def _without(self, text: str) -> str:
        """The text without the names that are not sent."""
        gone = {"all": (), "bot": (self.bot,), "none": tuple(self.names)}[self.text]
        for name in sorted(gone, key=len, reverse=True):
            text = re.sub(re.escape(f"@{name}") + f"{AFTER}?", "", text)
        return text
