"""YAML with the line of every value, so that an error can name its place."""

from pathlib import Path
from typing import Any

import yaml

from config.errors import ConfigError, Problem

Lines = dict[tuple[str | int, ...], int]


def read_yaml(path: Path, shown: str) -> tuple[Any, Lines, list[Problem]]:
    """Read a file into plain values, the line of each field path, and the problems met (duplicate keys).

    Raises ConfigError where the file is missing, not UTF-8 or not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError([Problem(shown, 0, "", "没有这个文件", "一个 YAML 文件")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([Problem(shown, 0, "", f"无法读取（{error}）", "UTF-8 编码的 YAML 文件")]) from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigError([Problem(shown, line, "", f"不是 YAML（{error.problem}）", "正确缩进的 YAML")]) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError([Problem(shown, 0, "", f"不是 YAML（{error}）", "正确的 YAML")]) from None
    lines: Lines = {}
    problems: list[Problem] = []
    if node is not None:
        _walk(node, (), lines, problems, shown)
    return value, lines, problems


def _walk(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, problems: list[Problem], shown: str) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            name = str(key.value)
            lines[(*path, name)] = key.start_mark.line + 1
            if name in seen:
                field = dotted((*path, name))
                problems.append(Problem(shown, key.start_mark.line + 1, field, "重复的字段", "每个字段只写一次"))
            seen.add(name)
            _walk(child, (*path, name), lines, problems, shown)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(child, (*path, index), lines, problems, shown)


def line_of(lines: Lines, path: tuple[str | int, ...]) -> int:
    """The line of a field, or of the nearest field above it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def dotted(path: tuple[str | int, ...]) -> str:
    """A field path as people write it: `units[3].portal.home`."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
