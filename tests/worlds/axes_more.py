"""Further values of the random worlds' axes, each a markup that systems in use write.

Put this folder on PYTHONPATH and run the worlds with `--axes more` or `--axes both`.
"""

from __future__ import annotations

import datetime as dt
import itertools

from engine import Page, Side, esc

v = Side("more")

# ---- row: the list block of one page ----


@v("row", "typed_paragraphs")
def typed_paragraphs(column, rows):
    """A list typed into the page's text: a paragraph each, indented by ideographic spaces."""
    return (
        '<div class="TRS_Editor">'
        + "".join(f"<p{r.row_attrs}>　　●{r.before}{r.link}（{r.after}）</p>" for r in rows)
        + "</div>"
    )


@v("row", "lines_with_br")
def lines_with_br(column, rows):
    """Lines without any block of their own, as hand-made pages of 2003 have them."""
    lines = "<br>\n".join(f'<img src="/images/dot.gif"> {r.before}{r.link} {r.after}' for r in rows)
    return f'<div class="txt">{lines}</div>'


@v("row", "two_per_table_row")
def two_per_table_row(column, rows):
    cells = [f'<td width="50%">·{r.before}{r.link} {r.after}</td>' for r in rows]
    pairs = itertools.zip_longest(cells[::2], cells[1::2], fillvalue="<td>&nbsp;</td>")
    return '<table width="100%">' + "".join(f"<tr>{a}{b}</tr>" for a, b in pairs) + "</table>"


@v("row", "list_of_five")
def list_of_five(column, rows):
    """A new ul after every five rows, with a rule between."""
    fives = [rows[k : k + 5] for k in range(0, len(rows), 5)]
    return '<hr class="dash">'.join(
        '<ul class="five">' + "".join(f"<li{r.row_attrs}>{r.before}{r.link}{r.after}</li>" for r in five) + "</ul>"
        for five in fives
    )


@v("row", "months_as_groups")
def months_as_groups(column, rows):
    """A heading and a list for each month, in the order of the rows."""
    out = ""
    for (year, month), group in itertools.groupby(rows, key=lambda r: (r.post.day.year, r.post.day.month)):
        items = "".join(f"<li{r.row_attrs}>{r.before}{r.link}{r.after}</li>" for r in group)
        out += f'<div class="mon"><h3>{year}年{month}月</h3><ul>{items}</ul></div>'
    return out


@v("row", "unclosed_capitals")
def unclosed_capitals(column, rows):
    """Upper case, and no li is ever closed."""
    return "<UL TYPE=square>\n" + "\n".join(f"<LI{r.row_attrs}>{r.before}{r.link} {r.after}" for r in rows) + "\n</UL>"


@v("row", "blog_articles", block=True)
def blog_articles(column, rows):
    """WordPress: a heading, a line for the day, an excerpt that speaks of another day, and 阅读全文."""
    return "".join(
        f'<article class="post"><header><h2 class="entry-title">{r.anchor(esc(r.title), " rel=bookmark")}</h2>'
        f'<div class="entry-meta">{r.before}{r.after}</div></header>'
        f'<div class="entry-summary"><p>{r.post.body[len(r.title) + 1 : 70]}… '
        f'<a class="more-link" href="{esc(r.href)}">阅读全文</a></p></div></article>'
        for r in rows
    )


@v("row", "second_pane_hidden")
def second_pane_hidden(column, rows):
    """The later half stands in a pane that is shown when its tab is clicked."""
    half = (len(rows) + 1) // 2
    panes = [
        "".join(f"<li{r.row_attrs}>{r.before}{r.link}{r.after}</li>" for r in part)
        for part in (rows[:half], rows[half:])
    ]
    return (
        '<div class="tab-hd"><span class="on">最新</span><span>更早</span></div>'
        f'<div class="tab-bd"><ul class="pane">{panes[0]}</ul><ul class="pane" style="display:none">{panes[1]}</ul></div>'
    )


@v("row", "headline_and_rest")
def headline_and_rest(column, rows):
    """The first entry is a headline with an excerpt, the others are a plain list."""
    first = "".join(
        f'<div class="headline"><h2>{r.link}</h2>{r.before}{r.after}<p>{r.post.body[len(r.title) + 1 : 80]}…</p></div>'
        for r in rows[:1]
    )
    return first + "<ul>" + "".join(f"<li{r.row_attrs}>{r.before}{r.link}{r.after}</li>" for r in rows[1:]) + "</ul>"


@v("row", "published_and_formed", own_date=True)
def published_and_formed(column, rows):
    """A catalogue whose heading tells the day of forming from the day of publishing."""
    body = "".join(
        f"<tr{r.row_attrs}><td>{k}</td><td>{r.link}</td><td>{r.post.day - dt.timedelta(5 + k % 7)}</td><td>{r.post.day}</td></tr>"
        for k, r in enumerate(rows, 1)
    )
    return f"<table><tr><th>序号</th><th>名称</th><th>成文日期</th><th>发布日期</th></tr>{body}</table>"


@v("row", "text_and_view", block=True)
def text_and_view(column, rows):
    """The title is text, 查看 in the last cell leads to the post."""
    cells = (
        f'<td>{esc(r.title)}</td><td>{r.before}{r.after}{r.inside}</td><td><a href="{esc(r.href)}">查看</a></td>'
        for r in rows
    )
    return '<table class="ml">' + "".join(f"<tr>{three}</tr>" for three in cells) + "</table>"


@v("row", "day_heads_timeline", own_date=True)
def day_heads_timeline(column, rows):
    """A timeline: each day once, as a heading over the links of that day."""
    out = ""
    for day, group in itertools.groupby(rows, key=lambda r: r.post.day):
        links = "".join(f"<p{r.row_attrs}>{r.link}</p>" for r in group)
        out += f'<li class="layui-timeline-item"><div class="layui-timeline-content"><h3>{day.year}年{day.month}月{day.day}日</h3>{links}</div></li>'
    return f'<ul class="layui-timeline">{out}</ul>'


@v("row", "written_literals", script=True)
def written_literals(column, rows):
    """Each row is a literal that the script writes into the page."""
    lines = "\n".join(
        f"document.write('<li><a href=\"{r.href}\">{r.title}</a><span>{r.text}</span></li>');" for r in rows
    )
    return f"<ul><script>\n{lines}\n</script></ul>"


@v("row", "objects_pushed", script=True)
def objects_pushed(column, rows):
    """Objects with bare keys, pushed one by one and shown by a function of the page."""
    lines = "\n".join(
        f"arr.push({{id:{r.post.number},title:'{r.title}',href:'{r.href}',pubDate:'{r.text}'}});" for r in rows
    )
    show = "for (var i = 0; i < arr.length; i++) { document.getElementById('newslist').innerHTML += '<p><a href=\"' + arr[i].href + '\">' + arr[i].title + '</a> ' + arr[i].pubDate + '</p>'; }"
    return f"<div id='newslist'></div><script>\nvar arr = [];\n{lines}\n{show}\n</script>"


@v("row", "arrays_abreast", script=True)
def arrays_abreast(column, rows):
    """Addresses, titles and days in an array of a script each."""
    columns = {
        "titles": [r.title for r in rows],
        "urls": [r.href for r in rows],
        "dates": [r.text for r in rows],
    }
    arrays = "\n".join(f"var {name} = {texts};" for name, texts in columns.items())
    return f"<div id='l'></div><script>{arrays}\ndraw();</script>"


@v("row", "clicked_blocks", block=True)
def clicked_blocks(column, rows):
    """Rows without an `a`: a click on the block opens the post."""
    return (
        '<div class="list">'
        + "".join(
            f'<div class="item" onclick="window.location.href=\'{esc(r.href)}\'"{r.row_attrs}{r.attrs}>{r.before}<span class="t">{esc(r.title)}</span>{r.inside}<i>来源：{column.unit.name}</i>{r.after}</div>'
            for r in rows
        )
        + "</div>"
    )


@v("row", "link_around_item", block=True)
def link_around_item(column, rows):
    return (
        '<ul class="lb">'
        + "".join(
            f'<a href="{esc(r.href)}"{r.attrs}><li{r.row_attrs}>{r.before}<p class="t">{esc(r.title)}</p>{r.inside}<em>来源：{column.unit.name}</em>{r.after}</li></a>'
            for r in rows
        )
        + "</ul>"
    )


# ---- place: where the row's date stands ----


@v("place", "wide_and_narrow", strong=True, outside=True)
def wide_and_narrow(text, post):
    """Once for wide screens, once for telephones."""
    return {"after": f'<span class="hidden-xs">{text}</span><span class="visible-xs">{post.day}</span>'}


@v("place", "after_readings", strong=True, outside=True)
def after_readings(text, post):
    return {"after": f'<span class="v">阅读 {post.number % 900 + 100}</span><span class="d">{text}</span>'}


@v("place", "after_office_link", strong=True, outside=True)
def after_office_link(text, post):
    """A link to the office's page stands between title and day."""
    return {"after": f' <a class="dep" href="/about/">[{post.column.unit.name}]</a> <span>{text}</span>'}


@v("place", "year_below")
def year_below(text, post):
    """Month and day large, the year below them."""
    return {"before": f'<div class="time"><b>{post.when:%m-%d}</b><i>{post.when:%Y}</i></div>'}


# ---- spell: how it is written ----
DIGITS = str.maketrans("0123456789-", "０１２３４５６７８９－")
NUMERALS = "〇一二三四五六七八九"


@v("spell", "hao", strong=True)
def hao(when, now):
    return f"{when.year}年{when.month}月{when.day}号"


@v("spell", "wide_dash", strong=True)
def wide_dash(when, now):
    return when.strftime("%Y—%m—%d")


@v("spell", "full_width", strong=True)
def full_width(when, now):
    return when.strftime("%Y-%m-%d").translate(DIGITS)


@v("spell", "numerals", strong=True)
def numerals(when, now):
    """二〇二六年十一月五日."""

    def small(k):
        tens = "" if k < 10 else ("" if k < 20 else NUMERALS[k // 10]) + "十"
        return tens + (NUMERALS[k % 10] if k % 10 else "")

    return "".join(NUMERALS[int(c)] for c in str(when.year)) + f"年{small(when.month)}月{small(when.day)}日"


@v("spell", "short_year_cn", strong=True)
def short_year_cn(when, now):
    return f"{when:%y}年{when.month}月{when.day}日"


@v("spell", "afternoon", strong=True)
def afternoon(when, now):
    return f"{when:%Y-%m-%d} {'上午' if when.hour < 12 else '下午'} {when:%I:%M:%S}"


# ---- title ----


@v("title", "beside_document", outside=True)
def beside_document(r):
    """A second link of the row fetches the attachment: the post is the first."""
    return f'{r.anchor(esc(r.title))} <a href="/images/fj{r.post.number}.doc">下载</a>'


@v("title", "category_words", outside=True)
def category_words(r):
    """The category as words before the link."""
    return f'<em class="lb">【公告】</em>{r.anchor(esc(r.title))}'


@v("title", "heading_inside", outside=True)
def heading_inside(r):
    """The link is a heading's, a bullet before it."""
    return f'<i class="ico">■</i><h4 class="bt">{r.anchor(esc(r.title))}</h4>'


# ---- pager: how a list goes on ----


def index(column, i):
    return f"{column.list_base}index_{i}.html"


def step(column, i):
    return esc(column.unit.world.path_of(column, i))


@v("pager", "pictures", path=index)
def pictures(column, i, of):
    """首页, 上一页, 下一页 and 尾页 as pictures that only their alt names."""
    back = (
        f'<a href="{step(column, i - 1)}"><img src="/images/prev.gif" alt="上一页"></a>'
        if i
        else '<img src="/images/prev0.gif" alt="上一页">'
    )
    ahead = (
        f'<a href="{step(column, i + 1)}"><img src="/images/next.gif" alt="下一页" border="0"></a>'
        if i + 1 < of
        else '<img src="/images/next0.gif" alt="下一页">'
    )
    return f"<p>{back}{ahead}</p>"


@v("pager", "angle_quotes", path=lambda column, i: f"{column.list_base}?p={i + 1}")
def angle_quotes(column, i, of):
    """Bootstrap: « and » alone lead back and on."""
    back = (
        f'<li><a href="{step(column, i - 1)}">&laquo;</a></li>' if i else "<li class=disabled><span>&laquo;</span></li>"
    )
    ahead = (
        f'<li><a href="{step(column, i + 1)}" aria-label="Next">&raquo;</a></li>'
        if i + 1 < of
        else "<li class=disabled><span>&raquo;</span></li>"
    )
    return f'<ul class="pagination">{back}<li class="active"><span>{i + 1}</span></li>{ahead}</ul>'


@v("pager", "next_with_its_number", path=index)
def next_with_its_number(column, i, of):
    """下一页(2) 末页(7)."""
    ahead = (
        f'<a href="{step(column, i + 1)}">下一页({i + 2})</a> <a href="{step(column, of - 1)}">末页({of})</a>'
        if i + 1 < of
        else "已是末页"
    )
    return f'<div class="fy">{ahead}</div>'


@v("pager", "rel_next_only", path=index)
def rel_next_only(column, i, of):
    """Only the head's link rel=next leads on; the page shows its number."""
    return f"<p>第{i + 1}页</p>", (f'<link rel="next" href="{step(column, i + 1)}">' if i + 1 < of else "")


@v("pager", "older_posts", path=lambda column, i: f"{column.list_base}page/{i + 1}/")
def older_posts(column, i, of):
    """WordPress: 较早的文章 leads on, 较新的文章 back."""
    older = f'<div class="nav-previous"><a href="{step(column, i + 1)}">较早的文章</a></div>' if i + 1 < of else ""
    newer = f'<div class="nav-next"><a href="{step(column, i - 1)}">较新的文章</a></div>' if i else ""
    return f'<nav class="posts-navigation">{older}{newer}</nav>'


@v("pager", "call_in_comment_marks", path=index)
def call_in_comment_marks(column, i, of):
    """TRS: the call stands between the marks that hid scripts from the oldest browsers; another call is commented out."""
    return f'<script language="JavaScript">\n<!--\n//createPageHTML ( 99,0,old,htm );\ncreatePageHTML({of}, {i}, "index", "html");\n//-->\n</script>'


@v("pager", "select_of_pages", must="either", path=index)
def select_of_pages(column, i, of):
    """A select whose options' values are the pages; it turns the page by a script."""
    options = "".join(
        f'<option value="{step(column, k)}"{" selected" if k == i else ""}>第{k + 1}页</option>' for k in range(of)
    )
    return f'<div class="page">转到 <select onchange="location.href=this.value">{options}</select></div>'


@v("pager", "data_page_hash", must="inconclusive", hidden=True)
def data_page_hash(column, i, of):
    """Numbers that lead to # and carry data-page."""
    numbers = "".join(f'<a href="#" data-page="{k}">{k}</a>' for k in range(2, of + 1))
    return f'<div class="pages"><a class="cur">1</a>{numbers}<a href="#" data-page="2">下一页</a></div>'


@v("pager", "element_total", must="inconclusive", hidden=True)
def element_total(column, i, of):
    """Element UI, prerendered: 共 46 条 and buttons without an address."""
    numbers = "".join(f'<li class="number{" active" if k == 0 else ""}">{k + 1}</li>' for k in range(of))
    return f'<div class="el-pagination"><span class="el-pagination__total">共 {len(column.posts)} 条</span><button type="button" disabled class="btn-prev"></button><ul class="el-pager">{numbers}</ul><button type="button" class="btn-next"></button></div>'


@v("pager", "load_more_by_script", must="inconclusive", hidden=True)
def load_more_by_script(column, i, of):
    return '<div class="loadmore" onclick="loadMore()">加载更多</div><script>var p = 1; function loadMore() { $.post("/api/list", {page: ++p, t: token()}, append); }</script>'


@v(
    "pager",
    "icon_without_a_word",
    must="either",
    path=lambda column, i: f"{column.list_base}?s={column.number * 7919 + i:x}z",
)
def icon_without_a_word(column, i, of):
    """An icon font's arrow; the address says nothing of pages."""
    return (
        f'<div class="fy2"><a href="{step(column, i + 1)}"><i class="iconfont">&#xe602;</i></a></div>'
        if i + 1 < of
        else ""
    )


def error_within_the_frame(world, column, chunks):
    if len(chunks) > 1:
        world.page(
            column.unit, column.site, index(column, 1), f"<h2>{column.name}</h2><p>数据库连接失败</p>", column.name
        )


@v("pager", "second_is_an_error", must="inconclusive", path=index, serve=error_within_the_frame)
def second_is_an_error(column, i, of):
    """The second page says in the site's frame, with status 200, that it could not be made."""
    return f'<div class="page"><a href="{step(column, i + 1)}">下一页</a></div>' if i + 1 < of else ""


def boxes_and_wholes(world, column, chunks):
    """Three boxes with the newest four of each kind; 更多 leads to all of the kind."""
    posts, boxes = [post for chunk in chunks for post in chunk], ""
    for k, kind in enumerate(("政策", "通知", "活动")):
        at = f"{column.list_base}zl{k}/"
        for number, shown in ((at, posts[k::3]), ("", posts[k::3][:4])):
            rows = "".join(
                f"<li>{r.before}{r.link}{r.after}</li>" for r in world.rows(column, shown, number or column.list_base)
            )
            if number:
                world.page(column.unit, column.site, at, f"<h2>{kind}</h2><ul>{rows}</ul>", kind)
            else:
                boxes += f'<div class="box"><h3>{kind}</h3><a href="{at}">更多</a><ul>{rows}</ul></div>'
    world.page(column.unit, column.site, column.list_base, f"<h2>{column.name}</h2>{boxes}", column.name)


@v("pager", "boxes_with_wholes", must="either", hidden=True, serve=boxes_and_wholes)
def boxes_with_wholes(column, i, of):
    return ""


# one page that looks as if there were more


@v("pager", "sizes_of_pages", all=True, always=True, serve=lambda world, column, chunks: sizes_serve(world, column))
def sizes_of_pages(column, i, of):
    """Numbers of rows that a page may show."""
    sizes = " ".join(f'<a href="{column.list_base}?size={k}">{k}</a>' for k in (10, 20, 50))
    return f'<div class="fy">每页显示 {sizes} 条，共 {len(column.posts)} 条</div>'


def sizes_serve(world, column):
    for k in (10, 20, 50):
        world.routes[column.site, f"{column.list_base}?size={k}"] = world.routes[column.site, column.list_base]


@v("pager", "end_is_shown", all=True, always=True)
def end_is_shown(column, i, of):
    """The button is hidden, the end is said in its place."""
    return '<div class="loadmore" style="display:none">加载更多</div><div class="nomore">已经到底了，没有更多内容</div>'


@v("pager", "kkpager_of_one", all=True, always=True)
def kkpager_of_one(column, i, of):
    return f'<div id="kkpager"></div><script>kkpager.generPageHtml({{pno: 1, total: 1, totalRecords: {len(column.posts)}, mode: "click"}});</script>'


# ---- header: the article's date ----


@v("header", "label_and_value_cells", dated=True)
def label_and_value_cells(post, day, time):
    return {
        "top": f'<table class="h"><tr><td>来源</td><td>{post.column.unit.name}</td><td>发布时间</td><td>{day} {time}</td><td>浏览次数</td><td>55</td></tr></table>'
    }


@v("header", "small_labels", dated=True)
def small_labels(post, day, time):
    """DedeCMS: the labels are small, the values bare text between them."""
    return {
        "top": f'<div class="info"><small>时间:</small>{day} {time}<small>来源:</small>{post.column.unit.name} <small>点击:</small>12次</div>'
    }


@v("header", "black_brackets", dated=True)
def black_brackets(post, day, time):
    return {
        "top": f"<p>【信息时间：{day.replace('-', '/')}　阅读次数：<span></span>】【字号 大 中 小】【我要打印】</p>"
    }


@v("header", "updated_and_published", dated=True, extra=True)
def updated_and_published(post, day, time):
    """The day of the last change stands before the day of publishing."""
    changed = post.day + dt.timedelta(2)
    return {"top": f"<p>更新时间：{changed} 08:00　发布时间：{day} {time}　来源：{post.column.unit.name}</p>"}


@v("header", "signature_below", extra=True)
def signature_below(post, day, time):
    """The header names only the source; under the text stand an event's day and the signature."""
    other = post.day - dt.timedelta(45)
    return {
        "top": f"<p>来源：{post.column.unit.name}</p>",
        "bottom": f'<div class="qm"><p>时间：{other}上午9:00</p><p align="right">{post.column.unit.name}</p><p align="right">{other.year}年{other.month}月{other.day}日</p></div>',
    }


@v("header", "stale_alt", dated=True)
def stale_alt(post, day, time):
    """A day of years ago in a picture's alt, then the true one."""
    return {"top": f'<p><img src="/images/time.gif" alt="2019-05-30 10:00"> 发布日期：<em>{day}</em></p>'}


@v("header", "values_below_labels", dated=True, extra=True)
def values_below_labels(post, day, time):
    """Labels in one row of the table, their values in the next, twice."""
    return {
        "top": f"<table border=1><tr><th>索引号</th><th>发布机构</th></tr><tr><td>00012/2026-{post.number}</td><td>{post.column.unit.name}</td></tr>"
        f"<tr><th>成文日期</th><th>发布日期</th></tr><tr><td>{post.day - dt.timedelta(5)}</td><td>{day}</td></tr></table>"
    }


# ---- address of an article ----


@v("address", "enorth", dated=True)
def address_enorth(post):
    return f"/system/{post.when:%Y/%m/%d}/03{post.number:07d}.shtml"


@v("address", "month_and_day_folders", relative=True, dated=True)
def month_and_day_folders(post):
    return f"{post.column.base}{post.when:%Y-%m}/{post.when:%d}/content_{post.number}.htm"


@v("address", "query_number", relative=True)
def query_number(post):
    return f"{post.column.base}show.jsp?infoid={post.number}"


# ---- frame: what all pages of the section share ----


@v("frame", "today_bar")
def today_bar(unit, rng, site):
    """Today's day in the banner, written by the server."""
    now = unit.world.now
    weekday = "一二三四五六日"[now.weekday()]
    return {"head": f'<div class="today">今天是{now.year}年{now.month}月{now.day}日 星期{weekday}</div>'}


@v("frame", "running_notice")
def running_notice(unit, rng, site):
    """A notice of the whole site runs through the banner, with its day."""
    day = unit.world.now.date() - dt.timedelta(1)
    here = unit.world.origin("portal")
    return {
        "head": f'<marquee scrollamount="3"><a href="{here}/tz/notice1.html">全站通告之1</a>（{day:%m-%d}）</marquee>'
    }


@v("frame", "notices_as_pairs")
def notices_as_pairs(unit, rng, site):
    """A side block of the whole site's notices: dt the link, dd the day."""
    now, here = unit.world.now.date(), unit.world.origin("portal")
    pairs = "".join(
        f'<dt><a href="{here}/tz/notice{k}.html">全站通告之{k}</a></dt><dd>{now - dt.timedelta(k)}</dd>'
        for k in range(1, 6)
    )
    return {"side": f'<div class="side"><h3>全站通告</h3><dl>{pairs}</dl></div>'}


@v("frame", "undated_rank")
def undated_rank(unit, rng, site):
    """A ranking without days."""
    here = unit.world.origin("portal")
    items = "".join(f'<li><b>{k}</b><a href="{here}/tz/notice{k}.html">全站通告之{k}</a></li>' for k in range(1, 7))
    return {"side": f'<div class="rank"><h3>阅读排行</h3><ol>{items}</ol></div>'}


@v("frame", "search_between_days")
def search_between_days(unit, rng, site):
    """A search form whose fields hold days."""
    today = unit.world.now.date()
    return {
        "head": f'<form action="/about/" method="get">从<input name="s" value="{today.year}-01-01">到<input name="e" value="{today}"><input type="submit" value="查询"></form>'
    }


@v("frame", "pictures_in_turn")
def pictures_in_turn(unit, rng, site):
    """Pictures with arrows, a count and numbers that a script acts on."""
    pictures = "".join(f'<li><img src="/images/f{k}.jpg" alt="图{k}"></li>' for k in range(1, 4))
    return {
        "side": f'<div class="focus"><ul>{pictures}</ul><a class="prev" href="javascript:;">上一张</a><a class="next" href="javascript:;">下一张</a><span>1/3</span><ol><li>1</li><li>2</li><li>3</li></ol></div>'
    }


@v("frame", "calendar_beside")
def calendar_beside(unit, rng, site):
    """A calendar whose days and months a script turns."""
    weeks = "".join(
        "<tr>" + "".join(f'<td><a href="javascript:pick({d})">{d}</a></td>' for d in range(w, min(w + 7, 31))) + "</tr>"
        for w in range(1, 31, 7)
    )
    steps = '<a href="javascript:turn(-1)">上个月</a> <a href="javascript:turn(1)">下个月</a>'
    return {
        "side": f'<table class="rl"><caption>{unit.world.month[0]}年{unit.world.month[1]}月</caption><tr><td colspan="7">{steps}</td></tr>{weeks}</table>'
    }


@v("frame", "reading_bar")
def reading_bar(unit, rng, site):
    """The bar for easy reading turns pages of its own."""
    words = enumerate(("放大", "缩小", "指读", "上一页", "下一页", "退出服务"))
    return {
        "head": '<div id="wzaBar" style="display:none">'
        + "".join(f'<a href="javascript:wza({k})">{word}</a>' for k, word in words)
        + "</div>"
    }


@v("frame", "counts_in_footer")
def counts_in_footer(unit, rng, site):
    return {"foot": "<p>您是第 <b>1203311</b> 位访客，今日浏览 326 页次，本站共 86 页面接受检索 第1/1版</p>"}


@v("frame", "neighbouring_columns")
def neighbouring_columns(unit, rng, site):
    """Below the content: the column before and the one after."""
    where = unit.navigation(site) or [("专区首页", unit.root(site))]
    return {
        "after": f'<div class="lm"><a href="{where[0][1]}">上一栏目</a> <a href="{where[-1][1]}">下一栏目</a></div>'
    }


# ---- order, one unusual entry ----


@v("order", "pinned_three")
def pinned_three(posts, rng, world):
    """Three guides of other years stay at the top."""
    column, year = posts[0].column, world.now.year
    titles = [
        f"{column.unit.name}办事大厅服务指南（长期有效）",
        f"{column.unit.name}权责清单公告（长期有效）",
        f"{column.unit.name}监督举报须知（长期有效）",
    ]
    days = [dt.date(year - 1, 3, 4), dt.date(year - 3, 6, 5), dt.date(year - 2, 9, 6)]
    return [world.post(column, title, day, rng) for title, day in zip(titles, days, strict=True)] + posts


@v("order", "pinned_of_last_month")
def pinned_of_last_month(posts, rng, world):
    """Three posts of last month stay at the top."""
    column, first = posts[0].column, dt.date(*world.month, 1)
    titles = [f"{column.unit.name}上月重要事项说明之{'一二三'[k]}" for k in range(3)]
    return [world.post(column, title, first - dt.timedelta(5 + k), rng) for k, title in enumerate(titles)] + posts


@v("spice", "on_another_host", needs_row_date=True)
def on_another_host(column, rng, title):
    """An entry that leads to another host: dated by its row alone."""
    world = column.unit.world
    path = f"/news/{column.number}{'1' if column.site == 'portal' else '2'}.html"
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1><p>这是上级网站刊登的文章，内容完整，可供各单位转载参考使用，欢迎阅读。</p></body></html>"
    world.put("outside", path, text)
    post = world.post(column, title, dt.date(*world.month, 1), rng, url=world.origin("outside") + path)
    post.path = path  # there is no page of that post on the unit's own host
    return [post]


# ---- layout and encoding ----


@v("layout", "html5")
def html5(p):
    """header, nav, main, aside and footer by their names."""
    return f"<header>{p['head']}</header><nav><ul>{p['nav']}</ul></nav><div class='crumbs'>{p['crumb']}</div><main>{p['main']}{p['after']}</main><aside>{p['side']}</aside><footer>{p['foot']}</footer>"


@v("layout", "menu_left")
def menu_left(p):
    """TRS about 2020: banner, position, a menu of the office at the left, the list at the right."""
    return f"<div class='top-bar'>{p['head']}</div><div class='w1200'>{p['crumb']}<div class='left-menu'><h2>{p['unit']}</h2><ul>{p['nav']}</ul>{p['side']}</div><div class='right-con'>{p['main']}{p['after']}</div></div><div class='bottom'>{p['foot']}</div>"


v("encoding", "gb18030", codec="gb18030", meta='<meta charset="gb18030">', kind="text/html")(None)
v(
    "encoding",
    "utf8_by_meta",
    codec="utf-8",
    meta='<META HTTP-EQUIV="Content-Type" CONTENT="text/html; CHARSET=UTF-8">',
    kind="text/html",
)(None)

# ---- columns that are no lists, links inside articles ----


@v("empty", "zero_records", verdict="empty")
def zero_records(other):
    return {other.base: (f"<h2>{other.name}</h2><ul class='list'></ul><p>共0条记录</p>", other.name)}


@v("empty", "chart_only", verdict="filled")
def chart_only(other):
    """A picture is all the content there is."""
    return {
        other.base: (
            f'<h2>{other.name}</h2><p><img src="/images/jgt{other.unit.code}.png" alt="机构图"></p>',
            other.name,
        )
    }


def child_page(other):
    """A page of text below a column's own."""
    text = f"<p>办事指南由{other.unit.name}编写，列明办理条件、材料清单与时限，供群众查阅。</p>"
    return f"<h2>{other.name}</h2>{text}", other.name


@v("empty", "refresh_to_child", verdict="filled")
def refresh_to_child(other):
    """The column's page leads to its child by itself."""
    child = f"{other.base}zn/"
    return {
        other.base: ("", other.name, f'<meta http-equiv="refresh" content="0;url={child}">'),
        child: child_page(other),
    }


@v("empty", "script_to_child", verdict="filled")
def script_to_child(other):
    child = f"{other.base}zn/"
    return {
        other.base: (f"<script>window.location.href='{child}';</script>", other.name),
        child: child_page(other),
    }


@v("link", "attachment_404")
def attachment_404(unit, k):
    return f'<a href="/{unit.code}/none{k}/fj.doc">附件：申请表.doc</a>', "broken", {}


@v("link", "gone_410")
def gone_410(unit, k):
    path = f"/removed/{unit.code}-{k}.html"
    return (
        f'<a href="{unit.world.origin("outside")}{path}">原文链接</a>',
        "broken",
        {("outside", path): Page(b"<html><body><h1>410 Gone</h1></body></html>", status=410)},
    )
