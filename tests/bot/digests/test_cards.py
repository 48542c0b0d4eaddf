"""The card of a digest, and its parts in place."""

from dataclasses import replace

from bot.cards import Phrase
from bot.deeds import UNKNOWN
from bot.digests.cards import WORDS, OpenPart, card_of
from bot.digests.report import PARTS, DigestCounts, MadeChange, Part, Report
from bot.tagged_union import TaggedUnion
from tests.cards.digests import REPORT
from tests.sweeping import sweep


def test_the_first_page_has_a_button_for_each_part_that_has_rows() -> None:
    card = card_of(REPORT)
    quiet = card_of(replace(REPORT, new=(), gone=(), changes=()))

    assert card.actions == {part: OpenPart(part) for part in PARTS}
    assert list(quiet.actions) == ["full", "growing", "idle", "alerts"]
    assert (card.kept, card.data["picture"]) == (REPORT, REPORT.picture)


@sweep("part", PARTS)
def test_a_part_shows_all_its_rows_and_leads_back(part: Part) -> None:
    card = card_of(REPORT, part)

    assert (card.template, card.data["what"]) == ("digest_part", part)
    assert card.data["rows"] != []
    assert card.actions == {"back": OpenPart()}
    assert card.kept == REPORT
    assert bool(card.data["picture"]) == (part == "growing")


@sweep(("part", "more"), [("full", 0), ("growing", 0), ("new", 7), ("idle", 7), ("alerts", 3)])
def test_what_was_not_kept_is_counted(part: Part, more: int) -> None:
    counts = DigestCounts(new=5, gone=5, empty=4, stale=6, alerts=10)

    assert card_of(replace(REPORT, counts=counts), part).data["more"] == more


def test_every_button_has_a_command_that_does_the_same() -> None:
    assert OpenPart().says("en") == "digest"
    assert OpenPart("growing").says("zh") == "摘要 增长"
    assert {OpenPart(part).says("en") for part in PARTS} == {
        f"digest {english}" for english, _ in WORDS.values()
    }


def test_a_report_is_kept_with_its_card() -> None:
    types = TaggedUnion([Report, OpenPart])

    assert types.load(types.dump(REPORT)) == REPORT
    assert types.load(types.dump(OpenPart("idle"))) == OpenPart("idle")


def test_a_change_that_an_older_release_kept_is_told_by_its_command() -> None:
    kept = MadeChange(1, "Bob", "quota set", "Finance")

    card = card_of(replace(REPORT, changes=(kept,)), "changes")

    deed = Phrase(UNKNOWN.done, {"command": "quota set Finance"})
    assert card.data["rows"] == [{"at": 1, "who": "Bob", "deed": deed}]
