"""How far a test searches: by fixed seeds for a moment on every push; by chance and far longer at night (`STEK_LONG=1`)."""

import os
import random

LONG = os.environ.get("STEK_LONG") == "1"


def often(push: int, night: int = 0) -> int:
    """How many examples: so many on a push; at night so many, or ten times as many."""
    return (night or 10 * push) if LONG else push


def seed() -> int:
    """Where a search begins: the same place on every push; somewhere else every night, and then it is said."""
    if not LONG:
        return 0
    begun = random.SystemRandom().randrange(10**9)
    print(f"from seed {begun}")  # pytest shows it beside a failure
    return begun
