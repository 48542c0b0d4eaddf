"""Lists that never end: reading them stops, says so, and takes nobody for gone."""

import pytest

from bot.dingtalk.http import DingTalk
from bot.drive.paging import CUT_OFF, FEW_CALLS, Course, price, with_a_tenth
from bot.drive.spaces import Spaces
from bot.errors import Unavailable
from bot.storage import Store
from tests.dingtalk import calls_of, union_id
from tests.sandbox_server import SandboxHandle

LIST = "GET /v1.0/drive/spaces"
ENDLESS = ("empty-pages", "same-pages", "new-pages", "repeat-page")
SPACES = 120
PAGES = 3


@pytest.fixture
def spaces(dingtalk: DingTalk, store: Store) -> Spaces:
    return Spaces(dingtalk, store, most=9)


@pytest.fixture
async def ann(sandbox: SandboxHandle) -> str:
    await sandbox.reset(spaces=SPACES)
    return await union_id(sandbox, "staff01")


async def spent(sandbox: SandboxHandle) -> int:
    return len(await calls_of(sandbox, LIST))


def test_a_tenth_is_rounded_up() -> None:
    assert [with_a_tenth(calls) for calls in (1, 3, 10, 11, 200)] == [2, 4, 11, 13, 220]
    assert [price(rows, 50) for rows in (0, 1, 50, 51, 10_000)] == [1, 1, 1, 2, 200]


def test_three_pages_in_a_row_that_bring_nothing_new_are_enough() -> None:
    course = Course().after(50).after(0).after(0).after(1).after(0).after(0)
    assert not course.is_over(100)
    assert course.after(0).is_over(100)
    assert course.after(7) == Course(7, 58, 0)


@pytest.mark.parametrize("fault", ENDLESS)
async def test_a_list_read_before_takes_its_price_and_a_tenth(
    sandbox: SandboxHandle, spaces: Spaces, ann: str, fault: str
) -> None:
    before = await spaces.listing(ann, 0)
    assert (before.unread, await spent(sandbox)) == (0, PAGES)

    await sandbox.fault(fault, LIST)
    endless = await spaces.listing(ann, 0)

    assert await spent(sandbox) - PAGES <= with_a_tenth(PAGES)
    assert endless.unread == CUT_OFF
    if fault != "repeat-page":
        assert {space.id for space in before.spaces} <= {space.id for space in endless.spaces}


@pytest.mark.parametrize("fault", ENDLESS)
async def test_a_first_list_takes_what_lists_may_take(
    sandbox: SandboxHandle, spaces: Spaces, ann: str, fault: str
) -> None:
    await sandbox.fault(fault, LIST)
    endless = await spaces.listing(ann, 0)

    assert endless.unread == CUT_OFF
    assert await spent(sandbox) == {"new-pages": 9, "repeat-page": 1 + 1}.get(fault, PAGES + 3)


async def test_somebody_elses_list_says_how_much_an_unknown_one_may_take(
    sandbox: SandboxHandle, spaces: Spaces, ann: str
) -> None:
    await spaces.listing(ann, 0)
    before = await spent(sandbox)
    await sandbox.fault("new-pages", LIST)
    await spaces.listing(await union_id(sandbox, "manager01"), 0)

    assert await spent(sandbox) - before == FEW_CALLS


async def test_a_list_that_has_grown_is_read_to_its_end_by_and_by(
    sandbox: SandboxHandle, spaces: Spaces, ann: str
) -> None:
    await spaces.listing(ann, 0)
    for place in range(130):
        await sandbox.make_space(f"New {place}")

    cut = await spaces.listing(ann, 0)
    assert (cut.unread, len(cut.spaces)) == (CUT_OFF, 200)
    whole = await spaces.listing(ann, 0)
    assert (whole.unread, len(whole.spaces)) == (0, SPACES + 130)


async def test_a_space_that_a_cut_off_list_lacks_is_not_gone(
    sandbox: SandboxHandle, spaces: Spaces, ann: str
) -> None:
    last = (await spaces.listing(ann, 0)).spaces[-1]
    await sandbox.fault("no-scope", "POST /v1.0/drive/managements/spaces/query")
    await sandbox.fault("repeat-page", LIST)

    with pytest.raises(Unavailable):
        await spaces.look([last.id], ann)
