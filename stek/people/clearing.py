"""What is over is cleared away, every hour, and nothing that lives.

- A live session that ended or whose time is past, a session of Django that has expired and a count of attempts that no
  longer holds stay six hours more. Nobody needs them: a token is drawn anew at each sign-in and opened once, and the
  trail names a person and never a session. The hours are for what is still under way and judges by the hour it began,
  and for a clock that was put right, also one that was a time zone off.
- A reminder stays a week. It says on which day somebody was waited for: that is needed on the day itself, and a day
  longer for a mail that was delayed. Whoever did not get one can still be helped within the week.
- What was in a form that arrived stays twelve hours, as long as a session: whoever did not hear that it arrived sends it
  again within that time, and makes nothing twice. A draft that was not saved is its author's, and is never cleared here.

The worker has no right to these tables. It calls one function, which takes nothing and shows nothing (`clearing.sql`):
a session that the gate knows cannot be removed by it, whatever hour the worker believes it is.
"""

from datetime import datetime

from django.db import connections
from django.utils.translation import gettext_lazy as _

from stek.kit.ids import uuid7
from stek.kit.tasks import WORK, defer, task


@task("people.clearing", kind=_("opruimingen van wat voorbij is"), cron="20 * * * *")
def clear_away(*, at: datetime) -> None:
    """One batch of each. When there is more, it follows in a transaction of its own, so that nobody waits long.

    A batch and the promise of the next stand together: whoever is killed leaves the rest to the next worker.
    """
    with connections[WORK].cursor() as cursor:
        cursor.execute("select stek.clear_away()")
        ((more,),) = cursor.fetchall()
    if more:
        defer(clear_away, key=str(uuid7()), using=WORK)
