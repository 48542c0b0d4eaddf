"""How the parts of an organisation are called in the other language: 财务 and *finance*.

Spaces are called after them, and people name them in whichever language they speak.
"""

from collections.abc import Iterator, Mapping
from typing import Final

_Called = tuple[tuple[str, ...], tuple[str, ...]]

_SAME: Final[tuple[_Called, ...]] = (
    (("财务", "会计", "财会"), ("finance", "finances", "financial", "accounting", "accounts")),
    (("市场", "营销"), ("marketing",)),
    (("设计", "美术"), ("design", "designs", "designer", "designers")),
    (("人力资源", "人力", "人事"), ("hr", "human resources", "people team", "personnel")),
    (("工程", "技术"), ("engineering", "engineers", "tech")),
    (("研发", "开发"), ("r&d", "research", "development", "rnd")),
    (("法务", "法律"), ("legal", "law")),
    (("销售",), ("sales",)),
    (("产品",), ("product", "products")),
    (("客户支持", "客服", "售后"), ("support", "customer support", "customer service")),
    (("客户",), ("customer", "customers", "client", "clients")),
    (("合同",), ("contract", "contracts")),
    (("文档", "文件"), ("docs", "documents", "documentation")),
    (("运营",), ("operations", "ops")),
    (("采购",), ("purchasing", "procurement")),
    (("培训",), ("training", "trainings")),
    (("新员工", "入职"), ("onboarding", "newcomers", "new hires", "new starters")),
    (("会议",), ("meeting", "meetings")),
    (("录像", "视频"), ("video", "videos", "recordings")),
    (("品牌",), ("brand", "branding")),
    (("档案", "归档"), ("archive", "archives")),
    (("备份",), ("backup", "backups")),
    (("审计",), ("audit", "auditing")),
    (("行政",), ("administration",)),
    (("数据",), ("data", "analytics")),
    (("质量", "质检"), ("quality", "qa")),
    (("物流", "仓储"), ("logistics", "warehouse")),
    (("项目",), ("project", "projects")),
)
"""What is called so in Chinese, and what in English."""


def _by_beginning() -> Mapping[str, list[_Called]]:
    found: dict[str, list[_Called]] = {}
    for row in _SAME:
        chinese, english = row
        for start in dict.fromkeys(
            [*(each[0] for each in chinese), *(each.split()[0] for each in english)]
        ):
            found.setdefault(start, []).append(row)
    return found


_BY_BEGINNING: Final = _by_beginning()
"""The same by the first character in Chinese and the first word in English: one sentence asks about
all names there are.
"""


def in_other_language(name: str) -> Iterator[str]:
    """Give the words by which the other language calls what a name begins with, or is said to be
    of; nothing for a name of no part that is known. In small letters.
    """
    said = name.casefold()
    words = said.split()
    beginning = said[:1] if said[:1] in _BY_BEGINNING else next(iter(words), "")
    for chinese, english in _BY_BEGINNING.get(beginning, ()):
        if said.startswith(chinese):
            yield from english
        elif any(" ".join(words[: each.count(" ") + 1]) == each for each in english):
            yield from chinese


def are_called_alike(said: str, name: str) -> bool:
    """Tell whether a name begins with what was said, in the other language."""
    words = name.casefold()
    return any(
        words == each or words.startswith(each if not each.isascii() else f"{each} ")
        for each in in_other_language(said)
    )
