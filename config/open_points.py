"""What the office still has to confirm, one point for each site and each section: grouped by unit, as it is worked off."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from config.schema import Column, SiteKind
from config.settings import Configuration


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A site or a section whose addresses nobody has confirmed; `unit` is empty for a site."""

    unit: str
    unit_name: str
    kind: SiteKind
    site_name: str
    home: str
    is_home_open: bool
    columns: tuple[Column, ...]
    """Its columns that are marked themselves."""

    @property
    def text(self) -> str:
        """The point in words."""
        columns = "、".join(column.name for column in self.columns)
        if not self.unit:
            return f"网站 {self.home}"
        home = f"{self.site_name}专区 {self.home}"
        return (
            home + (f"，栏目 {columns}" if columns else "")
            if self.is_home_open
            else f"{self.site_name}的栏目 {columns}"
        )


def open_points(configuration: Configuration) -> Iterator[OpenPoint]:
    """Sites first, then the units' sections in the order of `units.yaml`."""
    for site in configuration.sites:
        if site.to_confirm:
            yield OpenPoint(
                unit="",
                unit_name="",
                kind=site.kind,
                site_name=site.name,
                home=site.home,
                is_home_open=True,
                columns=(),
            )
    for unit in configuration.units:
        for kind in SiteKind:
            section, site = unit.section(kind), configuration.site(kind)
            if section is None:
                continue
            columns = tuple(column for column in section.columns if column.to_confirm)
            if section.to_confirm or columns:
                home = urljoin(site.home, section.home)
                yield OpenPoint(
                    unit=unit.code,
                    unit_name=unit.name,
                    kind=kind,
                    site_name=site.name,
                    home=home,
                    is_home_open=section.to_confirm,
                    columns=columns,
                )


def grouped(points: list[OpenPoint]) -> Iterator[str]:
    """A line for the sites and one for each unit."""
    for code in dict.fromkeys(point.unit for point in points):
        own = [point for point in points if point.unit == code]
        name = f"{own[0].unit_name}（{code}）" if code else "sites.yaml"
        yield f"{name}：{'；'.join(point.text for point in own)}"
