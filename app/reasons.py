"""How a night stands and why it is inconclusive, in words."""

from db.runs import RunStatus

STATUS_NAMES = {RunStatus.GOOD: "完成", RunStatus.INCONCLUSIVE: "不作判断", RunStatus.RUNNING: "未完成"}

REASONS = {
    "canaries_failed": "用来判断本机网络的网址全部打不开",
    "hosts_failed": "一半以上的主机同时打不开，很可能是本机网络故障",
    "sites_failed": "两个网站都打不开",
    "store_failed": "数据库没有收下检查结果",
    "nothing_read": "没有读到网站的任何页面",
    "crawl_failed": "检查程序中途出错",
    "sudden_drop": "读到的页面或信息比上一次骤减",
}


def reason_text(reason: str) -> str:
    """Why a night is inconclusive, in Chinese."""
    name, _, detail = reason.partition("：")
    return f"{REASONS.get(name, name)}{f'（{detail}）' if detail else ''}" if reason else ""
