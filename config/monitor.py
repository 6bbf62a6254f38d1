"""The shape of `monitor.yaml`: how sites are asked, when nights run, where messages go, and the rules that the rubric leaves open."""

import os
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationInfo, field_validator

from config.model import Model
from config.people import Web
from config.written import Address, DaysOff, Duration, Host, Hours, MonthValue, Pause, Time

CITY, DISTRICT = "天津市", "红桥区"
ZONE = "Asia/Shanghai"
"""Whose office it is, where its configuration says nothing."""


class Crawl(Model):
    """How the sites' own hosts are walked; times in seconds."""

    user_agent: str = "HongqiaoMonitor/0.1 (nightly check of government-affairs columns)"
    obey_robots: bool = True
    requests_per_host: int = Field(4, ge=1, le=64)
    delay: float = Field(0.25, ge=0, le=60)
    timeout: float = Field(15, gt=0, le=600)
    max_pages_per_site: int = Field(200_000, ge=1)
    max_depth: int = Field(20, ge=1)
    max_body: int = Field(20_000_000, ge=10_000)
    time_limit: Duration = timedelta(hours=6)
    at_once: int | None = Field(None, ge=1, le=1000)
    """How many hosts are crawled at a time; as many as the free memory holds where nothing is said."""

    @field_validator("user_agent")
    @classmethod
    def _can_be_sent(cls, value: str) -> str:
        """A name that a request can carry: Chinese goes as UTF-8, line breaks and lone surrogates cannot go at all."""
        if not value.strip() or not value.isprintable():
            raise ValueError("一行可显示的文字，不能为空，也不能含换行等控制字符")
        return value.strip()


class Probe(Model):
    """How links are asked that the spider did not visit; pauses in seconds."""

    requests_in_flight: int = Field(40, ge=1, le=1000)
    requests_per_host: int = Field(4, ge=1, le=64)
    attempts: int = Field(3, ge=1, le=10)
    retry_pauses: tuple[Pause, ...] = (2, 10, 60)
    confirm_nights: int = Field(2, ge=1, le=30)
    timeout: float = Field(15, gt=0, le=600)
    allow_private_hosts: tuple[Host, ...] = ()


class Schedule(Model):
    """When the office's night begins and on which day a month closes."""

    nightly: Time = "02:00"
    close_day: int = Field(5, ge=1, le=28)
    working_hours: Hours = ""
    """`08:00-18:00`: no night begins by itself in these hours, and one that is still asking when they begin stops."""

    def until_work(self, moment: datetime) -> timedelta | None:
        """How long after a moment the working hours begin, zero within them; None where there are none."""
        if not self.working_hours:
            return None
        return timedelta(0) if self.left_of_work(moment) else self._until(0, moment)

    def left_of_work(self, moment: datetime) -> timedelta:
        """How long after a moment the working hours end; zero outside of them."""
        if not self.working_hours:
            return timedelta(0)
        begins, ends = self._until(0, moment), self._until(1, moment)
        return ends if timedelta(0) < ends and (not begins or ends < begins) else timedelta(0)

    def _until(self, index: int, moment: datetime) -> timedelta:
        """How long after a moment the working hours next begin (0) or end (1)."""
        text = self.working_hours.split("-")[index]
        now = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
        return (timedelta(hours=int(text[:2]), minutes=int(text[3:])) - now) % timedelta(days=1)


class Pulse(Model):
    """How often by day each site's home page is visited, to tell whether the site can be reached."""

    visits: int = Field(20, ge=0, le=96)
    """Visits a day, 0 for none; the checks of 2019 ask for 20 at least."""
    timeout: float = Field(15, gt=0, le=60)
    """Seconds after which a visit has failed (国办秘函〔2019〕19号)."""


class Notify(Model):
    """Where messages go (Apprise addresses). In all of them `${NAME}` stands for a secret from the environment."""

    urls: tuple[str, ...] = ()
    unit_mail: str = ""
    """The mail server by which units with `emails` are told of their own new broken links (an Apprise mail address)."""
    ping: str = ""
    """An address that is asked after every good night: a dead man's switch."""

    @staticmethod
    def resolved(address: str) -> str:
        """An address with its secrets filled in."""
        return re.sub(r"\$\{(\w+)\}", lambda found: os.environ.get(found[1], ""), address)


class Policies(Model):
    """Rules that the rubric leaves open, printed on every report that used them."""

    annual_report_due: str = "01-31"
    """The day of the next year by which a year's report is published (政府信息公开条例 of 2019, article 49)."""
    stale_after_days: int = Field(365, ge=1)
    backdated_after_days: int = Field(7, ge=0)
    empty_below_characters: int = Field(20, ge=0)
    due_working_days: int = Field(20, ge=1)
    reply_working_days: int = Field(15, ge=1)
    """Working days within which a message of the public is answered: the office's own rule, for evidence alone."""
    propose_replies: bool = False
    """Whether the form of entries shows what was counted of messages as its values, to be looked at and saved by a person."""
    repair_days: int = Field(7, ge=0)
    bulk_import_above: int = Field(30, ge=1)
    date_conflict_above_days: int = Field(1, ge=0)
    night_drop_share: float = Field(0.5, gt=0, le=1)
    soft_404_similarity: float = Field(0.98, gt=0.5, le=1)
    tracking_parameters: tuple[str, ...] = ("utm_source", "utm_medium", "utm_campaign", "spm", "from_source")
    source_prefixes: tuple[str, ...] = (CITY, DISTRICT)
    """Names of places that sources and addresses may begin with; those of the office's own city and district where nothing is said."""
    appeal_days: int = Field(3, ge=0, le=28)
    """Days after a month's end in which units may still appeal, as long as the month is not closed."""
    two_persons: bool = True
    """Whether a reviewer confirms what an officer proposes on the pages; said on the sheet when it is off."""
    holidays: DaysOff = Field(default_factory=dict)
    """Working days beyond the announced calendar: `2027-01-01: false` is a day off, `true` a working day."""

    @field_validator("annual_report_due")
    @classmethod
    def _due_day_exists(cls, value: str) -> str:
        try:
            datetime.strptime(f"2001-{value}", "%Y-%m-%d")  # noqa: DTZ007 - only whether such a day is in every year
        except ValueError as error:
            raise ValueError("每年都有的一天，写作 月-日，如 01-31") from error
        return value


class Monitor(Model):
    """`monitor.yaml`: the monitor itself."""

    city: str = Field(CITY, min_length=1)
    district: str = Field(DISTRICT, min_length=1)
    """Whose evaluation it is: pages and papers are headed by this name."""
    timezone: str = ZONE
    database: str = "sqlite:///var/hongqiao.db"
    storage: str = "var"
    person: str = ""
    """Who decides at the command line, where `--by` and HONGQIAO_PERSON say nothing; asked for where empty."""
    rubric: str = "2014"
    other_rubrics: tuple[str, ...] = ("survey-2015", "inspection-2019")
    """Rubrics under which every night is scored too, for the office to see; the evaluation knows `rubric` alone."""
    assessment_starts: MonthValue
    crawl: Crawl = Crawl()
    probe: Probe = Probe()
    canaries: tuple[Address, ...] = ()
    schedule: Schedule = Schedule()
    pulse: Pulse = Pulse()
    pictures: bool = True
    """Whether pictures of stored pages are made of new faults, where a browser is installed."""
    notify: Notify = Notify()
    web: Web = Web()
    policies: Policies = Field(Policies(), validate_default=True)

    @property
    def issuer(self) -> str:
        """What stands at the head of every page."""
        return f"{self.district}政务公开绩效考评·网站监测"

    @property
    def service(self) -> str:
        """What the web pages are called in the titles of windows and in apps that show one-time codes."""
        return f"{re.sub('(?<=..)(新区|(?<!自治)[区县市])$', '', self.district)}网站监测"

    @field_validator("policies")
    @classmethod
    def _own_places(cls, value: Policies, info: ValidationInfo) -> Policies:
        """Prefixes of sources follow from city and district, unless they are written out."""
        if "source_prefixes" in value.model_fields_set or not {"city", "district"} <= info.data.keys():
            return value
        return value.model_copy(update={"source_prefixes": (info.data["city"], info.data["district"])})

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("时区名称，如 Asia/Shanghai") from error
        return value

    @field_validator("storage")
    @classmethod
    def _storage_is_a_path(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError("文件夹的路径，不含控制字符")
        return value
