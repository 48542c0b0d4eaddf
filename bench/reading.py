"""How long a sentence takes to read, by how many spaces somebody sees."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Final

from bot.access import Role
from bot.drive.spaces import Space
from bot.reading import Reader
from bot.routing import Routes
from handlers import ROUTERS

SENTENCES: Final = (
    "市场部那个盘还有地方伐",
    "how much room is left in space number 17 please",
    "每周一早上九点给我们发一份周报，谢谢",
    "please set the limit of Projekt 250 to one and a half terabytes",
    "先别删财务备份，我还要用",
    "how ful is the Enginering space",
)
SIZES: Final = (0, 300, 10_000)


@dataclass(frozen=True)
class Seen:
    spaces: tuple[Space, ...]
    known: bool = True


def seen(count: int) -> Seen:
    """Give so many spaces."""
    return Seen(tuple(Space(f"id{n}", f"Project {n} 项目", "custom", 1) for n in range(count)))


def took(does: Callable[[], object]) -> float:
    """Give the milliseconds something takes."""
    begin = time.perf_counter()
    does()
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    """Print the milliseconds, and the memory of all that is loaded."""
    routes = Routes(ROUTERS)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found: list[Reader] = []
    print(f"load the table: {took(lambda: found.append(Reader(routes))):.0f} ms")
    reader = found[0]
    for size in SIZES:
        names = seen(size)
        read = partial(reader.read, role=Role.ADMIN, group=True, names=names)
        first, *times = [took(partial(read, said)) for said in SENTENCES * 20]
        usual, most = median(times), max(times)
        print(f"{size} spaces: first {first:.1f} ms, then {usual:.1f}, at most {most:.1f}")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {after - before} kB more, {after} kB in all")


if __name__ == "__main__":
    main()
