"""Passwords (argon2id) and one-time codes (TOTP): made, checked, and shown as a picture to scan."""

import base64
import hashlib
import io
import threading
from datetime import UTC, datetime

import pyotp
import segno
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's first choice for argon2id: 19 MiB, two passes. https://cheatsheetseries.owasp.org (Password Storage)"""
_AT_ONCE = threading.BoundedSemaphore(4)
"""Hashing at a time: a flood of sign-ins waits instead of filling the memory."""
_NOBODY = _HASHER.hash("nobody has this password")
STEP = 30
"""Seconds of one code (RFC 6238)."""


def hash_password(password: str) -> str:
    """What the store keeps of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(password: str, kept: str) -> bool:
    """Whether a password fits; nobody's (an empty hash) is checked against one that fits nothing, in the same time."""
    try:
        with _AT_ONCE:
            return _HASHER.verify(kept or _NOBODY, password) and bool(kept)
    except (Argon2Error, InvalidHashError):
        return False


def password_problem(password: str, again: str, name: str, length: int) -> str:
    """Why a new password is refused; empty where it is not."""
    if len(password) < length:
        return f"密码至少 {length} 个字符"
    if len(password) > 200:
        return "密码最多 200 个字符"
    if name.lower() in password.lower() or len(set(password)) < 5:
        return "密码太容易猜到：不要含账号名，不要重复同样的字符"
    if password != again:
        return "两次输入的密码不一致"
    return ""


def pending_code_secret(session_secret: str) -> str:
    """The one-time-code secret that a session is offered to scan: the same until it is taken over, and kept nowhere."""
    return base64.b32encode(hashlib.sha256(f"code:{session_secret}".encode()).digest()[:20]).decode()


def matching_step(secret: str, code: str, moment: datetime | None = None) -> int | None:
    """The step whose code was typed, now or one step to either side; None where there is none."""
    typed = "".join(code.split())
    if len(typed) != 6 or not typed.isascii() or not typed.isdigit():
        return None
    now = int((moment or datetime.now(UTC)).timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in (now - 1, now, now + 1):
        if pyotp.utils.strings_equal(totp.at(step * STEP), typed):
            return step
    return None


def code_picture(secret: str, name: str, issuer: str) -> str:
    """The secret as a QR code, by which an app knows account and issuer: an SVG element without any style of its own."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, svgns=False, scale=5, border=3, light="#fff")
    return out.getvalue().decode()
