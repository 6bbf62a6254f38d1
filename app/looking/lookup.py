"""One look-up of units, criteria and orders for every command and page: by code, number, name or alias.

What is found is found exactly (width, case, white space and the district's name before it aside). What is unknown or
stands for several is answered with the nearest few, and nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, TypeVar

from app.errors import WrongUse
from checks.posts.sources import normal_source
from config.rubric import Criterion, Rubric
from config.schema import Unit
from config.settings import Configuration
from db.decisions import DecisionRecord

NEAREST = 5
"""How many near ones an answer names."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Named(Generic[Item]):
    """Something that can be looked up: its names, and how an answer shows it."""

    item: Item
    names: tuple[str, ...]
    shown: str


def unit_named(configuration: Configuration, text: str) -> Unit:
    """The unit with this code, name or alias. Raises WrongUse naming the nearest."""
    prefixes = configuration.monitor.policies.source_prefixes
    known = [
        Named(
            unit,
            (
                unit.code,
                *(form for name in (unit.name, *unit.aliases) for form in (name, normal_source(name, prefixes))),
            ),
            f"{unit.name}（{unit.code}）",
        )
        for unit in configuration.units
    ]
    return pick("单位", text, known, normal_source(text, prefixes))


def criterion_named(rubric: Rubric, text: str) -> Criterion:
    """The criterion with this id, last part of an id, or name. Raises WrongUse naming the nearest."""
    known = [
        Named(item, (item.id, item.id.partition(".")[2], item.name), f"{item.name}（{item.id}）")
        for item in rubric.criteria
    ]
    return pick("评测要点", text, known)


def order_named(records: Iterable[DecisionRecord], text: str) -> DecisionRecord:
    """The order with this number (`网督〔2026〕3号`, `2026-3`, `3号`) or record number. Raises WrongUse naming the nearest."""
    known = [
        Named(record, (record.subject, str(record.id), *_short(record.subject)), record.subject) for record in records
    ]
    return pick("督办单", text, known, "".join(re.findall(r"[0-9a-z\u4e00-\u9fff]", normal(text).removeprefix("网督"))))


def _short(number: str) -> tuple[str, ...]:
    """Other spellings of an order's number: without its brackets, and its last part alone."""
    plain = re.sub(r"[^0-9a-z\u4e00-\u9fff]", "", normal(number).removeprefix("网督"))
    digits = re.findall(r"\d+", number)
    return (plain, "-".join(digits), f"{digits[-1]}号") if digits else (plain,)


def pick(what: str, text: str, known: Sequence[Named[Item]], other: str = "") -> Item:
    """The one item that a text names. Raises WrongUse where it names none or several."""
    wanted = {normal(text), normal(other)} - {""}
    found = [item for item in known if any(normal(name) in wanted for name in item.names)]
    if len(found) == 1:
        return found[0].item
    if found:
        raise WrongUse(
            f"“{text}”可以指 {len(found)} 个{what}，请写明是哪一个：{'、'.join(item.shown for item in found[:NEAREST])}"
        )
    near = nearest(text, known)
    hint = f"最接近的：{'、'.join(item.shown for item in near)}" if near else f"目前没有任何{what}" if not known else ""
    raise WrongUse(f"没有{what}“{text}”" + (f"；{hint}" if hint else ""))


def nearest(text: str, known: Sequence[Named[Item]]) -> list[Named[Item]]:
    """The few items whose names are most like a text, those that hold it first."""
    wanted = normal(text)
    holding = [item for item in known if wanted and any(wanted in normal(name) for name in item.names)]
    by_name = {normal(name): item for item in known for name in item.names}
    alike = [by_name[name] for name in get_close_matches(wanted, list(by_name), NEAREST, 0.3)]
    found = {id(item): item for item in (*holding, *alike)}
    return list(found.values())[:NEAREST] or list(known[:NEAREST])


def normal(text: str) -> str:
    """A name for comparing: width, case and white space do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
