"""Reads a configuration folder and reports every wrong place at once, in Chinese."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from pydantic import BaseModel, ValidationError

from config.errors import ConfigError, Problem
from config.monitor import Monitor
from config.rubric import Rubric, load_rubric
from config.schema import Site, Sites, Unit, Units
from config.secrecy import HIDDEN, shown
from config.settings import Configuration, resolve_section
from config.surroundings import surrounding_problems
from config.templates import JSON, Template, built_in
from config.word_lists import WordList, WordLists
from config.yaml_lines import Lines, dotted, line_of, read_yaml

WORDS = "words.yaml"
BUILT_IN_RUBRICS = Path(__file__).parent / "rubrics"
ModelType = TypeVar("ModelType", bound=BaseModel)

_EXPECTED = {
    "missing": "必填内容",
    "extra_forbidden": "已知的字段名（请检查拼写）",
    "string_type": "文字（数字和时间请加引号）",
    "string_too_short": "非空文字",
    "int_type": "整数",
    "int_parsing": "整数",
    "int_from_float": "整数",
    "float_type": "数字",
    "float_parsing": "数字",
    "bool_type": "true 或 false",
    "bool_parsing": "true 或 false",
    "list_type": "列表",
    "tuple_type": "列表",
    "dict_type": "“字段: 值”的结构",
    "model_type": "“字段: 值”的结构",
    "model_attributes_type": "“字段: 值”的结构",
    "too_short": "至少一项",
}


def load_configuration(folder: Path) -> Configuration:
    """Load and check a configuration folder.

    Raises ConfigError with all problems found, each with file, line, field, what was found and what was expected.
    """
    if not folder.is_dir():
        found = "不是文件夹" if folder.exists() else "没有这个文件夹"
        wanted = "放有 monitor.yaml、sites.yaml、units.yaml 的文件夹（新建用 hongqiao init）"
        if folder.is_file():
            wanted += "；是 fleet.yaml 的，另加 --district 区县"
        raise ConfigError(
            [
                Problem(
                    str(folder),
                    0,
                    "",
                    found,
                    wanted,
                )
            ]
        )
    problems: list[Problem] = []
    monitor, monitor_lines = load_file(folder, "monitor.yaml", Monitor, problems)
    sites, site_lines = load_file(folder, "sites.yaml", Sites, problems)
    units, unit_lines = load_file(folder, "units.yaml", Units, problems)
    rubric: Rubric | None = None
    others: list[Rubric] = []
    settings = monitor.model_dump(mode="python") if monitor else _as_typed(folder / "monitor.yaml")
    problems += [_problem("monitor.yaml", monitor_lines, *wrong) for wrong in surrounding_problems(settings)]
    if monitor:
        rubric = _load_rubric(folder, monitor.rubric, ("rubric",), monitor_lines, problems)
        for index, name in enumerate(monitor.other_rubrics):
            other = _load_rubric(folder, name, ("other_rubrics", index), monitor_lines, problems)
            others += [other] if other else []
    templates = _load_templates(folder, problems)
    words = _load_words(folder, problems)
    names = (*templates, JSON)
    if sites:
        problems += _site_problems(sites.sites, site_lines, names)
    if units:
        problems += _unit_problems(units.units, unit_lines)
    if sites and units:
        problems += _section_problems(sites.sites, units.units, unit_lines, names)
    if problems or monitor is None or sites is None or units is None or rubric is None:
        raise ConfigError(problems)
    return Configuration(
        folder=folder.resolve(),
        monitor=monitor,
        sites=sites.sites,
        units=units.units,
        rubric=rubric,
        other_rubrics=tuple(others),
        templates=templates,
        words=words,
    )


def _load_templates(folder: Path, problems: list[Problem]) -> dict[str, Template]:
    """The built-in templates, and the office's own beside its configuration: one of the same name takes a built-in one's place."""
    templates = dict(built_in())
    for path in sorted((folder / "templates").glob("*.yaml")):
        template, _ = load_file(folder, f"templates/{path.name}", Template, problems)
        if template is not None:
            templates[template.name] = template
    return templates


def _load_words(folder: Path, problems: list[Problem]) -> tuple[WordList, ...]:
    """The office's own lists of words; none where it has no such file."""
    if not (folder / WORDS).exists():
        return ()
    found, _ = load_file(folder, WORDS, WordLists, problems)
    return found.lists if found is not None else ()


def load_file(
    folder: Path, name: str, model: type[ModelType], problems: list[Problem]
) -> tuple[ModelType | None, Lines]:
    try:
        value, lines, found = read_yaml(folder / name, name)
    except ConfigError as error:
        problems += error.problems
        return None, Lines()
    problems += found
    try:
        return model.model_validate(value), lines
    except ValidationError as error:
        errors = error.errors()
        problems += [_translate(name, lines, item) for item in errors if not _follows(item, errors)]
        return None, lines


def _follows(item: Any, errors: Sequence[Any]) -> bool:
    """Whether a list is only too short because what stands in it is wrong."""
    place = item["loc"]
    return item["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in errors
    )


def wrong_settings(
    folder: Path, places: Sequence[Sequence[str | int]], expected: str, found: str = HIDDEN
) -> ConfigError:
    """What to raise for settings that something outside of the configuration refuses; what they are is not shown unless said."""
    _, lines, _ = read_yaml(folder / "monitor.yaml", "monitor.yaml")
    return ConfigError(
        [
            Problem("monitor.yaml", line_of(lines, tuple(place)), dotted(tuple(place)), found, expected)
            for place in places
        ]
    )


def _as_typed(path: Path) -> dict[str, Any]:
    """What stands in a file with faults, so that those around it are told at the same time."""
    try:
        value, _, _ = read_yaml(path, path.name)
    except ConfigError:
        return {}
    return value if isinstance(value, dict) else {}


def _translate(name: str, lines: Lines, item: Any) -> Problem:
    path = tuple(step for step in item["loc"] if not (isinstance(step, str) and step.startswith("function-")))
    kind, context = item["type"], item.get("ctx", {})
    if kind == "value_error":
        expected = str(context["error"])
        expected = "月份，如 2026-01" if expected.startswith("not a month") else expected
    elif kind in ("enum", "literal_error"):
        expected = "以下之一：" + str(context["expected"]).replace(" or ", "、").replace(", ", "、")
    elif kind.startswith(("greater_than", "less_than")):
        bound = next(iter(context.values()))
        expected = {"greater_than": "大于", "greater_than_equal": "不小于", "less_than": "小于"}.get(kind, "不大于")
        expected += f" {bound} 的数"
    else:
        expected = _EXPECTED.get(kind, item["msg"])
    hidden = name == "monitor.yaml" and kind == "extra_forbidden" and not isinstance(item["input"], (dict, list))
    found = "（缺少）" if kind == "missing" else HIDDEN if hidden else shown(name, path, item["input"])
    return Problem(name, line_of(lines, path), dotted(path), found, expected)


def _load_rubric(
    folder: Path, name: str, place: tuple[str | int, ...], lines: Lines, problems: list[Problem]
) -> Rubric | None:
    path = rubric_path(folder, name)
    if path is None:
        expected = "config/rubrics/ 下已有的细则编号"
        problems.append(Problem("monitor.yaml", line_of(lines, place), dotted(place), repr(name), expected))
        return None
    try:
        return load_rubric(path)
    except ConfigError as error:
        problems += error.problems
        return None


def rubric_path(folder: Path, rubric_id: str) -> Path | None:
    """The file of a rubric: the office's own first, then the built-in ones; None where there is none."""
    candidates = (folder / "rubrics" / f"{rubric_id}.yaml", BUILT_IN_RUBRICS / f"{rubric_id}.yaml")
    return next((path for path in candidates if path.is_file()), None)


def _site_problems(sites: tuple[Site, ...], lines: Lines, names: tuple[str, ...]) -> Iterator[Problem]:
    for index, site in enumerate(sites):
        at = ("sites", index)
        if urlsplit(site.home).netloc.lower() not in site.hosts:
            yield _problem(
                "sites.yaml", lines, (*at, "home"), site.home, f"位于 hosts（{'、'.join(site.hosts)}）之内的网址"
            )
        yield from _template_problem("sites.yaml", lines, (*at, "template"), site.template, names)
        for number, column in enumerate(site.main_columns):
            yield from _template_problem(
                "sites.yaml", lines, (*at, "main_columns", number, "template"), column.template, names
            )
    if sites[0].id == sites[1].id:
        yield _problem("sites.yaml", lines, ("sites", 1, "id"), sites[1].id, "与另一网站不同的 id")


def _unit_problems(units: tuple[Unit, ...], lines: Lines) -> Iterator[Problem]:
    codes: set[str] = set()
    names: set[str] = set()
    for index, unit in enumerate(units):
        own = dict.fromkeys((unit.name, *unit.aliases))
        repeated = [("code", unit.code)] if unit.code in codes else []
        repeated += [("name" if name == unit.name else "aliases", name) for name in own if name in names]
        for field, value in repeated:
            yield _problem("units.yaml", lines, ("units", index, field), value, "各单位之间不重复的内容")
        codes.add(unit.code)
        names.update(own)


def _section_problems(
    sites: tuple[Site, ...], units: tuple[Unit, ...], lines: Lines, names: tuple[str, ...]
) -> Iterator[Problem]:
    scopes: dict[str, str] = {}
    for index, unit in enumerate(units):
        for site in sites:
            section = unit.section(site.kind)
            if section is None:
                continue
            at: tuple[str | int, ...] = ("units", index, site.kind.value)
            place = resolve_section(site, unit.code, section)
            yield from _template_problem("units.yaml", lines, (*at, "template"), section.template, names)
            if not _on_hosts(place.home, site):
                yield _problem("units.yaml", lines, (*at, "home"), section.home, f"位于 {'、'.join(site.hosts)} 的网址")
            for number, prefix in enumerate(place.scope):
                owner = scopes.setdefault(prefix, unit.code)
                if owner != unit.code:
                    expected = f"与单位 {owner} 不同的范围（同一前缀只能属于一个单位）"
                    yield _problem("units.yaml", lines, (*at, "scope", number), prefix, expected)
            for number, column in enumerate(section.columns):
                here = (*at, "columns", number)
                yield from _template_problem("units.yaml", lines, (*here, "template"), column.template, names)
                if not _on_hosts(place.columns[number].url, site):
                    yield _problem(
                        "units.yaml", lines, (*here, "url"), column.url, f"位于 {'、'.join(site.hosts)} 的网址"
                    )


def _on_hosts(address: str, site: Site) -> bool:
    parts = urlsplit(urljoin(site.home, address))
    return parts.scheme in ("http", "https") and parts.netloc.lower() in site.hosts


def _template_problem(
    file: str, lines: Lines, path: tuple[str | int, ...], name: str | None, names: tuple[str, ...]
) -> Iterator[Problem]:
    if name is not None and name not in names:
        yield _problem(file, lines, path, name, "以下模板之一：" + "、".join(names))


def _problem(file: str, lines: Lines, path: tuple[str | int, ...], found: str, expected: str) -> Problem:
    return Problem(file, line_of(lines, path), dotted(path), shown(file, path, found), expected)
