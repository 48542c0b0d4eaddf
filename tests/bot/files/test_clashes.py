"""What is typed where a name is taken: for every change that may find it so, in both languages."""

from dataclasses import replace
from typing import Final

from bot.files.clashes import ClashAsked
from bot.files.fates import FilePlan, FileTarget, What
from tests.sweeping import sweep

BOTH: Final = ("keep both", "Keep both.", "both", "都保留", "两个都保留", "都留着！")
REPLACE: Final = ("replace", "Replace it", "overwrite", "替换", "覆盖", "覆盖掉")
CANCEL: Final = ("cancel", "取消", "no", "不用了", "算了")
NEITHER: Final = ("yes", "确认", "2", "", "keep", "versions", "replace the other one with it")
PLAN: Final = FilePlan("create", "1", "0", (FileTarget("2", "plan.pdf"),), name="plan.pdf")
FOLDER: Final = (FileTarget("3", "Box", is_folder=True),)
REPLACES: Final[tuple[What, ...]] = ("move", "copy", "restore")


def way(what: What, text: str, targets: tuple[FileTarget, ...] = PLAN.targets) -> str | None:
    meant = ClashAsked(replace(PLAN, what=what, targets=targets)).meant(text)
    return meant.way if meant else None


@sweep("what", ["create", "rename", *REPLACES])
def test_a_change_goes_on_as_is_said_and_replaces_only_where_dingtalk_can(what: What) -> None:
    taken = "replace" if what in REPLACES else None

    assert {each: way(what, each) for each in BOTH} == dict.fromkeys(BOTH, "both")
    assert {each: way(what, each) for each in REPLACE} == dict.fromkeys(REPLACE, taken)
    assert {each: way(what, each, FOLDER) for each in REPLACE} == dict.fromkeys(REPLACE)
    assert {each: way(what, each) for each in (*NEITHER, *CANCEL)} == dict.fromkeys(
        (*NEITHER, *CANCEL)
    )
