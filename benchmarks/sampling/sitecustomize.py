"""Python loads this in every process of a profiled night: each writes where its CPU time goes, by part of the program.

A signal comes after every few milliseconds of CPU time; what has passed since the last one is put down to the part of the innermost
frame that belongs to one. Time that C code takes is its caller's.
"""

import atexit
import gc
import json
import os
import signal
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

EVERY = 0.002
"""CPU seconds between two looks."""
KEPT_EVERY = 0.05
"""CPU seconds after which the counts are written: a process ends without a word."""
IMPORTS = "loading modules"
PARTS = (
    ("importlib._bootstrap", IMPORTS),
    ("/crawler/reading/similarity", "read: simhash"),
    ("/crawler/reading/day", "read: days"),
    ("/crawler/reading/plain", "read: parse and text"),
    ("/crawler/reading/document", "read: parse and text"),
    ("/crawler/reading/encoding", "read: decode"),
    ("/crawler/reading/", "read: links"),
    ("/crawler/addresses/", "read: addresses"),
    ("/crawler/pages/outline", "read: outline"),
    ("/crawler/pages/anchors", "read: outline"),
    ("/crawler/pages/day_tokens", "read: outline"),
    ("/crawler/pages/headers/", "read: articles"),
    ("/crawler/pages/pagers/", "read: pagers"),
    ("/crawler/pages/reader", "read: the rest"),
    ("/crawler/pages/", "read: rows and lists"),
    ("/crawler/wire/missing", "ask: missing pages"),
    ("/crawler/wire/", "ask"),
    ("/httpx/", "ask"), ("/httpcore/", "ask"), ("/h11/", "ask"), ("/anyio/", "ask"), ("/aiohttp/", "ask"),
    ("/crawler/walking/", "walk"),
    ("/crawler/probing/", "walk"),
    ("/crawler/", "walk"),
    ("/config/legible", "store: washing"),
    ("/db/codec", "store: pack and unpack"),
    ("/db/bodies", "store: bodies"),
    ("/db/whole_files", "store: bodies"),
    ("/db/", "store: rows"), ("/sqlalchemy/", "store: rows"),
    ("/scrapy/", "Scrapy and Twisted"), ("/twisted/", "Scrapy and Twisted"),
    ("/asyncio/", "event loop"), ("/selectors.py", "event loop"),
    ("/checks/", "check"), ("/app/stages/check", "check"),
    ("/scoring/", "score"), ("/app/stages/score", "score"),
    ("/reports/", "report"), ("/app/stages/publish", "report"), ("/app/stages/report_files", "report"), ("/openpyxl/", "report"), ("/jinja2/", "report"), ("/pygal/", "report"),
    ("/app/", "commands"), ("/config/", "commands"),
)  # fmt: skip
"""Part by what stands in a frame's file, the first that fits."""

_parts: dict[Any, str] = {}
_spent: Counter[str] = Counter()
_state = {"at": 0.0, "kept": 0.0, "collecting": 0.0}


def part_of(frame: FrameType | None) -> str:
    """The part that a stack belongs to; loading modules takes all that it does with it."""
    found = ""
    while frame is not None:
        code = frame.f_code
        part = _parts.get(code)
        if part is None:
            name = code.co_filename
            part = _parts[code] = next((part for piece, part in PARTS if piece in name), "")
        if part == IMPORTS:
            return part
        found = found or part
        frame = frame.f_back
    return found or "others"


def _look(_: int, frame: FrameType | None) -> None:
    now = time.process_time()
    _spent[part_of(frame)] += now - _state["at"]
    _state["at"] = now
    if now - _state["kept"] > KEPT_EVERY:
        _state["kept"] = now
        _keep()


def _collected(phase: str, _: dict[str, int]) -> None:
    if phase == "start":
        _state["collecting"] = time.process_time()
    else:
        _spent["of these: garbage collection"] += time.process_time() - _state["collecting"]


def _keep() -> None:
    file = Path(os.environ["HONGQIAO_SAMPLES"]) / f"{os.getpid()}.json"
    whole = file.with_suffix(".new")
    whole.write_text(json.dumps(_spent), encoding="utf-8")
    whole.rename(file)


def begin() -> None:
    """Look at this process from now on."""
    _spent.clear()
    _state["at"] = _state["kept"] = time.process_time()
    signal.signal(signal.SIGPROF, _look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)


if os.environ.get("HONGQIAO_SAMPLES"):
    gc.callbacks.append(_collected)
    atexit.register(signal.setitimer, signal.ITIMER_PROF, 0)
    os.register_at_fork(after_in_child=begin)
    begin()
