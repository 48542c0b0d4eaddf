"""Times that are said without their half of the day."""

from bot.reading.at_work import of_working_hours
from tests.sweeping import sweep


@sweep(
    ("said", "meant"),
    [
        ("fridays at 5", "fridays at 5 pm"),
        ("every friday at 5:30", "every friday at 5:30 pm"),
        ("每周五5点", "每周五下午5点"),
        ("每周五五点半", "每周五下午五点半"),
        *(
            (said, said)
            for said in (
                *("fridays at 9", "fridays at 5 am", "fridays at 05:00", "fridays at 17:00"),
                *("每周五早上5点", "每周五下午5点", "每周五十五点", "每周五15点", "每周五9点"),
            )
        ),
    ],
)
def test_a_bare_hour_is_one_of_working_hours(said: str, meant: str) -> None:
    assert of_working_hours(said) == meant
