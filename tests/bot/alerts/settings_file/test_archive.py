"""Files as they travel, friendly and hostile."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.settings_file.archive import (
    MOST_BYTES,
    NOT_A_ZIP,
    NOT_ONE,
    NOT_TEXT,
    packed,
    text_of,
)
from bot.dingtalk.files import TOO_LARGE
from bot.errors.files import FileUnusable
from tests.bot.alerts.settings_file.subscriptions import unhurried
from tests.sweeping import sweep

TEXT = "conversations: [] # 市场部\n"


def zipped(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    packing = BytesIO()
    with zipfile.ZipFile(packing, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packing.getvalue()


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(FileUnusable) as refused:
        text_of(name, content)
    return refused.value.reason


def test_a_zip_gives_back_what_went_in() -> None:
    assert text_of("a.zip", packed("a.yaml", TEXT)) == TEXT


def test_the_same_text_makes_the_same_zip() -> None:
    assert packed("a.yaml", TEXT) == packed("a.yaml", TEXT)
    with zipfile.ZipFile(BytesIO(packed("a.yaml", TEXT))) as archive:
        [member] = archive.infolist()
        assert archive.testzip() is None
    assert (member.filename, member.date_time) == ("a.yaml", (1980, 1, 1, 0, 0, 0))


@sweep("name", ["a.yaml", "a.yml", "A.YAML"])
def test_a_text_is_taken_as_it_is(name: str) -> None:
    assert text_of(name, TEXT.encode()) == text_of(name, TEXT.encode("utf-8-sig")) == TEXT


@sweep("name", ["a.yaml", "谁.YML", " b.yaml"])
def test_what_the_one_file_is_called_does_not_matter(name: str) -> None:
    assert text_of("A.ZIP", zipped((name, TEXT.encode()))) == TEXT


def test_what_a_mac_adds_is_passed_over() -> None:
    beside = ("__MACOSX/._a.yaml", b"\x00\x05\x16\x07")

    assert text_of("a.zip", zipped(("a.yaml", TEXT.encode()), beside)) == TEXT


@sweep(
    "members",
    [
        [],
        [("a.yaml", b""), ("b.yaml", b"")],
        [("a.yaml", b""), ("read me.txt", b"")],
        [("a.txt", b"")],
        [("folder/", b"")],
        [("folder/a.yaml", b"")],
        [("../a.yaml", b"")],
        [("/etc/a.yaml", b"")],
        [("..\\a.yaml", b"")],
    ],
)
def test_a_zip_holds_one_file_in_no_folder(members: list[tuple[str, bytes]]) -> None:
    assert refusal("a.zip", zipped(*members)) == NOT_ONE


def test_two_files_of_one_name_are_two() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(("a.yaml", b"one"), ("a.yaml", b"two"))

    assert refusal("a.zip", twice) == NOT_ONE


def test_a_zip_that_swells_is_refused_unopened() -> None:
    bomb = zipped(("a.yaml", b"#" * (64 << 20)))

    assert len(bomb) < 100_000
    assert refusal("a.zip", bomb) == TOO_LARGE


def test_a_zip_that_lies_about_its_size_is_opened_no_further_than_that() -> None:
    honest = zipped(("a.yaml", b"#" * (64 << 20)))
    size = (64 << 20).to_bytes(4, "little")
    liar = honest.replace(size, (10).to_bytes(4, "little"))
    assert liar != honest

    assert refusal("a.zip", liar) == NOT_A_ZIP


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_cannot_be_bounded_is_refused(how: int) -> None:
    assert refusal("a.zip", zipped(("a.yaml", b"#" * 1000), how=how)) == NOT_A_ZIP


def test_an_encrypted_zip_is_refused() -> None:
    plain = bytearray(zipped(("a.yaml", TEXT.encode())))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        plain[plain.index(signature) + flags] |= 1

    assert refusal("a.zip", bytes(plain)) == NOT_A_ZIP


@sweep("content", [b"", b"PK", TEXT.encode(), b"PK\x05\x06" + b"\xff" * 18])
def test_what_only_calls_itself_a_zip_is_refused(content: bytes) -> None:
    assert refusal("a.zip", content) == NOT_A_ZIP


@pytest.mark.parametrize("wrap", [lambda each: each, lambda each: zipped(("a.yaml", each))])
def test_only_so_much_text_is_read_and_only_utf_8(wrap: Callable[[bytes], bytes]) -> None:
    name = "a.yaml" if wrap(b"") == b"" else "a.zip"

    assert text_of(name, wrap(b"#" * MOST_BYTES)) == "#" * MOST_BYTES
    assert refusal(name, wrap(b"#" * (MOST_BYTES + 1))) == TOO_LARGE
    assert refusal(name, wrap(TEXT.encode("utf-16"))) == NOT_TEXT
    assert refusal(name, wrap("市".encode("gbk"))) == NOT_TEXT


_ZIP = packed("a.yaml", TEXT * 10)


@unhurried
@given(st.integers(0, len(_ZIP)), st.binary(max_size=8), st.integers(0, 16))
def test_a_damaged_zip_is_read_or_refused(place: int, put: bytes, cut: int) -> None:
    try:
        assert text_of("a.zip", _ZIP[:place] + put + _ZIP[place + cut :]) == TEXT * 10
    except FileUnusable as refused:
        assert refused.reason  # noqa: PT017 - either is right
