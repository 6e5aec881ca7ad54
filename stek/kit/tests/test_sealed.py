"""A word under lock opens in its own place, with its own key, and nowhere else."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stek.kit.sealed import Box, CannotOpen, Keyring, KeyVersion

FAMILY, ROW = uuid4(), uuid4()
OLD, NEW = b"o" * 32, b"n" * 32
WORDS = st.text(st.characters(codec="utf-8"), max_size=300)


def box(family: UUID = FAMILY, secret: bytes = b"k" * 32, number: int = 1) -> Box:
    return Box(family, [KeyVersion(number, secret)])


@given(WORDS)
def test_what_was_sealed_opens_as_it_was(words: str):
    sealed = box().seal("observation", ROW, "words", words)
    assert box().open("observation", ROW, "words", sealed) == words
    assert box().open("observation", ROW, "words", memoryview(sealed)) == words


@given(WORDS.filter(lambda words: len(words) > 6))
def test_nothing_of_it_can_be_read(words: str):
    assert words.encode() not in box().seal("observation", ROW, "words", words)


def test_the_same_words_look_different_every_time():
    assert len({box().seal("observation", ROW, "words", "Ze lachte.") for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "moved",
    [
        lambda sealed: box(uuid4()).open("observation", ROW, "words", sealed),
        lambda sealed: box().open("influence", ROW, "words", sealed),
        lambda sealed: box().open("observation", uuid4(), "words", sealed),
        lambda sealed: box().open("observation", ROW, "quoted_as", sealed),
        lambda sealed: box(number=2).open("observation", ROW, "words", b"\x02" + sealed[1:]),
        lambda sealed: box(secret=b"x" * 32).open("observation", ROW, "words", sealed),
    ],
    ids=["family", "table", "row", "column", "version", "key"],
)
def test_moved_elsewhere_it_does_not_open(moved):
    sealed = box().seal("observation", ROW, "words", "Ze lachte.")
    with pytest.raises(CannotOpen):
        moved(sealed)


@given(st.data())
def test_changed_by_one_bit_it_does_not_open(data: st.DataObject):
    sealed = bytearray(box().seal("observation", ROW, "words", "Ze lachte."))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        box().open("observation", ROW, "words", bytes(sealed))


@given(st.binary(max_size=60))
def test_what_was_never_sealed_does_not_open(nonsense: bytes):
    with pytest.raises(CannotOpen):
        box().open("observation", ROW, "words", nonsense)


def test_a_second_key_seals_and_the_first_still_opens():
    first = KeyVersion(1, b"a" * 32)
    before = Box(FAMILY, [first]).seal("observation", ROW, "words", "toen")
    both = Box(FAMILY, [KeyVersion(2, b"b" * 32), first])
    assert both.open("observation", ROW, "words", before) == "toen"
    now = both.seal("observation", ROW, "words", "nu")
    assert now[0] == 2 and both.open("observation", ROW, "words", now) == "nu"
    with pytest.raises(CannotOpen):
        Box(FAMILY, [first]).open("observation", ROW, "words", now)


def test_the_key_of_a_family_is_wrapped_for_that_family_alone():
    ring = Keyring([OLD])
    key, wrapped = ring.new_key(FAMILY)
    assert key.secret not in wrapped and ring.unwrap(FAMILY, 1, wrapped) == key
    for family, number in ((uuid4(), 1), (FAMILY, 2)):
        with pytest.raises(CannotOpen):
            ring.unwrap(family, number, wrapped)


def test_a_ring_with_a_new_key_opens_what_the_old_one_wrapped_and_knows_which_is_which():
    key, wrapped = Keyring([OLD]).new_key(FAMILY)
    both = Keyring([NEW, OLD])
    assert both.unwrap(FAMILY, 1, wrapped) == key and not both.is_current(FAMILY, 1, wrapped)
    again = both.wrap(FAMILY, key)
    assert both.is_current(FAMILY, 1, again) and Keyring([NEW]).unwrap(FAMILY, 1, again) == key
    with pytest.raises(CannotOpen):
        Keyring([NEW]).unwrap(FAMILY, 1, wrapped)


@pytest.mark.parametrize("keys", [[], [b""], [b"x" * 31], [b"x" * 33], [NEW, b"short"]])
def test_a_key_of_another_length_is_no_key(keys):
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(keys)


def test_no_two_families_have_the_same_key():
    ring = Keyring([OLD])
    assert len({ring.new_key(uuid4())[0].secret for _ in range(50)}) == 50
