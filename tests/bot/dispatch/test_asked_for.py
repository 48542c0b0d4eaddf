"""What a question wants for whoever asks is told from what it only asks about."""

from bot.dispatch.asked_for import access_wanted, wants
from tests.sweeping import sweep


@sweep(
    ("said", "access"),
    [
        ("can I have edit access to 海报.psd", "海报.psd can edit"),
        ("could I get access to poster.psd?", "poster.psd"),
        ("I'd like view rights on plan.docx", "plan.docx can view"),
        ("could you give me permission to poster.psd", "poster.psd"),
        ("能不能给我海报.psd的编辑权限？", "海报.psd 可编辑"),
        ("我想要海报.psd的查看权限", "海报.psd 可查看"),
        ("我想看年会筹备，没权限，帮我申请一下", "年会筹备 可查看"),
        ("我要改海报.psd，但是没有编辑权限，麻烦申请一下", "海报.psd 可编辑"),
        ("我打不开海报.psd，能不能给我开个权限看一下", "海报.psd"),
        ("海报.psd我进不去，帮我申请下权限", "海报.psd"),
        ("我打不开电脑，能不能帮我看看", ""),
        ("我想看市场部还剩多少，没权限", ""),
        ("can Bob have edit access to poster.psd", ""),
        ("I do not need access to poster.psd", ""),
        ("我能编辑海报.psd吗", ""),
    ],
)
def test_access_for_oneself(said: str, access: str) -> None:
    assert access_wanted(said) == access


@sweep(
    ("said", "wanted"),
    [
        ("can I have a space called Overseas", True),
        ("能不能给我建一个空间", True),
        ("how do I ask for a space", False),
        ("我想知道怎么申请空间", False),
        ("can spaces be created here", False),
    ],
)
def test_a_wish(said: str, wanted: bool) -> None:  # noqa: FBT001 - a row of the table above
    assert wants(said) is wanted
