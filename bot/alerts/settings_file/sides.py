"""Something as it is now and as a file would have it."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Sides(Generic[T]):
    """``before`` and ``after``, of which None is not at all."""

    __slots__ = ()
    before: T | None
    after: T | None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None

    @property
    def is_kept(self) -> bool:
        return not self.is_new and not self.is_gone

    @property
    def known(self) -> T:
        """What it is about: as it would be, or as it was where it goes."""
        known = self.after or self.before
        if known is None:
            raise TypeError("a change of nothing")
        return known
