"""What is wrong with a variable is said in a sentence that whoever set it understands."""

import pytest
from pydantic import ValidationError

from bot.settings import Settings
from bot.variables import KNOWN, problems, unknown

NEEDED = {"SPACEKEEPER_CLIENT_ID": "app", "SPACEKEEPER_CLIENT_SECRET": "secret"}


def told(monkeypatch: pytest.MonkeyPatch, **variables: str) -> list[str]:
    for name, value in {**NEEDED, **variables}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as wrong:
        Settings.model_validate({})
    return problems(wrong.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CLIENT_ID", "", "it is needed and empty"),
        ("CLIENT_SECRET", "", "it is needed and empty"),
        ("ADMINS", "manager01", 'it is no JSON list of userIds, such as ["manager01"]'),
        ("ADMINS", "3", "it is no list"),
        ("ADMINS", "[3]", "it holds something that is no text in quotes"),
        ("API_BASE", "api", "it is no address, such as https://api.dingtalk.com"),
        ("LANGUAGE", "fr", "it has to be 'zh' or 'en'"),
        ("HEALTH_PORT", "many", "it is no whole number"),
        ("HEALTH_PORT", "1.5", "it is no whole number"),
        ("HEALTH_PORT", "70000", "it has to be 65535 or less"),
        ("HOLD_SECONDS", "soon", "it is no number"),
        ("HOLD_SECONDS", "-1", "it has to be 0 or more"),
        ("CARD_DAYS", "0", "it has to be more than 0"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    assert told(monkeypatch, **{f"SPACEKEEPER_{name}": value}) == [f"SPACEKEEPER_{name}: {said}"]


@pytest.mark.parametrize("value", ["", "x", "-1", "1e999", "nan", "[3]", "9" * 99])
def test_no_setting_is_told_in_the_words_of_a_library(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    for name, text in NEEDED.items():
        monkeypatch.setenv(name, text)
    for name in KNOWN:
        with monkeypatch.context() as alone:
            alone.setenv(name, value)
            try:
                Settings.model_validate({})
            except ValidationError as wrong:
                [said] = problems(wrong)
                assert said.startswith(f"{name}: it ")
                assert not {"Value error", "Input", "should", "cannot be read"} & set(said.split())
                assert "Value error" not in said


def test_a_variable_that_is_no_setting_is_named_with_the_nearest() -> None:
    names = ["SPACEKEEPER_LANGAUGE", "spacekeeper_admin", "SPACEKEEPER_COLOUR", "PATH", *KNOWN]

    assert list(unknown(names)) == [
        ("SPACEKEEPER_COLOUR", ""),
        ("SPACEKEEPER_LANGAUGE", "SPACEKEEPER_LANGUAGE"),
        ("spacekeeper_admin", "SPACEKEEPER_ADMINS"),
    ]
