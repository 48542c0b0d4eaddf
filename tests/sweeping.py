"""Many small cases of one promise as one test, which tries all of them and names those that fail.

A case of a millisecond costs five as a test of its own: each worker collects it, one is sent it and reports. What takes
longer, or needs something fresh each time, stays with ``pytest.mark.parametrize``.
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Test = Callable[..., None]

WRONG = (Exception, pytest.fail.Exception)
"""What a test fails by; that something was not raised is no Exception."""

SHOWN = 20
"""How many failures are told; the others are counted."""


def sweep(
    names: str | tuple[str, ...], cases: Iterable[Any], ids: Callable[[Any], object] = repr
) -> Callable[[Test], Test]:
    """Try a test with every case; written as ``pytest.mark.parametrize`` is.

    What the test is given besides is the same for all its cases.
    """
    given = (names,) if isinstance(names, str) else names
    tried = [(case,) if isinstance(names, str) else tuple(case) for case in cases]
    assert tried, f"no case of {names}"

    def swept(test: Test) -> Test:
        @functools.wraps(test)
        def try_all(**besides: Any) -> None:
            failed: list[str] = []
            for case in tried:
                try:
                    test(**dict(zip(given, case, strict=True)), **besides)
                except WRONG as wrong:
                    failed.append(f"[{'-'.join(str(ids(each)) for each in case)}] {_told(wrong)}")
            if failed:
                told = "\n".join(failed[:SHOWN])
                pytest.fail(f"{len(failed)} of {len(tried)} fail:\n{told}", pytrace=False)

        signature = inspect.signature(test)
        left = [each for name, each in signature.parameters.items() if name not in given]
        vars(try_all)["__signature__"] = signature.replace(parameters=left)  # pytest reads it
        return try_all

    return swept


@contextmanager
def tried(*case: object) -> Iterator[None]:
    """Name the case in whatever fails in the body: one of those that are tried with one bot."""
    try:
        yield
    except WRONG as wrong:
        wrong.add_note(f"tried: {', '.join(map(repr, case))}"[:200])
        raise


def _told(wrong: BaseException) -> str:
    return f"{type(wrong).__name__}: {wrong}".replace("\n", "\n    ")
