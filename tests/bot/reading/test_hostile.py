"""Whatever is typed, and whatever spaces are called, a sentence is read without an error."""

from hypothesis import given
from hypothesis import strategies as st

from bot.access import Role
from tests.bot.reading.test_reader import READER, ROUTES, named

PIECES = st.sampled_from(
    [
        *("删除", "delete", "市场部", "别", "if", "昨天", "500", "GB", "九成", "第三个", "#3", "page 2", "%", '"', "'"),
        *("mon 9am", "到", "22:00", "every", "alert", "提醒", "\u202e", "\x00", "\ue000", "~", "[", "{space}", "e\u0301", "٣"),
        *("千万亿", "十百", "半半", "第", "成", "to to to", "一" * 30, "1" * 40, "👩‍👩‍👧", "…", "@", "/"),
    ]
)  # fmt: skip
SENTENCES = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
)
NAMES = st.lists(st.one_of(st.text(min_size=1, max_size=12), PIECES), max_size=6)


@given(
    said=SENTENCES,
    names=NAMES,
    role=st.sampled_from([Role.MEMBER, Role.ADMIN]),
    group=st.booleans(),
)
def test_no_sentence_is_an_error(said: str, names: list[str], role: Role, *, group: bool) -> None:
    found = READER.read(said, role=role, group=group, names=named(*names))

    assert len(found.wishes) <= 4
    for wish in found.wishes:
        route = ROUTES.named(wish.words)
        assert route is not None
        assert wish.raw.keys() <= {part.name for part in route.takes}
        assert 0 <= wish.score <= 1


def test_a_sentence_of_a_hundred_kilobytes_is_cut() -> None:
    pieces = ("delete Finance ", "删除", "9成", "every mon 9am ", "'", "十")
    for piece in (*pieces, "找", "把", "原来的", "合同，", "to ", "and ", "不", "谁"):
        found = READER.read(
            piece * (100_000 // len(piece)), role=Role.ADMIN, group=True, names=named("Finance")
        )

        assert len(found.wishes) <= 4
