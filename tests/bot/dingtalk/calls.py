"""The calls that tests make, and their names in the sandbox's log."""

from bot.dingtalk.http import Answer, DingTalk

TOKEN = "POST /v1.0/oauth2/accessToken"
LIST = "GET /v1.0/drive/spaces"
CREATE = "POST /v1.0/drive/spaces"
PERSON = "POST /topapi/v2/user/get"

HTML = "<html><body>denied</body></html>"


async def list_spaces(dingtalk: DingTalk, viewer: str, *, hurried: bool = False) -> Answer:
    """Read something from the new API family."""
    query = {"unionId": viewer, "spaceType": "org", "maxResults": 5}
    return await dingtalk.call("GET", "/v1.0/drive/spaces", query=query, hurried=hurried)


async def create_space(dingtalk: DingTalk, viewer: str) -> Answer:
    """Change something: make a space called Plans."""
    body = {"unionId": viewer, "name": "Plans"}
    return await dingtalk.call("POST", "/v1.0/drive/spaces", body=body, changes=True)


async def ask_person(dingtalk: DingTalk) -> Answer:
    """Read something from the old API family."""
    return await dingtalk.call("POST", "/topapi/v2/user/get", body={"userid": "staff01"})
