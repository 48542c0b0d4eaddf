"""Puts together what reads and changes files."""

from dataclasses import dataclass

from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.dingtalk.storage_bytes import StorageBytes
from bot.files.app_spaces import AppSpaces
from bot.files.bringing import Bringing, Save
from bot.files.change_calls import ChangeCalls
from bot.files.changes import FileChanges
from bot.files.deletions import LastDeletions
from bot.files.file_tasks import FileTasks
from bot.files.hidden import HiddenSpaces
from bot.files.listing import FolderListings
from bot.files.looking import Looks
from bot.files.reader import DentryReader
from bot.files.recycling import Recycling
from bot.files.reverting import Reverts
from bot.files.roots import Notebook, RootUuids
from bot.files.search import FileSearch
from bot.files.sending import Sending
from bot.files.sent_copies import SentCopies
from bot.files.storing import Storing
from bot.files.traces import Tracing
from bot.files.transfer import UploadLimits
from bot.files.transfer_store import TransferStore
from bot.files.transfers import TransferProgress, Transfers
from bot.files.upload_calls import UploadCalls
from bot.files.versions import Versions
from bot.journal import Journal
from bot.people import People
from bot.quota.clearings import Clearings


@dataclass(frozen=True, slots=True)
class Filing:
    """What services give handlers of files."""

    dentries: DentryReader
    versions: Versions
    reverts: Reverts
    search: FileSearch
    hidden: HiddenSpaces
    changes: FileChanges
    recycling: Recycling
    deletions: LastDeletions
    sending: Sending
    transfers: Transfers
    app_spaces: AppSpaces
    roots: RootUuids


def filing_of(resources: Resources, shared: Shared, people: People) -> Filing:
    store, dingtalk = resources.store, resources.dingtalk
    dentries = DentryReader(dingtalk, FolderListings(store), resources.now, people.names)
    reverts = Reverts(
        dingtalk,
        dentries,
        Journal(store),
        shared.audit,
        uncertain_seconds=resources.settings.uncertain_seconds,
        now=store.now,
    )
    recycling = Recycling(dingtalk, store, shared.organisation.corp_id)
    hidden = HiddenSpaces(dingtalk, store)
    transfers, roots = _transfers_of(resources, shared, dentries)
    return Filing(
        dentries,
        Versions(dingtalk, store),
        reverts,
        FileSearch(dingtalk, store, dentries, resources.now),
        hidden,
        _changes_of(resources, shared, dentries, recycling),
        recycling,
        LastDeletions(store),
        Sending(
            dingtalk,
            Journal(store),
            shared.audit,
            SentCopies(
                hidden,
                dentries,
                now=store.now,
                uncertain_seconds=resources.settings.uncertain_seconds,
            ),
        ),
        transfers,
        AppSpaces(
            dingtalk,
            store,
            Journal(store),
            shared.audit,
            hidden=hidden,
            corp_id=shared.organisation.corp_id,
        ),
        roots,
    )


def _changes_of(
    resources: Resources, shared: Shared, reader: DentryReader, recycling: Recycling
) -> FileChanges:
    settings, store, dingtalk = resources.settings, resources.store, resources.dingtalk
    return FileChanges(
        reader,
        Journal(store),
        shared.audit,
        calls=ChangeCalls(dingtalk),
        tracing=Tracing(reader, recycling),
        tasks=FileTasks(dingtalk, settings.task_look_seconds),
        clearings=Clearings(store),
        uncertain_seconds=settings.uncertain_seconds,
        recheck_seconds=settings.recheck_seconds,
        now=store.now,
    )


def _transfers_of(
    resources: Resources, shared: Shared, dentries: DentryReader
) -> tuple[Transfers, RootUuids]:
    settings, store = resources.settings, resources.store
    kept, calls = TransferStore(store), UploadCalls(resources.dingtalk, settings.client_id)
    roots = RootUuids(calls.root_uuid, Notebook(kept.remembered, kept.remember))
    storage = StorageBytes(resources.outside, settings.api_base, settings.storage_hosts)

    looks = Looks(calls, dentries, clock=store.now, uncertain_seconds=settings.uncertain_seconds)

    limits = UploadLimits(
        most=settings.upload_most_bytes,
        single=settings.upload_single_bytes,
        part=settings.upload_part_bytes,
        at_once=settings.uploads_at_once,
        edit_millis=int(settings.progress_seconds * 1000),
    )

    def storing(save: Save, progress: TransferProgress) -> Storing:
        return Storing(
            calls,
            dentries,
            Bringing(calls, storage, save=save, seen=progress.seen, limits=limits),
            roots,
            save=save,
            looks=looks,
            clock=store.now,
        )

    transfers = Transfers(
        kept,
        resources.tasks,
        shared.delivery,
        shared.types,
        shared.audit,
        storing=storing,
        group_space=calls.group_space,
        clock=store.now,
        passed=resources.now,
        limits=limits,
    )
    return transfers, roots
