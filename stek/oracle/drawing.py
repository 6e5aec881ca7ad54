"""Drawing by a seed: ids, and the moments at which something begins or stops to count."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from stek.policy import Period

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Draw:
    def __init__(self, seed: int, now: datetime, near: timedelta) -> None:
        self.chance = random.Random(seed)
        self.seed = seed
        self.now, self.near = now, near
        # On the very moment of asking, and just beside it.
        self.edges = (now - near, now, now + near) if near == TICK else (now - near, now + near)

    def uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def period(self, *, steady: float = 0.6) -> Period:
        """Mostly one that holds; else one that begins or ends on an edge."""
        past, future = self.now - 30 * DAY, self.now + 30 * DAY
        if self.often(steady):
            return Period(past, self.chance.choice((None, None, future)))
        if self.often(0.5):
            return Period(self.chance.choice((*self.edges, future)), None)
        return Period(past, self.chance.choice((*self.edges, past + DAY, future)))

    def moment(self) -> datetime:
        return self.chance.choice((*self.edges, self.now - DAY, self.now + DAY))
