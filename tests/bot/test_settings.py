"""Settings, read from the environment."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings

NEEDED = {"SPACEKEEPER_CLIENT_ID": "app", "SPACEKEEPER_CLIENT_SECRET": "s3cret-value"}


def read(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in {**NEEDED, **variables}.items():
        monkeypatch.setenv(name, value)
    return Settings.model_validate({})


def wrong(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, str]:
    """What is said of each wrong setting."""
    with pytest.raises(ValidationError) as refused:
        read(monkeypatch, **variables)
    return {str(error["loc"][0]): error["msg"] for error in refused.value.errors()}


def test_two_variables_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)

    assert settings.client_id == "app"
    assert settings.client_secret.get_secret_value() == "s3cret-value"
    assert settings.data_dir == Path(".spacekeeper")


def test_the_secret_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)

    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"

    assert "s3cret-value" not in shown


def test_every_wrong_variable_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = wrong(
        monkeypatch,
        SPACEKEEPER_CLIENT_ID="",
        SPACEKEEPER_CLIENT_SECRET="",
        SPACEKEEPER_ADMINS="manager01, manager02",
        SPACEKEEPER_API_BASE="api.dingtalk.com",
        SPACEKEEPER_REDIS_URL="localhost:6379",
        SPACEKEEPER_TIME_ZONE="Asia/Nowhere",
        SPACEKEEPER_CARD_SURFACE="custom",
        SPACEKEEPER_LANGUAGE="fr",
        SPACEKEEPER_HOLD_SECONDS="-1",
        SPACEKEEPER_HEALTH_PORT="70000",
    )

    assert set(told) == {
        "client_id",
        "client_secret",
        "admins",
        "api_base",
        "redis_url",
        "time_zone",
        "card_template",
        "language",
        "hold_seconds",
        "health_port",
    }
    assert "JSON list" in told["admins"]


@pytest.mark.parametrize("zone", ["", "../etc/passwd", "Asia", "Asia/Nowhere"])
def test_a_time_zone_must_exist(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    assert set(wrong(monkeypatch, SPACEKEEPER_TIME_ZONE=zone)) == {"time_zone"}


@pytest.mark.parametrize("admins", ["{", "3", '"manager01"', "[1]"])
def test_admins_are_a_json_list_of_texts(monkeypatch: pytest.MonkeyPatch, admins: str) -> None:
    assert set(wrong(monkeypatch, SPACEKEEPER_ADMINS=admins)) == {"admins"}


def test_admins_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, SPACEKEEPER_ADMINS='["manager01", "m 2"]')

    assert settings.admins == {"manager01", "m 2"}


@pytest.mark.parametrize("url", ["redis://h", "rediss://h:1/2", "unix:///tmp/s.sock?db=1", ""])
def test_redis_is_named_by_its_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert read(monkeypatch, SPACEKEEPER_REDIS_URL=url).redis_url == url


def test_the_robot_is_the_app_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch).robot == "app"
    assert read(monkeypatch, SPACEKEEPER_ROBOT_CODE="ding2").robot == "ding2"


def test_the_old_family_follows_an_address_that_is_not_dingtalks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read(monkeypatch).old_base == "https://oapi.dingtalk.com"

    sandbox = read(monkeypatch, SPACEKEEPER_API_BASE="http://127.0.0.1:8800/")
    assert sandbox.old_base == sandbox.api_base == "http://127.0.0.1:8800"

    other = read(monkeypatch, SPACEKEEPER_OAPI_BASE="https://old.example/")
    assert other.old_base == "https://old.example"


def test_plain_http_is_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read(monkeypatch).is_sandbox
    assert read(monkeypatch, SPACEKEEPER_API_BASE="http://127.0.0.1:8800").is_sandbox


def test_settings_do_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)

    with pytest.raises(ValidationError):
        settings.client_id = "other"


def test_an_own_template_needs_no_card_surface(monkeypatch: pytest.MonkeyPatch) -> None:
    own = read(monkeypatch, SPACEKEEPER_CARD_SURFACE="custom", SPACEKEEPER_CARD_TEMPLATE="t.schema")

    assert own.card_template == "t.schema"


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
