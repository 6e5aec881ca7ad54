"""What both formats of the drawing say beside it: what it shows, what it does not, and which arrows it can draw."""

from .scale import age_with_correction
from .things import Arrow, Captions, Frame, Moment
from .words import lane_label


def told(frame: Frame, shown: list[Moment], notes: tuple[str, ...], captions: Captions) -> str:
    """What a reader who does not see the picture hears of it before going to the list."""
    child = lane_label(frame, "child", captions)
    if not shown:
        return captions.told_empty.format(child=child)
    sentence = captions.told.format(
        child=child,
        parents=lane_label(frame, "parent", captions),
        first=age_with_correction(frame, shown[0].on, captions),
        last=age_with_correction(frame, shown[-1].on, captions),
    )
    return " ".join((sentence, *notes))


def notes_on(earlier: int, later: int, elsewhere: int, captions: Captions, *, complete: bool) -> tuple[str, ...]:
    """What the picture does not show, in words: moments before it, dated after today, and arrows."""
    notes = []
    if not complete:
        # How many there are is not known here.
        notes.append(captions.earlier_some)
    elif earlier:
        notes.append((captions.earlier if earlier == 1 else captions.earlier_many).format(n=earlier))
    if later:
        notes.append((captions.later if later == 1 else captions.later_many).format(n=later))
    if elsewhere:
        notes.append(captions.influence_elsewhere)
    return tuple(notes)


def matched(arrows: list[Arrow], moments: list[Moment], shown: set[str]) -> tuple[list[tuple[Arrow, str, str]], int]:
    """Arrows with the two moments they join, and how many join a moment that has no place here.

    A thread is found at its newest moment. Arrows to what the reader cannot see are not counted at all.
    """
    newest = {moment.thread: moment.id for moment in moments}
    joined, elsewhere = [], 0
    for arrow in sorted(arrows):
        start, end = newest.get(arrow.from_thread), newest.get(arrow.to_thread)
        if start is None or end is None or start == end:
            continue
        if start in shown and end in shown:
            joined.append((arrow, start, end))
        else:
            elsewhere += 1
    return joined, elsewhere
