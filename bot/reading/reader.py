"""Reads a sentence: what it is about, and what is wanted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from bot.access import Role
from bot.reading import cautions
from bot.reading.asides_zh import without_asides
from bot.reading.bared import and_hides, without_why
from bot.reading.beside_name import alone, beside_name, without_aside
from bot.reading.bin_said import bin_of_space, from_its_space
from bot.reading.called_so import by_its_name
from bot.reading.changed_mind import without_back
from bot.reading.clauses import OfClauses
from bot.reading.colloquial import put_casually
from bot.reading.complaints import without_complaint
from bot.reading.cutting import parts_of, without
from bot.reading.denied import without_denied
from bot.reading.described import goes_to, view_of
from bot.reading.fitting import asks_fit, fits_asked
from bot.reading.folder_said import with_folder_path
from bot.reading.forms import Heard, formed
from bot.reading.held_there import said_of_place
from bot.reading.help_asked import typed_how
from bot.reading.in_places import deletes, is_itself, is_stored_into, only_a_place
from bot.reading.joined import with_first
from bot.reading.kept_there import kept_there
from bot.reading.levels_said import of_that_space, without_levels
from bot.reading.manners import without_manners
from bot.reading.names import NameIndex, NameIndexes
from bot.reading.near import near_names
from bot.reading.parts import Mention
from bot.reading.permitted import asks_who_may, without_unsaid_rights
from bot.reading.put_straight import put_straight, with_bare_time, with_remembered_kind
from bot.reading.ranking import LEAST, Asker, RankedWishes, WishRanking
from bot.reading.room_wanted import with_space_for_room
from bot.reading.said import MOST_CHARACTERS, Said, folded
from bot.reading.said_around import without_changed
from bot.reading.shown_files import FILE_PARTS, shows_files
from bot.reading.space_meant import is_lent, listed_in
from bot.reading.table import Table, learnt
from bot.reading.talk_behind import without_talk
from bot.reading.things import holds_file, thing_found, with_thing
from bot.reading.understood import MOST_WISHES, Certainty, Names, Topic, Understood, Wish
from bot.reading.who_said import may_or_who
from bot.reading.whole_name import with_whole_name
from bot.reading.whole_spaces import beyond_whole
from bot.routing import Routes

SURE: Final = 0.5
SURE_OF_CHANGE: Final = 0.75
"""So likely a change has to be before it stands at the first place."""
HALF: Final = 0.12
_CLEARLY: Final = 0.2
"""So much likelier it has to be that a word is a name."""
REAL: Final = 0.3
"""So likely a change has to be, were it not only spoken of, before caution is told of."""
_ALONE: Final = 0.65
"""So likely a change has to be, beside which nothing else may be meant, to be offered alone."""
_FAINT: Final = 0.005
"""What is less likely is not real, where a sentence names nothing that it might be done to."""
_HELP: Final = "help"
_STORE: Final = "store"
_ASKING: Final = frozenset({"request room", "alert room"})
_OF_SPACES: Final = {"space delete": "space", "undo": "space", _STORE: "place"}
"""What is never done to a space that is only named as the place of something else."""
_OF_RIGHTS: Final = frozenset({"share", "grant", "revoke", "request access", "who", "my rights"})
_PERMITS: Final = frozenset({"grant", "revoke"})
_OF_FILES: Final = frozenset(
    {"file rename", "file move", "file copy", "file delete", "file send", "file send here"}
    | {"folder create", "bin restore", "grant", "admin add"}
)
"""Changes of which why they are wished is no part."""
_TAKES_PLACES: Final = frozenset({"file move", "file copy"})
_DIGESTS: Final = frozenset({"digest weekly", "digest daily"})
_WHO_MAY: Final = (Wish("help on", {"topic": "change"}, 1.0), Wish(_HELP))
"""What explains how spaces are made and deleted, and who may."""


class Reader:
    """Understands sentences about these routes."""

    def __init__(self, routes: Routes[Any], table: Table | None = None) -> None:
        """Read by the committed table, if none is given."""
        self._routes = routes
        self._ranking = WishRanking(routes, table or learnt())
        self._indexes = NameIndexes()
        said = [folded(name) for route in routes for name in route.names]
        self._command_words = frozenset([*said, *(word for name in said for word in name.split())])

    def read(
        self, text: str, *, role: Role, group: bool, names: Names, topic: Topic | None = None
    ) -> Understood:
        """Understand what somebody of this role says, in a group or in a single chat, to whom the
        last answer was about ``topic``.
        """
        index, text = self._indexes.of(names.spaces), text[:MOST_CHARACTERS]
        whole_text, text = text, put_straight(text, index)
        text = without_talk(without_complaint(put_casually(without_manners(text))))
        text = without_back(without_asides(text))
        text = typed_how(without_denied(text, index))
        text = with_folder_path(by_its_name(without_changed(text)), index)
        text = with_space_for_room(text, index, topic)
        understood, said = self._read(text, Asker(role, group, topic), index), Said(text)
        if not goes_to(said.copy) and is_lent(understood, said, topic, index):
            understood = self._read(text, Asker(role, group, None), index)
        understood = of_that_space(without_levels(understood, said.copy), said.copy, topic)
        understood = kept_there(understood, said.copy)
        understood = without_unsaid_rights(understood, said.copy)
        parts = parts_of(said, index)
        placed = (from_its_space(each, said, parts) for each in understood.wishes)
        named = (with_whole_name(with_first(each), said) for each in placed)
        whole = tuple(with_bare_time(with_remembered_kind(each, whole_text)) for each in named)
        if role is Role.MEMBER:
            whole = tuple(_asked_by_members(each) for each in whole)
        return replace(understood, wishes=whole)

    def _read(self, text: str, asker: Asker, index: NameIndex) -> Understood:
        asked, hides = and_hides(text)
        if asked:
            return replace(self._whole(asked, asker, index), kept=True, unanswered=hides)
        understood = self._whole(text, asker, index)
        if understood.certainty == "sure" or understood.kept or understood.beyond:
            return understood
        if (bare := without_why(text)) != text and (wish := self._change(bare, asker, index)):
            return wish

        known: dict[tuple[str, bool], Understood] = {}

        def read(clause: str, about: Topic | None) -> Understood:
            key = clause, about is None
            if key not in known:
                known[key] = self._whole(clause, replace(asker, topic=about), index)
            return known[key]

        clauses = OfClauses(text, index, asker.topic, read, self._ranking.shows)
        return clauses.one() or (understood if understood.nothing else clauses.offered(understood))

    def _change(self, text: str, asker: Asker, index: NameIndex) -> Understood | None:
        """Give the change of files that is surely wished; None for anything else."""
        understood = self._whole(text, asker, index)
        first = understood.wishes[0] if understood.wishes else None
        is_change = first is not None and first.words in _OF_FILES and not first.near
        sure = understood.certainty == "sure" and not understood.caution
        return replace(understood, kept=True) if is_change and sure else None

    def _whole(self, text: str, asker: Asker, index: NameIndex) -> Understood:
        """Understand a sentence as one wish."""
        said = Said(alone(without_aside(text)))
        if (plainest := beside_name(Said(text), asker.topic)) is not None:
            return plainest
        if (fits := self._fits_near(said, index)) is not None:
            return fits
        heard = Heard(said, index, asker.topic)
        if (by_form := formed(heard)) is not None:
            return by_form
        ranked = self._ranked(said, index, asker)
        about, space = beyond_whole(said, heard.parts, shown=shows_files(asker.topic))
        if about and not ranked.kept:
            rest = (Wish(_HELP),)
            understood = Understood("unsure", rest, kept=True, beyond=about, about=space)
        elif self._asks_who_may(said, ranked):
            understood = self._explained(ranked, asker)
        elif view := self._described(said, ranked, asker, index):
            understood = Understood("sure", (view,))
        else:
            understood = replace(self._judged(ranked, asker), kept=ranked.kept)
        understood = _not_of_places(understood, said, heard.parts, self._ranking.shows)
        return self._to_others(understood) if cautions.is_to_another_bot(said.copy) else understood

    def _fits_near(self, said: Said, index: NameIndex) -> Understood | None:
        """Give the look at a space of which it is asked whether a size fits into it, where its name
        was typed with a mistake: the answer says which space it is about.
        """
        parts = parts_of(said, index)
        if not asks_fit(said, parts):
            return None
        near = near_names(said, parts, index, self._ranking.spelling)
        named = [replace(each, near=False) for each in near]
        wish = fits_asked(said, named, None)
        return Understood("sure", (wish,), by_form=True) if wish else None

    def _ranked(self, said: Said, index: NameIndex, asker: Asker) -> RankedWishes:
        """Rank with all names that are in a sentence, or without those that are words as well."""
        shown = shows_files(asker.topic)
        parts = self._parts(said, index, shown=shown)
        named = self._ranking.rank(said, parts, asker)
        doubtful = frozenset(part.text for part in parts if self._may_be_a_word(part, said))
        if not doubtful:
            return named
        plain = self._ranking.rank(said, without(said, index, doubtful, shown=shown), asker)
        if self._is_shown(named) and not self._is_shown(plain):
            return named  # in doubt nothing changes
        return named if named.best > plain.best + _CLEARLY else plain

    def _parts(self, said: Said, index: NameIndex, *, shown: bool) -> Sequence[Mention]:
        parts = parts_of(said, index, shown=shown)
        if any(part.kind == "space" for part in parts):
            return parts
        return near_names(said, parts, index, self._ranking.spelling)

    def _may_be_a_word(self, part: Mention, said: Said) -> bool:
        name = said.copy[part.start : part.end]
        return part.kind == "space" and (len(name) == 1 or name in self._command_words)

    def _judged(self, ranked: RankedWishes, asker: Asker) -> Understood:
        wishes = [wish for wish in ranked.wishes if wish.score >= LEAST]
        if ranked.caution and not _is_asked_for(ranked):
            return self._cautious(ranked, asker)
        offered = [wish for wish in wishes if self._may(wish, asker)]
        looking = tuple(wish for wish in offered if self._shows(wish))[:MOST_WISHES]
        if not wishes or ranked.none > wishes[0].score:
            surely = ranked.none >= SURE
            beyond = ranked.beyond if surely else ""
            rest = looking or (Wish(_HELP),)
            return Understood("unsure", rest, beyond=beyond, about=ranked.about, nothing=surely)
        certainty = "sure" if ranked.caution else self._certainty(wishes[0])
        if certainty == "sure" and not self._may(wishes[0], asker):
            return Understood("sure", (wishes[0],))
        if certainty == "unsure":
            return Understood("unsure", looking or (Wish(_HELP),))
        if certainty == "half":
            offered = [*looking[:1], *(wish for wish in offered if wish not in looking[:1])]
        is_clear = certainty == "sure" or looking or _is_near_file(wishes[0])
        is_alone = len(offered) == 1 and bool(offered[0].raw) and offered[0].score >= _ALONE
        is_clear = is_clear or (is_alone and not ranked.caution and not offered[0].near)
        first = () if offered and is_clear else (Wish(_HELP),)
        return Understood(certainty, (*first, *offered)[:MOST_WISHES])

    def _described(
        self, said: Said, ranked: RankedWishes, asker: Asker, index: NameIndex
    ) -> Wish | None:
        """Give the list that shows which file is described, where none is named or numbered."""
        best = ranked.wishes[0] if ranked.wishes else None
        if ranked.kept or ranked.caution not in {"", "several"} or best is None:
            return None
        if any(best.raw.get(name) for name in ("file", "files", "items")):
            return None
        listed = listed_in(asker.topic, index)
        view = view_of(said.copy, inside=bool(ranked.about or listed))
        goes = bool(listed) and goes_to(said.copy)
        space = listed if goes else ranked.about or listed
        space = space or (asker.topic.raw.get("space", "") if asker.topic else "")
        return Wish(view, {"space": space} if space else {}, 1.0) if view else None

    def _asks_who_may(self, said: Said, ranked: RankedWishes) -> bool:
        """Whether it is asked who may do something, and nothing is wished by it."""
        is_wish = not ranked.caution and bool(ranked.wishes) and not self._is_shown(ranked)
        if is_wish or ranked.caution not in {"", "question"}:
            return False
        return asks_who_may(said.copy, about=ranked.about)

    def _explained(self, ranked: RankedWishes, asker: Asker) -> Understood:
        """Explain how spaces are made and deleted; what else is shown may be meant too."""
        rest = [wish for wish in self._cautious(ranked, asker).wishes if self._shows(wish)]
        found = (*_WHO_MAY, *(wish for wish in rest if wish.words != _HELP))
        return Understood("sure", found[:MOST_WISHES], "question", ranked.kept)

    def _cautious(self, ranked: RankedWishes, asker: Asker) -> Understood:
        """Offer what only shows first; a change that nobody wants is not offered at all. Only a
        question is answered by help: elsewhere it comes last, or first before a change alone.
        """
        offered = [wish for wish in ranked.wishes if self._may(wish, asker)]
        looking = [wish for wish in offered if self._shows(wish) and wish.words != _HELP]
        if ranked.about:
            space = Wish("space", {"space": ranked.about}, ranked.spoken)
            looking = [space, *(wish for wish in looking if wish.words != "space")]
        changing = [wish for wish in offered if not self._shows(wish)]
        real = max(0.0 if ranked.about else _FAINT, REAL * (1.0 - ranked.spoken))
        is_real = bool(changing) and ranked.wishes[0] is changing[0] and ranked.best >= real
        rest = changing[:1] if is_real and ranked.caution != "negation" else []
        ahead = 1 if ranked.about or ranked.caution != "question" else 0
        found = (*looking[:ahead], *rest, *looking[ahead:])
        help_ = Wish(_HELP, {}, ranked.spoken)
        is_last = bool(looking) and ranked.caution != "question"
        found = (*found[: MOST_WISHES - 1], help_) if is_last else (help_, *found)
        return Understood("half", found[:MOST_WISHES], ranked.caution)

    def _shows(self, wish: Wish) -> bool:
        return wish.words in self._ranking.shows

    def _is_shown(self, ranked: RankedWishes) -> bool:
        return bool(ranked.wishes) and self._shows(ranked.wishes[0])

    def _may(self, wish: Wish, asker: Asker) -> bool:
        route = self._routes.named(wish.words)
        return route is not None and asker.may(route)

    def _to_others(self, understood: Understood) -> Understood:
        """Do nothing of what was said to another bot; what onl"
        "y shows may be meant all the same."""
        looking = tuple(wish for wish in understood.wishes if self._shows(wish))
        return replace(understood, certainty="unsure", wishes=looking or (Wish(_HELP),))

    def _certainty(self, wish: Wish) -> Certainty:
        is_asked = (wish.words in _ASKING and len(wish.raw) > 1) or _asks_for_role(wish)
        is_light = self._shows(wish) or is_asked
        enough = SURE if is_light else SURE_OF_CHANGE
        if wish.score >= enough and not wish.near:
            return "sure"
        return "half" if wish.score >= HALF else "unsure"


def _asks_for_role(wish: Wish) -> bool:
    """Whether admins are asked for a role on something by its path, which takes nothing away."""
    return (
        wish.words == "request access"
        and "/" in (said := wish.raw.get("access", ""))
        and (" can " in said)
    )


def _asked_by_members(wish: Wish) -> Wish:
    """Give the request for a new space, which is what those wish who may make none, and who can get
    at something where only admins are told of one person.
    """
    wish = may_or_who(wish)
    return replace(wish, words="request space") if wish.words == "space create" else wish


def _is_asked_for(ranked: RankedWishes) -> bool:
    """Whether admins are to be asked for room in a space that is named, whoever wants it and
    whatever is said besides: a request takes nothing from anybody, and is shown before it is made.
    So is a digest for which a time was said (*every friday afternoon, say 4pm*).
    """
    best = ranked.wishes[0] if ranked.wishes else None
    if best is not None and best.words in _DIGESTS and best.raw and best.score >= SURE_OF_CHANGE:
        return ranked.caution == "several"
    if best is None or best.words not in _ASKING or best.near or ranked.named != 1:
        return False
    likely = best.score >= HALF and best.score >= max(ranked.none, ranked.spoken / 2)
    return likely and ranked.caution in {"several", "quotation"}


def _is_near_file(wish: Wish) -> bool:
    """Whether a file was named with a space whose name only comes near to what was said."""
    return wish.near and any(wish.raw.get(name) for name in FILE_PARTS)


def _not_of_places(
    understood: Understood, said: Said, parts: Sequence[Mention], shows: frozenset[str]
) -> Understood:
    """Leave out what would be done to a space that is only named as the place of something else;
    what is told of there is looked for.
    """
    spaces = [each.text for each in parts if each.kind == "space"]
    if said_of_place(said, parts):
        looks = tuple(each for each in understood.wishes if each.words not in _PERMITS)
        understood = replace(understood, wishes=looks or (Wish("files", {"place": spaces[0]}),))
    found, is_file = thing_found(said, parts), holds_file(said, parts)
    wishes = [
        with_thing(each, said, parts) if each.words in _OF_RIGHTS else bin_of_space(each)
        for each in understood.wishes
    ]
    kept = [
        each
        for each in wishes
        if not _is_of_place(each, said, parts, all_of=is_file and each.words not in shows)
    ]
    if len(kept) == len(wishes):
        return replace(understood, wishes=tuple(wishes))
    if understood.certainty == "sure" and kept and kept[0] is wishes[0]:
        return replace(understood, wishes=tuple(kept))
    shown = found or (Wish("files", {"place": spaces[0]}) if spaces else Wish(_HELP))
    rest = [each for each in kept if each.words not in {_HELP, "space"}]
    return replace(understood, certainty="half", wishes=(shown, *rest)[:MOST_WISHES])


def _is_of_place(wish: Wish, said: Said, parts: Sequence[Mention], *, all_of: bool) -> bool:
    """Whether a wish is one of what is never done to such a space, ``all_of`` them or a few."""
    named = {each.text for each in parts if each.kind == "space"}
    space = wish.raw.get(_OF_SPACES.get(wish.words, ""), "")
    if all_of and not space and wish.words not in _TAKES_PLACES:
        space = next((each for each in wish.raw.values() if each in named), "")
    if space and wish.words == _STORE and deletes(said.copy):
        return True
    if not space or _is_meant(wish, said, parts, space):
        return False
    return only_a_place(said.copy, parts, space)


def _is_meant(wish: Wish, said: Said, parts: Sequence[Mention], space: str) -> bool:
    """Whether a space is what a wish is about all the same: what was sent is stored into it, or it
    is said to go itself.
    """
    named = [each for each in parts if each.kind == "space" and each.text == space]
    if wish.words == _STORE:
        return any(is_stored_into(said.copy, each) for each in named)
    return wish.words in _OF_SPACES and bool(named) and is_itself(said.copy)
