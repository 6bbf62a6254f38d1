"""The measures that the checks give and the rubrics name. A member's value is what stores, exports and rubrics hold."""

from enum import StrEnum

from config.schema import SiteKind


class Name(StrEnum):
    """Every measure: of a unit's section on the portal or on the disclosure platform, or of a whole site."""

    PORTAL_POSTS = "portal.posts"
    PORTAL_CLONES = "portal.clones"
    PORTAL_DEAD_LINKS = "portal.dead_links"
    PORTAL_EMPTY_COLUMNS = "portal.empty_columns"
    PORTAL_DYNAMIC_COLUMNS = "portal.dynamic_columns"
    PORTAL_BASIC_INFORMATION = "portal.basic_information"
    PORTAL_LEADERS = "portal.leaders"
    PORTAL_SERVICES = "portal.services"
    DISCLOSURE_POSTS = "disclosure.posts"
    DISCLOSURE_DEAD_LINKS = "disclosure.dead_links"
    DISCLOSURE_EMPTY_COLUMNS = "disclosure.empty_columns"
    DISCLOSURE_BASIC_INFORMATION = "disclosure.basic_information"
    DISCLOSURE_TIMELINESS = "disclosure.timeliness"

    # what the national survey asks for (checks.survey)
    PORTAL_HOME_DEAD_LINKS = "portal.home_dead_links"
    PORTAL_OTHER_DEAD_LINKS = "portal.other_dead_links"
    PORTAL_STALE_NEWS = "portal.stale_news"
    PORTAL_STALE_NOTICES = "portal.stale_notices"
    PORTAL_STALE_PLANS = "portal.stale_plans"
    PORTAL_IDLE = "portal.idle"
    SITE_HOME_DEAD_LINKS = "site.home_dead_links"
    SITE_OTHER_DEAD_LINKS = "site.other_dead_links"
    SITE_STALE_NEWS = "site.stale_news"
    SITE_STALE_NOTICES = "site.stale_notices"
    SITE_STALE_PLANS = "site.stale_plans"
    SITE_IDLE = "site.idle"
    SITE_EMPTY_COLUMNS = "site.empty_columns"

    # what the checks of 2019 ask for beyond it (checks.inspection)
    SITE_STALE_LISTS = "site.stale_lists"
    SITE_LONG_STALE = "site.long_stale"
    SITE_STALE_POLICIES = "site.stale_policies"
    SITE_STALE_STATISTICS = "site.stale_statistics"
    SITE_STALE_REPLIES = "site.stale_replies"
    SITE_UNAVAILABLE = "site.unavailable"
    SITE_NO_SERVICES = "site.no_services"
    SITE_POOR_GUIDES = "site.poor_guides"

    @property
    def kind(self) -> SiteKind:
        """The site that a unit's measure looks at; ValueError for one of a whole site."""
        return SiteKind(self.partition(".")[0])

    @property
    def what(self) -> str:
        """What it counts, whatever the site."""
        return self.partition(".")[2]


POSTS = {SiteKind.PORTAL: Name.PORTAL_POSTS, SiteKind.DISCLOSURE: Name.DISCLOSURE_POSTS}
DEAD_LINKS = {SiteKind.PORTAL: Name.PORTAL_DEAD_LINKS, SiteKind.DISCLOSURE: Name.DISCLOSURE_DEAD_LINKS}
EMPTY_COLUMNS = {SiteKind.PORTAL: Name.PORTAL_EMPTY_COLUMNS, SiteKind.DISCLOSURE: Name.DISCLOSURE_EMPTY_COLUMNS}
BASIC_INFORMATION = {
    SiteKind.PORTAL: Name.PORTAL_BASIC_INFORMATION,
    SiteKind.DISCLOSURE: Name.DISCLOSURE_BASIC_INFORMATION,
}
