"""What handlers of files may use."""

from dataclasses import dataclass

from bot.dingtalk.files import Files
from bot.files.app_spaces import AppSpaces
from bot.files.changes import FileChanges
from bot.files.deletions import LastDeletions
from bot.files.hidden import HiddenSpaces
from bot.files.reader import DentryReader
from bot.files.recycling import Recycling
from bot.files.reverting import Reverts
from bot.files.search import FileSearch
from bot.files.sending import Sending
from bot.files.transfers import Transfers
from bot.files.versions import Versions
from bot.files.walking import WalkCards
from bot.files.walks import Walks


@dataclass(frozen=True, slots=True)
class FileServices:
    """What reads, finds, changes, sends and stores files, each by its own docstring."""

    sent_files: Files
    dentries: DentryReader
    versions: Versions
    reverts: Reverts
    search: FileSearch
    hidden: HiddenSpaces
    file_changes: FileChanges
    walks: Walks
    walk_cards: WalkCards
    recycling: Recycling
    deletions: LastDeletions
    sending: Sending
    transfers: Transfers
    app_spaces: AppSpaces
