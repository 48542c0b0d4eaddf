"""What all errors have in common, and those that are about neither person nor platform."""

from typing import ClassVar


class SpacekeeperError(Exception):
    """Everything this program raises on purpose."""

    template: ClassVar[str] = "error"
    brief: ClassVar[bool] = False
    """Whether the answer should cost no call."""

    prints: ClassVar[tuple[str, ...]] = ()
    """Which members the template prints, by the same names."""

    def data(self) -> dict[str, object]:
        """Give the template what it prints."""
        return {name: getattr(self, name) for name in self.prints}


class ChangeUncertain(SpacekeeperError):
    """The outcome of a change could not be found out; ``what`` is ``create``, ``delete`` (of a
    space), ``revert`` (of a version of a file) or ``upload`` (of a file that was sent).
    """

    template = "uncertain"
    prints = ("what", "name")

    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.what = what
        self.name = name


class LeaseLost(SpacekeeperError):
    """Another process took over this box or hold: stop without touching anything."""


class Overtaken(SpacekeeperError):
    """Somebody else changed the card first: what it shows now is newer than what we had."""
