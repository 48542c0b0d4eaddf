"""What a command would do in people's words, where somebody is asked whether they want it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WishTexts:
    """Catalogue messages by what was said with the command; empty where its help says it as well.

    ``%(space)s`` is the ``thing`` that it is about: a space, a file, a request. ``%(value)s`` is
    all else. ``plain`` says it with neither, ``both`` with the two; ``off`` and ``thing_off`` where
    the value said that something is to end.
    """

    plain: str = ""
    thing: str = ""
    value: str = ""
    both: str = ""
    off: str = ""
    thing_off: str = ""

    def text(self, *, thing: bool, value: bool, off: bool) -> str:
        """Give the message that has a place for all that was said, empty for none."""
        if off:
            return self.thing_off if thing else self.off
        if value:
            return self.both if thing else self.value
        return self.thing if thing else self.plain
