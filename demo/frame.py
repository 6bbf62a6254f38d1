"""What all pages of a site share: header with a stale date, navigation, side block, footer."""

import html
from dataclasses import dataclass

from demo.model import Section

STALE = "2019年12月3日星期二"


@dataclass(frozen=True)
class Frame:
    """The frame of one section's pages in one night."""

    prefix: str
    site_name: str
    home: str
    columns: tuple[tuple[str, str], ...]
    """Navigation of the section: (name, path)."""
    side: tuple[tuple[str, str, str], ...]
    """Rows of the side block: (title, path, day)."""
    footer: tuple[tuple[str, str], ...]
    """Links of the footer: (text, address)."""

    def page(self, section: Section | None, title: str, content: str, metas: str = "") -> str:
        """A whole page around a content."""
        name = section.name if section else self.site_name
        navigation = "".join(
            f'<li><a href="{self.prefix}{path}">{html.escape(text)}</a></li>' for text, path in self.columns
        )
        side = "".join(
            f'<li><a href="{self.prefix}{path}">{html.escape(text)}</a><span>{day}</span></li>'
            for text, path, day in self.side
        )
        footer = " | ".join(f'<a href="{address}">{text}</a>' for text, address in self.footer)
        box = f'<div class="side"><h3>热点专题</h3><ul class="side_list">{side}</ul></div>' if side else ""
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=CHARSET">
<title>{html.escape(title)}-{html.escape(name)}-{self.site_name}</title>
{metas}
<link rel="stylesheet" type="text/css" href="{self.prefix}/style/main.css">
</head>
<body>
<div class="header"><div class="top"><span id="today">{STALE}</span> <a href="#">设为首页</a> <a href="javascript:void(0)">加入收藏</a></div>
<img src="{self.prefix}/images/banner.jpg" alt="{self.site_name}">
<form action="{self.prefix}/search.html" method="get"><input name="q"><input type="submit" value="搜索"></form></div>
<div class="nav"><ul><li><a href="{self.home}">网站首页</a></li>{navigation}</ul></div>
<div class="position">当前位置：<a href="{self.home}">首页</a> &gt; {html.escape(name)} &gt; {html.escape(title)}</div>
<div class="main">
{content}
</div>
{box}
<div class="footer">{footer}<p>主办：天津市红桥区人民政府办公室　网站标识码：1201060001</p></div>
<script>document.getElementById("today").innerText = new Date().toLocaleDateString();</script>
</body>
</html>
"""
