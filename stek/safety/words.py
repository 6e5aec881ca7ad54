"""Words that somebody types in a search field who may need help now.

Pure. What is typed is compared with `data/words.csv` and forgotten; nothing counts it or keeps it. The list is wide on
purpose: help that nobody needed costs one line. Words stand there without capitals and accents, and are found `inside`
a word (Dutch words grow together), as a `whole` word, or `together` in any order. No clinician has read the list yet.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "words.csv"


@cache
def _listed(how: str) -> tuple[tuple[str, str], ...]:
    """The words that are found in this way, each with the word in which it says something else."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple((row["word"], row["not"]) for row in csv.DictReader(file, delimiter=";") if row["how"] == how)


def may_need_help(text: str) -> bool:
    """Whether something typed in a search field (at most its first 200 signs) holds a word of the list."""
    flat = unicodedata.normalize("NFKD", text[:200].casefold())
    words = set(re.findall(r"[^\W_]+", "".join(one for one in flat if not unicodedata.combining(one))))
    return (
        any(listed in words for listed, _ in _listed("whole"))
        or any(
            listed in word and not (other and other in word) for listed, other in _listed("inside") for word in words
        )
        or any(set(listed.split()) <= words for listed, _ in _listed("together"))
    )
