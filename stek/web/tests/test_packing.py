"""What goes out packed is what was written, and its length tells nothing."""

import gzip

from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from stek.web.packing import PackingMiddleware, packed

PAGE = b"<p>Samen zorgen we voor Bo.</p>" * 40


def sent(response: HttpResponse, accepts: str = "gzip, deflate, br"):
    return PackingMiddleware(lambda _: response)(RequestFactory().get("/", headers={"accept-encoding": accepts}))


@given(page=st.binary(max_size=5000), padding=st.integers(0, 99))
def test_what_was_packed_is_found_again(page, padding):
    assert gzip.decompress(packed(page, padding=padding)) == page


@given(page=st.binary(max_size=500), padding=st.integers(0, 98))
def test_padding_is_added_to_the_byte(page, padding):
    assert len(packed(page, padding=padding + 1)) == len(packed(page, padding=padding)) + 1


def test_a_page_goes_out_packed_and_says_so():
    answer = sent(HttpResponse(PAGE))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Length"] == str(len(answer.content)) != str(len(PAGE))
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.content) == PAGE


def test_the_same_page_has_many_lengths():
    assert len({len(sent(HttpResponse(PAGE)).content) for _ in range(60)}) > 10


def test_who_cannot_unpack_gets_it_as_it_is_and_a_store_in_between_knows():
    answer = sent(HttpResponse(PAGE), accepts="br")
    assert answer.content == PAGE
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_few_words_are_not_packed():
    assert sent(HttpResponse(b"<p>Bewaard.</p>")).content == b"<p>Bewaard.</p>"


def test_what_is_packed_already_stays_so():
    once = sent(HttpResponse(PAGE))
    length = len(once.content)
    assert len(sent(once).content) == length


def test_files_and_what_streams_are_packed_as_django_does():
    file = sent(HttpResponse(b"naam,zone\n" * 200, content_type="text/csv"))
    assert gzip.decompress(file.content) == b"naam,zone\n" * 200
    stream = sent(StreamingHttpResponse([PAGE, PAGE], content_type="text/html; charset=utf-8"))
    assert gzip.decompress(b"".join(stream.streaming_content)) == PAGE * 2
