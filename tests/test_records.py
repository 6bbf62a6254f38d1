"""Records of more than five fields are made by keyword: whoever reads the call sees what each value is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("app", "checks", "config", "crawler", "db", "demo", "reports", "scoring")
MOST = 5
"""Positional values of a call; ARCHITECTURE names the number."""
FILES = {
    path: ast.parse(path.read_text(encoding="utf-8")) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))
}


def records() -> set[str]:
    """Names of the project's dataclasses."""
    return {
        node.name
        for tree in FILES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(item) for item in node.decorator_list)
    }


def long_calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """Calls that make a record of too many positional values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > MOST:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                yield node


@pytest.mark.parametrize("room", ROOMS)
def test_records_of_many_fields_are_made_by_keyword(room: str) -> None:
    names = records()
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in FILES.items()
        if path.relative_to(ROOT).parts[0] == room
        for node in long_calls(tree, names)
    ]
    assert found == []
