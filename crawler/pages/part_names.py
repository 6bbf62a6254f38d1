"""Names of parts of a column (categories, periods), and the words beside a list that name none."""

import re

from crawler.reading.words import LONGEST_NAME, MORE, PAGER

ALL = re.compile(r"^(?:(?:全\s?部|所有|不限).{0,4}|.{0,4}不限|all)(?:\s?[(（]\d*[)）]?)?$", re.IGNORECASE)
"""What the tab or choice is called that shows the whole column."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"20\d{2}(?:-\d{1,2})?")
"""A year or a month of one."""
_NO_PART = re.compile(
    r"^(?:打印.*|关闭.*|收藏.*|分享.*|返回.*|订阅|纠错|我要.*|字[号体].*|[大中小]|导出.*|下载(?:全文|pdf)?|.*(?:登[录陆]|注册|搜索|检索|查询)|刷新|重置|"
    r"网站(?:地图|首页|导航|声明)|.*首页|无障碍.*|长者.*|适老.*|关怀(?:版|模式)|手机(?:版|端|网)|电脑版|移动(?:版|端)|触屏版|微[信博].*|"
    r".*[升降倒正]序|.*排序|.*优先|最[热早多].{0,2}|最新(?:发布|更新)?|热门|热度|人气|(?:点击|浏览|阅读|访问)(?:[量数率]|最多|次数|排行)?|按.*(?:时间|日期|点击|浏览|热度|标题|相关).*|"
    r"(?:发布)?(?:时间|日期)|标题|正文|全文|内容|相关度|默认|列表|图文|摘要|缩略图|卡片|大图|平铺|(?:列表|图文|图片|文字|标题|摘要|大图|卡片|表格).?(?:版|显示|模式|视图|方式|排列)|"
    r"简体.*|[繁簡].*|.*中文版?|日本.*|上一?[月年天周]|下一?[月年天周]|今天|本[月周年]|更多.*|展开.*|收起.*|.{0,4}(?:条|篇)/页|\d.*条|共\s?\d.*|第.*页|当前.*|您.*|[周星期礼拜]*[一二三四五六日])$",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Whether a text may be the name of a category or a period: short, in Chinese, and no word of a pager, a tool, an order or a language."""
    if _YEAR.fullmatch(text):  # a pager's numbers are smaller
        return True
    if not 1 < len(text) <= LONGEST_NAME or not _HAN.search(text):
        return False
    return not (PAGER.match(text) or MORE.match(text) or ALL.match(text) or _NO_PART.match(text))
