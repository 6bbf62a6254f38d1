"""Six families of pages, with the markup and the traps that real government sites serve."""

import html
from dataclasses import dataclass
from typing import ClassVar

from demo.frame import Frame
from demo.model import Column, Post, Section, Served


@dataclass(frozen=True)
class Page:
    """One page before it is encoded: path below the site's prefix, and markup."""

    path: str
    markup: str


class Family:
    """A way of building sites. `size` is the number of rows on a page of a list."""

    name: ClassVar[str] = "trs"
    charset: ClassVar[str] = "utf-8"
    declared: ClassVar[str] = "utf-8"
    header_charset: ClassVar[str] = "utf-8"
    size: ClassVar[int] = 15
    template: ClassVar[str | None] = None

    def home(self, section: Section) -> str:
        """The path of a section's home."""
        return f"/{section.code}/"

    def scope(self, section: Section) -> list[str]:
        """The section's scope as configuration names it; empty where the home's folder is enough."""
        return []

    def column_url(self, section: Section, column: Column) -> str:
        """The path of a column."""
        return f"/{section.code}/{column.key}/"

    def post_url(self, section: Section, column: Column, post: Post) -> str:
        """The path of a post's own page."""
        day = post.address_day or post.day
        return f"/{section.code}/{column.key}/{day:%Y%m}/t{day:%Y%m%d}_{post.number}.html"

    def link(self, frame: Frame, section: Section, column: Column, post: Post) -> str:
        """A post's address as a list writes it."""
        return post.target or f"{frame.prefix}{self.post_url(section, column, post)}"

    def pages(self, frame: Frame, section: Section, column: Column, posts: list[Post]) -> list[Page]:
        """Every page of a column's list."""
        chunks = [posts[start : start + self.size] for start in range(0, len(posts), self.size)] or [[]]
        return [
            Page(
                self.page_path(section, column, index, len(chunks)),
                self.list_page(frame, section, column, chunk, index, len(chunks), posts),
            )
            for index, chunk in enumerate(chunks)
        ]

    def page_path(self, section: Section, column: Column, index: int, total: int) -> str:
        """The path of a list's page, counted from 0."""
        base = self.column_url(section, column)
        return base if index == 0 else f"{base}index_{index}.html"

    def list_page(
        self,
        frame: Frame,
        section: Section,
        column: Column,
        posts: list[Post],
        index: int,
        total: int,
        every: list[Post],
    ) -> str:
        """One page of a list."""
        rows = "\n".join(self.row(frame, section, column, post, number) for number, post in enumerate(posts))
        return frame.page(
            section,
            column.name,
            f'<div class="list"><ul class="list_con">\n{rows}\n</ul></div>{self.pager(index, total)}',
        )

    def row(self, frame: Frame, section: Section, column: Column, post: Post, number: int) -> str:
        """One row."""
        if not post.has_address:
            return f"<li>{esc(post.title)}<span>{self.list_date(post)}</span></li>"
        return f'<li><a href="{self.link(frame, section, column, post)}" target="_blank" title="{esc(post.title)}">{cut(post.title)}</a><span>{self.list_date(post)}</span></li>'

    def list_date(self, post: Post) -> str:
        """A row's date as this family writes it."""
        return f"{post.list_day:%Y-%m-%d}" if post.list_day else ""

    def pager(self, index: int, total: int) -> str:
        """Where the list goes on."""
        return f'<div class="page"><script>\n<!--\ncreatePageHTML({total}, {index}, "index", "html");\n//-->\n</script></div>'

    def article(self, frame: Frame, section: Section, column: Column, post: Post) -> str:
        """A post's own page."""
        metas = self.metas(section, column, post)
        return frame.page(
            section,
            post.title,
            f'<div class="article"><h1 class="article_title">{esc(post.title)}</h1>{self.header(post)}{self.body(post)}</div>',
            metas,
        )

    def metas(self, section: Section, column: Column, post: Post) -> str:
        """The META tags of the guideline for government sites."""
        if post.meta_day is None:
            return ""
        stamp = f"{post.meta_day:%Y-%m-%d} 09:30:05"
        generated = f'<meta name="Maketime" content="{stamp}">' if post.doubtful else ""
        return (
            f'<meta name="SiteName" content="红桥政务网"><meta name="SiteDomain" content=""><meta name="ColumnName"content="{esc(column.name)}">'
            f'<meta name="ArticleTitle" content="{esc(post.title)}"><meta name="PubDate" content="{stamp}">'
            f'<meta name="ContentSource" content="{esc(post.source)}"><meta name="Url" content="./t1.html">{generated}'
        )

    def header(self, post: Post) -> str:
        """The line under the title, or the table of the disclosure platform."""
        if post.formed is not None:
            return (
                '<table class="xxgk_table"><tr><td>索 引 号：</td><td>HQ-2026-'
                + str(post.number)
                + "</td><td>发布机构：</td><td>"
                + esc(post.source)
                + "</td></tr>"
                f"<tr><td>成文日期：</td><td>{post.formed.year}年{post.formed.month}月{post.formed.day}日</td>"
                f"<td>发布日期：</td><td>{self.header_date(post)}</td></tr></table>"
            )
        if post.header_day is None:
            return f'<div class="article_info">来源：{esc(post.source)}　</div>'
        return f'<div class="article_info">来源：{esc(post.source)}　发布时间：{self.header_date(post)}　字体：[大 中 小]</div>'

    def header_date(self, post: Post) -> str:
        """The header's date as this family writes it."""
        return f"{post.header_day:%Y-%m-%d} 09:30" if post.header_day else ""

    def body(self, post: Post) -> str:
        """The text."""
        return f'<div class="TRS_Editor">{paragraphs(post)}</div>'

    def encode(self, markup: str) -> Served:
        """The page as it goes over the wire."""
        kind = "text/html" + (f"; charset={self.header_charset}" if self.header_charset else "")
        return Served(markup.replace("CHARSET", self.declared).encode(self.charset, errors="xmlcharrefreplace"), kind)


class Trs(Family):
    """TRS WCM: no link to the next page stands in the HTML, only a call."""


class Hanweb(Family):
    """Hanweb JCMS: articles outside every scope, rows in a record store, more from a data proxy."""

    name = "hanweb"
    template = "hanweb"
    size = 15

    def home(self, section: Section) -> str:
        return f"/col/col{section.number}00/index.html"

    def scope(self, section: Section) -> list[str]:
        return [self.home(section), *(self.column_url(section, column) for column in section.columns)]

    def column_url(self, section: Section, column: Column) -> str:
        return f"/col/col{section.number}{section.columns.index(column) + 1:02d}/index.html"

    def post_url(self, section: Section, column: Column, post: Post) -> str:
        day = post.address_day or post.day
        return f"/art/{day.year}/{day.month}/{day.day}/art_{section.number}_{post.number}.html"

    def pages(self, frame: Frame, section: Section, column: Column, posts: list[Post]) -> list[Page]:
        first = self.column_url(section, column)
        proxy = f"/module/web/jpage/dataproxy.jsp?startrecord=%d&endrecord=%d&perpage={self.size}&columnid={section.number}{section.columns.index(column):02d}&unitid=1"
        records = [f"<record><![CDATA[{self.row(frame, section, column, post, 0)}]]></record>" for post in posts]
        shown = "\n".join(records[: self.size])
        script = (
            f'<div id="{section.number}"><script type="text/xml"><datastore>\n<nextgroup><![CDATA[<a href="{frame.prefix}{proxy % (1, 45)}"></a>]]></nextgroup>\n'
            f"<recordset>\n{shown}\n</recordset></datastore></script></div>\n"
            f"<script>jQuery('#{section.number}').jpage({{showMode: 'normal', dataproxy: '{frame.prefix}{proxy % (1, 45)}', perPage: {self.size}, totalRecord: {len(posts)}, unitid: 1}});</script>"
        )
        pages = [
            Page(
                first,
                frame.page(section, column.name, f'<div class="bt-left">{script if posts else "<ul></ul>"}</div>'),
            )
        ]
        step = 3 * self.size
        for start in range(self.size + 1, len(posts) + 1, step):
            end = min(start + step - 1, len(posts))
            body = f"<datastore><totalrecord>{len(posts)}</totalrecord><recordset>{''.join(records[start - 1 : end])}</recordset></datastore>"
            pages.append(Page(proxy % (start, end), body))
        return pages

    def header_date(self, post: Post) -> str:
        return f"{post.header_day.year}/{post.header_day.month}/{post.header_day.day} 09:30" if post.header_day else ""

    def body(self, post: Post) -> str:
        return f'<div id="zoom"><!--ZJEG_RSS.content.begin-->{paragraphs(post)}<!--ZJEG_RSS.content.end--></div>'


class Enorth(Family):
    """enorth: GBK bytes under a gb2312 label, `.shtml`, a 下一页 link, articles in /system/."""

    name = "enorth"
    charset = "gb18030"
    declared = "gb2312"
    header_charset = ""
    size = 20

    def column_url(self, section: Section, column: Column) -> str:
        return f"/{section.code}/{column.key}/index.shtml"

    def post_url(self, section: Section, column: Column, post: Post) -> str:
        day = post.address_day or post.day
        return f"/system/{day:%Y/%m/%d}/0358{section.number:02d}{post.number:05d}.shtml"

    def page_path(self, section: Section, column: Column, index: int, total: int) -> str:
        base = self.column_url(section, column)
        return base if index == 0 else base.replace("index.shtml", f"index_{index:02d}.shtml")

    def pager(self, index: int, total: int) -> str:
        links = [
            f'<a href="{"index.shtml" if number == 0 else f"index_{number:02d}.shtml"}">{number + 1}</a>'
            for number in range(total)
            if number != index
        ]
        following = f'<a href="index_{index + 1:02d}.shtml">下一页</a>' if index + 1 < total else "<span>下一页</span>"
        return f'<div class="pages">共{total}页 {" ".join(links)} {following}</div>'

    def row(self, frame: Frame, section: Section, column: Column, post: Post, number: int) -> str:
        if not post.has_address:
            return super().row(frame, section, column, post, number)
        return f'<li><span class="date">{self.list_date(post)}</span>·<a href="{self.link(frame, section, column, post)}">{esc(post.title)}</a></li>'

    def header_date(self, post: Post) -> str:
        return (
            f"{post.header_day.year}年{post.header_day.month}月{post.header_day.day}日 09:30" if post.header_day else ""
        )

    def metas(self, section: Section, column: Column, post: Post) -> str:
        return ""

    def body(self, post: Post) -> str:
        return f'<div id="zoom" class="zoom">{paragraphs(post)}</div>'


class Boda(Family):
    """Boda VSB: list pages count down, articles in info/."""

    name = "boda"
    template = "boda"

    def column_url(self, section: Section, column: Column) -> str:
        return f"/{section.code}/{column.key}.htm"

    def post_url(self, section: Section, column: Column, post: Post) -> str:
        return f"/{section.code}/info/{1000 + section.columns.index(column)}/{post.number}.htm"

    def page_path(self, section: Section, column: Column, index: int, total: int) -> str:
        return self.column_url(section, column) if index == 0 else f"/{section.code}/{column.key}/{total - index}.htm"

    def list_page(
        self,
        frame: Frame,
        section: Section,
        column: Column,
        posts: list[Post],
        index: int,
        total: int,
        every: list[Post],
    ) -> str:
        rows = "\n".join(self.row(frame, section, column, post, number) for number, post in enumerate(posts))
        following = (
            f'<a href="{frame.prefix}{self.page_path(section, column, index + 1, total)}" class="Next">下页</a>'
            if index + 1 < total
            else '<span class="NextDisabled">下页</span>'
        )
        pager = f'<div class="pb_sys_common"><span class="p_t">共{len(every)}条</span> <span class="p_no_d">{index + 1}</span> {following} <span class="p_t">{index + 1}/{total}</span></div>'
        return frame.page(section, column.name, f'<div class="main_list"><ul>\n{rows}\n</ul></div>{pager}')

    def row(self, frame: Frame, section: Section, column: Column, post: Post, number: int) -> str:
        if not post.has_address:
            return super().row(frame, section, column, post, number)
        return f'<li id="line_u8_{number}"><a href="{self.link(frame, section, column, post)}" title="{esc(post.title)}"><em>{cut(post.title)}</em><span>{self.list_date(post)}</span></a></li>'

    def list_date(self, post: Post) -> str:
        return f"{post.list_day:%Y/%m/%d}" if post.list_day else ""

    def header_date(self, post: Post) -> str:
        return f"{post.header_day:%Y-%m-%d}" if post.header_day else ""

    def body(self, post: Post) -> str:
        return f'<div id="vsb_content"><div class="v_news_content">{paragraphs(post)}</div></div>'


class Tables(Family):
    """Nobody's template: rows of a table with blank separators, days without a year, `pageNo=`, GBK in the header."""

    name = "tables"
    charset = "gb18030"
    declared = "gbk"
    header_charset = "GBK"
    size = 15

    def home(self, section: Section) -> str:
        return f"/{section.code}/index.jsp"

    def column_url(self, section: Section, column: Column) -> str:
        return f"/{section.code}/list.jsp?id={column.key}"

    def post_url(self, section: Section, column: Column, post: Post) -> str:
        return f"/{section.code}/show.jsp?id={post.number}"

    def pages(self, frame: Frame, section: Section, column: Column, posts: list[Post]) -> list[Page]:
        made = super().pages(frame, section, column, posts)
        return [Page(self.column_url(section, column), made[0].markup), *made]  # the first page has two addresses

    def page_path(self, section: Section, column: Column, index: int, total: int) -> str:
        base = self.column_url(section, column)
        return f"{base}&pageNo={index + 1}"

    def list_page(
        self,
        frame: Frame,
        section: Section,
        column: Column,
        posts: list[Post],
        index: int,
        total: int,
        every: list[Post],
    ) -> str:
        rows = "\n".join(self.row(frame, section, column, post, number) for number, post in enumerate(posts))
        numbers = " ".join(
            f'<a href="list.jsp?id={column.key}&pageNo={number}">{number}</a>'
            for number in range(1, total + 1)
            if number != index + 1
        )
        pager = f'<table width="100%"><tr><td align="center">第 {index + 1}/{total} 页 {numbers} </td></tr></table>'
        return frame.page(section, column.name, f'<table width="98%" cellspacing="0">\n{rows}\n</table>{pager}')

    def row(self, frame: Frame, section: Section, column: Column, post: Post, number: int) -> str:
        blank = '<tr><td colspan="2" height="12"></td></tr>\n' if number and number % 5 == 0 else ""
        if not post.has_address:
            return f"{blank}<tr><td>{esc(post.title)}</td><td>{self.list_date(post)}</td></tr>"
        return f'{blank}<tr><td width="80%">·<a href="{self.link(frame, section, column, post)}" title="{esc(post.title)}">{cut(post.title)}</a></td><td>{self.list_date(post)}</td></tr>'

    def list_date(self, post: Post) -> str:
        return f"[{post.list_day:%m-%d}]" if post.list_day else ""

    def header_date(self, post: Post) -> str:
        return f"{post.header_day:%Y.%m.%d}" if post.header_day else ""

    def header(self, post: Post) -> str:
        if post.formed is not None or post.header_day is None:
            return super().header(post)
        return f'<p align="center">信息来源：{esc(post.source)} 日 期：{self.header_date(post)} 浏览次数：<script>document.write("12");</script></p>'

    def metas(self, section: Section, column: Column, post: Post) -> str:
        return super().metas(section, column, post) if post.doubtful else ""

    def body(self, post: Post) -> str:
        return f'<table width="95%"><tr><td class="content">{paragraphs(post)}</td></tr></table>'


class Fragments(Family):
    """Rows in `dl`, further pages as bare fragments numbered downwards that a script loads."""

    name = "fragments"
    size = 18

    def post_url(self, section: Section, column: Column, post: Post) -> str:
        return f"/{section.code}/{column.key}/c{post.number}/content.html"

    def page_path(self, section: Section, column: Column, index: int, total: int) -> str:
        return (
            self.column_url(section, column)
            if index == 0
            else f"/{section.code}/{column.key}/index_26{section.number:02d}_{total - index}.html"
        )

    def list_page(
        self,
        frame: Frame,
        section: Section,
        column: Column,
        posts: list[Post],
        index: int,
        total: int,
        every: list[Post],
    ) -> str:
        rows = "\n".join(self.row(frame, section, column, post, number) for number, post in enumerate(posts))
        if index:
            return f"<!--start component-->\n{rows}\n<!--end component-->"
        component = f"26{section.number:02d}"
        script = (
            f'<script>var purl="{frame.prefix}/{section.code}/{column.key}/index_{component}";\n'
            f'function goPub(uu){{ jQuery("#comp_{component}").load(uu,writePaging); }}\nvar maxPageNum=0;\nmaxPageNum = {total};\n</script>'
        )
        return frame.page(
            section,
            column.name,
            f'<div class="zsy_list" id="comp_{component}">{rows}</div>{script if total > 1 else ""}',
        )

    def row(self, frame: Frame, section: Section, column: Column, post: Post, number: int) -> str:
        if not post.has_address:
            return f"<dl><dt>{esc(post.title)}</dt><dd>{self.list_date(post)}</dd></dl>"
        return f'<dl><dt><a href="{self.link(frame, section, column, post)}" title="{esc(post.title)}">{cut(post.title)}</a></dt><dd>[{self.list_date(post)}]</dd></dl>'

    def metas(self, section: Section, column: Column, post: Post) -> str:
        return super().metas(section, column, post) * 2  # the whole block twice, as real sites have it


FAMILIES: tuple[Family, ...] = (Trs(), Hanweb(), Enorth(), Boda(), Tables(), Fragments())


def esc(text: str) -> str:
    """Text in markup."""
    return html.escape(text)


def cut(title: str) -> str:
    """A title as a narrow list shows it."""
    return esc(title if len(title) <= 24 else title[:22] + "...")


def paragraphs(post: Post) -> str:
    """A body: text, links, attachments."""
    parts = [f"<p>　　{esc(part)}</p>" for part in post.body.split("\n")]
    parts += [f'<p><a href="{address}">{esc(text)}</a></p>' for address, text in post.links]
    parts += [
        f'<div style="position:absolute;left:-5000px"><a href="{address}">{esc(text)}</a></div>'
        for address, text in post.hidden
    ]
    parts += [f'<p>附件：<a href="{address}">{esc(address.rsplit("/", 1)[-1])}</a></p>' for address in post.attachments]
    return "".join(parts)


def script_list(posts: list[Post]) -> str:
    """A list that only a running script can build: its rows come from an interface nobody named."""
    del posts
    return '<div id="app"></div><script>axios.get("/api/v1/" + window.location.pathname.split("/")[2]).then(r => { new Vue({el: "#app", data: r.data}) });</script>'
