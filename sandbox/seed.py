"""The organisation that is there at the start: the same for the same seed, but for times."""

from typing import Literal

from sandbox.ids import Ids
from sandbox.people import GROUP, ROOT_DEPARTMENT, SINGLE, Conversation, Department, User
from sandbox.spaces import UNLIMITED, Space
from sandbox.storage.seeding import SeedFile
from sandbox.world import Organisation

KB, MB, GB = 1 << 10, 1 << 20, 1 << 30
DAY_MILLIS = 86_400_000
FOUNDED = 1_740_787_200_000
"""2025-03-01T00:00:00Z, when the first space was made."""

MARKETING, BRAND, DESIGN, ENGINEERING = 101, 102, 103, 104
_PEOPLE = (
    ("manager01", "管理员甲", True, (ROOT_DEPARTMENT,)),
    ("manager02", "管理员乙", True, (ENGINEERING,)),
    ("staff01", "员工甲", False, (BRAND,)),
    ("staff02", "员工乙", False, (DESIGN, ENGINEERING)),
)
_DEPARTMENTS = (
    Department(ROOT_DEPARTMENT, "示例公司", None),
    Department(MARKETING, "市场部", ROOT_DEPARTMENT, ("manager01",)),
    Department(BRAND, "品牌组", MARKETING),
    Department(DESIGN, "设计部", ROOT_DEPARTMENT),
    Department(ENGINEERING, "Engineering", ROOT_DEPARTMENT, ("manager02",)),
)
_OUTSIDER = ("guest01", "外部联系人")
_GROUPS = (
    ("市场部项目群", ("manager01", "manager02", "staff01", "staff02", "guest01")),
    ("Design Review 设计评审", ("manager01", "staff01", "staff02")),
)
# name, quota in bytes, bytes used, number of files, owner
_SPACES = (
    ("全员文件夹", UNLIMITED, 3 * GB + 217 * MB, 9, "manager01"),
    ("市场部", 10 * GB, 9 * GB + 686 * MB, 14, "staff01"),
    ("设计资料", 20 * GB, 18 * GB + 402 * MB, 22, "staff02"),
    ("Finance", 5 * GB, 3 * GB + 779 * MB, 11, "manager01"),
    ("产品文档", UNLIMITED, 7 * GB + 91 * MB, 18, "manager02"),
    ("Engineering", 50 * GB, 12 * GB + 530 * MB, 25, "manager02"),
    ("人力资源", 2 * GB, 412 * MB, 6, "manager01"),
    ("销售合同", 8 * GB, 8 * GB, 12, "staff01"),
    ("Marketing Archive 2024", UNLIMITED, 15 * GB + 4 * MB, 30, "staff01"),
    ("客户支持", 4 * GB, 2 * GB + 51 * MB, 8, "staff02"),
    ("Legal 法务", 1 * GB, 0, 0, "manager02"),
    ("会议录像", UNLIMITED, 640 * MB, 3, "staff02"),
    ("新员工入职", 512 * MB, 37 * MB, 5, "manager01"),
)
_FILE_NAMES = ("方案", "report", "合同", "slides", "纪要", "design", "数据", "photo")
_EXTENSIONS = ("docx", "pdf", "xlsx", "pptx", "png", "mp4", "zip")


def organisation(
    seed: int = 1, spaces: int | None = None, files: int | None = None
) -> Organisation:
    """Make the organisation.

    `spaces` asks for that many spaces instead of the usual dozen, `files` for that many files in
    each of them.
    """
    ids = Ids(seed)
    org = Organisation(corp_id=f"ding{ids.hexadecimal(16)}", ids=ids)
    org.departments = {each.dept_id: each for each in _DEPARTMENTS}
    for user_id, name, is_admin, departments in _PEOPLE:
        org.users[user_id] = User(
            user_id, ids.union_id(), name, is_admin, ids.encrypted_id(), departments
        )
    user_id, name = _OUTSIDER
    org.users[user_id] = User(user_id, None, name, is_admin=False, encrypted_id=ids.encrypted_id())
    for title, members in _GROUPS:
        add_conversation(org, GROUP, title, list(members)).cool_app = title != _GROUPS[0][0]
    for user in list(org.users.values()):
        add_conversation(org, SINGLE, user.name, [user.user_id])
    _add_spaces(org, len(_SPACES) if spaces is None else spaces, files)
    return org


def add_conversation(
    org: Organisation, kind: Literal["1", "2"], title: str, members: list[str]
) -> Conversation:
    """Open a group, or the chat of `members`' only person with the bot."""
    person = members[0] if kind == SINGLE else None
    conversation = Conversation(org.ids.conversation_id(), kind, title, members, person)
    org.conversations[conversation.conversation_id] = conversation
    return conversation


def _add_spaces(org: Organisation, count: int, files: int | None) -> None:
    for place in range(count):
        name, quota, used, usual_files, owner = _SPACES[place % len(_SPACES)]
        if place >= len(_SPACES):
            name = f"{name} {place // len(_SPACES) + 1}"
        made = FOUNDED + place % 365 * DAY_MILLIS // 2
        space = Space(
            space_id=org.new_space_id(),
            name=name,
            owner=org.users[owner].union_id or "",
            quota=quota,
            created=made,
            modified=made + 3 * DAY_MILLIS,
            seeds=_files(org.ids, used, usual_files if files is None else files),
            built_in=place == 0,
        )
        org.spaces.add(space)


def _files(ids: Ids, used: int, count: int) -> list[SeedFile]:
    """`count` files of uneven size that add up to `used` bytes."""
    sizes = [used * (place + 1) // (count * (count + 1) // 2) for place in range(count)]
    if sizes:
        sizes[-1] += used - sum(sizes)
    return [_file(ids, place, size) for place, size in enumerate(sizes)]


def _file(ids: Ids, place: int, size: int) -> SeedFile:
    name = _FILE_NAMES[place % len(_FILE_NAMES)]
    extension = _EXTENSIONS[place % len(_EXTENSIONS)]
    return SeedFile(ids.decimal(11), f"{name}-{place + 1:02}.{extension}", size)
