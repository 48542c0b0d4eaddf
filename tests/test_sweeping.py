"""What a sweep says of the cases that fail, and that it leaves none out."""

import pytest

from tests.sweeping import sweep


def test_every_case_is_tried_and_each_that_fails_is_named_with_its_reason() -> None:
    tried = []

    @sweep(("left", "right"), [(1, 1), (1, 2), (3, 3), (5, 4)])
    def check(left: int, right: int, sign: str) -> None:
        tried.append((left, right))
        assert left == right, sign

    with pytest.raises(pytest.fail.Exception) as told:
        check(sign="no")

    assert tried == [(1, 1), (1, 2), (3, 3), (5, 4)]
    first, *named = str(told.value).splitlines()
    assert first == "2 of 4 fail:"
    assert [line for line in named if line.startswith("[")] == [
        "[1-2] AssertionError: no",
        "[5-4] AssertionError: no",
    ]


def test_cases_of_two_sweeps_are_tried_with_one_another() -> None:
    tried = []

    @sweep("size", [1, 2], ids=lambda size: f"size {size}")
    @sweep("name", ["a", "b"])
    def check(size: int, name: str) -> None:
        tried.append((size, name))
        assert (size, name) != (2, "b")

    with pytest.raises(pytest.fail.Exception, match=r"(?s)\[size 2\].*\['b'\]"):
        check()

    assert tried == [(1, "a"), (1, "b"), (2, "a"), (2, "b")]


def test_what_is_not_raised_is_told_with_its_case() -> None:
    @sweep("text", ["1", "one"])
    def check(text: str) -> None:
        with pytest.raises(ValueError, match="invalid"):
            int(text)

    with pytest.raises(pytest.fail.Exception, match=r"\['1'\] Failed: DID NOT RAISE"):
        check()


def test_without_a_case_nothing_passes() -> None:
    with pytest.raises(AssertionError, match="no case of name"):
        sweep("name", [])


@sweep("name", ["first", "second"])
def test_a_fixture_is_given_as_to_any_test(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert tmp_path_factory.getbasetemp().exists()
    assert name
