"""What a command would do in people's words, where somebody is asked whether they want it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WishTexts:
    """Catalogue messages by what was said with the command; empty where its help says it as well.

    ``%(space)s`` is the ``thing`` that it is about: a space, a file, a request. ``%(value)s`` is
    all else. ``plain`` says it with neither, ``both`` with the two, ``everything`` where all there
    is was meant and that is more than ``plain``; ``off`` and ``thing_off`` where something is to
    end. ``more`` is as ``both`` where the value says how much is to be added.
    """

    plain: str = ""
    thing: str = ""
    value: str = ""
    both: str = ""
    off: str = ""
    thing_off: str = ""
    everything: str = ""
    more: str = ""

    @property
    def ends(self) -> bool:
        """Whether it can say that something is to end."""
        return bool(self.off or self.thing_off)

    def text(self, *, thing: bool, value: bool, off: bool, everything: bool) -> str:
        """Give the message that has a place for all that was said, empty for none."""
        if off:
            return self.thing_off if thing else self.off
        if value:
            return self.both if thing else self.value
        if everything and self.everything:
            return self.everything
        return self.thing if thing else self.plain
