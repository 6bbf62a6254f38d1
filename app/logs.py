"""Logs for maintainers: on standard error, in English, a line for each decision that changes a verdict."""

import logging
import sys

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def configure_logs(verbose: bool) -> None:
    """Warnings always, everything of our own where asked for; libraries stay quiet."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(FORMAT))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for room in ("app", "crawler", "checks", "scoring", "reports", "db"):
        logging.getLogger(room).setLevel(logging.INFO if verbose else logging.WARNING)
