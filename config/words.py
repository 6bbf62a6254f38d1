"""What the office reads for each member of a closed vocabulary: one table for each, by the value that is stored.

This room lies below those that own the vocabularies, so the tables are by value; a test compares each with its enum,
and a member without a word, or a word without a member, fails it.
"""

from collections.abc import Mapping

Words = Mapping[str, str]

DECISION_KINDS: Words = {
    "entry": "录入",
    "override": "改判",
    "inconsistency": "认定不一致",
    "link": "链接例外",
    "order": "督办单",
    "order_confirmed": "督办扣分",
    "reply": "单位反馈",
    "message": "通知",
}
ORDER_STATES: Words = {
    "running": "整改中",
    "overdue": "逾期，待人工确认扣分",
    "done": "已全部整改",
    "unknown": "待复查",
    "confirmed": "已确认扣分",
    "withdrawn": "已撤回",
}
ITEM_STATES: Words = {"open": "未整改", "fixed": "已整改", "unknown": "未能复查"}
