"""Reads the Dockerfile: instructions, one after the other, stage by stage."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Instruction:
    """A word such as COPY, and the rest of its line."""

    word: str
    rest: str

    @property
    def program(self) -> list[str]:
        """The argument list of an instruction in exec form."""
        listed: list[str] = json.loads(self.rest[self.rest.index("[") :])
        return listed


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """The stages of a Dockerfile, each a list of instructions that begins with FROM."""

    stages: tuple[tuple[Instruction, ...], ...]

    @property
    def build(self) -> tuple[Instruction, ...]:
        return self.stages[0]

    @property
    def image(self) -> tuple[Instruction, ...]:
        return self.stages[-1]

    def last(self, word: str) -> Instruction:
        """The instruction that counts, of those that replace one another."""
        return [one for one in self.image if one.word == word][-1]

    @property
    def copied(self) -> list[str]:
        """What is copied from the folder, not from another stage."""
        return [
            source
            for stage in self.stages
            for one in stage
            if one.word == "COPY" and not one.rest.startswith("--from")
            for source in shlex.split(one.rest)[:-1]
        ]


def read_dockerfile(path: Path) -> Dockerfile:
    text = re.sub(r"(?m)^\s*#.*\n", "", path.read_text()).replace("\\\n", " ")
    stages: list[list[Instruction]] = []
    for line in text.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            stages.append([])
        if word:
            stages[-1].append(Instruction(word, rest.strip()))
    return Dockerfile(tuple(tuple(stage) for stage in stages))
