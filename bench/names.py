"""How long it takes to find misspelt names among 10,000: ``python -m bench.names``."""

import random
import statistics
import time

from bot.language import near
from bot.language.characters import simplified

NAMES = 10_000
TIMES = 20
SIGNS = "市场销售合同财务会议录像工程设计资料研发测试法务运营产品人事行政北京上海广州深圳"
ENDS = ("", "2024", " archive", " Project")
MISSPELT = ("市场布", "財物", "Fianance", "shichangbu")


def names(seed: int) -> list[str]:
    """Make up as many names; the same for the same seed."""
    chosen = random.Random(seed)  # noqa: S311 - made-up names
    made = [
        "".join(chosen.choices(SIGNS, k=chosen.randint(3, 8))) + chosen.choice(ENDS)
        for _ in range(NAMES)
    ]
    return [*made, "市场部", "财务", "Finance"]


def main() -> None:
    """Print milliseconds of the processor: of the table, of a new list, and of a known one."""
    started = time.process_time()
    simplified("")
    print(f"table of characters: {_since(started):.1f} ms")
    for said in MISSPELT:
        first: list[float] = []
        again: list[float] = []
        for seed in range(TIMES):
            called = names(seed)
            for taken in (first, again):
                started = time.process_time()
                near(called, said)
                taken.append(_since(started))
        once, more = statistics.median(first), statistics.median(again)
        print(f"{said}: first {once:.1f} ms, then {more:.1f} ms")


def _since(started: float) -> float:
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
