"""What every address of the replica serves in one night."""

from demo import mailbox
from demo.attached import attached
from demo.build import build_sections
from demo.families import FAMILIES, Family, Trs, script_list
from demo.footers import footer, metas
from demo.frame import Frame
from demo.model import Column, Places, Section, Served, World
from demo.plan import UNITS
from demo.truth import Truth

PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 2048
_FAMILY_OF: dict[str, Family] = {plan.code: FAMILIES[plan.family] for plan in UNITS}
SITE_NAMES = {"portal": "红桥政务网", "disclosure": "政府信息公开平台"}


class Replica:
    """Both sites: their sections, their truth, and what they serve."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.truth = Truth()
        self.sections = build_sections(places, self.truth)
        footer = f"http://{places.other}/missing/footer.html"
        self.truth.link("", "portal", footer, "断链", "http_404")
        for site in ("portal", "disclosure"):
            missing = f"http://{places.host(site)}{places.prefix(site)}/images/missing-bg.png"
            self.truth.link("", site, missing, "断链", "http_404")

    def family(self, section: Section) -> Family:
        """The family of a section's pages."""
        return _FAMILY_OF.get(section.code, FAMILIES[0])

    def world(self, night: int) -> World:
        """Every address and what it serves in a night."""
        world: World = {"portal": {}, "disclosure": {}, "other": other_host(night)}
        for section in self.sections:
            self._section(world[section.site], section, night)
        for site in ("portal", "disclosure"):
            self._site(world[site], site)
        mailbox.serve(world["portal"], self.frame(None, "portal"), self.places)
        return world

    def frame(self, section: Section | None, site: str) -> Frame:
        """The frame of a section's pages."""
        family = self.family(section) if section else FAMILIES[0]
        columns = (
            tuple((column.name, family.column_url(section, column)) for column in section.columns) if section else ()
        )
        footer = [
            ("网站地图", f"{self.places.prefix(site)}/map.html"),
            ("中国政府网", f"http://{self.places.other}/ok.html"),
        ]
        if site == "portal":
            footer.append(("全区事业单位", f"http://{self.places.other}/missing/footer.html"))
        return Frame(
            prefix=self.places.prefix(site),
            site_name=SITE_NAMES[site],
            home=f"{self.places.prefix(site)}/",
            columns=columns,
            side=self._side(site),
            footer=tuple(footer),
        )

    def _side(self, site: str) -> tuple[tuple[str, str, str], ...]:
        """Rows of the side block: posts of the portal's main columns, the same on all of the portal's pages."""
        if site != "portal":
            return ()
        main = self.sections[-1]
        column = main.columns[0]
        posts = sorted(column.posts, key=lambda post: post.day, reverse=True)[:5]
        return tuple((post.title, Trs().post_url(main, column, post), f"{post.day}") for post in posts)

    def _section(self, paths: dict[str, Served], section: Section, night: int) -> None:
        family, frame, prefix = (
            self.family(section),
            self.frame(section, section.site),
            self.places.prefix(section.site),
        )
        if section.code != "xwzx":
            links = "".join(
                f'<li><a href="{prefix}{family.column_url(section, column)}">{column.name}</a></li>'
                for column in section.columns
            )
            paths[prefix + family.home(section)] = family.encode(
                frame.page(
                    section, "首页", f'<div class="welcome"><p>欢迎访问{section.name}专区</p><ul>{links}</ul></div>'
                )
            )
        for column in section.columns:
            self._column(paths, section, column, night)

    def _column(self, paths: dict[str, Served], section: Section, column: Column, night: int) -> None:
        family, frame, prefix = (
            self.family(section),
            self.frame(section, section.site),
            self.places.prefix(section.site),
        )
        address = prefix + family.column_url(section, column)
        shown = [post for post in column.posts if post.is_shown(night)]
        if column.shows == "nothing" and column.key == "zcjd" and night == 1:
            text = f'<div class="text"><p>更新时间：2026-10-27</p><p>{section.name}就有关政策作如下解读：一、背景和依据；二、主要内容；三、保障措施。</p></div>'
            paths[address] = family.encode(frame.page(section, column.name, text))
        elif column.shows == "page":
            stamp = f"<p>更新时间：{column.updated}</p>" if column.updated else ""
            lines = "".join(f"<p>{line}</p>" for line in column.text.split("\n"))
            paths[address] = family.encode(frame.page(section, column.name, f'<div class="text">{stamp}{lines}</div>'))
        elif column.shows in ("placeholder", "nothing", "script"):
            content = {
                "placeholder": '<div class="list"><p>暂无内容</p></div>',
                "nothing": '<div class="list"><ul></ul></div>',
                "script": script_list([]),
            }
            paths[address] = family.encode(frame.page(section, column.name, content[column.shows]))
        elif column.shows == "list":
            ordered = sorted(shown, key=lambda post: (post.is_pinned, post.day, post.number), reverse=True)
            for page in family.pages(frame, section, column, ordered):
                paths[prefix + page.path] = family.encode(page.markup)
            for post in column.posts:
                if post.has_address and not post.target and not post.is_gone:
                    paths[prefix + family.post_url(section, column, post)] = family.encode(
                        family.article(frame, section, column, post)
                    )
                for attachment in post.attachments:
                    paths[attachment] = attached(attachment)

    def _site(self, paths: dict[str, Served], site: str) -> None:
        prefix = self.places.prefix(site)
        frame, trs = self.frame(None, site), FAMILIES[0]
        rows = "".join(
            f'<li><a href="{prefix}{self.family(section).home(section)}">{section.name}</a></li>'
            for section in self.sections
            if section.site == site and section.code != "xwzx"
        )
        shown = f'<div class="units"><ul>{rows}</ul></div>{footer(site, self.places)}'
        paths[f"{prefix}/"] = trs.encode(frame.page(None, "首页", shown, metas(site)))
        for name, title in (("map", "网站地图"), ("search", "站内搜索")):
            paths[f"{prefix}/{name}.html"] = trs.encode(
                frame.page(None, title, f"<p>{title}，请按栏目名称查找所需的内容。</p>")
            )
        css = b"@charset 'utf-8';\nbody { background: url(../images/missing-bg.png) } .nav { background: url('../images/banner.jpg') }"
        paths[f"{prefix}/style/main.css"] = Served(css, "text/css")
        paths[f"{prefix}/images/banner.jpg"] = Served(PICTURE, "image/jpeg")
        paths["/robots.txt"] = Served(b"User-agent: *\nDisallow: /manage/\n", "text/plain")


def other_host(night: int) -> dict[str, Served]:
    """A third host, which fails in many ways."""
    page = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"

    def html(title: str, text: str, status: int = 200, **more: object) -> Served:
        return Served(page.format(title, text).encode(), status=status, **more)  # type: ignore[arg-type]

    wall = "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>"
    return {
        "/": html("北方新闻", "国内外要闻，每日更新，欢迎浏览本站各频道的内容。"),
        "/sold.html": html(
            *(("便民服务中心", "办事指南和常用电话。") if night == 0 else ("澳门线上娱乐", "欢迎光临。"))
        ),
        "/ok.html": html("友好链接", "这是一个正常的页面，内容齐全。"),
        "/status/403": html("Forbidden", "denied", 403),
        "/status/410": html("Gone", "gone", 410),
        "/status/500": html("Error", "error", 500),
        "/once/503": Served(behaviour="once"),
        "/guard/412": Served(wall.encode(), status=412),
        "/guard/521": Served(
            b"<script>document.cookie='x'</script>", status=521, headers=(("Set-Cookie", "__jsluid_h=1; path=/"),)
        ),
        "/moved": Served(status=301, headers=(("Location", "/ok.html"),)),
        "/jump": Served(status=302, headers=(("Location", "/ok.html"),)),
        "/files/fake.doc": html("登录", "请先登录后下载"),
        **{f"/fail/{name}": Served(behaviour=name) for name in ("reset", "slow", "empty", "truncated", "loop")},
    }
