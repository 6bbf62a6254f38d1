"""Pages that nobody wrote for readers: each is a pattern repeated until the page has a given size."""

from collections.abc import Callable


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """A piece again and again; `{n}` in it is its number."""

    def make(size: int) -> bytes:
        length = max(len(piece.encode()), 1)
        middle = (
            "".join(piece.replace("{n}", str(number)) for number in range(size // length))
            if "{n}" in piece
            else piece * (size // length)
        )
        return f"<html><head><title>栏目</title></head><body>{before}{middle}{after}</body></html>".encode()

    return make


LINK = "<a href='/a/{n}.html'>关于开展第{n}项工作的通知</a>"
HOSTILE: dict[str, Callable[[int], bytes]] = {
    "a table for each row": repeated(f"<table><tr><td>{LINK}</td><td>2026-10-12</td></tr></table>"),
    "a deep table for each row": repeated(
        f"<div><div><div><div><table><tr><td>{LINK}</td><td>2026-10-12</td></tr></table></div></div></div></div>"
    ),
    "rows of which every fourth holds two": repeated(
        f"<li>{LINK}2026-10-12{LINK}2026-10-13</li>" + f"<li>{LINK}2026-10-12</li>" * 3, "<ul>", "</ul>"
    ),
    "hex strings in a script": repeated("\\x68\\x74\\x74\\x70", "<script>var _0x=['", "'];</script>"),
    "escaped strings in a script": repeated("'\\x68\\x74',", "<script>var _0x=[", "];</script>"),
    "unclosed string in a script": repeated("\\'", "<script>var a='", "</script>"),
    "one quote after the other": repeated("'", "<script>", "</script>"),
    "braces in a script": repeated("{", "<script>", "</script>"),
    "objects in a script": repeated(
        '{"url":"/a/{n}.html","title":"关于第{n}项工作","date":"2026-10-12"},', "<script>var l=[", "];</script>"
    ),
    "objects without rows": repeated('{"a":"b","c":[1,2,3]},', "<script>var l=[", "];</script>"),
    "assignments": repeated("var a{n}='/b/{n}.html';var t{n}='标题第{n}个';", "<script>", "</script>"),
    "document.write": repeated("document.write('<a href=/a/{n}.html>关于第{n}项工作</a>');", "<script>", "</script>"),
    "numbers in a row": repeated("1234567890", "<script>var n=", ";</script>"),
    "totalRecord of millions": repeated(
        " ",
        "<script>$('#p').jpage({dataproxy:'/m/dataproxy.jsp?a=1',perPage:1,totalRecord:99999999});</script><datastore><record><![CDATA[<li><a href='/a/1.html'>关于第一项工作</a>2026-10-12</li>]]></record></datastore>",
    ),
    "maxPageNum of millions": repeated(
        " ", "<script>var maxPageNum=99999999; $('#l').load('list_'+maxPageNum+'.html'); </script>"
    ),
    "createPageHTML of millions": repeated("createPageHTML(9999999,{n},'index','html');", "<script>", "</script>"),
    "records": repeated(
        "<record><![CDATA[<li><a href='/a/{n}.html'>关于第{n}项工作的通知</a><span>2026-10-12</span></li>]]></record>",
        "<script type='text/xml'><datastore>",
        "</datastore></script>",
    ),
    "records never closed": repeated("<record><![CDATA[<li>"),
    "records closed only": repeated("</record>", "<record>"),
    "nextgroup never closed": repeated("<nextgroup>", "dataproxy.jsp "),
    "numbered links": repeated("<a href='index_{n}.html'>{n}</a> ", "<div class='page'>", "</div>"),
    "numbered links without a pager": repeated("<a href='index_{n}.html'>{n}</a>"),
    "numbered list items": repeated("<li><a href='?p={n}'>{n}</a></li>", "<ul class='pagination'>", "</ul>"),
    "next links": repeated("<a href='?p={n}'>下一页</a>"),
    "dead next links": repeated("<a href='javascript:go({n})'>下一页</a>"),
    "next links in forms": repeated(
        "<form method=post><input type=hidden name=page value={n}><a href='javascript:go({n})'>下一页</a></form>"
    ),
    "fields of one form": repeated(
        "<input type=hidden name=f{n} value={n}><a onclick='go()' href='#'>下一页</a>", "<form method=post>", "</form>"
    ),
    "options": repeated("<option value='index_{n}.html'>{n}</option>", "<select>", "</select>"),
    "an option of dashes": repeated(
        "-", f"<ul><li>{LINK}2026-10-12</li></ul><select onchange='q()'><option>通知<option>", "x</select>"
    ),
    "a radio button of dashes": repeated(
        "-", "<input type=radio name=a>通知<br><input type=radio name=a>", f"x<ul><li>{LINK}2026-10-12</li></ul>"
    ),
    "select of dates": repeated("<option value='2026-10-12'>2026-10-12</option>", "<select>", "</select>"),
    "rows with two days": repeated(
        "<tr><td><a href='/a/{n}.html'>关于第{n}项工作的通知</a></td><td>2026-10-12</td><td>2026-09-30</td></tr>",
        "<table><tr><th>标题</th><th>发布日期</th><th>成文日期</th></tr>",
        "</table>",
    ),
    "rows of a list": repeated("<li>" + LINK + "<span>2026-10-12</span></li>", "<ul>", "</ul>"),
    "rows without days": repeated("<li>" + LINK + "</li>", "<ul>", "</ul>"),
    "links in one block": repeated(LINK, "<div>", "</div>"),
    "links with days between": repeated(LINK + " 2026-10-12 ", "<div>", "</div>"),
    "lines with br": repeated(LINK + " 2026-10-12<br>", "<div>", "</div>"),
    "rows of one link each in paragraphs": repeated("<p>" + LINK + "（2026-10-12）</p>"),
    "definition pairs": repeated("<dt>2026-10-12</dt><dd>" + LINK + "</dd>", "<dl>", "</dl>"),
    "definition lists": repeated("<dl><dt>" + LINK + "</dt><dd>2026-10-12</dd></dl>"),
    "lists of one row": repeated("<ul><li>" + LINK + "<span>2026-10-12</span></li></ul>"),
    "tables of one row": repeated("<table><tr><td>" + LINK + "</td><td>2026-10-12</td></tr></table>"),
    "headings and lists": repeated("<h3>2026年10月</h3><ul><li>" + LINK + "<span>12日</span></li></ul>"),
    "many posts under one day": repeated(
        "<p>" + LINK + "</p>",
        "<ul><li><b>2026-10-12</b>",
        "</li><li><b>2026-10-11</b><p><a href='/x.html'>另一条信息的标题</a></p></li></ul>",
    ),
    "days alone": repeated("<span>2026-10-12</span>"),
    "days in one text": repeated("2026-10-12 "),
    "days in a link": repeated("2026-10-12 ", "<a href='/a/1.html'>", "</a>"),
    "days in many links": repeated("<a href='/a/{n}.html'>2026-10-12</a>"),
    "days split": repeated("<b>12</b><i>2026-10</i>"),
    "months alone": repeated("<i>10月</i>"),
    "numbers of days": repeated("<i>12</i>"),
    "countdown numbers": repeated("<em>{n}</em><em>天</em><em>时</em><em>分</em>"),
    "times ago": repeated("<i>3小时前</i>"),
    "Chinese numerals": repeated("二〇二六年十月十二日", "<p>", "</p>"),
    "numerals without end": repeated("一二三四五六七八九十", "<p>", "</p>"),
    "english months": repeated("<i>Oct 12, 2026</i>"),
    "text for dateparser": repeated("<i>{n}年前的 Oct</i>"),
    "weekdays": repeated("<i>周一</i>"),
    "white space": repeated(" \n\t\u3000"),
    "white space between tags": repeated("<b> </b>\n"),
    "labels": repeated("发布时间：来源：", "<p>", "</p>"),
    "labels in lines": repeated("<p>发布时间：</p><p>来源：</p>"),
    "labels spaced out": repeated("发   布   时   间   ", "<p>", "</p>"),
    "labels in a table": repeated("<tr><td>发布时间</td><td>某日</td></tr>", "<table>", "</table>"),
    "brackets": repeated("[【(（<《", "<p>", "</p>"),
    "opening brackets in links": repeated("<a href='/a/{n}.html'>[[[[[[[[(((((((</a>"),
    "div nesting": repeated("<div>"),
    "div nesting with text": repeated("<div>字"),
    "nested lists": repeated("<ul><li><a href='/a/{n}.html'>关于第{n}项工作</a>2026-10-12"),
    "nested tables": repeated("<table><tr><td>" + LINK),
    "nested links": repeated("<a href='/a/{n}.html'><b><i>"),
    "font never closed": repeated("<font color=red>红"),
    "closing tags": repeated("</div>"),
    "ends of the page": repeated("</html>"),
    "comments": repeated("<!-- a -->"),
    "comment never closed": repeated("<!-- a "),
    "comments opened": repeated("<!--", "<head>"),
    "cdata": repeated("<![CDATA[ ]]>"),
    "angle brackets": repeated("<"),
    "angle brackets closing": repeated(">"),
    "less than and equals": repeated("<a="),
    "unclosed quotes": repeated("<a href='/a/{n}.html title=\"x"),
    "attribute of one letter": repeated("x", "<a href='/a/1.html' title='", "'>标题</a>"),
    "many attributes": repeated(" a{n}=b{n}", "<div", ">字</div>"),
    "attributes without value": repeated(" a", "<meta name='x'", ">"),
    "metas": repeated("<meta name='a{n}' content='b'>"),
    "metas never closed": repeated("<meta name="),
    "meta quotes": repeated("<meta name='PubDate\" content='2026-10-12\">"),
    "equals signs in a meta": repeated("=", "<meta name='PubDate' content", ">"),
    "entities": repeated("&amp;&nbsp;&#x4e00;"),
    "entities never closed": repeated("&#x4e0"),
    "ampersands": repeated("&"),
    "style with addresses": repeated("url(a{n}.png) ", "<style>a{background:", "}</style>"),
    "style attributes": repeated("<p style='background:url(a{n}.png)'>字</p>"),
    "style brackets": repeated("(", "<p style='background:url", "'>字</p>"),
    "style blocks": repeated("{", "<style>", "</style>"),
    "srcset": repeated("a{n}.png 1x, ", "<img srcset='", "'>"),
    "srcset of brackets": repeated("(", "<img srcset='a.png ", "'>"),
    "srcset of commas": repeated(",", "<img srcset='", "'>"),
    "refresh": repeated(";", "<meta http-equiv=refresh content='0", "'>"),
    "bases": repeated("<base href='http://[::1'>"),
    "iframes": repeated("<iframe src='/f/{n}.html'></iframe>"),
    "onclick rows": repeated(
        "<li onclick=\"location.href='/a/{n}.html'\">关于第{n}项工作的通知 2026-10-12</li>", "<ul>", "</ul>"
    ),
    "onclick of brackets": repeated("(", "<li onclick='go", "'>关于工作的通知 2026-10-12</li>"),
    "onclick of letters": repeated("a", "<li onclick=\"go('", "')\">关于工作的通知 2026-10-12</li>"),
    "onclick of slashes": repeated("/", "<a onclick=\"go('", "')\">关于工作的通知</a> 2026-10-12"),
    "onclick of quotes": repeated("'", '<a onclick="go(', ')">关于工作的通知</a> 2026-10-12'),
    "href of dots": repeated("../", "<a href='", "a.html'>关于工作的通知</a> 2026-10-12"),
    "identity numbers": repeated("110105199003074413 "),
    "card numbers": repeated("6222021234567890123"),
    "counts of pages": repeated("<p>共{n}页</p>", "<div>", "</div>"),
    "counts in one line": repeated("共 3 页 第 1/3 页 ", "<div class='page'>", "</div>"),
    "first pages": repeated("首页 上页 ", "<div>", "</div>"),
    "fractions": repeated("<p>1/3</p>", "<div>", "</div>"),
    "calls of pagers": repeated("laypage.render({count:{n},limit:10});", "<script>", "</script>"),
    "named totals": repeated("var totalPage={n};", "<script>", "</script>"),
    "headings": repeated("<h1>关于第{n}项工作的通知</h1>"),
    "headings within headings": repeated("<h1><span class='title'>题"),
    "named titles": repeated("<div class='title'>题{n}</div>"),
    "bodies": repeated("<div class='content'><p>正文正文正文正文</p></div>"),
    "bodies within bodies": repeated("<div class='content'>正文", "", ""),
    "paragraphs": repeated("<p>各单位要切实提高思想认识，压实工作责任，第{n}项。</p>"),
    "one long text": repeated("各单位要切实提高思想认识，"),
    "attachments": repeated("<a href='/f/{n}.docx'>附件{n}</a>"),
    "document numbers": repeated("<p>津红政发〔2026〕{n}号</p>"),
    "site suffix": repeated("-红桥", "<h2>题</h2><title>", "</title>"),
    "pictures": repeated("<img src='/i/{n}.jpg' alt='图{n}'>"),
    "scripts": repeated("<script>var a{n}=1;</script>"),
    "templates": repeated("<template><a href='/a/{n}.html'>"),
    "silent elements": repeated("<noscript><div>"),
    "svg": repeated("<svg><title>a</title>"),
    "nulls": repeated("\x00<a href=/\x00>"),
    "soft hyphens": repeated("\u00ad\u200b\u200d"),
    "wide digits": repeated("２０２６－１０－１２"),
    "dashes": repeated("—-–~", "<p>", "</p>"),
    "anchors without a name": repeated("<a name='{n}'></a>"),
    "marks": repeated("<a href='#m{n}'>到第{n}段</a>"),
    "forms": repeated("<form action='/s' method=get><input name=q></form>"),
    "generated comments": repeated("页面生成时间", "<!-- ", " -->"),
}
