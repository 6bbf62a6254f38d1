"""Builds the sections of the replica from the plan, and writes down what is true about them while doing so."""

import random
from dataclasses import replace
from datetime import date, timedelta

from demo.families import FAMILIES
from demo.model import MONTHS, Column, Places, Post, Section
from demo.plan import UNITS, UNMATCHED, UnitPlan
from demo.truth import Truth

_VERBS = ("召开", "组织开展", "深入推进", "认真落实", "扎实做好", "圆满完成", "启动", "举办")
_THINGS = (
    "安全生产大检查",
    "主题教育学习",
    "优化营商环境工作",
    "便民服务活动",
    "政策宣讲会",
    "年度重点工作推进会",
    "志愿服务活动",
    "专项整治行动",
    "业务培训",
    "调研座谈会",
)
_SENTENCES = (
    "会议传达学习了上级有关精神，对下一阶段工作作出部署。",
    "各科室负责同志参加活动，并结合实际作了交流发言。",
    "要求进一步压实责任，细化措施，确保各项任务落到实处。",
    "现场解答群众关心的问题，发放宣传材料二百余份。",
    "下一步将建立长效机制，持续巩固工作成果。",
    "活动得到了辖区居民和企业的广泛好评。",
)
PHONE, ADDRESS, MAIL = "022-8652{number:04d}", "天津市红桥区勤俭道{number}号", "{code}@hq.example.cn"
UPDATED, STALE_DAY = "2026-03-05", "2025-02-10"


OLD_NAME = "环境保护局"
"""The word of the office's list."""


ELEMENTS = (
    ("设定依据", "有关法律法规和国家规定"), ("办理流程", "申请、受理、审核、办结"), ("办理时间", "工作日上午九时至下午五时"),
    ("申请条件", "具有本区户籍的居民"), ("办理材料", "身份证明、申请表"), ("办理地点", "区政务服务大厅一层窗口"),
    ("联系电话", "86516000"), ("事项名称", "本事项"),
)  # fmt: skip
"""What a whole guide says; one that lacks some lacks the first of them."""
GUIDES_LACK = {"jyj": (0, 3, 4), "mzj": (5, 4, 8), "zjw": (4, 3, 0)}
"""How many elements the guides of each unit with services lack."""


class Builder:
    """Builds one unit's sections."""

    def __init__(self, plan: UnitPlan, number: int, places: Places, truth: Truth) -> None:
        self.plan, self.number, self.places, self.truth = plan, number, places, truth
        self.family = FAMILIES[plan.family]
        self.random = random.Random(plan.code)
        self._posts = 100 * number

    def sections(self) -> list[Section]:
        """The unit's sections, portal first."""
        sections = [self.portal()]
        if self.plan.disclosure is not None:
            sections.append(self.disclosure())
        return sections

    # ---- sections -------------------------------------------------------------------------------------------------

    def portal(self) -> Section:
        """The section on the portal."""
        columns = [
            *self.profile("portal"),
            Column("gzdt", "工作动态", ("posts",), dynamic=True),
            Column("tzgg", "通知公告", ("posts",)),
        ]
        if self.plan.services:
            columns.append(Column("wsbs", "网上办事", ("services",)))
        for plant, column in (
            ("placeholder", Column("tpxw", "图片新闻", ("posts",), shows="placeholder")),
            ("nothing", Column("ztzl", "专题专栏", ("other",), shows="nothing")),
            ("filled_later", Column("zcjd", "政策解读", ("other",), shows="nothing")),
            ("gone_column", Column("cgzs", "成果展示", ("posts",), shows="gone")),
            ("script_list", Column("sjfb", "数据发布", ("posts",), shows="script")),
            ("no_dynamic", Column("dtgz", "动态关注", ("posts",), dynamic=True)),
        ):
            if plant in self.plan.plants:
                columns.append(column)
        section = Section("portal", self.plan.code, self.plan.name, 10 + self.number, columns)
        self.fill(section, self.plan.portal, [section.column("gzdt"), section.column("gzdt"), section.column("tzgg")])
        self.plant_posts(section)
        self.plant_links(section)
        if self.plan.services:
            self.services(section)
        return section

    def disclosure(self) -> Section:
        """The section on the disclosure platform."""
        columns = [*self.profile("disclosure"), Column("zfxxgk", "政府信息公开内容", ("posts",))]
        columns += [
            Column("zdly", "重点领域", ("key_areas",)),
            Column(
                "ysqgk",
                "依申请公开",
                ("request_channel",),
                text="可当面、信函或网络提交申请，受理机构为本单位办公室。",
                shows="page",
            ),
        ]
        section = Section("disclosure", self.plan.code, self.plan.name, 40 + self.number, columns)
        assert self.plan.disclosure is not None
        self.fill(section, self.plan.disclosure, [section.column("zfxxgk")])
        section.column("zdly").posts.append(self.post(section, date(2026, 3, 12)))
        if "bulk_import" in self.plan.plants:
            self.bulk_import(section)
        if "overdue" in self.plan.plants:
            self.overdue(section)
        return section

    def profile(self, site: str) -> list[Column]:
        """The columns of basic information, as the plan wants them."""
        name, values = self.plan.name, {"number": 100 + self.number, "code": self.plan.code}
        duties = f"{name}贯彻执行国家和市有关法律法规和方针政策，拟订本区相关规划并组织实施，承办区委、区政府交办的其他事项。"
        departments = "办公室\n业务科\n法规科\n财务科\n人事科\n综合管理科\n党建办公室"
        leaders = f"某某甲　{name}党组书记、{'局长' if name.endswith('局') else '主任'}\n某某乙　副{'局长' if name.endswith('局') else '主任'}"
        phone = PHONE.format(**values)
        contact = f"联系电话：{phone}\n办公地址：{ADDRESS.format(**values)}\n电子邮箱：{MAIL.format(**values)}"
        if site == "portal":
            columns = [
                Column(
                    "dwjj",
                    "单位简介",
                    ("introduction",),
                    text=f"{name}是区政府工作部门，负责全区相关工作的组织、协调和监督管理。",
                ),
                Column("nsjg", "内设机构", ("departments",), text=departments),
                Column("zyzz", "主要职责", ("duties",), text=duties),
                Column("lxfs", "联系方式", ("telephone", "address", "mailbox"), text=contact),
                Column("ldxx", "领导信息", ("leaders",), text=leaders),
            ]
        else:
            if "mismatch_phone" in self.plan.plants:
                contact = contact.replace(phone, "022-26370000")
                self.truth.finding(
                    self.plan.code,
                    "profile_consistency",
                    "disclosure",
                    self.address("disclosure", self.home("disclosure")),
                )
            columns = [
                Column("jbxx", "基本信息", ("basic_information",), text=f"{name}负责全区相关工作。\n{contact}"),
                Column("zyzz", "主要职责", ("duties",), text=duties),
                Column("ldxx", "领导信息", ("leaders",), text=leaders),
                Column("nsjg", "内设机构", ("departments",), text=departments),
            ]
        for column in columns:
            column.shows, column.updated = "page", UPDATED
            column.text = self.plan.fields.get(f"{site}.{column.key}", column.text)
            if site == "portal" and column.key == "ldxx" and "stale" in self.plan.plants:
                column.updated = STALE_DAY
            if site == "portal" and column.key == "dwjj" and "no_date" in self.plan.plants:
                column.updated = ""
        return columns

    # ---- posts ----------------------------------------------------------------------------------------------------

    def post(self, section: Section, day: date, **changes: object) -> Post:
        """One ordinary post."""
        self._posts += 1
        verb, thing = self.random.choice(_VERBS), self.random.choice(_THINGS)
        title = f"{section.name}{verb}{thing}（{day.month}月第{self._posts}号）"
        body = "\n".join(
            [
                f"{day.month}月{day.day}日，{section.name}{verb}{thing}。第{self._posts}号稿件。",
                *self.random.sample(_SENTENCES, 4),
            ]
        )
        source = self.plan.name if self._posts % 2 else self.plan.aliases[0]
        formed = (
            day - timedelta(days=3) if section.site == "disclosure" and "formless" not in self.plan.plants else None
        )
        post = Post(
            number=self._posts,
            title=title,
            body=body,
            day=day,
            source=source,
            list_day=day,
            header_day=day,
            meta_day=day,
            formed=formed,
        )
        return replace(post, **changes)  # type: ignore[arg-type]

    def fill(self, section: Section, counts: tuple[int, int, int], columns: list[Column]) -> None:
        """Ordinary posts of the assessed months, and old ones before them."""
        for month, count in zip(MONTHS, counts, strict=True):
            first = date.fromisoformat(f"{month}-01")
            for index in range(count):
                day = first + timedelta(days=index * 26 // max(count, 1))
                self.add(section, columns[index % len(columns)], self.post(section, day))
        for index in range(self.plan.old):
            day = date(2026, 7, 20) - timedelta(days=9 * index)
            columns[index % len(columns)].posts.append(self.post(section, day))

    def add(self, section: Section, column: Column, post: Post, *, counted: bool = True) -> Post:
        """Put a post into a column, and note whether it counts."""
        column.posts.append(post)
        if counted:
            self.truth.counts(self.plan.code, section.site, post.day, self.identity(section, column, post), post)
            if column.dynamic:
                self.truth.dynamic(self.plan.code, post.day, column.key)
        return post

    def identity(self, section: Section, column: Column, post: Post) -> str:
        """What names a post in the export: its address, or its list's page where it has none."""
        if not post.has_address:
            return f"{self.address(section.site, self.family.column_url(section, column))}#{post.title}"
        return post.target or self.address(section.site, self.family.post_url(section, column, post))

    def address(self, site: str, path: str) -> str:
        """A path of a site as a whole address."""
        return f"http://{self.places.host(site)}{self.places.prefix(site)}{path}"

    def home(self, site: str) -> str:
        """The path of a section's home."""
        return self.family.home(
            Section(site, self.plan.code, self.plan.name, (10 if site == "portal" else 40) + self.number, [])
        )

    # ---- planted posts --------------------------------------------------------------------------------------------

    def plant_posts(self, section: Section) -> None:
        """Every post that the plan plants on the portal."""
        for plant in self.plan.plants:
            method = getattr(self, f"plant_{plant}", None)
            if method is not None:
                method(section, section.column("gzdt"))

    def noted(self, check: str, section: Section, column: Column, post: Post, nights: tuple[int, ...] = (0, 1)) -> None:
        """Write down the finding about a post."""
        subject = self.identity(section, column, post).partition("#")[0]
        self.truth.finding(self.plan.code, check, section.site, subject, nights)

    def plant_undated(self, section: Section, column: Column) -> None:
        """No day anywhere: neither row, nor header, nor address."""
        post = self.add(
            section,
            column,
            self.post(section, date(2026, 10, 9), list_day=None, header_day=None, meta_day=None),
            counted=False,
        )
        self.noted("post_undated", section, column, post)

    def plant_future_dated(self, section: Section, column: Column) -> None:
        """A day after the night."""
        post = self.add(section, column, self.post(section, date(2026, 12, 1)), counted=False)
        self.noted("post_future_dated", section, column, post)

    def plant_unreachable(self, section: Section, column: Column) -> None:
        """Listed, but its page is gone: not counted, and a dead link as well."""
        post = self.add(section, column, self.post(section, date(2026, 10, 12), is_gone=True), counted=False)
        self.noted("post_unreachable", section, column, post)
        self.truth.link(self.plan.code, section.site, self.identity(section, column, post), "断链", "http_404")

    def plant_duplicate(self, section: Section, column: Column) -> None:
        """The same title and body at another address in the same month."""
        first = self.add(section, column, self.post(section, date(2026, 10, 14)))
        self._posts += 1
        again = replace(
            first,
            number=self._posts,
            day=date(2026, 10, 15),
            list_day=date(2026, 10, 15),
            header_day=date(2026, 10, 15),
            meta_day=date(2026, 10, 15),
        )
        self.add(section, column, again, counted=False)
        self.noted("post_duplicate", section, column, again)

    def plant_removed(self, section: Section, column: Column) -> None:
        """There in the first night, taken down before the second."""
        post = self.add(section, column, self.post(section, date(2026, 10, 16), shown_until=0))
        self.noted("post_removed", section, column, post, (1,))

    def plant_backdated(self, section: Section, column: Column) -> None:
        """Claims a day two weeks before it first appears."""
        post = self.add(section, column, self.post(section, date(2026, 10, 12), shown_from=1))
        self.noted("post_backdated", section, column, post, (1,))

    def plant_date_conflict(self, section: Section, column: Column) -> None:
        """Row and header are five days apart; the header counts."""
        post = self.add(section, column, self.post(section, date(2026, 10, 20), list_day=date(2026, 10, 15)))
        self.noted("date_conflict", section, column, post)

    def plant_doubtful(self, section: Section, column: Column) -> None:
        """Only a PubDate that equals the page's generation time to the second."""
        post = self.add(
            section, column, self.post(section, date(2026, 10, 8), list_day=None, header_day=None, doubtful=True)
        )
        self.noted("date_doubtful", section, column, post)

    def plant_pinned(self, section: Section, column: Column) -> None:
        """An old entry pinned to the top of the list."""
        column.posts.append(self.post(section, date(2024, 5, 6), is_pinned=True))

    def plant_two_columns(self, section: Section, column: Column) -> None:
        """Listed in two columns: one post."""
        post = self.add(section, column, self.post(section, date(2026, 10, 11)))
        address = f"{self.places.prefix(section.site)}{self.family.post_url(section, column, post)}"
        section.column("tzgg").posts.append(replace(post, target=address))

    def plant_no_address(self, section: Section, column: Column) -> None:
        """A row without a link: identified by column, title and day."""
        self.add(section, column, self.post(section, date(2026, 10, 13), has_address=False))

    def plant_external(self, section: Section, column: Column) -> None:
        """An entry that leads to another host counts by its row's day."""
        self.add(
            section,
            column,
            self.post(section, date(2026, 10, 7), target=f"http://{self.places.other}/ok.html?from={self.plan.code}"),
        )

    def plant_external_dead(self, section: Section, column: Column) -> None:
        """An entry that leads to a dead address of another host does not count."""
        post = self.add(
            section,
            column,
            self.post(section, date(2026, 10, 6), target=f"http://{self.places.other}/missing/entry.html"),
            counted=False,
        )
        self.noted("post_unreachable", section, column, post)
        self.truth.link(self.plan.code, section.site, post.target, "断链", "http_404")

    def plant_personal(self, section: Section, column: Column) -> None:
        """A resident identity number in public text."""
        post = self.post(section, date(2026, 10, 10))
        post = self.add(section, column, replace(post, body=f"{post.body}\n公示人员身份证号：110105199003074413。"))
        self.noted("personal_information", section, column, post)

    def plant_attached(self, section: Section, column: Column) -> None:
        """A resident identity number in a table of an attached Word file; the blank form beside it holds none."""
        folder = f"{self.places.prefix(section.site)}/files/{self.plan.code}"
        files = (f"{folder}-list.docx", f"{folder}-blank.docx")
        self.add(section, column, replace(self.post(section, date(2026, 10, 12)), attachments=files))
        subject = f"http://{self.places.host(section.site)}{files[0]}"
        self.truth.finding(self.plan.code, "personal_information", section.site, subject, (0, 1))

    def plant_old_name(self, section: Section, column: Column) -> None:
        """A word of the office's list, and one in a phrase that is right."""
        post = self.post(section, date(2026, 10, 14))
        post = self.add(section, column, replace(post, body=f"{post.body}\n请到{OLD_NAME}窗口领取材料。"))
        self.noted("words", section, column, post)
        post = self.post(section, date(2026, 10, 15))
        self.add(section, column, replace(post, body=f"{post.body}\n原{OLD_NAME}印发的文件继续有效。"))

    def plant_hidden_link(self, section: Section, column: Column) -> None:
        """A link that somebody put where no reader sees it."""
        address = f"http://{self.places.planted}/ok.html"
        self.add(section, column, self.post(section, date(2026, 10, 16), hidden=((address, "线上娱乐"),)))
        self.truth.finding(self.plan.code, "hidden_link", section.site, address)

    def plant_changed_host(self, section: Section, column: Column) -> None:
        """A link to a page of another host that changes hands between the nights."""
        address = f"http://{self.places.other}/sold.html"
        self.add(section, column, self.post(section, date(2026, 10, 17), links=((address, "便民服务中心"),)))
        self.truth.finding(self.plan.code, "changed_host", section.site, address, (1,))

    def bulk_import(self, section: Section) -> None:
        """More than thirty posts of one section with one address day."""
        column = section.column("zfxxgk")
        for index in range(31):
            day = date(2026, 9, 1) + timedelta(days=index % 26)
            self.add(section, column, self.post(section, day, address_day=date(2026, 10, 5)))
        self.truth.finding(
            self.plan.code, "bulk_import", section.site, self.address(section.site, self.home("disclosure"))
        )

    def overdue(self, section: Section) -> None:
        """Published long after it was formed."""
        column = section.column("zfxxgk")
        post = self.add(section, column, self.post(section, date(2026, 10, 15), formed=date(2026, 8, 3)))
        self.noted("post_overdue", section, column, post)

    # ---- links ----------------------------------------------------------------------------------------------------

    def plant_links(self, section: Section) -> None:
        """Every planted link, in the body of a post of its own (an old one, so that no count changes)."""
        for name in self.plan.links:
            address, note = self.link_of(name, section)
            column = section.column("tzgg")
            column.posts.append(
                replace(
                    self.post(section, date(2026, 7, 28)),
                    links=((address, f"相关链接 {name}"),),
                    shown_from=1 if name == "new_404" else 0,
                )
            )
            if note is not None:
                category, reason, definite, nights = note
                self.truth.link(
                    self.plan.code, section.site, self.resolved(address, section), category, reason, definite, nights
                )

    def resolved(self, address: str, section: Section) -> str:
        """The subject that a report gives a link."""
        if address.startswith("/"):
            return f"http://{self.places.host(section.site)}{address}"
        return address

    def link_of(self, name: str, section: Section) -> tuple[str, tuple[str, str, bool, tuple[int, ...]] | None]:
        """The address of a planted link, and what is true of it (None where it costs and says nothing)."""
        other, both = f"http://{self.places.other}", (0, 1)
        code, prefix = self.plan.code, self.places.prefix(section.site)
        table: dict[str, tuple[str, tuple[str, str, bool, tuple[int, ...]] | None]] = {
            "http_404": (f"{other}/missing/{code}.html", ("断链", "http_404", True, both)),
            "http_410": (f"{other}/status/410", ("断链", "http_410", True, both)),
            "soft_404": (f"{other}/deleted/{code}.html", ("断链", "soft_404", True, both)),
            "home_redirect": (f"{other}/old/2019/{code}.html", ("断链", "soft_404", True, both)),
            "own_404": (f"{prefix}/{code}/old/2019.html", ("断链", "http_404", True, both)),
            "new_404": (f"{other}/missing/new.html", ("断链", "http_404", True, (1,))),
            "refused": (f"http://{self.places.closed}/", ("无法访问", "refused", False, both)),
            "reset": (f"{other}/fail/reset", ("无法访问", "reset", False, both)),
            "timeout": (f"{other}/fail/slow", ("无法访问", "timeout", False, both)),
            "empty": (f"{other}/fail/empty", ("无法访问", "empty_response", False, both)),
            "truncated": (f"{other}/fail/truncated", ("无法访问", "truncated", False, both)),
            "http_500": (f"{other}/status/500", ("无法访问", "http_500", False, both)),
            "recovered_503": (f"{other}/once/503", ("无法访问", "http_503", False, (0,))),
            "redirect_loop": (f"{other}/fail/loop", ("无法访问", "redirect_loop", False, both)),
            "dns": ("http://no-such-host.invalid/", ("断链", "dns", False, both)),
            "wrong_content": (f"{other}/files/fake.doc", ("错链", "wrong_content", True, both)),
            "private": ("http://192.168.1.5/oa/", ("错链", "private_address", True, both)),
            "malformed_empty": ("http:///www.example.cn/", ("错链", "malformed", True, both)),
            "malformed_scheme": ("htp://www.example.cn/", ("错链", "malformed", True, both)),
            "malformed_twice": ("http://http://www.example.cn/", ("错链", "malformed", True, both)),
            "malformed_drive": ("C:\\Users\\Administrator\\Desktop\\表格.doc", ("错链", "malformed", True, both)),
            "restricted_403": (f"{other}/status/403", None),
            "restricted_412": (f"{other}/guard/412", None),
            "restricted_521": (f"{other}/guard/521", None),
            "moved": (f"{other}/moved", None),
            "jump": (f"{other}/jump", None),
        }
        return table[name]

    # ---- services -------------------------------------------------------------------------------------------------

    def services(self, section: Section) -> None:
        """Three service items, each with a form; the plan may take one away or break it."""
        column = section.column("wsbs")
        for index, name in enumerate(("办事指南：备案登记", "办事指南：资格审核", "办事指南：补贴申领")):
            post = self.post(section, date(2026, 2, 10 + index))
            form = f"{self.places.prefix(section.site)}/files/{self.plan.code}-{index}.doc"
            if index == 0 and "no_form" in self.plan.plants:
                form = ""
            if index == 0 and "broken_form" in self.plan.plants:
                form = f"{self.places.prefix(section.site)}/files/{self.plan.code}-broken.doc"
                self.truth.link(
                    self.plan.code,
                    section.site,
                    f"http://{self.places.host(section.site)}{form}",
                    "错链",
                    "wrong_content",
                )
            lacking = GUIDES_LACK[self.plan.code][index]
            body = "\n".join(f"{element}：{text}" for element, text in ELEMENTS[lacking:])
            guide = replace(post, title=f"{section.name}{name}", body=body, attachments=(form,) if form else ())
            column.posts.append(guide)
            address = self.address(section.site, self.family.post_url(section, column, guide))
            self.truth.guides.append((self.plan.code, address, "not_met" if lacking >= 4 else "met"))
            if index == 0 and {"no_form", "broken_form"} & set(self.plan.plants):
                self.noted("service_forms", section, column, column.posts[-1])


def build_sections(places: Places, truth: Truth) -> list[Section]:
    """All sections of all units, and the portal's main columns at the end."""
    sections: list[Section] = []
    for number, plan in enumerate(UNITS, 1):
        builder = Builder(plan, number, places, truth)
        built = builder.sections()
        sections += built
        truth.columns(plan, builder.family, builder.address, built)
    sections.append(main_columns(places, truth))
    return sections


def main_columns(places: Places, truth: Truth) -> Section:
    """红桥要闻 and 部门动态: posts of all units by their source, some of nobody's."""
    columns = [Column("hqyw", "红桥要闻", ("posts",)), Column("bmdt", "部门动态", ("posts",))]
    section = Section("portal", "xwzx", "红桥政务网", 99, columns)
    plan = UnitPlan(
        code="xwzx",
        name="红桥政务网",
        aliases=("红桥政务网",),
        family=0,
        portal=(0, 0, 0),
        disclosure=None,
        clones=(0, 0, 0),
    )
    builder = Builder(plan, 99, places, Truth())
    for unit in UNITS:
        names = (
            unit.name,
            *unit.aliases,
            f"　{unit.name} ",
            *(f"天津市{name}" for name in unit.aliases if name.startswith("红桥区")),
        )
        for month, count in zip(MONTHS, unit.clones, strict=True):
            for index in range(count):
                day = date.fromisoformat(f"{month}-01") + timedelta(days=index * 2)
                column = columns[index % 2]
                post = builder.post(section, day, source=names[index % len(names)])
                column.posts.append(post)
                truth.clone(unit.code, day, builder.address("portal", builder.family.post_url(section, column, post)))
    for source, count in UNMATCHED:
        for index in range(count):
            columns[0].posts.append(builder.post(section, date(2026, 10, 3 + index), source=source))
    for index in range(40):
        columns[index % 2].posts.append(
            builder.post(section, date(2026, 7, 15) - timedelta(days=5 * index), source="红桥区融媒体中心")
        )
    return section
