"""The home pages' own footers and META tags, with planted faults, and what is true of them."""

from demo.model import Places

METAS = {
    "portal": {"SiteName": "红桥政务网", "SiteDomain": "www.hongqiao.example", "SiteIDCode": "1201060001"},
    "disclosure": {"SiteName": "政府信息公开平台", "SiteDomain": "", "SiteIDCode": "1201060002"},
}
"""The platform's code is another than the one that its footer shows."""
_MET = ("政府网站标识码", "ICP备案号", "公安备案号", "主办单位", "联系方式", "站点地图")
IDENTITY: tuple[tuple[str, str, str], ...] = (
    *(("portal", name, "met") for name in (*_MET, "党政机关标识", "政府网站找错", "无障碍", "首页META标签")),
    ("portal", "栏目页META标签", "not_met"),
    ("portal", "信息页META标签", "met"),
    ("disclosure", "信息页META标签", "not_applicable"),
    *(("disclosure", name, "met") for name in ("主办单位", "联系方式", "站点地图")),
    *(
        ("disclosure", name, "not_met")
        for name in ("政府网站标识码", "ICP备案号", "公安备案号", "政府网站找错", "无障碍", "首页META标签")
    ),
    ("disclosure", "党政机关标识", "inconclusive"),
    ("disclosure", "栏目页META标签", "not_applicable"),
)
"""Site, item, outcome. What a script may draw is unknown; the platform has no main columns."""


def metas(site: str) -> str:
    """The META tags of a home page."""
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in METAS[site].items())


def footer(site: str, places: Places) -> str:
    """What only the home page's footer shows: the portal's is whole, the platform's lacks much and bears half a number."""
    contact = "<p>联系电话：022-86516789</p>"
    if site != "portal":
        return f"{contact}<p>津ICP备0500号</p>"
    known = f"http://{places.other}/ok.html"
    links = f'<a href="{known}">党政机关标识</a> <a href="{known}">政府网站找错</a> <a href="javascript:void(0)">无障碍浏览</a>'
    return f"{contact}<p>津ICP备05001234号-1　津公网安备 12010602000001号</p><p>{links}</p>"
