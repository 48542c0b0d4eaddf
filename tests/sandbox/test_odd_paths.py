"""Whatever stands in a path, the sandbox answers with a refusal and does not break."""

import re

import pytest
from starlette.routing import Route

from sandbox.app import build_app
from tests.sandbox_server import SandboxHandle

ODD = ("%00", "..%2F..%2Fapp.py", "%2F", "%FF", "%ED%A0%80", "%F0%9F%98%80", "-1", "x" * 5000)
SANDBOX = build_app()
CONTROL = {
    (method, route.path)
    for route in SANDBOX.app.routes
    if isinstance(route, Route)
    for method in route.methods or ()
    if "{" in route.path
}
SERVED = {(method, path) for method, _, path in (api.partition(" ") for api in SANDBOX.served)}
PATHS = sorted(CONTROL | {each for each in SERVED if "{" in each[1]})


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:8])
async def test_an_odd_part_of_a_path_is_refused(sandbox: SandboxHandle, odd: str) -> None:
    answers = {
        (method, path): await sandbox.client.request(method, re.sub(r"{[^}]*}", odd, path), json={})
        for method, path in PATHS
    }

    assert len(answers) > 15
    assert {each: a.status_code for each, a in answers.items() if a.status_code >= 500} == {}
