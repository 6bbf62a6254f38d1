"""The documents keep step with the program: every command, policy and criterion is named, and nothing that does not exist."""

import re
from pathlib import Path
from typing import Any

import typer
import yaml

from app.cli import app
from config.loader import BUILT_IN_RUBRICS
from config.monitor import Policies
from config.rubric import load_rubric

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "操作手册.md").read_text(encoding="utf-8")
METHOD = (ROOT / "docs" / "测量口径.md").read_text(encoding="utf-8")


def commands(group: Any, prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, command in group.commands.items():
        path = f"{prefix}{name}"
        if not hasattr(command, "commands"):
            found.add(path)
            continue
        found |= commands(command, f"{path} ") | ({path} if command.invoke_without_command else set())
    return found


def test_every_command_stands_in_the_guide_and_every_one_of_the_guide_exists() -> None:
    known = commands(typer.main.get_command(app))
    named = {
        match.strip()
        for match in re.findall(
            r"hongqiao (people token [a-z]+|(?:config|entries|links|orders|db|people|fleet) [a-z]+|pulse status|[a-z]+)",
            GUIDE,
        )
    }
    assert named == known


def test_every_policy_stands_in_the_method() -> None:
    missing = [name for name in Policies.model_fields if f"`{name}`" not in METHOD]
    assert missing == []
    defaults = Policies()
    for name, unit in (
        ("backdated_after_days", "天"),
        ("repair_days", "天"),
        ("stale_after_days", "天"),
        ("bulk_import_above", "条"),
        ("due_working_days", "天"),
    ):
        assert re.search(rf"{getattr(defaults, name)} {unit}[^\n]{{0,30}}（`{name}`）", METHOD), name


def test_the_method_names_the_rubric_and_its_measured_items() -> None:
    rubric = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")
    assert rubric.title in METHOD
    for word in (
        "网站信息更新数量",
        "信息公开更新数量",
        "为主站克隆有效信息",
        "无效链接",
        "空栏目",
        "动态栏目",
        "网上办事",
        "20 个工作日",
    ):
        assert word in METHOD


def test_no_file_of_the_project_names_a_machine_or_a_package_host() -> None:
    paths = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in (".py", ".md", ".toml", ".yaml", ".txt")
        and ".venv" not in path.parts
        and not {"var", "node_modules"} & set(path.parts)
    ]
    assert len(paths) > 100
    words = re.compile("index" + "-url|" + "/ro" + "ot/|/wo" + "rk/")
    assert [str(path.relative_to(ROOT)) for path in paths if words.search(path.read_text(encoding="utf-8"))] == []


def test_the_deployment_files_are_readable_and_run_as_nobody_special() -> None:
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    assert {"monitor", "pages", "postgres"} == set(compose["services"])
    assert compose["services"]["postgres"]["profiles"] == ["postgres"]
    docker = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    unit = (ROOT / "deploy" / "hongqiao.service").read_text(encoding="utf-8")
    assert "USER hongqiao" in docker and "User=hongqiao" in unit and "NoNewPrivileges=yes" in unit
    known = commands(typer.main.get_command(app))
    for text in (docker, unit, (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")):
        for match in re.findall(r"hongqiao\"?,? ?\"?(schedule|serve|nightly)", text):
            assert match in known
