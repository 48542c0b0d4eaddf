"""Keeps jobs: their records and rows, changed by scripts alone.

A run that takes a job over finds it as the one before has left it; that one writes nothing more.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

from pydantic import TypeAdapter

from bot.budget.promised import promised_key
from bot.jobs.job import Did, Job, State
from bot.messages import Command, Conversation, Fence, Sender
from bot.scripts import ScriptPart
from bot.storage import Store
from bot.tagged_union import TaggedUnion

KEEP_SECONDS = 7 * 24 * 3600
EDITS = 30

_FIELDS = (
    "job",
    "begun",
    "state",
    "progress",
    "steps",
    "until",
    "why",
    "stopper",
    "failure",
    "owner",
    "tries",
    "shown",
)

_READ = f"return redis.call('HMGET', KEYS[1], {', '.join(repr(each) for each in _FIELDS)})"

_BEGIN = f"""
if redis.call('EXISTS', KEYS[1]) == 0 then
  local now = redis.call('TIME')
  local at = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
  redis.call('HSET', KEYS[1], 'job', ARGV[1], 'state', 'running', 'begun', at, 'painted', at,
    'edits', 0)
  redis.call('EXPIRE', KEYS[1], ARGV[2])
  redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[2])
end
{_READ}
"""

_TAKE = f"""
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'owner', ARGV[1]) end
{_READ}
"""

_LET_GO = """
if redis.call('HGET', KEYS[1], 'state') ~= 'running' then redis.call('HDEL', KEYS[2], KEYS[1]) end
"""
"""What ends a job lets go what was kept for it and not spent."""

_NOTE = f"""
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return false end
redis.call('HSET', KEYS[1], 'progress', ARGV[2], 'until', '', 'why', '', 'tries', 0)
redis.call('HINCRBY', KEYS[1], 'steps', 1)
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'state', ARGV[3]) end
for index = 5, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[index], ARGV[index + 1]) end
if #ARGV > 4 then redis.call('EXPIRE', KEYS[3], ARGV[4]) end
redis.call('EXPIRE', KEYS[1], ARGV[4])
{_LET_GO}
{_READ}
"""

_SET = f"""
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return false end
for index = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[index], ARGV[index + 1]) end
{_LET_GO}
{_READ}
"""

_STOP = f"""
if redis.call('HGET', KEYS[1], 'state') == 'running' then
  redis.call('HSETNX', KEYS[1], 'stopper', ARGV[1])
end
{_READ}
"""

_EDIT = """
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return -1 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local edits = tonumber(redis.call('HGET', KEYS[1], 'edits') or '0')
local painted = tonumber(redis.call('HGET', KEYS[1], 'painted') or '0')
local is_last = ARGV[4] == '1'
local rest = painted + tonumber(ARGV[2]) - now
if is_last and edits == 0 then rest = 0 end
if not is_last and edits >= tonumber(ARGV[3]) - 1 then return -1 end
if rest > 0 then return rest end
redis.call('HSET', KEYS[1], 'edits', edits + 1, 'painted', string.format('%.0f', now))
return 0
"""
"""Gives 0 where the card may be edited now, else after how many milliseconds, -1 for not at all.
The last edit is kept for the end."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What of a job stays as it is."""

    plan: dict[str, Any]
    asker: Sender
    conversation: Conversation
    language: str
    card: str
    apart: bool = False


_STORED = TypeAdapter(_Stored)


class JobLedger:
    """One Redis, shared by all replicas."""

    def __init__(self, store: Store, types: TaggedUnion, progress_seconds: float = 5) -> None:
        """A card is edited once in ``progress_seconds`` at most."""
        self._progress_millis = int(progress_seconds * 1000)
        self._store = store
        self._types = types
        self._take = store.script(_TAKE)
        self._note = store.script(_NOTE)
        self._set = store.script(_SET)
        self._stop = store.script(_STOP)
        self._edit = store.script(_EDIT)

    async def begin(
        self,
        command: Command,
        plan: object,
        promising: Callable[[str], ScriptPart],
        *,
        apart: bool = False,
    ) -> Job:
        """Write a job down, and do what keeps its calls by the key of its record; a turn that runs
        twice finds the same one, however far it is.
        """
        job_id = hashlib.sha256(command.key.encode()).hexdigest()[:16]
        stored = _Stored(
            self._types.dump(plan),
            command.sender,
            command.conversation,
            command.language,
            command.card,
            apart,
        )
        text = json.dumps(asdict(stored), ensure_ascii=False)
        keys = [self._key(job_id), self._last(command)]
        begin = ScriptPart(_BEGIN, keys, [text, KEEP_SECONDS, job_id])
        _, begun = await self._store.together(promising(keys[0]), begin)
        job = self._load(job_id, begun)
        if job is None:
            msg = "a job that was just begun cannot be read"
            raise LookupError(msg)
        return job

    async def last_of(self, command: Command) -> Job | None:
        """Give the job that somebody began last in this conversation; None for none."""
        job_id = await self._store.get(self._last(command))
        return await self.find(job_id) if job_id else None

    async def find(self, job_id: str) -> Job | None:
        """Give a job as it stands; None for one that is gone, or of another release."""
        stored = await self._store.redis.hmget(self._key(job_id), list(_FIELDS))
        return self._load(job_id, stored)

    async def take(self, job_id: str) -> Job | None:
        """Let this run work on a job; the run before writes nothing more."""
        owner = secrets.token_hex(8)
        return self._load(job_id, await self._take([self._key(job_id)], [owner]))

    async def note(self, job: Job, did: Did, state: State | Literal[""] = "") -> Job | None:
        """Write down what a step did; None where another run has taken over."""
        rows = [each for pair in did.rows.items() for each in pair]
        written = await self._note(
            [self._key(job.id), promised_key(self._store), self._rows(job.id)],
            [job.owner, json.dumps(dict(did.progress)), state, KEEP_SECONDS, *rows],
        )
        return self._load(job.id, written)

    async def end(
        self, job: Job, state: State, failure: Mapping[str, Any] | None = None
    ) -> Job | None:
        """End a job; None where another run has taken over."""
        return await self._put(job, state=state, failure=json.dumps(failure or {}), until="")

    async def wait(self, job: Job, until: int, why: str) -> Job | None:
        """Let it wait until a moment (milliseconds since 1970), since calls were refused."""
        return await self._put(job, until=until, why=why)

    async def tried(self, job: Job) -> Job | None:
        """Count a step that DingTalk did not answer."""
        return await self._put(job, tries=job.tries + 1)

    async def shown(self, job: Job) -> None:
        """Hear that the card shows how it ended."""
        await self._put(job, shown=1)

    async def stop(self, job_id: str, by: str) -> Job | None:
        """Tell a job to stop, by somebody's name; gives it as it stands."""
        return self._load(job_id, await self._stop([self._key(job_id)], [by or "?"]))

    async def may_edit(self, job: Job, *, last: bool) -> int:
        """Tell whether its card may be painted now, and count that: 0; else after how many
        milliseconds, -1 for not at all. The ``last`` edit is kept for the end.
        """
        asked = [job.owner, self._progress_millis, EDITS, int(last)]
        return int(await self._edit([self._key(job.id)], asked))

    async def rows(self, job_id: str) -> dict[str, str]:
        """Give what became of single things."""
        return cast("dict[str, str]", await self._store.redis.hgetall(self._rows(job_id)))

    def promise(self, job: Job) -> str:
        """Name what the calls are kept for that were agreed to."""
        return self._key(job.id)

    def fence(self, job: Job) -> Fence:
        """What a change of this run must find unbroken."""
        return Fence(self._key(job.id), job.owner, "owner")

    async def _put(self, job: Job, **fields: str | int) -> Job | None:
        pairs = [each for pair in fields.items() for each in pair]
        keys = [self._key(job.id), promised_key(self._store)]
        return self._load(job.id, await self._set(keys, [job.owner, *pairs]))

    def _load(self, job_id: str, found: list[Any] | None) -> Job | None:
        if not found:
            return None
        (text, begun, state, progress, steps, until, why, stopper, failure, owner, tries, shown) = (
            found
        )
        read = self._store.read(_STORED, text, self._key(job_id))
        plan = self._types.load(read.plan) if read else None
        if read is None or plan is None:
            return None
        return Job(
            job_id,
            plan,
            read.asker,
            read.conversation,
            read.language,
            read.card,
            int(begun),
            read.apart,
            cast("State", state),
            json.loads(progress or "{}"),
            int(steps or 0),
            int(until or 0),
            why or "",
            stopper or "",
            json.loads(failure or "{}"),
            owner or "",
            int(tries or 0),
            bool(shown),
        )

    def _key(self, job_id: str) -> str:
        return self._store.key("job", job_id)

    def _rows(self, job_id: str) -> str:
        return self._store.key("job-rows", job_id)

    def _last(self, command: Command) -> str:
        return self._store.key("job-last", command.conversation.id, command.sender.key)
