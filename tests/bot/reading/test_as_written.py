"""Names are taken as they are written, and what is plainly wished is no matter of weighing."""

from bot.access import Role
from bot.reading import Reader, Understood, Wish
from bot.routing import Routes
from handlers import ROUTERS
from tests.bot.reading.test_reader import Last, named
from tests.sweeping import sweep

READER = Reader(Routes(ROUTERS))
KNOWN = named("Engineering", "Finance", "市场部", "产品文档", "华东销售")


def read(text: str, last: Last | None = None) -> Understood:
    return READER.read(text, role=Role.ADMIN, group=False, names=KNOWN, topic=last)


def wish(text: str, words: str) -> Wish:
    return next(each for each in read(text).wishes if each.words == words)


@sweep(
    ("said", "words", "person", "place"),
    [
        (
            "Give staff02 access to slides-04.pptx in Engineering for 7 days",
            *("grant", "staff02", "Engineering/slides-04.pptx"),
        ),
        (
            "让员工甲下周能编辑Engineering里的 slides-04.pptx",
            *("grant", "员工甲", "Engineering/slides-04.pptx"),
        ),
        ("让员工乙能看市场部里的photo-08.docx", "grant", "员工乙", "市场部/photo-08.docx"),
        ("Take back 员工乙's access to 产品文档", "revoke", "员工乙", "产品文档"),
        ("give zhang_wei.2 edit rights on Finance", "grant", "zhang_wei.2", "Finance"),
    ],
)
def test_a_name_is_never_cut(said: str, words: str, person: str, place: str) -> None:
    raw = wish(said, words).raw

    assert (raw["person"], raw["place"]) == (person, place)


@sweep("said", ["让员工乙能看市场部里的photo-08.docx", "让员工乙能看市场部里photo-08.docx"])
def test_who_is_to_see_a_file_is_offered_no_deletion(said: str) -> None:
    assert not any("delete" in each.words for each in read(said).wishes)


@sweep(
    ("said", "name"),
    [
        ("给华东的同事建个新空间，叫华东销售", "华东销售"),
        ("麻烦帮我给法务的人建一个空间，就叫法务归档吧", "法务归档"),
        ("Make me a space called Q3 Launch with 20 GB", "Q3 Launch"),
        ("please create a space for us, called Q3 Launch", "Q3 Launch"),
    ],
)
def test_a_new_space_is_plainly_wished(said: str, name: str) -> None:
    found = read(said)

    assert (found.certainty, found.caution) == ("sure", "")
    assert found.wishes[0] == Wish("space create", {"name": name}, 1.0)


@sweep(
    "said",
    [
        "别给华东的同事建个新空间，叫华东销售",
        "如果给华东的同事建个新空间，叫华东销售呢",
        "make me a space called what",
        "create a space called Mars lol",
        "make me a space called Mars if you can",
    ],
)
def test_what_is_only_spoken_of_is_not_plainly_wished(said: str) -> None:
    found = read(said)

    assert found.caution or found.certainty != "sure" or found.wishes[0].words != "space create"


@sweep(
    ("said", "number"),
    [("同意第一个", "1"), ("批准第2个申请", "2"), ("approve the second one", "2")],
)
def test_a_request_of_the_list_is_approved_by_its_number(said: str, number: str) -> None:
    found = read(said, Last("requests", {}))

    assert found.wishes[0] == Wish("request approve", {"number": number}, 1.0)
