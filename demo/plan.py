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
        code="jyj", name="区教育局", aliases=("红桥区教育局", "教育局"), family=0, portal=(31, 30, 30), disclosure=(30, 12, 10), clones=(10, 9, 10), services=True, old=70,
        plants=("bulk_import", "pinned", "two_columns", "no_address"),
        links=("http_404", "restricted_403", "restricted_412", "moved", "jump"),
    ),
    UnitPlan(
        code="mzj", name="区民政局", aliases=("红桥区民政局", "民政局"), family=0, portal=(12, 10, 28), disclosure=(9, 1, 0), clones=(1, 0, 9), services=True,
        plants=("future_dated", "date_conflict", "no_form"),
        links=("soft_404", "malformed_empty", "restricted_521"),
    ),
    UnitPlan(
        code="wjw", name="区卫生健康委", aliases=("红桥区卫生健康委", "区卫健委", "卫健委"), family=1, portal=(30, 9, 9), disclosure=(10, 30, 31), clones=(11, 10, 1),
        plants=("duplicate", "overdue", "personal", "attached"),
        links=("http_410", "home_redirect"),
    ),
    UnitPlan(
        code="rsj", name="区人力社保局", aliases=("红桥区人力资源和社会保障局", "区人社局"), family=1, portal=(1, 0, 0), disclosure=(1, 1, 1), clones=(0, 0, 0),
        plants=("unreachable",),
        links=("refused", "malformed_scheme"),
    ),
    UnitPlan(
        code="zjw", name="区住房建设委", aliases=("红桥区住房和建设委员会", "区住建委"), family=2, portal=(10, 29, 30), disclosure=(30, 30, 30), clones=(9, 10, 10), services=True,
        plants=("no_address", "broken_form"),
        links=("wrong_content", "private", "redirect_loop"),
    ),
    UnitPlan(
        code="csj", name="区城市管理委", aliases=("红桥区城市管理委员会", "区城管委"), family=2, portal=(9, 11, 10), disclosure=None, clones=(2, 3, 4),
        plants=("placeholder", "backdated", "old_name"),
        links=("dns", "reset"),
    ),
    UnitPlan(
        code="whj", name="区文化和旅游局", aliases=("红桥区文化和旅游局", "区文旅局"), family=3, portal=(30, 31, 29), disclosure=(12, 9, 10), clones=(10, 10, 10), old=40,
        plants=("undated", "nothing", "formless", "hidden_link", "changed_host"),
        links=("timeout", "http_500"),
        fields={"portal.lxfs": "地址：红桥区勤俭道 107 号\n电子邮箱：whj@hq.example.cn"},
    ),
    UnitPlan(
        code="tyj", name="区体育局", aliases=("红桥区体育局",), family=3, portal=(0, 0, 0), disclosure=(0, 0, 0), clones=(0, 1, 0),
        plants=("no_dynamic",),
        links=("recovered_503",),
        fields={"portal.ldxx": "领导信息正在完善，请稍候关注本栏目的更新内容，感谢您的支持。"},
    ),
    UnitPlan(
        code="sjj", name="区审计局", aliases=("红桥区审计局", "审计局"), family=4, portal=(11, 10, 9), disclosure=(10, 10, 10), clones=(3, 3, 3), old=50,
        plants=("undated", "doubtful", "external", "external_dead"),
        links=("truncated", "empty"),
    ),
    UnitPlan(
        code="tjj", name="区统计局", aliases=("红桥区统计局",), family=4, portal=(30, 30, 30), disclosure=(31, 30, 29), clones=(12, 11, 10),
        plants=("removed", "gone_column", "mismatch_phone"),
        links=("malformed_twice", "malformed_drive"),
    ),
    UnitPlan(
        code="xfj", name="区信访办", aliases=("红桥区信访办公室", "信访办"), family=5, portal=(30, 28, 12), disclosure=(4, 5, 6), clones=(5, 5, 5), old=45,
        plants=("script_list", "stale"),
        links=("own_404",),
    ),
    UnitPlan(
        code="dag", name="区档案馆", aliases=("红桥区档案馆",), family=5, portal=(40, 33, 31), disclosure=(30, 31, 30), clones=(10, 10, 11), old=30,
        plants=("no_date", "filled_later"),
        links=("new_404",),
    ),
)  # fmt: skip

UNMATCHED = (("市教委", 3), ("北方网", 2))
"""Sources in the main columns that are no unit's name, and how many posts of October name them."""
