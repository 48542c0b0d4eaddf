"""Whether so much fits is a question about a space, and no wish for a limit."""

from bot.reading.cutting import parts_of
from bot.reading.fitting import fits_asked
from bot.reading.names import NameIndex
from bot.reading.said import Said
from tests.sweeping import sweep

INDEX = NameIndex(["市场部", "Finance"])


@sweep(
    ("said", "space"),
    [
        ("I want to put about 2 GB into Finance tomorrow, will that fit?", "Finance"),
        ("is there room for 2 GB in Finance", "Finance"),
        ("我有3个G的视频要传到市场部，装得下不", "市场部"),
        ("市场部5个G够不够", "市场部"),
        ("Finance needs 5 GB more", ""),
        ("给市场部申请5个G，够放展会的照片", ""),
        ("市场部快不够用了，再来10个G", ""),
        ("市场部不够放了，要10个G", ""),
        ("will Finance fit", ""),
    ],
)
def test_a_size_that_is_to_fit_is_asked_of_one_space(said: str, space: str) -> None:
    asked = Said(said)
    wish = fits_asked(asked, parts_of(asked, INDEX), None)

    assert (wish.raw["space"] if wish else "") == space
