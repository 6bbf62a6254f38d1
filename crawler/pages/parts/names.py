"""Names of parts of a column (categories, periods), and the words beside a list that name none."""

import re
from collections.abc import Collection

from crawler.reading.periods import is_period
from crawler.reading.words import LONGEST_NAME, MORE, PAGER

ALL = re.compile(r"^(?:(?:全\s?部|所有|不限).{0,4}|.{0,4}不限|all)(?:\s?[(（]\d*[)）]?)?$", re.IGNORECASE)
"""What the tab or choice is called that shows the whole column."""
_INITIALS = re.compile(r"^(?!NO$|HI$)[A-Z](?:([-~—–至到])[A-Z]|[A-Z]{0,6})$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH = re.compile(
    r"^(?:[A-Z][a-z]{1,11}(?: (?:and|of|&))? ){0,2}(?:News|Notices?|Announcements?|Polic(?:y|ies)|Documents?|Bulletins?|Events?|Updates?|Reports?|Laws?|Regulations?|Statistics|Affairs|Activities|Government|Departments?|Districts?|Streets?|Media|Speeches|Press Releases?|Releases?|Interpretations?|Plans?|Budgets?)$",
    re.IGNORECASE,
)
"""Names of parts on pages in English."""
_COUNTED = re.compile(r"\s*[(（\[]\s*\d*\s*[)）\]]?\s*$")
_NUMERAL = re.compile("^(?:[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?)$")
_SERIES = ("壹贰叁肆伍陆柒捌玖拾", "春夏秋冬", "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "东南西北中")
"""Signs in turn that name parts by one character each; those of weekdays have a Sunday."""
_SIGNS = frozenset("大中小简繁英日韩俄法德红橙黄绿青蓝紫黑白灰男女是否有无好差赞踩顶对错开关前后")
"""Signs of tools, looks and answers that are one character each."""
LONGEST_ENGLISH = 30
"""Characters of a name in English."""
LEAST_OF_SERIES = 3
_DEEDS = "(?:咨询|投诉|举报|留言|提问|报名|申请|评论|反馈|预约|办理|申报)"
"""What a button asks a reader to do, and what messages of one kind are called."""
_AT_ONCE = "(?:在线|网上|立即|马上|点击)"
_DEED = re.compile(f"^{_DEEDS}$")
_NO_PART = re.compile(
    r"^(?:打印.*|关闭.*|.*收藏.*|分享.*|返回.*|订阅|纠错|我要.*|字[号体].*|[大中小特]字?号?|标准|导出.*|下载(?:全文|pdf)?|.*(?:登[录陆]|注册|搜索|检索|查询)|刷新|重置|"
    r"网站(?:地图|首页|导航|声明)|.*首页|无障碍.*|长者.*|适老.*|关怀(?:版|模式)|手机(?:版|端|网)|电脑版|移动(?:版|端)|触屏版|微[信博].*|"
    r"新浪.*|腾讯.*|qq.*|(?:百度|人人|搜狐|网易)?空间|朋友圈|人人网?|豆瓣|搜.{1,6}|(?:语音)?朗读|(?:页面)?(?:放大|缩小)|配色.*|播放|暂停|停止|[高标超流][清畅]|.*语速|普通话|[英日韩俄法][语文]|我知道.*|不再.*|"
    rf"(?:非常|基本|比较|不太|很)?不?满意|[很较]?[好差]|(?:没|无|有|没有)用|.?[好差]评|点?赞|明天|后天|{_AT_ONCE}{_DEEDS}|{_AT_ONCE}?(?:提交|取消|确[定认]|发送|投稿)|联系我们|关于我们|.*[:：].*|.{{0,4}}编?号|.{{0,2}}标题|.{{0,4}}(?:名称|日期|时间)|文号|.*[升降倒正]序|.*排序|.*优先|最[热早多].{{0,2}}|最新(?:发布|更新)?|热门|热度|人气|(?:点击|浏览|阅读|访问)(?:[量数率]|最多|次数|排行)?|按.*(?:时间|日期|点击|浏览|热度|标题|相关).*|"
    r"正文|全文|内容|相关度|默认|列表|图文|摘要|缩略图|卡片|大图|平铺|(?:列表|图文|图片|文字|标题|摘要|大图|卡片|表格).?(?:版|显示|模式|视图|方式|排列)|"
    r"简体.*|[繁簡].*|.*中文版?|日本.*|[上下前后]一?个?[月年季天周期张组屏条个]度?|今天|本[月周年]|更多.*|展开.*|收起.*|.{0,4}(?:条|篇)/页|\d.*条|共\s?\d.*|第.*页|当前.*|您.*|[周星期礼拜]*[一二三四五六日])$",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """A name without how many posts it says that it holds, and without what frames it."""
    return _COUNTED.sub("", name).strip(" \t[]【】|·>»")


def is_name(text: str, longest: int = LONGEST_NAME) -> bool:
    """Whether a text may be the name of a category or a period: short, in Chinese or one of those that pages in English have, and no word of a pager, a tool, an order or a language."""
    if is_period(text) or is_initial(text):  # a pager's numbers are smaller
        return True
    if text.isascii():
        return len(text) <= LONGEST_ENGLISH and bool(_ENGLISH.match(text))
    if not 1 < len(text) <= longest or not _HAN.search(text):
        return False
    return not (PAGER.match(text) or MORE.match(text) or ALL.match(text) or _NO_PART.match(text))


def is_initial(text: str) -> bool:
    """Whether a text is a letter, or letters in turn (ABC, A-F): the first ones of what stands behind it."""
    match = _INITIALS.match(text)
    if match is None:
        return False
    orders = [ord(letter) for letter in text if letter.isalpha()]
    return bool(match[1]) or orders == list(range(orders[0], orders[0] + len(orders)))


def are_series(names: Collection[str]) -> bool:
    """Whether names are one character each of those that come in turn (一 二 三, 春夏秋冬)."""
    own = {name for name in names if name}
    are_numerals = all(map(_NUMERAL.match, own))
    return len(own) >= LEAST_OF_SERIES and (are_numerals or any(own <= set(signs) for signs in _SERIES))


def are_signs(names: Collection[str]) -> bool:
    """Whether names are one character each and none of them a tool's (市 区 街)."""
    own = {name for name in names if name}
    return len(own) > 1 and all(len(name) == 1 and _HAN.match(name) and name not in _SIGNS for name in own)


def is_deed(name: str) -> bool:
    """Whether a name is a button's where nothing says that it is one of several parts."""
    return bool(_DEED.match(name))
