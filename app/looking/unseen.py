"""The end of a month that no night has seen: what was published then is in no count."""

from app.context import Context
from config.month import Month


def unseen_text(context: Context, month: Month) -> str:
    """What is said of a month's days that no good night saw; empty where one came after its end."""
    days = context.unseen_days(month)
    if days is None:
        return ""
    first, last = days
    shown = f"{first}" if first == last else f"{first} 至 {last}"
    return f"月末以后还没有有效的检查，{shown} 发布的信息没有计入"
