"""What is told by its form alone, whatever words are in it: one list, read from its beginning.

A new kind of such sentences is a module of its own that reads it, and a line in ``FORMS``. What
stands before it in the list is read as that first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.reading import following
from bot.reading.added_much import added_much
from bot.reading.all_stopped import all_stopped
from bot.reading.bin_said import back_from_bin, bin_asked, bin_of_path, wanted_back
from bot.reading.cannot import cannot
from bot.reading.changed_mind import name_back
from bot.reading.changed_plainly import changed_plainly
from bot.reading.chosen_from import chosen_from, takes_all
from bot.reading.content_asked import content_asked
from bot.reading.cutting import parts_of
from bot.reading.deleted_if import deleted_if
from bot.reading.duplicates_said import duplicates_said
from bot.reading.empty_deleted import deleted_as_empty
from bot.reading.files_plainly import files_plainly
from bot.reading.first_rows import first_rows
from bot.reading.fitting import fits_asked
from bot.reading.folder_said import folder_deleted
from bot.reading.for_others import given_to_others, link_for_others, opened_outside, sent_to_others
from bot.reading.help_asked import help_asked
from bot.reading.hushed import hushed
from bot.reading.kinds_said import of_one_kind
from bot.reading.let_into import let_into, shown_to
from bot.reading.levels_said import levels_asked, levels_moved, levels_said
from bot.reading.limits_said import limit_said, share_said
from bot.reading.made import made
from bot.reading.missed import missed
from bot.reading.names import NameIndex
from bot.reading.narrowed import narrowed
from bot.reading.newest_said import newest_files
from bot.reading.of_that_file import of_that_file
from bot.reading.oldest_said import long_untouched, together
from bot.reading.own_space import own_space
from bot.reading.parts import Mention
from bot.reading.plainly import plainly, rows_decided, rule_ended
from bot.reading.put_plainly import put_plainly, stored_plainly
from bot.reading.recalled import recalled
from bot.reading.room_asked import room_asked
from bot.reading.row_changed import row_changed
from bot.reading.rows_asked import rows_asked
from bot.reading.said import Said
from bot.reading.searched import named_so
from bot.reading.shown_files import shows_files
from bot.reading.space_named import space_named
from bot.reading.spoken_of import made_for_it
from bot.reading.taken_back import taken_back
from bot.reading.taken_on import taken_on
from bot.reading.things import thing_wished
from bot.reading.understood import Topic, Understood, Wish
from bot.reading.upload_asked import size_asked, upload_asked, upload_failed
from bot.reading.version_back import version_back, versions_wanted
from bot.reading.what_it_is import what_it_is
from bot.reading.whereabouts import where_is
from bot.reading.who_did import who_did
from bot.reading.who_made import who_made
from bot.reading.who_said import may_said, who_said
from bot.reading.wished import against

_FIND: Final = "find"


@dataclass(frozen=True)
class Heard:
    """A sentence, the names of spaces that may be in it, and what the last answer was about."""

    said: Said
    index: NameIndex
    topic: Topic | None

    @cached_property
    def parts(self) -> list[Mention]:
        return parts_of(self.said, self.index, shown=shows_files(self.topic))


@dataclass(frozen=True, slots=True)
class Form:
    """How sentences of one form are read.

    ``kept`` tells that nothing else is looked for in them; ``weighed`` that any word which speaks
    against the wish leaves the sentence to be weighed.
    """

    read: Callable[[Heard], Wish | Understood | None]
    kept: bool = False
    weighed: bool = False


def _on_topic(read: Callable[[str, Topic], Wish | None]) -> Callable[[Heard], Wish | None]:
    return lambda heard: read(heard.said.copy, heard.topic) if heard.topic is not None else None


FORMS: Final = (
    # What was asked last, once more or taken back.
    Form(_on_topic(following.again)),
    Form(_on_topic(taken_back)),
    Form(lambda heard: name_back(heard.said, heard.topic), kept=True),
    # What is short and plain, and what is said of the rows that were shown.
    Form(lambda heard: plainly(heard.said, heard.topic), weighed=True),
    Form(lambda heard: rule_ended(heard.said), kept=True, weighed=True),
    Form(lambda heard: rows_decided(heard.said, heard.topic), kept=True),
    Form(lambda heard: wanted_back(heard.said, heard.topic), kept=True),
    Form(lambda heard: space_named(heard.said, heard.parts), kept=True),
    Form(lambda heard: made(heard.said), kept=True),
    Form(lambda heard: own_space(heard.said, heard.parts), kept=True),
    Form(lambda heard: share_said(heard.said, heard.parts, heard.topic), kept=True, weighed=True),
    Form(lambda heard: limit_said(heard.said, heard.parts, heard.topic)),
    Form(lambda heard: first_rows(heard.said, heard.topic), kept=True),
    Form(lambda heard: row_changed(heard.said, heard.topic), kept=True),
    Form(lambda heard: narrowed(heard.said, heard.parts, heard.topic), kept=True),
    Form(lambda heard: version_back(heard.said, heard.topic), kept=True),
    Form(lambda heard: of_that_file(heard.said, heard.topic), kept=True),
    Form(lambda heard: what_it_is(heard.said, heard.topic), kept=True),
    # What nobody can have.
    Form(lambda heard: cannot(heard.said, heard.parts)),
    Form(lambda heard: content_asked(heard.said)),
    Form(lambda heard: added_much(heard.said, heard.parts, heard.topic)),
    # What is shown though a change is spoken of, and what is asked of the bot itself.
    Form(lambda heard: deleted_if(heard.said, heard.parts), kept=True),
    Form(lambda heard: deleted_as_empty(heard.said, heard.parts, heard.index), kept=True),
    Form(lambda heard: who_said(heard.said, heard.parts), kept=True),
    Form(lambda heard: may_said(heard.said, heard.parts)),
    Form(lambda heard: who_did(heard.said, heard.parts), kept=True),
    Form(lambda heard: who_made(heard.said, heard.topic), kept=True),
    Form(lambda heard: help_asked(heard.said), kept=True),
    # What is asked of alerts, uploads and people, with words that elsewhere mean something else.
    Form(lambda heard: all_stopped(heard.said, heard.parts), kept=True),
    Form(lambda heard: levels_moved(heard.said, heard.parts, heard.topic)),
    Form(lambda heard: hushed(heard.said, heard.parts, heard.topic)),
    Form(lambda heard: taken_on(heard.said, heard.parts), kept=True),
    Form(lambda heard: fits_asked(heard.said, heard.parts, heard.topic)),
    Form(lambda heard: room_asked(heard.said, heard.parts, heard.topic), kept=True),
    Form(lambda heard: upload_asked(heard.said), kept=True),
    Form(lambda heard: size_asked(heard.said), kept=True),
    Form(lambda heard: upload_failed(heard.said, heard.parts), kept=True),
    Form(lambda heard: levels_asked(heard.said, heard.parts), kept=True),
    Form(lambda heard: levels_said(heard.said, heard.parts, heard.topic), kept=True, weighed=True),
    # What is wished for others, and of files, which may be called anything.
    Form(lambda heard: sent_to_others(heard.said, heard.parts), kept=True),
    Form(lambda heard: opened_outside(heard.said, heard.parts), kept=True),
    Form(lambda heard: link_for_others(heard.said, heard.parts), kept=True),
    Form(lambda heard: takes_all(heard.said, heard.parts), kept=True),
    Form(lambda heard: chosen_from(heard.said, heard.parts, heard.topic), kept=True),
    Form(lambda heard: let_into(heard.said, heard.parts, heard.topic), kept=True),
    Form(lambda heard: shown_to(heard.said, heard.parts), kept=True),
    Form(lambda heard: given_to_others(heard.said, heard.parts), kept=True, weighed=True),
    Form(lambda heard: folder_deleted(heard.said, heard.parts), kept=True),
    Form(lambda heard: changed_plainly(heard.said, heard.parts, heard.topic), kept=True),
    Form(lambda heard: stored_plainly(heard.said, heard.parts, heard.topic), kept=True),
    # What is asked of files: where they are, which are new, whose they are, what was deleted.
    Form(lambda heard: bin_of_path(heard.said, heard.index)),
    Form(lambda heard: bin_asked(heard.said, heard.parts, heard.index), kept=True),
    Form(lambda heard: back_from_bin(heard.said, heard.parts), kept=True),
    Form(lambda heard: versions_wanted(heard.said, heard.parts, heard.topic), kept=True),
    Form(lambda heard: named_so(heard.said, heard.parts), kept=True),
    Form(lambda heard: recalled(heard.said, heard.parts), kept=True),
    Form(lambda heard: missed(heard.said, heard.parts, heard.index), kept=True),
    Form(lambda heard: duplicates_said(heard.said, heard.parts, heard.topic, heard.index)),
    Form(lambda heard: rows_asked(heard.said, heard.parts, heard.topic, heard.index), kept=True),
    Form(lambda heard: of_one_kind(heard.said, heard.parts, heard.topic, heard.index), kept=True),
    Form(
        lambda heard: long_untouched(heard.said, heard.parts, heard.topic, heard.index), kept=True
    ),
    Form(lambda heard: together(heard.said, heard.parts, heard.topic, heard.index), kept=True),
    Form(lambda heard: newest_files(heard.said, heard.parts, heard.topic, heard.index), kept=True),
    # What is wished of files, which may be called anything.
    Form(lambda heard: put_plainly(heard.said, heard.parts), kept=True, weighed=True),
    Form(lambda heard: thing_wished(heard.said, heard.parts), weighed=True),
    Form(lambda heard: where_is(heard.said, heard.parts), weighed=True),
    Form(lambda heard: made_for_it(heard.said), weighed=True),
    Form(lambda heard: files_plainly(heard.said, heard.parts, heard.topic), weighed=True),
)


def formed(heard: Heard) -> Understood | None:
    """Give what a sentence tells by its form; None for what is weighed."""
    for form in FORMS:
        wish = form.read(heard)
        if wish is None:
            continue
        if isinstance(wish, Understood):
            return wish
        if form.weighed and wish.words != _FIND and against(heard.said, (), wish):
            return None
        return Understood("sure", (wish,), kept=form.kept, by_form=True)
    return None
