"""What a search answers, wrong in every way: its rows are what was said, or are missing and told."""

from typing import Any

from bot.errors import PlatformError, Unavailable
from bot.files.found import Query
from bot.files.hidden import space_of
from bot.files.reader import DentryReader
from bot.files.search import FileSearch
from bot.storage import Store
from tests.bot.unknown.documents import ANSWERS, HIT, OTHER_HIT, STORAGE_SPACE, cases
from tests.bot.unknown.test_readers import Desk

SEARCH = "POST /v2.0/storage/dentries/search"
IDS = "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId"
WHOLE = {each["dentryUuid"]: each for each in (HIT, OTHER_HIT)}


def search(document: object, store: Store) -> FileSearch:
    async def names(_: object) -> dict[str, str]:
        return {}

    dingtalk = Desk(document).dingtalk
    reader = DentryReader(dingtalk, None, lambda: 1, names)  # type: ignore[arg-type]  # nothing is kept here
    return FileSearch(dingtalk, store, reader, lambda: 1)


async def test_a_broken_member_costs_its_row_at_most(store: Store) -> None:
    for place, way, wrong in cases(ANSWERS[SEARCH]):
        query = Query(f"{place} {way}")
        try:
            found = await search(wrong, store).find("union1", query, 1)
        except PlatformError:
            assert place in {(), ("items",), ("nextToken",)}, (place, way)
            continue
        rows: list[Any] = [each for each in found.hits if each.uuid in WHOLE]
        lost = 2 - len(rows)
        excused = way == "absent" or place == ("items",) or place[-1:] == ("dentryUuid",)
        assert found.unread or not lost or excused, (place, way)
        for row in rows:
            said = WHOLE[row.uuid]
            if way in {"number", "huge", "text", "negative", "unknown"}:
                continue
            assert row.name in {said["name"], row.uuid}, (place, way)
            assert row.changed in {said["lastModifyTime"], None}, (place, way)
            assert row.modifier in {"Bob", ""}, (place, way)
            assert row.place in {"Design/poster.psd", ""}, (place, way)


async def test_ids_are_both_there_or_nothing_is_opened(store: Store) -> None:
    for place, way, wrong in cases(ANSWERS[IDS]):
        try:
            ids = await search(wrong, store).ids("union1", "u1")
        except Unavailable:
            continue
        except PlatformError:
            assert place == (), (place, way)
            continue
        assert ids == ("1001", "7") or place[-1:] in {("spaceId",), ("dentryId",)}, (place, way)


def test_a_space_says_its_numbers_or_they_are_not_known() -> None:
    for place, way, wrong in cases(STORAGE_SPACE):
        try:
            space = space_of(wrong, "")
        except Unavailable:
            assert place in {(), ("id",)}, (place, way)
            continue
        if way in {"number", "huge"}:
            continue
        assert space.used in {STORAGE_SPACE["usedQuota"], None}, (place, way)
        assert space.quota in {STORAGE_SPACE["quota"], None}, (place, way)
        assert (space.quota is None) == (not space.quota_known) or way == "negative", (place, way)
