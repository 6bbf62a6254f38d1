"""What pages call things: labels of days and sources, words of pagers and frames. One vocabulary for all readers."""

import re
from collections.abc import Iterable

PUBLISHED = (
    "信息发布时间", "信息发布日期", "发布时间", "发布日期", "发稿时间", "发稿日期", "发文时间", "发表时间", "发表日期", "公开日期", "公开时间",
    "公布日期", "公布时间", "上传时间", "上传日期", "上网时间", "录入时间", "添加时间", "发布于", "发表于", "刊发时间", "刊登时间", "上线时间",
    "信息时间", "信息日期", "公示日期", "公示时间", "公告日期", "公告时间", "提交时间", "文章时间", "PublishTime", "Date", "Published", "Posted",
)  # fmt: skip
"""Labels that name the day of publication."""
SURELY = ("信息发布时间", "信息发布日期", "发布时间", "发布日期", "发布于", "PublishTime")
"""Of these the ones that name it beyond doubt: what was typed in, sent in or announced has a day of its own beside it."""
SHORTLY = ("发布", "发表", "时间", "日期")
"""Labels that may name it, but name other days as well."""
UPDATED = ("更新时间", "更新日期", "最后更新时间", "最后更新", "最近更新", "更新于")
FORMED = (
    "成文日期", "成文时间", "生成日期", "生成时间", "形成日期", "形成时间", "发文日期", "印发日期", "印发时间", "签发日期", "签发时间", "制发日期", "落款日期",
)  # fmt: skip
"""Labels of the day on which a document was formed: never a day of publication."""
SOURCE = (
    "信息来源", "文章来源", "稿件来源", "消息来源", "新闻来源", "内容来源", "资料来源", "来稿单位", "供稿单位", "投稿单位", "来源单位", "供稿", "稿源",
    "文稿来源", "来源",
)  # fmt: skip
ISSUER = ("发布机构", "发文机构", "发文机关", "发布单位", "制发单位", "公开主体", "公开责任部门")
INDEX_NUMBER = ("索引号", "索引编号", "信息索引号")
DOCUMENT_NUMBER = ("发文字号", "文号", "文件编号", "发文号", "发文文号")
THEME = ("主题分类", "主题分类名称", "分类")
VALIDITY = ("有效性", "时效性")
ASIDE = (
    "作者", "编辑", "责任编辑", "责编", "浏览次数", "浏览量", "浏览", "点击次数", "点击数", "点击量", "点击", "阅读次数", "阅读量", "阅读", "访问次数",
    "访问量", "字号", "字体大小", "字体", "名称", "标题", "体裁分类", "体裁", "评论", "评论数", "回复", "打印", "分享", "分享到", "关闭", "审核", "撰稿", "记者", "摄影", "校对", "初审", "复审",
    "终审", "我要纠错", "纠错", "收藏", "人气", "所属栏目", "所属类别", "栏目", "信息名称", "公开方式", "公开形式", "公开时限", "公开范围", "关键词", "内容概述", "语种", "载体形式",
)  # fmt: skip
"""Further labels of an article's header: they end the value before them and tell a header line from the body."""

_GROW = r"(?:加载|载入|显示|浏览|展开|获取)"
_PULL = r"(?:用?手指|屏幕)?[向往]?(?:[左右上下](?:滑|拉|划|翻)动?|滑动|拖动|划动)(?:屏幕|页面|列表)?"
"""How a reader of a telephone moves a list; a wide table is moved to both sides (左右滑动)."""
_CLICK = r"(?:(?:请?(?:点击|[向往]?[上下]?(?:滑动|滚动|拉动)|单击|轻触|点此|点我|点这里|戳我|继续|立即)){1,2}(?:这里|此处)?)?"
_OF = r"的?(?:信息|内容|数据|文章|列表|新闻|动态|通知|公告|公示|文件|政策|消息|资讯|条目|记录|结果){1,2}"
_POSTS = rf"(?:{_OF})?"
SCROLLED = (
    rf"(?:继续|请)?[向往]?[上下](?:拉|滑)动?(?:可以?|即可)?(?:加载|刷新|查看|显示|浏览)?(?:更多)?{_POSTS}|{_CLICK}{_GROW}(?:更多|其余|剩余|后续|下一[批组页]){_POSTS}|"
    rf"{_PULL}(?:即?可)?(?:查看|显示|浏览|加载|阅读)?(?:更多|其他|其它|后续|翻页|下一[页条批组]){_POSTS}|"
    rf"(?:点击|滚动|滑动|点此|点我|继续)加载|(?:滚动|滑动)(?:查看|显示)更多{_POSTS}|(?:松开|释放)(?:手指|后|立即|即可)*(?:加载|刷新|查看)(?:更多)?|更多{_POSTS}请?[上下](?:拉|滑)|"
    r"(?:load|show|view|see)\s?more(?:\s?(?:posts|news|items|articles|results|entries))?"
)
"""What stands below a list that a script lengthens, and nowhere else."""
_SOME = r"\s?\d{1,6}\s?[条篇则]"
_SHOW = "(?:显示|展示|列出|列示|公布|提供|查看|浏览|保留)"
_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[条篇则]"
_LATELY = (
    r"(?:本[周月]|当[周月]|当日|今日|(?:最近|近)\s?(?:\d{1,2}\s?[天日]|[一二两三1-3]\s?(?:周|星期)|[一两1-2]\s?个月))"
)
"""Less than the open months: what shows a year of posts shows all that count."""
PARTLY = (
    rf"(?:仅|只)(?:能)?{_SHOW}了?(?:本栏目|其中)?(?:的?(?:最新|最近|前|近)\s?{_COUNT}|部分|主要|重点)|(?:仅|只|默认){_SHOW}了?(?:本栏目)?{_LATELY}|"
    rf"(?:{_SHOW}|更新|为)了?的?(?:最新|最近|前)的?\s?{_COUNT}|以[上下](?:仅|只)?(?:为|是){_LATELY}|"
    r"以[上下](?:仅|只)?(?:(?:为|是|仅|只)部分|(?:为|是)?(?:最新|最近|前)\s?\d{1,4}\s?[条篇则])|(?:登录|注册)后?(?:即可|可以?|才能)?(?:查看|浏览|阅读|显示)(?:更多|全部|所有|其余|完整)|"
    r"(?:其余|其他|全部|完整)(?:的)?(?:文件|名单|列表|目录|信息|内容|清单)请?(?:详?见|下载|查看)附件|(?:扫码|关注公众号)后?(?:即可|可以?|才能)?(?:查看|浏览|阅读|显示)(?:全部|所有|其余|完整)"
)
"""What says below or above a list that it shows a part of it."""
MORE_BELOW = (
    rf"(?:点击)?(?:查看|阅读|继续|浏览|展开|显示)(?:更多|其他|其余|剩余|全部|所有|浏览|查看|加载){_POSTS}|更多{_POSTS}|more|(?:show|view|see)\s?all|(?:向后|往后|向下)?翻页|(?:向后|往后|向下)翻|下一[屏批组]|后面?更多|"
    rf"(?:下|后){_SOME}|(?:查看|显示|展开|浏览|还有|加载){{0,2}}(?:全部|剩余|其余|更多|还有){_SOME}{_POSTS}|再(?:看|来|加载|显示)(?:{_SOME}|[一几][条篇批组页些]|更多)|"
    rf"展开(?:列表)?|加载|[更较]早(?:{_OF})?|(?:以前|以往|早期){_OF}"
)
"""What a click lengthens a list by where it stands below the rows and leads nowhere; elsewhere it means other things."""
UNFOLDS = re.compile(r"^[\W_]*(?:点击|查看|展开|显示|浏览)(?:查看|展开)?(?:更多|全部|其余|剩余|所有)")
"""Of these what is a button's even where nothing says that it is one: a heading (更多信息) does not ask for a click."""
GROWERS = re.compile(
    r"load[-_]?more|more[-_]?load|(?:btn|button)[-_]?more|more[-_]?(?:btn|button)|jiazai[-_]?(?:gengduo|more)",
    re.IGNORECASE,
)
"""The class or id of a button that lengthens a list, whatever it says."""
COUNTED = r"(?:\s?[(（\[]\s?\d{1,6}(?:\s?/\s?\d{1,6})?\s?[条篇页]?\s?[)）\]])?"
"""How many there are, behind such a word."""
ENDED = rf"以上(?:为|是|即)?(?:本栏目)?(?:的)?全部{_POSTS}|(?:已经?)?(?:全部显示|显示(?:全部|完毕|完)){_POSTS}了?|[—-]{{1,3}}\s?(?:完|the\s?end|end)\s?[—-]{{1,3}}"
"""What says below the rows that there are no more; what a script shows at its end (没有更多了) stands hidden there before."""
NO_MORE = rf"(?:暂|再)?(?:无|没有)(?:更多|其他|其它)(?:的)?{_POSTS}了?|(?:已经?|全部)?(?:全部)?(?:加载|载入)(?:全部|完毕|完成|完)了?|已加载(?:全部|所有){_POSTS}|(?:已经?)?(?:到底|到底部|见底|到头)了?|(?:这|已)是最后(?:一页|一条)?了?|no\s?more(?:\s?data)?"
"""What a script shows there; where none may keep it hidden it says the same."""
NOTHING_THERE = (
    r"(?:对不起|抱歉|很抱歉|目前|当前|本栏目|该栏目)?(?:暂时?[无没]有?|没有|无|查无|未找到|未查询到|未检索到|已无)(?:找到|更多|其他|相关|任何|符合|条?件|有关|您要的?|的)*"
    r"(?:内容|信息|数据|文章|记录|资料|新闻|结果)?了?"
)
"""What a list without rows says in their place."""
TOOLS = re.compile(
    r"^[\W_]*(?:(?:返回|回到|回)?(?:页面)?顶部|top|打印(?:本页)?|关闭(?:本页|窗口)?|分享(?:到)?|收藏(?:本站|本页)?|智能(?:问答|客服|机器人|咨询)|机器人|在线(?:客服|咨询)|客服|(?:我要|网站)?(?:纠错|找错|挑错)|"
    r"意见(?:建议|反馈|征集)|领导信箱|(?:区|市)?长信箱|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)?|适老(?:化|版)?|关怀(?:版|模式)|扫一扫|手机(?:版|端)|(?:官方|政务)?(?:微信|微博)(?:公众号)?|客户端|APP|二维码|繁體|繁体|简体|English)[\W_]*$",
    re.IGNORECASE,
)
"""What the tools at the edge of a page say, that turn and lengthen no list."""
READING_AIDS = re.compile(
    r"(?:页面|字体|文字)?(?:放大|缩小)|大字幕?|大鼠标|指读|点读|连读|语音|朗读|读屏|语速|音量|光标|十字线|辅助线|配色|对比度|高对比|退出(?:服务|无障碍|长辈|适老)"
)
"""What a bar for easy reading says, which turns the pages of no list."""
WAITING = r"(?:正在|努力)?(?:加载|载入|读取)(?:中|数据)?[,，\s]{0,2}(?:请?稍[后候等])?|loading"
"""What stands where a script has yet to write."""
PAGERS = re.compile(
    r"(?:^|[-_ ])(?:pager|pages?|paging|pagination|fenye|fy|pagebar|page_?nav)(?:[-_ ]|$)", re.IGNORECASE
)
"""The class, id or tag of a pager."""
SLIDERS = re.compile(r"slid|swiper|carousel|banner|focus", re.IGNORECASE)
"""The class or id of what shows pictures in turn."""
HEAD = re.compile(r"(?:^|[-_ ])(?:tit|title|hd|bt|lmt|lanmu|heading|head|header|t)(?:[-_ \d]|$)", re.IGNORECASE)
"""What the head of a list is named."""
NEXT = r"加载更多|点击加载(?:更多)?|(?:查看|浏览|阅读)?(?:较早|更早|以前|往前)的?(?:文章|信息|内容|新闻)|older(?:\s?(?:posts|entries))?|earlier(?:\s?posts)?|下\s?一?\s?页|下\s?一?\s?頁|后\s?一?\s?页|次\s?页|下一栏|下翻页?|下\s?一?\s?篇?页|next(?:\s?page)?"
ONWARD = r"[>›»→＞》]{1,3}"
PAGER = re.compile(
    rf"^[\s\[【(（<《]*(?:首\s?页|尾\s?页|末\s?页|最后一?页|第一页|上\s?一?\s?页|前一?页|{NEXT}|最前页|最后页|第?\s*\d{{1,5}}\s*页?|跳转到?|转到|go|"
    r"prev(?:ious)?|first|last|上一篇.*|下一篇.*|[<>«»‹›《》.…]+|返回(?:顶部|列表|首页)?)[\s\])】）>》:：]*(?:[(（\[]\s?\d{1,5}\s?[)）\]])?[\s\])】）>》:：]*$",
    re.IGNORECASE,
)
"""A link's text that turns pages."""
MORE = re.compile(
    r"^[\s\[【(（]*(?:查看)?(?:更多|more|>+|»+|详细(?:内容|信息)?|查看(?:详情|全文|内容|原文)?|详情|阅读(?:全文|原文|更多)?|全文|read more|点击(?:查看|阅读|进入|这里)?(?:更多|详情|全文)?|进入)[\s\])】）>》».…+]*$",
    re.IGNORECASE,
)
"""A link's text that says no more than that there is more."""
LONGEST_NAME = 12
"""Characters of a column's name; the longest one in tests has ten."""
WHOLE_LIST = re.compile(
    r"^[\s\[【(（<+]*(?:点击|查看|浏览)?(?:更多|全部|所有|more|>{2,}|»)(?:信息|内容|文章|新闻|列表)?[\s\])】）>》»…+.]*$",
    re.IGNORECASE,
)
"""A link's text in the head of a list that leads to the whole of it."""
OPENS = re.compile(
    r"^(?=.*\w)[\s\[【(（<《]*(?:点击|点此|立即)?(?:查看|浏览|阅读|打开|进入|下载|了解)?(?:详情|详细|详细(?:内容|信息)|全文|原文|内容|正文)?[\s\])】）>》»›→….+]*$|^view(?:\s?details?)?$|^details?$",
    re.IGNORECASE,
)
"""A link's text that says no more than that it opens what stands beside it."""
NOTES = r"备\s?注|附\s?注|注|注释|注意事项|说\s?明|填表说明|温馨提示|特别提示|提示|声明|(?:咨询|联系|监督|举报|投诉|服务|办公)(?:电话|邮箱|方式|地址)|联系人|电话|地址|资料来源|数据来源|信息来源|稿件来源|责任编辑|编辑|审核|供稿(?:单位)?|发布单位|(?:主办|承办|协办)单位|技术支持"
"""What a note below a list begins with, before its colon."""
VISITS = re.compile(
    r"^(?=.*(?:访问|访客|浏览|点击|阅读|在线|人气|来访))(?=.*\d)(?:[\W\d_]|您|你|是|第|位|次|人|本[站栏目页面网]{1,2}|[该此]页面?|网站|今[日天]|昨[日天]|本[周月年]|累计|总计?|共|有|已|被|到|目前|当前|历史|最高|数|量|率|"
    r"访问者?|访客|浏览者?|点击|阅读|来访者?|在线|人气|统计|关注|用户)+$"
)
"""What tells how often a page was looked at."""
LICENCE = re.compile(r"ICP备|公网安备|版权所有|网站标识码|copyright", re.IGNORECASE)
"""What the footers of sites say, and nothing else on a list's page."""
OUTSIDE = re.compile(
    r"(?:^|[-_ ])(?:nav|navs|navbar|navi|navigation|topnav|subnav|menu|mainmenu|submenu|foot|footer|copyright|breadcrumbs?|crumbs?|pager|paging|pagination|fenye|friendlinks?|yqlj|weizhi|dqwz)(?:[-_ \d]|$)|"
    r"(?:^|[ ]|(?<!content)(?<!main)(?<!list)(?<!article)(?<!news)(?<!detail)[-_])(?:bottom|head|header|top|banner|logo|position|location|path|pages?|friends?|links)\d?(?:[ ]|$)",
    re.IGNORECASE,
)
"""Classes and ids of what stands round a page's own content; the top of that content itself (`content-top`) is none."""


def spaced(words: Iterable[str]) -> str:
    """A pattern of labels, longest first, each of whose characters may be spaced out (`索 引 号`)."""
    return "|".join(r"[ ]{0,4}".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))


LABELS = (
    *PUBLISHED,
    *SHORTLY,
    *UPDATED,
    *FORMED,
    *SOURCE,
    *ISSUER,
    *INDEX_NUMBER,
    *DOCUMENT_NUMBER,
    *THEME,
    *VALIDITY,
    *ASIDE,
)
"""All labels of an article's header."""
REPEATS = ("v-for", "ng-repeat", "x-for", "wx:for")
"""The attributes of rows that a script has yet to repeat."""
CONDITIONS = ("v-if", "v-else", "v-else-if", "v-show", "ng-if", "ng-show", "ng-hide", "x-if", "x-show", "wx:if")
"""The attributes of what a script shows only where something is so."""
_SAYS = "(?:on|@|v-on:|ng-|x-on:|data-on-?)"
CLICK = re.compile(rf"{_SAYS}(?:click|tap|mousedown|touchstart)")
"""The attributes by which a page says what a click does."""
FOCUS = re.compile(rf"{_SAYS}focus")
"""Those by which it says what is done where a field is come to."""
