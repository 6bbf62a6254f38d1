"""What an answer's first bytes are, and the clock on reading one page."""

import threading
import time

import pytest

from crawler.reading.clock import ReadingTooLong, reading_clock
from crawler.reading.kinds import document_extension, sniff

STARTS = {
    b"": "empty",
    b"%PDF-1.7 ": "pdf",
    b"\xef\xbb\xbf%PDF-1.4": "pdf",
    b"PK\x03\x04word/": "zip",
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1": "ole",
    b"Rar!\x1a\x07": "rar",
    b"{\\rtf1": "rtf",
    b"\x89PNG\r\n": "image",
    b"GIF89a": "image",
    b"\xff\xd8\xff\xe0": "image",
    b"BM6": "image",
    b"RIFF....WEBP": "image",
    b"  <!DOCTYPE HTML>": "html",
    b"\xef\xbb\xbf<html>": "html",
    b"<script>location='/'</script>": "html",
    b"<?xml version='1.0'?><html xmlns=''>": "html",
    b"\x00\x01\x02": "other",
    "这里没有文件".encode(): "text",
}


@pytest.mark.parametrize("body", STARTS)
def test_a_body_is_told_by_its_first_bytes(body: bytes) -> None:
    assert sniff(body) == STARTS[body]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h.cn/a/申请表.DOCX?v=1", "docx"),
        ("http://h.cn/a.pdf#page=2", "pdf"),
        ("http://h.cn/a.html", ""),
        ("http://h.cn/pdf", ""),
        ("http://h.cn/a.pdf/", ""),
    ],
)
def test_an_address_names_a_document_by_its_ending(url: str, expected: str) -> None:
    assert document_extension(url) == expected


def test_reading_ends_when_its_time_is_up_and_the_clock_stops_with_it() -> None:
    with pytest.raises(ReadingTooLong), reading_clock(0.05):
        while True:
            pass
    with reading_clock(0.05):
        pass
    started = time.process_time()
    while time.process_time() - started < 0.2:
        pass


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_ring_that_is_lost_in_a_finaliser_rings_again() -> None:
    class Slow:
        def __del__(self) -> None:
            while not rung():
                pass

    def rung() -> bool:
        return time.process_time() - started > 0.1

    started = time.process_time()
    with pytest.raises(ReadingTooLong), reading_clock(0.05):
        Slow()
        while time.process_time() - started < 2:
            pass


def test_a_clock_that_runs_goes_on() -> None:
    with pytest.raises(ReadingTooLong), reading_clock(0.05), reading_clock(60):
        while True:
            pass


def test_another_thread_reads_without_a_clock() -> None:
    done: list[bool] = []

    def read() -> None:
        with reading_clock(0.01):
            done.append(True)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert done == [True]
