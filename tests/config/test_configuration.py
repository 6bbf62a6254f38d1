"""The configuration: all errors at once, each with its place; the starting configuration; the rubric's hash."""

import re
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import BUILT_IN_RUBRICS, load_configuration
from config.monitor import Monitor
from config.month import Month, months_between, parse_as_of
from config.open_points import open_points
from config.rubric import RubricError, load_rubric

STARTER = Path(__file__).resolve().parents[2] / "config"
SHA256 = "6181d2e6468db65a"

MONITOR = "assessment_starts: 2026-01\n"
SITES = """sites:
  - {id: portal, kind: portal, name: 红桥政务网, home: "http://a.cn/", hosts: [a.cn]}
  - {id: disclosure, kind: disclosure, name: 公开平台, home: "http://a.cn/xxgk/", hosts: [a.cn]}
"""
UNITS = """units:
  - code: jyj
    name: 区教育局
    portal:
      home: /jyj/
      columns:
        - {name: 联系方式, url: lxfs/, role: [telephone, address]}
        - {name: 工作动态, url: gzdt/, role: posts, dynamic: true}
"""


def write(folder: Path, monitor: str = MONITOR, sites: str = SITES, units: str = UNITS) -> Path:
    for name, text in (("monitor", monitor), ("sites", sites), ("units", units)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_configuration(folder)
    return [str(problem) for problem in caught.value.problems]


def test_the_starting_configuration_is_valid_and_names_what_must_be_confirmed() -> None:
    found = load_configuration(STARTER)
    assert len(found.units) >= 25
    points = list(open_points(found))
    assert 0 < len(points) <= 2 * len(found.units) + 2
    assert not any(point.columns for point in points)
    assert {site.hosts for site in found.sites} == {("www.tjhq.gov.cn",)}


def test_the_rubric_of_2014_is_the_one_that_was_agreed_on() -> None:
    rubric = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")
    assert rubric.sha256.startswith(SHA256)
    assert rubric.maximum == 100
    assert {group.id: str(group.maximum) for group in rubric.groups} == {
        "openness": "19", "portal": "40", "interaction": "10", "disclosure": "22", "weibo": "9",
    }  # fmt: skip


def test_addresses_are_resolved_against_site_and_section(tmp_path: Path) -> None:
    found = load_configuration(write(tmp_path))
    place = found.sections()[0]
    assert (place.home, place.scope) == ("http://a.cn/jyj/", ("http://a.cn/jyj/",))
    assert [column.url for column in place.columns] == ["http://a.cn/jyj/lxfs/", "http://a.cn/jyj/gzdt/"]
    assert found.database == f"sqlite:///{tmp_path.resolve()}/var/hongqiao.db"


def test_all_errors_are_reported_at_once_with_file_line_and_field(tmp_path: Path) -> None:
    units = (
        UNITS.replace("role: posts", "role: news").replace("home: /jyj/", "home: http://other.cn/jyj/")
        + "  - {code: jyj, name: 区教育局}\n"
    )
    monitor = "assessment_starts: 2026-13\ncrawl: {dely: 1, requests_per_host: 0}\n"
    found = problems(write(tmp_path, monitor=monitor, units=units))
    text = "\n".join(found)
    assert "monitor.yaml 第 1 行，assessment_starts：填写的是 '2026-13'，应为月份，如 2026-01" in text
    assert "monitor.yaml 第 2 行，crawl.dely" in text
    assert "crawl.requests_per_host：填写的是 0，应为不小于 1 的数" in text
    assert "units.yaml 第 8 行，units[1].portal.columns[2].role" in text
    assert len(found) >= 4
    assert "至少一项" not in text  # a list is not called too short for what is wrong in it


@pytest.mark.parametrize("wrong", ["城管委", "a@", "a@b@c", "a@x.cn,b@x.cn", "a b@x.cn", "mailto:a@x.cn"])
def test_an_address_that_no_mail_can_reach_is_told_with_its_line(tmp_path: Path, wrong: str) -> None:
    def units(mail: str) -> str:
        return UNITS.replace("    portal:", f"    emails: [zhang@jyj.example.cn, '{mail}']\n    portal:")

    (told,) = problems(write(tmp_path, units=units(wrong)))
    assert "units.yaml 第 4 行，units[1].emails[2]" in told and "邮箱地址" in told
    load_configuration(write(tmp_path, units=units("li.si+hq@mail")))


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_a_port_that_no_host_has_is_told_as_that(tmp_path: Path, port: str) -> None:
    told = problems(write(tmp_path, sites=SITES.replace("hosts: [a.cn]", f"hosts: [a.cn, 'a.cn:{port}']", 1)))
    assert len(told) == 1 and "sites[1].hosts[2]" in told[0] and "1 到 65535" in told[0]


def test_a_day_that_no_year_has_is_told_with_its_line(tmp_path: Path) -> None:
    (told,) = problems(write(tmp_path, monitor=f"{MONITOR}policies:\n  holidays:\n    2026-02-30: true\n"))
    assert "monitor.yaml 第 4 行" in told and "真实的日期" in told


def test_two_units_may_not_share_a_code_a_name_or_a_scope(tmp_path: Path) -> None:
    units = UNITS + "  - {code: jyj, name: 区教育局, portal: {home: /jyj/}}\n"
    text = "\n".join(problems(write(tmp_path, units=units)))
    assert "units[2].code" in text
    assert "units[2].name" in text


@pytest.mark.parametrize("text", ["", "a: [", "- 1\n- 2\n", "units: {}", "a: 1\na: 2\n", "units:\n\t- x", "\x00"])
def test_a_damaged_file_is_an_error_that_names_it(tmp_path: Path, text: str) -> None:
    assert all("units.yaml" in line for line in problems(write(tmp_path, units=text)))


def test_a_missing_folder_is_an_error_that_names_the_files(tmp_path: Path) -> None:
    text = "\n".join(problems(tmp_path / "nowhere"))
    assert "monitor.yaml" in text and "sites.yaml" in text and "units.yaml" in text


def test_a_rubric_that_does_not_add_up_is_refused(tmp_path: Path) -> None:
    damaged = (BUILT_IN_RUBRICS / "2014.yaml").read_text(encoding="utf-8").replace("maximum: 2.5", "maximum: 3.5", 1)
    (tmp_path / "x.yaml").write_text(damaged, encoding="utf-8")
    with pytest.raises(RubricError):
        load_rubric(tmp_path / "x.yaml")


def test_a_day_alone_means_two_in_the_morning() -> None:
    assert parse_as_of("2026-10-28", "Asia/Shanghai").isoformat() == "2026-10-28T02:00:00+08:00"
    assert parse_as_of("2026-10-27T18:00:00+00:00", "Asia/Shanghai").isoformat() == "2026-10-28T02:00:00+08:00"
    with pytest.raises(ValueError):
        parse_as_of("2026-10-28T02:00:00", "Asia/Shanghai")


def test_months_run_over_the_turn_of_the_year() -> None:
    assert [str(month) for month in months_between(Month(2025, 11), Month(2026, 2))] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert Month(2026, 1).previous() == Month(2025, 12)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("schedule: {nightly: '2点'}", '如 "02:00"'),
        ("schedule: {nightly: 2:00}", "02:00"),
        ("schedule: {working_hours: 8-18}", "08:00-18:00"),
        ("database: mysql://h/x", "sqlite:///var/hongqiao.db"),
        ("database: postgresql://u:secret@h/x", "postgresql+psycopg://"),
        ("database: postgresql+psycopg://u:secret@h", "库名"),
        ("database: postgresql+psycopg:///x", "主机名"),
        ("database: postgresql+psycopg://u@h:port/x", "postgresql+psycopg://用户"),
        ("database: 'sqlite://'", "三条斜线"),
        ("database: 'sqlite:///:memory:'", "三条斜线"),
        ("database: var/hongqiao.db", "sqlite:///var/hongqiao.db"),
        ("notify: {urls: ['mailto://${NO_SUCH_SECRET}@h']}", "NO_SUCH_SECRET"),
        ("notify: {ping: 'https://h/${NO_SUCH_SECRET}'}", "NO_SUCH_SECRET"),
    ],
)
def test_what_cannot_be_is_told_with_an_example(tmp_path: Path, text: str, wanted: str) -> None:
    found = "\n".join(problems(write(tmp_path, monitor=f"{MONITOR}{text}\n")))
    assert wanted in found and "monitor.yaml 第 2 行" in found
    assert "^" not in found and "secret@" not in found


def test_what_cannot_be_is_told_beside_what_is_written_wrong(tmp_path: Path) -> None:
    text = f"{MONITOR}schedule: {{nightly: '2点'}}\ndatabase: mysql://h/x\nnotify: {{ping: 'https://h/${{NO_SUCH_SECRET}}'}}\n"
    found = "\n".join(problems(write(tmp_path, monitor=text)))
    assert all(name in found for name in ("第 2 行", "第 3 行，database", "NO_SUCH_SECRET"))


def test_a_secret_that_is_set_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HQ_TEST_SECRET", "x")
    text = "notify: {urls: ['mailto://${HQ_TEST_SECRET}@h']}\ndatabase: 'sqlite:///var/${HQ_TEST_SECRET}.db'\n"
    assert load_configuration(write(tmp_path, monitor=MONITOR + text)).database.endswith("/var/x.db")


@pytest.mark.parametrize(
    "text", ["[" * 5000, "&a [*a]", "? [1, 2]\n: 3\n", "a: 2026-13-45", "a: !!python/name:os.system x"]
)
def test_yaml_that_is_odd_is_an_error_of_that_file(tmp_path: Path, text: str) -> None:
    assert all("units.yaml" in line for line in problems(write(tmp_path, units=text)))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("timezone: ", "\ttimezone: ", "不用制表符"),
        ("timezone: ", "timezone：", "冒号用半角"),
        ("timezone: Asia", "timezone: Asia: ", "多了一个冒号"),
        ("timezone: Asia/Shanghai", 'timezone: "Asia/Shanghai', "没有配对"),
        ("timezone: Asia/Shanghai", "timezone: *Asia", "加引号"),
        ("timezone: Asia/Shanghai", "timezone: \x07", "控制字符"),
        ("timezone: Asia/Shanghai", "timezone: 2026-13-45", "写得不对的日期"),
    ],
)
def test_what_breaks_a_file_is_told_in_chinese(tmp_path: Path, old: str, new: str, told: str) -> None:
    monitor = f"timezone: Asia/Shanghai\n{MONITOR}".replace(old, new)
    (line,) = problems(write(tmp_path, monitor=monitor))
    assert told in line and not re.search("[a-z]{4,} [a-z]{3,}", line)


@pytest.mark.parametrize(
    "setting",
    [
        "probe: {retry_pauses: [.inf]}", "probe: {retry_pauses: [-1]}", "probe: {retry_pauses: [2, .nan]}", "crawl: {time_limit: 0}",
        "crawl: {time_limit: -5}", "crawl: {time_limit: 0s}", "crawl: {time_limit: .inf}", "crawl: {time_limit: 99999999999999d}",
        "assessment_starts: 0001-01", "assessment_starts: 0000-01", "assessment_starts: 9999-12", "probe: {allow_private_hosts: ['http://x']}",
        "probe: {allow_private_hosts: ['']}", "probe: {allow_private_hosts: ['*']}", "policies: {holidays: {x: false}}",
        "policies: {holidays: {2027-02-30: false}}", "storage: \"a\\0b\"",
    ],
)  # fmt: skip
def test_what_no_night_could_run_with_is_refused(tmp_path: Path, setting: str) -> None:
    monitor = setting if setting.startswith("assessment") else f"{MONITOR}{setting}"
    assert problems(write(tmp_path, monitor=f"{monitor}\n"))


def test_days_off_are_written_with_quotes_or_without(tmp_path: Path) -> None:
    monitor = f"{MONITOR}policies: {{holidays: {{2027-01-01: false, '2027-01-03': true}}}}\n"
    policies = load_configuration(write(tmp_path, monitor=monitor)).monitor.policies
    assert policies.holidays == {"2027-01-01": False, "2027-01-03": True}


def test_prefixes_of_sources_follow_from_city_and_district_unless_they_are_written_out() -> None:
    ours = Monitor.model_validate({"assessment_starts": "2026-01"})
    other = Monitor.model_validate({"assessment_starts": "2026-01", "city": "成都市", "district": "武侯区"})
    said = Monitor.model_validate({"assessment_starts": "2026-01", "policies": {"source_prefixes": ["四川省"]}})
    assert ours.policies.source_prefixes == ("天津市", "红桥区")
    assert other.policies.source_prefixes == ("成都市", "武侯区")
    assert said.policies.source_prefixes == ("四川省",)


@pytest.mark.parametrize(
    ("district", "service"),
    [
        ("红桥区", "红桥网站监测"),
        ("滨海新区", "滨海网站监测"),
        ("蓟县", "蓟县网站监测"),
        ("孟村回族自治县", "孟村回族自治县网站监测"),
        ("区县", "区县网站监测"),
        ("静海", "静海网站监测"),
    ],
)
def test_the_service_is_called_by_the_districts_short_name(district: str, service: str) -> None:
    assert Monitor.model_validate({"assessment_starts": "2026-01", "district": district}).service == service
