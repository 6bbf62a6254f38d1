"""A Scrapy spider that only fetches: every page and every link of a site once, nothing read but the links. Our floor."""

import sys
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor


class Floor(Spider):
    """Follows all references of a site's own pages; other hosts' addresses are fetched once."""

    name = "floor"

    def __init__(self, homes: list[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.homes = homes
        self.hosts = {urlsplit(home).netloc for home in homes}
        self.links = LinkExtractor(
            tags=("a", "area", "img", "link", "script"), attrs=("href", "src"), deny_extensions=[], strip=True
        )

    async def start(self) -> Any:
        for home in self.homes:
            yield Request(home, callback=self.parse, dont_filter=False)

    def parse(self, response: Response, **arguments: Any) -> Any:
        if isinstance(response, HtmlResponse) and urlsplit(response.url).netloc in self.hosts:
            for link in self.links.extract_links(response):
                yield Request(link.url, callback=self.parse)


if __name__ == "__main__":
    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": int(sys.argv[1]),
            "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[1]),
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": False,
            "RETRY_ENABLED": False,
            "COOKIES_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "HTTPERROR_ALLOW_ALL": True,
        }
    )
    process.crawl(Floor, homes=sys.argv[2:])
    process.start()
