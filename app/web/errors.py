"""The error tree of the pages.

WebError              a request cannot be answered as asked; the page says why
├── NotSignedIn       nobody is signed in; sign in, then again
├── Forbidden         the role does not allow it; never makes sense again
├── NotThere          there is no such thing, or it belongs to others; the two look alike
├── BadForm           the form is old or comes from elsewhere; load the page, then again
│   └── TooLarge      it is larger than allowed; with less, then again
├── TooOften          too many failures to sign in; wait, then again
└── BadToken          a program's token is missing, wrong, over or too weak; with another token
"""


class WebError(Exception):
    """Raised when a request cannot be answered as asked; see the subclass for what to do."""

    status = 400

    def __init__(self, message: str = "") -> None:
        self.message = message
        super().__init__(message)


class NotSignedIn(WebError):
    """Raised when a page needs somebody signed in; trying again makes sense after signing in."""

    status = 401


class Forbidden(WebError):
    """Raised when the person's roles do not allow it; trying again never makes sense."""

    status = 403


class NotThere(WebError):
    """Raised when there is no such thing or it belongs to another unit; trying again never makes sense."""

    status = 404


class BadForm(WebError):
    """Raised when a form is old, foreign or too large; trying again makes sense from a fresh page."""

    status = 403


class TooLarge(BadForm):
    """Raised when a form or a file is larger than allowed; trying again makes sense with a smaller one."""

    status = 413


class TooOften(WebError):
    """Raised when signing in failed too often; trying again makes sense after the wait."""

    status = 429


class BadToken(WebError):
    """Raised when a program's token is missing, wrong or over; trying again makes sense with another one."""

    status = 401
