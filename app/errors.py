"""The error tree of the application.

AppError             a command cannot do what it was asked; the message says what to do
├── WrongUse         the arguments do not fit; correct them and run again
├── NightNotReady    a stage was asked for before its night was observed; run the earlier stage first
└── Refused          a decision cannot be taken (app.decisions.refusal); correct what it names and decide again
"""


class AppError(Exception):
    """Raised when a command cannot do what it was asked; see the subclass for what to do."""


class WrongUse(AppError):
    """Raised when arguments do not fit; trying again makes sense after they are corrected."""


class NightNotReady(AppError):
    """Raised when a stage lacks its night's observations; trying again makes sense after the earlier stage."""


class Unopened(AppError):
    """Raised when an address that was to be looked at does not open; trying again makes sense, for it may pass."""
