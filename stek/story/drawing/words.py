"""The story in words: the list beside the drawing, for a telephone, a screen reader, paper, no script.

The same facts as the drawing, and all of them: nothing is left out here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final

from stek.kit.drawing import text as measure

from .scale import age_with_correction, long_date, quiet, recent
from .things import Arrow, Captions, Entry, Frame, Moment, Stretch

_MENTION: Final = 48  # letters of a moment that are enough to know which one is meant


def newest_first(moments: Iterable[Moment]) -> list[Moment]:
    """The order of every list: by day, the last one on top, settled by the id."""
    return sorted(moments, key=attrgetter("on", "id"), reverse=True)


def lane_label(frame: Frame, lane: str, captions: Captions) -> str:
    """Who or what the lane is about, by name where there is one."""
    if lane == "child" and frame.child_name:
        return frame.child_name
    if lane == "parent" and frame.parent_names:
        return listed(frame.parent_names, captions)
    return lane_in_words(lane, captions)


def lane_in_words(lane: str, captions: Captions) -> str:
    """The same without a name: for one moment that is about nobody by name."""
    return {
        "child": captions.lane_child, "parent": captions.lane_parent, "relation": captions.lane_relation,
    }.get(lane, captions.lane_surroundings)  # fmt: skip


def listed(names: Sequence[str], captions: Captions) -> str:
    """'Nina', 'Nina en Maaike', 'Nina, Maaike en Iris'."""
    if len(names) < 2:
        return "".join(names)
    return captions.both.format(first=", ".join(names[:-1]), last=names[-1])


def source(moment: Moment, captions: Captions, *, role: bool = False) -> str:
    """Who says it and how they know, as a part of a sentence. Who told it is what the author said of that: it follows
    neither from whom it is about nor from how they know."""
    author, teller, quoted = moment.author, moment.told_by, moment.quoted_from
    if role and moment.author_role:
        author = captions.with_role.format(who=author, role=moment.author_role)
    if quoted == moment.author:
        return captions.words_of.format(who=author)
    if quoted is not None:
        if teller == quoted:
            return captions.told_by_to.format(who=teller, author=author)
        if teller is not None and not moment.told_it_themself:
            return captions.words_of_told.format(who=quoted, teller=teller, author=author)
        return captions.words_of_noted.format(who=quoted, author=author)
    if teller is not None:
        if moment.told_it_themself:
            return captions.told_by.format(who=author)
        return captions.told_by_to.format(who=teller, author=author)
    if moment.knowing == "told":
        return captions.as_told.format(author=author)
    template = {"seen": captions.seen, "heard": captions.heard, "suspected": captions.suspected}
    return template.get(moment.knowing, captions.noted).format(who=author)


def story_in_words(
    frame: Frame,
    moments: Iterable[Moment],
    arrows: Iterable[Arrow],
    captions: Captions,
    *,
    complete: bool = True,
    until: date | None = None,
) -> tuple[Stretch, ...]:
    """All moments, newest first, grouped under the age of the child, with what is not known between.

    `complete` says that nothing before them stands on another page, so that what came first may be unknown.
    `until` is the day of the next moment when that one stands on a later page; without it, it is today.
    """
    ordered = newest_first(moments)
    influences = _influences(frame, ordered, arrows, captions)
    stretches = []
    later = until or frame.today
    for caption, group in groupby(ordered, key=lambda moment: age_with_correction(frame, moment.on, captions)):
        entries = list(group)
        if entries[0].on < later and quiet(frame, entries[0].on, later):
            stretches.append(_unknown(frame, entries[0].on, later, captions))
        written = tuple(_entry(frame, moment, influences, captions) for moment in entries)
        stretches.append(Stretch(caption, written, ""))
        later = entries[-1].on
    birth = frame.birth
    if complete and ordered and birth is not None and birth < later and quiet(frame, birth, later):
        stretches.append(_unknown(frame, birth, later, captions))
    return tuple(stretches)


def _unknown(frame: Frame, first: date, last: date, captions: Captions) -> Stretch:
    told = captions.unknown_in_words.format(
        first=age_with_correction(frame, first, captions),
        last=captions.now if last >= frame.today else age_with_correction(frame, last, captions),
    )
    return Stretch("", (), told)


def _entry(frame: Frame, moment: Moment, influences: dict[str, list[str]], captions: Captions) -> Entry:
    return Entry(
        id=moment.id,
        lane=moment.lane,
        lane_label=listed(moment.about, captions) or lane_in_words(moment.lane, captions),
        text=moment.text,
        quoted=moment.quoted_from is not None,
        source=source(moment, captions, role=True),
        tone=moment.tone,
        unsure=captions.unsure if moment.tone == "unsure" else "",
        small_success=captions.small_success if moment.small_success else "",
        knowing=moment.knowing,
        recent=recent(frame, moment.on),
        on=moment.on,
        on_words=long_date(moment.on, frame.today, captions),
        influences=tuple(influences.get(moment.id, ())),
        href=moment.href,
    )


def _influences(
    frame: Frame, ordered: list[Moment], arrows: Iterable[Arrow], captions: Captions
) -> dict[str, list[str]]:
    """Moment id -> what moves it and what it moves, in sentences.

    An arrow to something this reader may not see has no sentence: it would say that there is something.
    """
    newest: dict[str, Moment] = {}
    for moment in ordered:
        newest.setdefault(moment.thread, moment)
    told: dict[str, list[str]] = defaultdict(list)
    family = {frame.child_name, *frame.parent_names}
    for arrow in sorted(arrows):
        start, end = newest.get(arrow.from_thread), newest.get(arrow.to_thread)
        if start is None or end is None or start is end:
            continue
        onto, back, both = _templates(arrow, family, captions)
        words = captions.influence_words.format(words=arrow.words) if arrow.words else ""
        for here, other, template in (
            (start, end, both if arrow.both_ways else onto),
            (end, start, both if arrow.both_ways else back),
        ):
            sentence = template.format(who=arrow.author, other=mention(other, captions))
            told[here.id].append(f"{sentence} {words}" if words else sentence)
    return told


def _templates(arrow: Arrow, family: set[str], captions: Captions) -> tuple[str, str, str]:
    if arrow.certainty == "suspected":
        return captions.influence_suspected
    return captions.influence_told if arrow.author in family else captions.influence_told_to


def mention(moment: Moment, captions: Captions) -> str:
    """Enough of a moment between quotation marks to know which one is meant."""
    text = measure.clean(moment.text)
    if len(text) > _MENTION:
        start, space, _ = text[:_MENTION].rpartition(" ")
        text = (start if space else text[:_MENTION]).rstrip(" ,;:.") + measure.ELLIPSIS
    else:
        text = text.rstrip(" .")
    return captions.quote.format(text=text)
