"""What handlers of rights may use."""

from dataclasses import dataclass

from bot.dingtalk.directory import Directory
from bot.files.roots import RootUuids
from bot.files.served import FileServices
from bot.rights.endings import Endings
from bot.rights.giving import Giving
from bot.rights.grants import Grants
from bot.rights.judging import Judging
from bot.rights.leavers import Leavers
from bot.rights.managed import ManagedPlaces
from bot.rights.orphans import Orphans
from bot.rights.permissions import Permissions
from bot.rights.who_lists import WhoLists


@dataclass(frozen=True, slots=True)
class RightsServices(FileServices):
    """What reads roles, and gives, changes and takes them, each by its own docstring."""

    permissions: Permissions
    giving: Giving
    grants: Grants
    endings: Endings
    judging: Judging
    directory: Directory
    roots: RootUuids
    leavers: Leavers
    orphans: Orphans
    managed: ManagedPlaces
    who_lists: WhoLists
