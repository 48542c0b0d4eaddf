"""Files are found by a word, among those that whoever asks may see."""

from typing import Any

from tests.sandbox.files import Files
from tests.sandbox_server import Json

SEARCH = "/v2.0/storage/dentries/search"


async def page(files: Files, keyword: str, user: str = "manager02", **option: Any) -> Json:
    body = {"keyword": keyword, "option": option}
    return await files.got("POST", SEARCH, body, operatorId=files.api.users[user])


async def found(files: Files, keyword: str, user: str = "manager02", **option: Any) -> list[str]:
    return [item["name"] for item in (await page(files, keyword, user, **option))["items"]]


async def test_a_word_in_a_name_finds_it_whatever_its_case(files: Files) -> None:
    folder = await files.folder("Quarter")
    made = await files.make("QUARTERLY report.pdf", "staff01", parentId=folder["dentryId"], size=1)
    await files.make("other.pdf")
    assert sorted(await found(files, "quarter")) == ["QUARTERLY report.pdf", "Quarter"]
    (item,) = (await page(files, "quarterly"))["items"]
    assert item == {
        "dentryUuid": made["uuid"],
        "name": "QUARTERLY report.pdf",
        "creator": {"userId": "staff01", "name": "员工甲"},
        "modifier": {"userId": "staff01", "name": "员工甲"},
        "lastModifyTime": made["modifiedAt"],
        "path": {
            "path": "./Quarter/QUARTERLY report.pdf",
            "longPath": "Files/Quarter/QUARTERLY report.pdf",
            "url": f"https://alidocs.dingtalk.com/i/nodes/{made['uuid']}",
        },
    }


async def test_it_is_narrowed_by_space_person_time_and_kind(files: Files) -> None:
    first = await files.make("xyzzy 1.png")
    await files.sandbox.settings(clockOffsetMillis=60_000)
    second = await files.make("xyzzy 2.pdf", "staff01")
    other = await files.sandbox.make_space("Other", "staff02")
    await files.sandbox.make_file(other["spaceId"], "xyzzy 3.pdf", "staff02")
    assert await found(files, "xyzzy", spaceIds=[int(other["spaceId"])]) == ["xyzzy 3.pdf"]
    assert await found(files, "xyzzy", creatorIds=["staff01"]) == ["xyzzy 2.pdf"]
    late = {"startTime": second["createdAt"]}
    assert "xyzzy 1.png" not in await found(files, "xyzzy", createTimeRange=late)
    early = {"endTime": first["createdAt"]}
    assert await found(files, "xyzzy", createTimeRange=early) == ["xyzzy 1.png"]
    assert await found(files, "xyzzy", dentryCategories=["IMAGE"]) == ["xyzzy 1.png"]


async def test_nobody_finds_what_they_may_not_see(files: Files) -> None:
    await files.make("xyzzy")
    await files.sandbox.take(files.space, "ORG", files.api.corp)
    assert await found(files, "xyzzy", "staff01") == []
    assert await found(files, "xyzzy") == ["xyzzy"]


async def test_it_pages_to_the_end(files: Files) -> None:
    for number in range(5):
        await files.make(f"xyzzy {number}")
    names: list[str] = []
    option: Json = {"maxResults": 2}
    while True:
        answer = await page(files, "xyzzy", **option)
        names += [item["name"] for item in answer["items"]]
        if "nextToken" not in answer:
            break
        option["nextToken"] = answer["nextToken"]
    assert sorted(names) == [f"xyzzy {number}" for number in range(5)]


async def test_the_scope_of_the_search_is_switched_off_alone(files: Files) -> None:
    await files.sandbox.settings(searchScope=False)
    query = {"operatorId": files.api.users["manager02"]}
    response = await files.ask("POST", SEARCH, {"keyword": "x"}, **query)
    assert response.status_code == 403
    assert response.json()["accessdenieddetail"] == {"requiredScopes": ["Storage.Dentry.Search"]}
    assert (await files.ask("GET", "dentries", parentId="0")).status_code == 200
