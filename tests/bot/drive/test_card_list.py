"""The list a card shows."""

from bot.drive.card_list import PAGE, ShownList
from bot.drive.spaces import Space
from tests.sweeping import sweep


def listed(count: int, page: int = 1) -> ShownList:
    return ShownList(tuple(Space(f"s{n}", f"n{n}", "org", n) for n in range(count)), "", 0, page)


@sweep(("count", "pages"), [(0, 1), (1, 1), (PAGE, 1), (PAGE + 1, 2), (3 * PAGE, 3)])
def test_a_page_has_eight_rows(count: int, pages: int) -> None:
    assert listed(count).pages == pages


def test_the_pages_together_are_the_list() -> None:
    shown = [listed(19, page) for page in (1, 2, 3)]

    assert [row for page in shown for row in page.rows] == list(listed(19).spaces)
    assert [page.first for page in shown] == [1, 9, 17]


def test_numbers_run_through_all_pages() -> None:
    last = listed(19, 3)

    assert last.ids[last.first - 1] == last.rows[0].id
