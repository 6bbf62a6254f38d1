"""`words.yaml`: the office's own lists of words that a person looks at where posts hold them. Empty by default; a match is never a fault by itself."""

import re
import unicodedata
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field

from config.model import Model

LEAST = 2
"""Characters of a word: one alone stands everywhere."""


def _word(text: str) -> str:
    bare = normal(text)
    if len(bare) < LEAST:
        raise ValueError(f"不少于 {LEAST} 个字的词")
    return text


def normal(text: str) -> str:
    """A text as words are looked for in it: full-width forms as plain ones, no white space, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


Word = Annotated[str, Field(max_length=60), AfterValidator(_word)]


class WordList(Model):
    """One list: what it is called, its words, what stands in their place, and phrases in which they are right."""

    name: str = Field(min_length=1, max_length=40)
    words: tuple[Word, ...] = Field(min_length=1)
    advice: str = ""
    """What the office tells a unit of such a word."""
    unless: tuple[Word, ...] = ()
    """Longer phrases that hold one of the words and are right."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Phrases that are right first, then the words, longest first: the first that fits takes the place."""
        right = "|".join(re.escape(normal(word)) for word in sorted(self.unless, key=len, reverse=True))
        wrong = "|".join(re.escape(normal(word)) for word in sorted(self.words, key=len, reverse=True))
        return re.compile(f"(?:{right})|({wrong})" if right else f"({wrong})")


class WordLists(Model):
    """`words.yaml`."""

    lists: tuple[WordList, ...] = ()
