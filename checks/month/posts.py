"""What is to be said of a month's posts: picked from their counting, check by check."""

from checks.findings import Check, Finding
from checks.look import Look
from checks.posts.imports import bulk_imports
from checks.posts.same import similar_posts


def post_findings(look: Look, check: Check) -> list[Finding]:
    """What the counting of posts said under one check; what a clone shares with a section's post is said once."""
    own = [item for counted in look.counted.values() for item in counted.findings if item.check is check]
    known = {item.key for item in own}
    return own + [item for item in look.clones.findings if item.check is check and item.key not in known]


def check_similar(look: Look) -> list[Finding]:
    """Posts of a section whose bodies are nearly the same."""
    return [item for night in look.sections.values() for item in similar_posts(night.section, night.posts, look.month)]


def check_imports(look: Look) -> list[Finding]:
    """Posts of a section that came in bulk."""
    above = look.policies.bulk_import_above
    return [
        item for night in look.sections.values() for item in bulk_imports(night.section, night.posts, look.month, above)
    ]
