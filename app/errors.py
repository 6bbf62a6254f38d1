"""The error tree of the application.

AppError             a command cannot do what it was asked; the message says what to do
├── WrongUse         the arguments do not fit; correct them and run again
├── NightNotReady    a stage was asked for before its night was observed; run the earlier stage first
└── BadSheet         an entry file has bad cells; correct the named cells and import it again
"""

from collections.abc import Sequence


class AppError(Exception):
    """Raised when a command cannot do what it was asked; see the subclass for what to do."""


class WrongUse(AppError):
    """Raised when arguments do not fit; trying again makes sense after they are corrected."""


class NightNotReady(AppError):
    """Raised when a stage lacks its night's observations; trying again makes sense after the earlier stage."""


class BadSheet(AppError):
    """Raised when an entry file has bad cells; nothing of it was taken; correct the cells and import it again."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))
