"""YAML read once, with libyaml where it is there, and the line of any value when an error has to name its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from config.errors import ConfigError, Problem
from config.secrecy import step_shown
from config.system_errors import system_text

Steps = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's loader reads 800 units in a sixth of the time; a PyYAML built without it reads the same."""


_SAID = (
    ("cannot start any token", "这里不能有这个字符：缩进只用空格，不用制表符；以 @、%、` 开头的内容加引号"),
    ("could not find expected ':'", "这一行或上一行缺少冒号：用半角冒号，后面空一格"),
    (
        "mapping values are not allowed",
        "这里多了一个冒号，或者上一行的冒号是全角、缩进不齐：冒号用半角，含有冒号的内容加引号",
    ),
    ("did not find expected", "缩进不齐，或者引号、括号没有配对"),
    ("unexpected end of stream", "引号或括号没有配对"),
    ("control characters", "含有不能使用的控制字符"),
    ("special characters", "含有不能使用的控制字符"),
    ("undefined alias", "以 * 开头的内容请加引号"),
    ("recursion", "嵌套过深"),
)
"""What the parser says, by words of it, and what helps."""


def _said(problem: str) -> str:
    return next((said for words, said in _SAID if words in problem), "缩进、冒号、引号或括号不对")


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the values of a file stand; None for a file that could not be read."""

    root: yaml.Node | None = None

    def of(self, path: Steps) -> int:
        """The line of a field, or of the nearest field above it."""
        node, line = self.root, 1 if self.root is None else self.root.start_mark.line + 1
        for step in path:
            found = _below(node, step)
            if found is None:
                return line
            line, node = found
        return line


def _below(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """The line and the node of one step down: a field's line is that of its name."""
    if isinstance(node, yaml.MappingNode):
        keys = [(key, child) for key, child in node.value if str(key.value) == str(step)]
        return (keys[-1][0].start_mark.line + 1, keys[-1][1]) if keys else None
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line + 1, child
    return None


def read_yaml(path: Path, shown: str) -> tuple[Any, Lines, list[Problem]]:
    """Read a file into plain values, the lines of its fields, and the problems met (duplicate keys).

    Raises ConfigError where the file is missing, not UTF-8 or not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError([Problem(shown, 0, "", "没有这个文件", f"一个 YAML 文件（{_new(shown)}）")]) from None
    except UnicodeDecodeError:
        raise ConfigError([Problem(shown, 0, "", "不是 UTF-8 编码的文字", "UTF-8 编码的 YAML 文件")]) from None
    except OSError as error:
        raise ConfigError(
            [Problem(shown, 0, "", f"无法读取（{system_text(error)}）", "可以读取的 YAML 文件")]
        ) from None
    loader, node = None, None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigError(
            [Problem(shown, line, "", f"不是 YAML（{_said(error.problem or '')}）", "正确缩进的 YAML")]
        ) from None
    except ValueError:
        raise ConfigError(
            [
                Problem(
                    shown,
                    _unreal(node),
                    "",
                    "有写得不对的日期或数",
                    "真实的日期；不是日期的请加引号",
                )
            ]
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError([Problem(shown, 0, "", f"不是 YAML（{_said(str(error))}）", "正确的 YAML")]) from None
    finally:
        if loader is not None:
            loader.dispose()
    problems = [] if node is None else [_repeated(shown, *found) for found in _duplicates(node)]
    return value, Lines(node), problems


def _new(name: str) -> str:
    """Where a file comes from that is not there: those of one district are written by a command."""
    is_own = name.rpartition("/")[2] in ("monitor.yaml", "sites.yaml", "units.yaml")
    return "新建用 hongqiao init" if is_own else "写法见 docs/多区县.md，用 --config 写明它的路径"


def _unreal(root: yaml.Node | None) -> int:
    """The line of the first value that looks like a day or a number and is none; 0 where none is found."""
    waiting, seen, lines = [root] if root else [], set[int](), list[int]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            try:
                yaml.SafeLoader("").construct_object(node)
            except ValueError:
                lines.append(node.start_mark.line + 1)
        elif id(node) not in seen:
            seen.add(id(node))
            below = (
                node.value if isinstance(node, yaml.SequenceNode) else [item for pair in node.value for item in pair]
            )
            waiting += below
    return min(lines, default=0)


def _repeated(shown: str, path: Steps, line: int) -> Problem:
    return Problem(shown, line, dotted(path), "重复的字段", "每个字段只写一次")


def _duplicates(root: yaml.Node) -> Iterator[tuple[Steps, int]]:
    """Every field that stands twice in one mapping, with its line; what an alias names again is looked at once."""
    seen: set[int] = set()
    waiting: list[tuple[Steps, yaml.Node]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        if id(node) in seen or isinstance(node, yaml.ScalarNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += [((*path, index), child) for index, child in enumerate(node.value)]
            continue
        names: set[str] = set()
        for key, child in node.value:
            name = str(key.value)
            if name in names:
                yield (*path, name), key.start_mark.line + 1
            names.add(name)
            if not isinstance(child, yaml.ScalarNode):
                waiting.append(((*path, name), child))


def line_of(lines: Lines, path: Steps) -> int:
    """The line of a field, or of the nearest field above it."""
    return lines.of(path)


def dotted(path: Steps) -> str:
    """A field path as people write it: `units[3].portal.home`."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step_shown(step)}" if text else step_shown(step)
    return text
