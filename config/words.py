"""What the office reads for each member of a closed vocabulary: one table for each, by the value that is stored.

This room lies below those that own the vocabularies, so the tables are by value; a test compares each with its enum,
and a member without a word, or a word without a member, fails it.
"""

from collections.abc import Mapping

Words = Mapping[str, str]

# ---- the office and its sites -------------------------------------------------------------------------------------------

ROLE_NAMES: Words = {
    "introduction": "单位简介",
    "departments": "内设机构",
    "duties": "主要职责",
    "telephone": "联系电话",
    "address": "办公地址",
    "mailbox": "领导信箱",
    "leaders": "领导信息",
    "basic_information": "基本信息",
    "posts": "信息列表",
    "services": "网上办事",
    "annual_report": "年度报告",
    "key_areas": "重点领域",
    "request_channel": "依申请公开",
    "other": "其他",
}
CONTENT_NAMES: Words = {
    "news": "动态、要闻",
    "notices": "通知公告",
    "policies": "政策文件",
    "statistics": "办事统计数据",
    "replies": "留言办理情况",
}
POLICY_NAMES: Words = {
    "annual_report_due": "年度报告应在次年何日前发布（月-日）",
    "stale_after_days": "基本信息超过多少天未更新为未及时更新",
    "backdated_after_days": "完整检查栏目多少天后才出现的信息疑似倒填日期",
    "empty_below_characters": "栏目文字不足多少个字为空栏目",
    "due_working_days": "应在多少个工作日内公开",
    "reply_working_days": "应在多少个工作日内答复留言",
    "propose_replies": "录入时预填监测到的留言件数",
    "repair_days": "首次发现后多少天内修复不扣分",
    "bulk_import_above": "同一天超过多少条疑似批量导入",
    "date_conflict_above_days": "各处日期相差超过多少天为日期不一致",
    "night_drop_share": "读到的内容降到上次的多少以下，本夜不作判断",
    "soft_404_similarity": "与“页面不存在”相似到多少，视为页面不存在",
    "tracking_parameters": "比较网址时不计的跟踪参数",
    "source_prefixes": "比较信息来源时不计的前缀",
    "appeal_days": "月末后多少天内可以申诉",
    "two_persons": "考评决定须由另一人审核",
    "holidays": "另行设定的放假和上班日",
}

# ---- what the checks conclude -------------------------------------------------------------------------------------------

OUTCOME_NAMES: Words = {"met": "符合", "not_met": "不符合", "not_applicable": "不涉及", "inconclusive": "未能判定"}
VERDICT_NAMES: Words = {
    "broken": "无效",
    "restricted": "受限",
    "warned": "提示",
    "ok": "正常",
    "inconclusive": "未能判定",
}
MEASURE_NAMES: Words = {
    "portal.posts": "政务网信息",
    "portal.clones": "主站克隆信息",
    "portal.dead_links": "政务网无效链接",
    "portal.empty_columns": "政务网空栏目",
    "portal.dynamic_columns": "动态栏目",
    "portal.basic_information": "基础信息",
    "portal.leaders": "领导信息",
    "portal.services": "网上办事",
    "disclosure.posts": "公开平台信息",
    "disclosure.dead_links": "公开平台无效链接",
    "disclosure.empty_columns": "公开平台空栏目",
    "disclosure.basic_information": "公开平台基本信息",
    "disclosure.timeliness": "20个工作日内公开",
    "portal.home_dead_links": "首页无效链接",
    "portal.other_dead_links": "其他页面无效链接",
    "portal.stale_news": "未及时更新的动态、要闻类栏目",
    "portal.stale_notices": "未及时更新的通知、政策类栏目",
    "portal.stale_plans": "未及时更新的规划、人事类栏目",
    "portal.idle": "两周内没有任何更新",
    "site.home_dead_links": "网站首页无效链接",
    "site.other_dead_links": "网站其他页面无效链接",
    "site.stale_news": "网站未及时更新的动态、要闻类栏目",
    "site.stale_notices": "网站未及时更新的通知、政策类栏目",
    "site.stale_plans": "网站未及时更新的规划、人事类栏目",
    "site.idle": "网站两周内没有任何更新",
    "site.empty_columns": "网站空白栏目",
    "site.stale_lists": "网站未及时更新的动态、通知、政策类栏目",
    "site.long_stale": "网站应更新而未更新的栏目",
    "site.stale_policies": "政策文件未及时更新",
    "site.stale_statistics": "办事统计数据未及时公开",
    "site.stale_replies": "留言办理情况未及时公开",
    "site.unavailable": "网站一周内打不开的比例过高",
    "site.no_services": "网站没有办事服务",
    "site.poor_guides": "网站要素缺失的办事指南",
}
DATE_SOURCE_NAMES: Words = {
    "meta": "文章发布日期标签",
    "header": "文章标题下的发布时间",
    "list": "列表中的日期",
    "address": "网址中的日期",
    "": "无",
}
LINK_KIND_NAMES: Words = {
    "a": "文字链接",
    "area": "图片热区",
    "img": "图片",
    "script": "脚本",
    "link": "样式或图标",
    "iframe": "内嵌页面",
    "frame": "框架页面",
    "video": "视频",
    "audio": "音频",
    "source": "媒体文件",
    "object": "内嵌对象",
    "embed": "内嵌对象",
    "form": "查询表单",
    "css": "样式中的图片",
    "refresh": "自动跳转",
}
REASON_NAMES: Words = {
    "": "",
    "ok": "正常",
    "malformed": "链接地址写错，浏览器无法打开",
    "private_address": "链接指向内网或本机地址，公众无法打开",
    "wrong_content": "文件链接打开的是网页，不是文件",
    "soft_404": "页面提示不存在（实为404页面）",
    "dns": "域名无法解析",
    "timeout": "访问超时",
    "refused": "服务器拒绝连接",
    "reset": "连接被中断",
    "empty_response": "服务器返回空内容",
    "truncated": "内容传输不完整",
    "redirect_loop": "页面循环跳转",
    "tls_handshake": "安全连接无法建立",
    "challenge": "被网站防护拦截，需人工查看",
    "tls": "证书有问题（过期、自签或域名不符），其余正常",
    "moved_permanently": "页面已永久迁移，建议更新链接",
    "placeholder": "占位链接，点击后没有反应",
    "missing_anchor": "页内定位无效：页面中没有这个位置",
    "ignored": "不作检查的链接",
    "faults": "有已确认的问题",
    "not_asked": "有链接本夜未检查",
    "not_read": "栏目未能读取",
    "not_observed": "当月没有检查记录",
    "not_measured": "未测量",
    "not_checked": "未检查",
    "robots": "网站 robots 规则不允许检查",
    "limit_reached": "达到检查上限，未能查完",
    "page_limit": "达到页数上限，未能查完",
    "time_limit": "达到时间上限，未能查完",
    "stopped": "检查中途停止，未能查完",
    "offline": "本机网络故障",
    "too_large": "内容过大，未检查完",
    "unreadable": "页面内容无法解析",
    "protocol": "服务器的应答不合规范",
    "not_html": "栏目地址打开的不是网页",
    "redirected_away": "栏目跳转到了其他网站",
    "pages_missing": "列表标明的页数多于读到的页数，或部分页面打不开",
    "rows_missing": "列表标明的条数多于读到的条数",
    "end_unseen": "列表只有一页，没有显示当月以前的信息，下方有不能识别的内容，不能确定后面还有没有",
    "rows_unread": "列表中有未能识别的条目",
    "parts_unread": "栏目内有分类标签由脚本切换，监测读不到其他分类",
    "reading_too_long": "页面过于复杂，未能在限时内读完",
    "pager_by_script": "翻页由脚本完成，监测翻不了页",
    "pager_elsewhere": "翻页指向其他网站",
    "script_list": "栏目内容由脚本加载，监测读不到",
    "template_mismatch": "栏目页面无法识别",
    "page_not_read": "部分信息的页面未能读取",
    "date_unread": "部分信息的日期未能识读",
    "site_unreachable": "网站当时无法访问",
    "no_section": "没有配置专区",
    "no_column": "没有配置相应栏目",
    "not_applicable": "不涉及",
    "no_content": "没有内容",
    "no_telephone": "没有电话号码",
    "no_address": "没有地址",
    "no_mailbox": "没有可用的信箱",
    "no_leader": "没有领导姓名和职务",
    "too_short": "内容过少",
    "no_date": "页面没有更新日期",
    "stale": "没有及时更新",
    "different": "两站内容不一致",
    "not_updated": "本月没有更新",
    "no_item": "网上办事栏目中没有事项",
    "no_form": "没有表格下载",
    "form_not_checked": "表格下载未能确认",
    "form_broken": "表格打不开",
    "form_missing": "没有提供表格",
    "word_listed": "含词表中的词语",
    "title_changed": "外部页面标题完全改变",
    "link_hidden": "样式隐藏的外部链接",
    "unanswered": "留言超过 3 个月未答复",
    "messages_unread": "部分留言的时间或状态未读出",
    "no_message": "没有读到留言",
    "guide_incomplete": "办事指南缺少 4 项以上要素",
    "guide_elsewhere": "办事指南的内容在附件或图片中，须人工查看",
    "too_few_visits": "一周内访问次数不足",
    "visits_failed": "一周内打不开的比例过高",
    "mark_missing": "没有标明",
    "code_wrong": "编号有误",
    "personal_number": "疑似身份证号或银行卡号",
    "entries": "有信息条目",
    "not_seen": "没有看到",
    "published": "已发布",
    "undated": "没有日期",
    "post_undated": "信息没有日期",
    "post_future_dated": "信息日期晚于检查日",
    "post_unreachable": "信息页面打不开",
    "post_duplicate": "与另一条信息重复",
    "post_removed": "信息已撤下",
    "post_backdated": "疑似倒填日期",
    "post_late": "封账后补发",
    "date_conflict": "各处日期不一致",
    "date_doubtful": "日期存疑",
    "similar_body": "内容相近",
    "bulk_import": "疑似批量导入",
    "overdue": "超过规定的工作日公开",
    "no_pair": "没有同时标明成文日期和发布日期的信息",
    "calendar_unknown": "工作日历尚未公布",
}
HTTP_NAMES: Words = {
    "400": "请求被认为有误",
    "401": "需要登录",
    "403": "禁止访问",
    "404": "页面不存在",
    "405": "不允许这样访问",
    "407": "需要代理认证",
    "410": "页面已删除",
    "412": "被网站防护拦截",
    "418": "被网站防护拦截",
    "429": "访问过于频繁",
    "451": "因法律原因不可访问",
    "500": "服务器内部错误",
    "502": "网关错误",
    "503": "服务暂不可用",
    "504": "网关超时",
    "521": "被网站防护拦截",
    "999": "被网站防护拦截",
}
"""Statuses that have a name of their own; all others are `服务器返回错误`."""

# ---- points and decisions -----------------------------------------------------------------------------------------------

BASIS_NAMES: Words = {
    "measured": "监测",
    "entered": "人工录入",
    "confirmed": "人工确认",
    "derived": "由其他项得出",
    "override": "人工改判",
    "unknown": "未定",
}
SUBJECT_NAMES: Words = {"unit": "单位", "site": "网站"}
VETO_NAMES: Words = {"": "—", "yes": "单项否决", "no": "未触发", "unknown": "未能判定"}
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
ITEM_STATES: Words = {"open": "未整改", "fixed": "已整改", "accepted": "已接受例外", "unknown": "未能复查"}

# ---- the pages ----------------------------------------------------------------------------------------------------------

PROPOSAL_NAMES: Words = {
    "override": "改判",
    "exception": "链接例外",
    "order": "督办单扣分",
    "order_withdrawal": "撤回督办单",
    "withdrawal": "撤回改判或例外",
    "close": "封账",
    "reopen": "重开",
}
PROPOSAL_STATES: Words = {"": "待审核", "confirmed": "已确认", "refused": "已退回", "withdrawn": "已撤回"}
APPEAL_STEPS: Words = {
    "opened": "提出申诉",
    "replied": "补充说明",
    "withdrawn": "撤回申诉",
    "asked": "要求补充",
    "refused": "不予采纳",
    "accepted": "拟予采纳，提请审核",
    "returned": "审核退回",
    "upheld": "审核通过，予以采纳",
}
APPEAL_STATES: Words = {
    "opened": "待答复",
    "replied": "待答复",
    "withdrawn": "已撤回",
    "asked": "待单位补充",
    "refused": "未采纳",
    "accepted": "待审核",
    "returned": "审核退回，待答复",
    "upheld": "已采纳",
}

# ---- nights -------------------------------------------------------------------------------------------------------------

STATUS_NAMES: Words = {"good": "完成", "inconclusive": "不作判断", "running": "未完成"}
HEALTH_NAMES: Words = {
    "canaries_failed": "用来判断本机网络的网址全部打不开",
    "hosts_failed": "一半以上的主机同时打不开，很可能是本机网络故障",
    "sites_failed": "两个网站都打不开",
    "store_failed": "数据库没有收下检查结果",
    "nothing_read": "没有读到网站的任何页面",
    "closed_by_robots": "网站的 robots.txt 不允许检查",
    "crawl_failed": "检查程序中途出错",
    "sudden_drop": "读到的页面或信息比上一次骤减",
}

EMPTY_COLUMN_NAMES: Words = {"placeholder": "只有占位文字"}
"""Reasons that are told otherwise of a column than of a link."""


def reason_name(reason: str) -> str:
    """A reason in Chinese; `http_404` and the like by their status. KeyError for what is no reason."""
    if reason.startswith("http_"):
        return f"{HTTP_NAMES.get(reason[5:], '服务器返回错误')}（{reason[5:]}）"
    return REASON_NAMES[reason]
