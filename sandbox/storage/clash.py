"""What comes of a name that is there already (page `add-folder`)."""

from dataclasses import dataclass

from sandbox.call import Call
from sandbox.storage.dentry import Dentry
from sandbox.storage.names import IllegalNameError, free_name, tidied
from sandbox.storage.refusals import refused

TAKEN = ("dentryAlreadyExist", "dentryNameConflict", "paramError")


@dataclass(frozen=True, slots=True)
class Landing:
    """Under which name something may come into a folder.

    `kept` is there already and is the answer; `replaced` is there and makes way.
    """

    name: str
    kept: Dentry | None = None
    replaced: Dentry | None = None


def land(
    call: Call, parent: Dentry, name: str, strategy: str, *, moved: Dentry | None = None
) -> Landing:
    """Where `name` may land in `parent`, or the refusal; `moved` is in nobody's way but its own."""
    there = parent.in_folder().named(name)
    if there is None or there is moved:
        return Landing(name)
    match strategy:
        case "AUTO_RENAME":
            return Landing(free_name(name, parent.in_folder()))
        case "RETURN_DENTRY_IF_EXISTS":
            return Landing(name, kept=there)
        case "OVERWRITE":
            return Landing(name, replaced=there)
        case _:
            raise refused(call, *TAKEN)


def good_name(call: Call, name: str, *codes: str) -> str:
    """A name without the blanks around it; one that is not allowed is refused."""
    try:
        return tidied(name)
    except IllegalNameError as error:
        raise refused(call, *codes, "dentryNameIllegal", "paramError.name", "paramError") from error
