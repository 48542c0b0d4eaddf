"""Which files' changes the app asked to be told of (stream events `storage_dentry_*`)."""

from sandbox.call import Call, Reply
from sandbox.drive import Drive
from sandbox.errors import ApiRefusal
from sandbox.people import User
from sandbox.world import FileScope, World

ORG, SPACE = "ORG", "SPACE"


class FileEvents:
    """Subscribes to the files of one space or of the whole organisation."""

    def __init__(self, world: World, drive: Drive) -> None:
        self._world = world
        self._drive = drive

    def subscribe(self, call: Call) -> Reply:
        """`POST /v1.0/storage/events/subscribe` (page `subscribe-to-file-change-events`)."""
        scope = self._scope(call)
        if scope not in self._world.org.file_scopes:
            self._world.org.file_scopes.append(scope)
        return Reply({"success": True})

    def unsubscribe(self, call: Call) -> Reply:
        """`POST /v1.0/storage/events/unsubscribe`; what was not subscribed to is no mistake."""
        scope = self._scope(call)
        if scope in self._world.org.file_scopes:
            self._world.org.file_scopes.remove(scope)
        return Reply({"success": True})

    def _scope(self, call: Call) -> FileScope:
        """What a call names, with the rights of the user it acts as checked."""
        body = call.json_object()
        user = self._actor(call)
        kind, scope_id = body.get("scope"), body.get("scopeId")
        if kind not in (ORG, SPACE):
            raise _refused("paramError.scope")
        scope = FileScope(kind, scope_id if isinstance(scope_id, str) else "")
        if not self._known(scope):
            raise _refused("paramError.scopeId")
        if scope.kind == ORG:
            self._drive.require_manager(user, _denied())
        return scope

    def _actor(self, call: Call) -> User:
        union_id = call.query.get("unionId", "")
        if not union_id:
            raise _refused("paramError")
        user = self._world.org.user_by_union_id(union_id)
        if user is None:
            raise _denied()
        return user

    def _known(self, scope: FileScope) -> bool:
        org = self._world.org
        if scope.kind == ORG:
            return scope.scope_id == org.corp_id
        # A space that is gone since then can still be given up.
        return scope in org.file_scopes or scope.scope_id in org.spaces


def _refused(code: str) -> ApiRefusal:
    return ApiRefusal(400, code, code)


def _denied() -> ApiRefusal:
    return ApiRefusal(403, "permissionDenied", "permissionDenied")
