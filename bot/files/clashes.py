"""Names that are taken where something should go: asked about, and gone on with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.files.fates import Fate, FilePlan
from bot.files.naming import beside
from bot.language import copies_instead, normalise
from bot.shared_buttons import said

BOTH: Final = frozenset(
    {"keep both", "both", "rename it", "两个都保留", "都保留", "保留两个", "都留着", "两个都要"}
)
REPLACES: Final = frozenset(
    {"replace", "replace it", "overwrite", "overwrite it", "替换", "覆盖", "替换掉", "覆盖掉"}
)
_WORDS: Final = {"both": ("两个都保留", "keep both"), "replace": ("替换", "replace")}


@dataclass(frozen=True, slots=True)
class SettleClash:
    """What clashed goes on so: both are kept, or what is there makes way."""

    plan: FilePlan
    way: str

    @property
    def of_command(self) -> str:
        """Name the command that it goes on with."""
        return self.plan.of_command

    def says(self, language: str) -> str:
        """Give the answer that does the same."""
        chinese, english = _WORDS.get(self.way, _WORDS["both"])
        return said(language, chinese, english)


@dataclass(frozen=True, slots=True)
class ClashAsked:
    """Names are taken: whoever asked says whether to keep both, or to replace what is there."""

    plan: FilePlan

    @property
    def of_command(self) -> str:
        """Name the command that it goes on with."""
        return self.plan.of_command

    def expects(self, text: str) -> bool:
        """Whether a message is the answer this waits for."""
        return self.meant(text) is not None or self.copies(text)

    def copies(self, text: str) -> bool:
        """Whether a message wants a copy there of what was to be moved."""
        return self.plan.what == "move" and copies_instead(text)

    def meant(self, text: str) -> SettleClash | None:
        """Give what an answer means, None for none of the two."""
        word = normalise(text).rstrip(" .!?~")
        ways = settled(self.plan)
        if word in BOTH:
            return ways["both"]
        return ways.get("replace") if word in REPLACES else None


def clash_of(plan: FilePlan, fates: Sequence[Fate]) -> FilePlan | None:
    """Give what is left of a plan for those whose names are taken; None where none is."""
    clashing = tuple(each.target for each in fates if each.outcome == "clash")
    return replace(plan, targets=clashing) if clashing else None


def settled(plan: FilePlan) -> dict[str, SettleClash]:
    """Give the ways there are, by the names of their buttons. What is in a folder would go with
    it, so no folder is replaced; renaming replaces nothing at DingTalk.
    """
    if plan.what == "rename":
        name = beside(plan.name, is_folder=plan.targets[0].is_folder)
        return {"both": SettleClash(replace(plan, name=name), "both")}
    ways = {"both": SettleClash(replace(plan, strategy="AUTO_RENAME"), "both")}
    if plan.what in {"move", "copy", "restore"} and not any(
        each.is_folder for each in plan.targets
    ):
        ways["replace"] = SettleClash(replace(plan, strategy="OVERWRITE"), "replace")
    return ways
