"""The plan of the replica: twelve units, their counts month by month, and every planted fault."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class UnitPlan:
    """One unit. `counts` are ordinary posts for each site in August, September and October; plants come on top."""

    code: str
    name: str
    aliases: tuple[str, ...]
    family: int
    portal: tuple[int, int, int]
    disclosure: tuple[int, int, int] | None
    clones: tuple[int, int, int]
    services: bool = False
    old: int = 20
    plants: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    """Contents of profile columns that differ from the usual ones, by `site.column`."""


UNITS: tuple[UnitPlan, ...] = (
    UnitPlan(
        "jyj", "区教育局", ("红桥区教育局", "教育局"), 0, (31, 30, 30), (30, 12, 10), (10, 9, 10), services=True, old=70,
        plants=("bulk_import", "pinned", "two_columns", "no_address"),
        links=("http_404", "restricted_403", "restricted_412", "moved", "jump"),
    ),
    UnitPlan(
        "mzj", "区民政局", ("红桥区民政局", "民政局"), 0, (12, 10, 28), (9, 1, 0), (1, 0, 9), services=True,
        plants=("future_dated", "date_conflict", "no_form"),
        links=("soft_404", "malformed_empty", "restricted_521"),
    ),
    UnitPlan(
        "wjw", "区卫生健康委", ("红桥区卫生健康委", "区卫健委", "卫健委"), 1, (30, 9, 9), (10, 30, 31), (11, 10, 1),
        plants=("duplicate", "overdue", "personal"),
        links=("http_410", "home_redirect"),
    ),
    UnitPlan(
        "rsj", "区人力社保局", ("红桥区人力资源和社会保障局", "区人社局"), 1, (1, 0, 0), (1, 1, 1), (0, 0, 0),
        plants=("unreachable",),
        links=("refused", "malformed_scheme"),
    ),
    UnitPlan(
        "zjw", "区住房建设委", ("红桥区住房和建设委员会", "区住建委"), 2, (10, 29, 30), (30, 30, 30), (9, 10, 10), services=True,
        plants=("no_address", "broken_form"),
        links=("wrong_content", "private", "redirect_loop"),
    ),
    UnitPlan(
        "csj", "区城市管理委", ("红桥区城市管理委员会", "区城管委"), 2, (9, 11, 10), None, (2, 3, 4),
        plants=("placeholder", "backdated"),
        links=("dns", "reset"),
    ),
    UnitPlan(
        "whj", "区文化和旅游局", ("红桥区文化和旅游局", "区文旅局"), 3, (30, 31, 29), (12, 9, 10), (10, 10, 10), old=40,
        plants=("undated", "nothing", "formless"),
        links=("timeout", "http_500"),
        fields={"portal.lxfs": "地址：红桥区勤俭道 107 号\n电子邮箱：whj@hq.example.cn"},
    ),
    UnitPlan(
        "tyj", "区体育局", ("红桥区体育局",), 3, (0, 0, 0), (0, 0, 0), (0, 1, 0),
        plants=("no_dynamic",),
        links=("recovered_503",),
        fields={"portal.ldxx": "领导信息正在完善，请稍候关注本栏目的更新内容，感谢您的支持。"},
    ),
    UnitPlan(
        "sjj", "区审计局", ("红桥区审计局", "审计局"), 4, (11, 10, 9), (10, 10, 10), (3, 3, 3), old=50,
        plants=("undated", "doubtful", "external", "external_dead"),
        links=("truncated", "empty"),
    ),
    UnitPlan(
        "tjj", "区统计局", ("红桥区统计局",), 4, (30, 30, 30), (31, 30, 29), (12, 11, 10),
        plants=("removed", "gone_column", "mismatch_phone"),
        links=("malformed_twice", "malformed_drive"),
    ),
    UnitPlan(
        "xfj", "区信访办", ("红桥区信访办公室", "信访办"), 5, (30, 28, 12), (4, 5, 6), (5, 5, 5), old=45,
        plants=("script_list", "stale"),
        links=("own_404",),
    ),
    UnitPlan(
        "dag", "区档案馆", ("红桥区档案馆",), 5, (40, 33, 31), (30, 31, 30), (10, 10, 11), old=30,
        plants=("no_date", "filled_later"),
        links=("new_404",),
    ),
)  # fmt: skip

UNMATCHED = (("市教委", 3), ("北方网", 2))
"""Sources in the main columns that are no unit's name, and how many posts of October name them."""
