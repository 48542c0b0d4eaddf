"""Access tokens: both families give the same one while it lives."""

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal, OldRefusal, common
from sandbox.ids import Ids
from sandbox.world import World


class Tokens:
    """The token of the one app.

    Asking again within the lifetime gives the same token with its life renewed (page
    `obtain-the-access-token-of-an-internal-app`).
    """

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._ids = Ids(seed + 2)
        self._token = ""
        self._expires = 0

    def request_id(self) -> str:
        """An id for one answer: an upper-case UUID."""
        return self._ids.uuid().upper()

    def new_family(self, call: Call) -> Reply:
        """`POST /v1.0/oauth2/accessToken`."""
        body = call.json_object()
        if not self._known(body.get("appKey"), body.get("appSecret")):
            raise ApiRefusal(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
        lifetime = self._world.settings.token_seconds
        return Reply({"accessToken": self._renewed(), "expireIn": lifetime})

    def old_family(self, call: Call) -> Reply:
        """`GET /gettoken` (page `obtain-orgapp-token`)."""
        key, secret = call.query.get("appkey"), call.query.get("appsecret")
        if not key or not secret:
            raise OldRefusal(40035, "缺少参数 appkey or appsecret")
        if not self._known(key, secret):
            raise OldRefusal(40096, "不合法的appKey或appSecret")
        lifetime = self._world.settings.token_seconds
        return Reply(
            {
                "errcode": 0,
                "errmsg": "ok",
                "access_token": self._renewed(),
                "expires_in": lifetime,
            }
        )

    def check(self, call: Call) -> None:
        """Raise the family's refusal unless the call carries the token that lives."""
        if call.endpoint.family == "oapi":
            token = call.query.get("access_token", "")
        else:
            token = call.header("x-acs-dingtalk-access-token")
        if not token:
            raise common("no-token", call.endpoint)
        if token != self._token or self._world.now() >= self._expires:
            raise common("invalid-token", call.endpoint)

    def _known(self, key: object, secret: object) -> bool:
        return (key, secret) == (self._world.app.client_id, self._world.app.client_secret)

    def _renewed(self) -> str:
        now = self._world.now()
        if now >= self._expires:
            self._token = self._ids.hexadecimal(32)
        self._expires = now + self._world.settings.token_seconds * 1000
        return self._token
