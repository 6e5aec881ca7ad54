"""The small pieces that families by chance are made of."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

type Stays = dict[str, tuple[datetime, datetime]]
MEMBERS = ("june", "nina", "maaike", "oma")
TICK = timedelta(microseconds=1)

words = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab \n:#'\"-{[&*!|>%@`\t")), min_size=1, max_size=40
).map(str.strip).filter(bool)  # fmt: skip
maybe = st.one_of(st.just(""), words)
plain = st.text(st.sampled_from("abc é'-"), max_size=15).map(str.strip)
some = st.lists(st.sampled_from(MEMBERS), unique=True, max_size=2).map(lambda found: tuple(sorted(found)))


def within(start: datetime, end: datetime) -> st.SearchStrategy[datetime]:
    width = max(0, int((end - start).total_seconds() * 1_000_000))
    return st.integers(0, width).map(lambda n: start + timedelta(microseconds=n))
