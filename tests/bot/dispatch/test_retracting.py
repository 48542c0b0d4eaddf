"""What stops a deletion, and what only speaks of deleting."""

from bot.dispatch.retracting import stops_deletion
from tests.sweeping import sweep

STOPS = (
    *("别删别删，领导又说要办了", "别删了", "先别删了领导说还要用", "停止删除", "快停下来别删了！"),
    *("把删除停了", "算了，不删了", "取消删除", "留着吧，还有用"),
    *("stop the deletion!", "don't delete it, the boss needs it", "keep it", "wait no, keep it"),
    *("no no no, stop, don't delete it please", "I changed my mind"),
)
OTHERS = (
    *("删掉", "别删市场部", "不要删这个，删另一个", "别删别的，就删这个", "不要", "算了"),
    *("no", "delete it", "stop deleting files in Finance", "don't delete Finance"),
    "don't delete it, delete the other one",
)


CASES = (*((said, True) for said in STOPS), *((said, False) for said in OTHERS))


@sweep(("said", "stops"), CASES)
def test_only_what_says_that_nothing_is_to_be_deleted_stops_a_deletion(
    said: str, *, stops: bool
) -> None:
    assert stops_deletion(said) is stops
