import threading
import time
from uuid import RFC_4122, UUID

from stek.kit.ids import uuid7


def test_identifiers_sort_by_the_time_they_were_made():
    made = [uuid7() for _ in range(200)]
    assert len(set(made)) == 200
    assert [u.version for u in made[:3]] == [7, 7, 7]
    assert made == sorted(made)


def test_an_identifier_says_when_it_was_made_also_after_many_at_once():
    made = [uuid7() for _ in range(2000)]
    late = (made[-1].int >> 80) - time.time_ns() // 1_000_000
    assert -1000 < late <= 1
    assert {one.variant for one in made} == {RFC_4122}


def test_identifiers_of_several_threads_are_each_another():
    made: list[UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(500))) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(made)) == 2000
