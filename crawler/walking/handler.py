"""Scrapy's side of asking: its engine says when, the one way of asking says how."""

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response

from crawler.wire.asker import Asker


class AskingHandler(BaseDownloadHandler):
    """Hands a request's question to the spider's asker; the outcome travels in the request's `meta`."""

    lazy = True

    @property
    def _asker(self) -> Asker:
        return self.crawler.spider.asker  # type: ignore[union-attr, no-any-return]

    async def download_request(self, request: Request) -> Response:
        """Ask; every answer, whatever its status, is an outcome, and so is every failure."""
        question = request.meta["question"]
        self.crawler.spider.pages.expect(question)  # type: ignore[union-attr]
        request.meta["outcome"] = await self._asker.ask(question)
        return Response(request.url)

    async def close(self) -> None:
        """Close the connections and tell how much was asked."""
        asker = self._asker
        if self.crawler.stats is not None:
            self.crawler.stats.set_value("asked/requests", asker.requests)
            self.crawler.stats.set_value("asked/bytes", asker.received)
        await asker.close()
