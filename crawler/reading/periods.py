"""Names of periods: tabs, choices and links of years, quarters and months, and of archives that tell none."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from crawler.reading.numerals import numeral

_HAN = "[一二三四五六七八九十]"
_YEAR = r"(?P<year>20\d{2})"
_ENGLISH = r"(?P<english>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_INFORMATION = r"(?:信息|文章|动态|公告|公示|文件|归档|存档)?"
_PATTERNS = tuple(
    re.compile(rf"^{pattern}$", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}\s?年?[度份]?{_INFORMATION}",
        rf"{_YEAR}\s?[-/.年]\s?(?P<month>\d{{1,2}}|{_HAN}{{1,2}})\s?月?份?{_INFORMATION}",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])月?",
        rf"(?P<month>\d{{1,2}}|{_HAN}{{1,2}})\s?月份?{_INFORMATION}",
        rf"{_ENGLISH}(?:[\s,]{{1,2}}{_YEAR})?",
        rf"{_YEAR}[\s,.-]{{1,2}}{_ENGLISH}",
        rf"(?:{_YEAR}\s?年?[度份]?\s?)?第?(?P<quarter>[一二三四1-4])\s?季度{_INFORMATION}",
        rf"(?:{_YEAR}\s?年?[度份]?\s?)?(?P<half>[上下])半年{_INFORMATION}",
        rf"{_YEAR}\s?年?(?:及)?(?P<before>以前|之前)的?{_INFORMATION}",
    )
)
_DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2}
_THIS = re.compile(
    r"^(?=[本这今].|[上下]个?[周星]|[去前]年)(?P<which>[本这今去前上下])个?(?P<unit>周|星期|月|季度?|年度?)$"
)
"""A period by where it stands to today; 上月 and 下月 are steps from the month that is shown."""
_WEEKS = {"上": -1, "下": 1}
_YEARS = {"去": -1, "前": -2}
_LATELY = re.compile(rf"^最?近(?P<many>\d{{1,3}}|{_HAN}{{1,3}}|[两半])个?(?P<unit>[天日周月年]|星期|季度?)(?:以?内)?$")
_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星": 7, "月": 30, "季": 91, "年": 365}
_ARCHIVE = re.compile(
    r"^(?!(?:浏览|查询)历史$)(?:点击|请)?(?:查看|浏览|查询)?更?多?(?:往期|历史|以往|往年|历年|过往|过期|早期|往月|其[他它余](?:月份?|年份?|时间))的?"
    r"(?:信息|内容|文章|新闻|动态|公告|公示|通知|文件|数据|记录|政策|消息|工作|公报|目录)?(?:列表|回顾|查询|归档|存档|汇总|查看|浏览)?$|"
    r"^(?:信息|文章|内容|历史|按[年月]份?)?(?:归档|存档)$"
)
_EARLIER = re.compile(r"^(?:更早|较早|以前|之前|此前)的?(?:信息|内容|文章|新闻|公告|文件)$")
"""What is told of such posts where the link beside it says no more than that it leads there (更早的信息请点击这里)."""


_BACK_SIGN, _ON_SIGN = r"[<«‹〈《◀◁◄←]{1,2}", r"[>»›〉》▶▷►→]{1,2}"
STEP_BACK = re.compile(
    rf"^(?:{_BACK_SIGN}|(?:{_BACK_SIGN}\s?)?[上前](?:一?个?(?:[年月]|季度?)(?:度|份)?|一个?(?:周|星期|天|日)|一?期))$"
)
"""What steps from the period that is shown to the one before it."""
STEP_ON = re.compile(
    rf"^(?:{_ON_SIGN}|[下后]一?个?(?:[年月]|季度?)(?:度|份)?\s?{_ON_SIGN}|[下后](?:一?个?(?:[年月]|季度?)(?:度|份)?|一个?(?:周|星期|天|日)|一?期))$"
)
"""What steps from it to the one after it."""
_BESIDE = re.compile(r"\s|^[^\d]{0,6}[:：]|[<>«»‹›〈〉《》◀▶◁▷◄►←→]|[上下前后]一?个?(?:[年月]|季度?)(?:度|份)?(?=\d|$)")


def bare_period(text: str) -> str:
    """A text without arrows, steps, blanks and the label before it: the period that stands between them, if one does."""
    return _BESIDE.sub("", text)


def period(name: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of the period that a name tells, the latest such one where it tells no year; None where it tells none."""
    found = next((match for pattern in _PATTERNS if (match := pattern.match(name.strip()))), None)
    if found is None:
        return _relative(name.strip(), today)
    told = {key: value for key, value in found.groupdict().items() if value}
    year = int(told.get("year", today.year))
    first, last = _months(told)
    if not 1 <= first <= last <= 12:
        return None
    if "year" not in told and date(year, first, 1) > today:
        year -= 1
    return date.min if "before" in told else date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _relative(name: str, today: date) -> tuple[date, date] | None:
    """A period that is told from today: 昨日, 上周, 本月, 去年, 近三个月."""
    if name in _DAYS_BACK:
        day = today - timedelta(days=_DAYS_BACK[name])
        return day, day
    lately = _LATELY.match(name)
    if lately is not None:
        many = {"两": 2.0, "半": 0.5}.get(lately["many"]) or numeral(lately["many"])
        return today - timedelta(days=int(many * _UNIT_DAYS[lately["unit"][0]])), today
    this = _THIS.match(name)
    return _around(today, this["which"], this["unit"][0]) if this is not None else None


def _around(today: date, which: str, unit: str) -> tuple[date, date] | None:
    """The week, month, quarter or year of today, or one before or after it."""
    if unit in "周星":
        monday = today + timedelta(days=7 * _WEEKS.get(which, 0) - today.weekday())
        return monday, monday + timedelta(days=6)
    year = today.year + _YEARS.get(which, 0)
    months = {"月": (today.month, today.month), "季": (today.month - (today.month - 1) % 3,) * 2, "年": (1, 12)}
    first, last = months[unit]
    last += 2 * (unit == "季")
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _months(told: dict[str, str]) -> tuple[int, int]:
    """The first and the last month of a period."""
    if "english" in told:
        month = _MONTHS.index(told["english"][:3].lower()) + 1
        return month, month
    if "month" in told:
        month = numeral(told["month"])
        return month, month
    if "quarter" in told:
        quarter = numeral(told["quarter"])
        return quarter * 3 - 2, quarter * 3
    half = told.get("half")
    return (1, 6) if half == "上" else (7, 12) if half == "下" else (1, 12)


@lru_cache(maxsize=4096)
def is_period(name: str) -> bool:
    """Whether a name tells a period."""
    return period(name, date(2099, 12, 31)) is not None


def is_dated(name: str) -> bool:
    """Whether a name tells a period by itself, and not from today."""
    return any(pattern.match(name.strip()) for pattern in _PATTERNS) and is_period(name)


def is_archive(name: str) -> bool:
    """Whether a name tells of what a list no longer shows (往期, 历史信息), without saying when that was."""
    return bool(_ARCHIVE.match(name))


def tells_of_archive(text: str) -> bool:
    """Whether a text before a link tells of an archive, or of a period before some year."""
    told = re.sub(r"[\s,，:：]|请(?:点击|查看|见|访问)?$|(?:见|在)$", "", text.strip().removesuffix("请"))
    return bool(_EARLIER.match(told)) or is_archive(told)
