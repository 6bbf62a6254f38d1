"""Why a night is inconclusive, in words."""

from config.words import HEALTH_NAMES


def reason_text(reason: str) -> str:
    """Why a night is inconclusive, in Chinese."""
    name, _, detail = reason.partition("：")
    return f"{HEALTH_NAMES.get(name, name)}{f'（{detail}）' if detail else ''}" if reason else ""
