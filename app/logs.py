"""Logs for maintainers: in a file, and on standard error where asked for, in English, a line for each decision that changes a verdict."""

import logging
import sys
from collections.abc import Iterable
from pathlib import Path

from app.masking import masked
from config.legible import legible

FILE, MAX_BYTES, KEPT_FILES = "hongqiao.log", 5_000_000, 10
TALKATIVE = ("apprise", "urllib3", "requests", "paho")
"""Libraries that log whole addresses of channels, tokens and all; what a channel did is told by `app.telling.notify`."""
ROOMS = ("app", "crawler", "checks", "scoring", "reports", "db")
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Plain(logging.Formatter):
    """Lines for a terminal: legible, and without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as it may be shown."""
        return masked(legible(super().format(record)))


def log_to(folder: Path) -> None:
    """Keep everything of our own, and the warnings of libraries, as JSON lines in a file that is turned over by size,
    whichever process writes: the program itself, or a crawl's."""
    from concurrent_log_handler import ConcurrentRotatingFileHandler
    from pythonjsonlogger.json import JsonFormatter

    class Masked(JsonFormatter):
        """JSON lines without secrets."""

        def format(self, record: logging.LogRecord) -> str:
            return masked(super().format(record))

    folder.mkdir(parents=True, exist_ok=True)
    handler = ConcurrentRotatingFileHandler(
        str(folder / FILE), maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
    )
    handler.setFormatter(Masked("%(asctime)s %(levelname)s %(name)s %(process)d %(message)s"))
    handler.setLevel(logging.INFO)
    handler.addFilter(_is_kept)
    root = logging.getLogger()
    for old in [item for item in root.handlers if isinstance(item, ConcurrentRotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    for room in ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)


def _silence(names: Iterable[str]) -> None:
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _is_kept(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in ROOMS


def _unraisable(said: "sys.UnraisableHookArgs") -> None:
    """What failed while something was thrown away: told to the log alone, for the error that led there is told already."""
    logging.getLogger(__name__).warning("ignored in %r: %r", said.object, said.exc_value)


def configure_logs(verbose: bool) -> None:
    """Everything of our own and the warnings of libraries where asked for, else nothing, whoever reads standard error: the
    office is told in Chinese what a warning says in English, and the file has both."""
    _silence(TALKATIVE)
    logging.captureWarnings(True)
    logging.raiseExceptions = verbose  # a log that cannot be written, on a full disk, is no trace for the office
    sys.unraisablehook = sys.__unraisablehook__ if verbose else _unraisable
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Plain(FORMAT))
    handler.setLevel(logging.INFO if verbose else logging.CRITICAL + 1)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for room in ROOMS:
        logging.getLogger(room).setLevel(logging.INFO if verbose else logging.WARNING)
