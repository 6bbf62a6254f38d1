"""Sources as posts name them (MEASURING 2)."""

import re
import unicodedata
from collections.abc import Sequence


def normal_source(source: str, prefixes: Sequence[str]) -> str:
    """A source for comparison: white space, full-width forms, and leading names of city and district dropped."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", source))
    for prefix in prefixes:
        text = text.removeprefix(prefix)
    return text
