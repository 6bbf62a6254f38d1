"""Decisions are written in one room: whoever else wants one asks there."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WRITERS = {"decisions": {"write", "withdraw"}, "months": {"close", "reopen"}}
NOTIFIER = "app/telling/notify.py"
"""It keeps in the same table which messages were sent: no decision."""


def written(path: Path) -> list[str]:
    """Calls in a module that write decisions or close months."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute)
        and node.func.attr in WRITERS.get(node.func.value.attr, ())
    ]


def test_only_the_room_of_decisions_writes_them() -> None:
    found = [line for path in sorted((ROOT / "app").rglob("*.py")) for line in written(path)]
    assert [line for line in found if not line.startswith(("app/decisions/", NOTIFIER))] == []
