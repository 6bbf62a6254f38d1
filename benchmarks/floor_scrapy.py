"""A Scrapy spider that only fetches: every page and every link of a site once, links found by lxml
and remembered in a set, so that no request is made for one that was seen. Our floor."""

import sys
from typing import Any
from urllib.parse import urlsplit

from floor_asyncio import links  # beside it: the floors run as files
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response


class Floor(Spider):
    """Follows all references of a site's own pages; other hosts' addresses are fetched once."""

    name = "floor"

    def __init__(self, homes: list[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.homes = homes
        self.hosts = {urlsplit(home).netloc for home in homes}
        self.seen = set(homes)

    async def start(self) -> Any:
        for home in self.homes:
            yield Request(home, callback=self.parse, dont_filter=True)

    def parse(self, response: Response, **arguments: Any) -> Any:
        if isinstance(response, HtmlResponse) and response.body and urlsplit(response.url).netloc in self.hosts:
            for url in links(response.url, response.body):
                if url not in self.seen:
                    self.seen.add(url)
                    yield Request(url, callback=self.parse, dont_filter=True)


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
