"""The headers of every answer, error pages too: nothing is loaded from elsewhere, framed, sniffed or kept by caches."""

PAGE_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; frame-src 'self'; connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
COPY_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""A stored copy is a stranger: it gets an origin of its own, runs nothing, asks for nothing; we alone may frame it."""
FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
REPORT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HSTS = "max-age=31536000"


def headers_for(policy: str, *, secure: bool, cache: str = "no-store") -> dict[str, str]:
    """All headers of an answer with a content policy."""
    found = {**ALWAYS, "Content-Security-Policy": policy, "Cache-Control": cache}
    if "frame-ancestors 'none'" in policy:
        found["X-Frame-Options"] = "DENY"
    if secure:
        found["Strict-Transport-Security"] = HSTS
    return found
