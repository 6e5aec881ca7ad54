"""What stands on one card: the lines of a moment and its source, wrapped to a given room."""

from typing import Final, NamedTuple

from stek.kit.drawing import text as measure

from .scale import recent, short_date
from .things import Captions, Frame, Moment
from .words import source

LINES: Final = 3
PAD: Final = 13
_TOP: Final = 11
_STEP: Final = 18
_SOURCE_STEP: Final = 16
_GAP: Final = 5
TEXT: Final = 14
VOICE: Final = 14.5
SOURCE: Final = 12
_POINT: Final = " · "
NARROWEST: Final = 112

type Hue = str


class Face(NamedTuple):
    """How a moment is drawn, whatever its place: what it says and what its stroke and fill mean."""

    moment: Moment
    text: tuple[str, ...]
    quoted: bool
    size: float  # of its text
    source: tuple[str, ...]
    success: str
    hues: tuple[Hue, Hue]  # of its upper and lower edge; the same one twice outside 'relation'
    dash: str | None
    recent: bool
    foreign: bool  # letters whose width is a guess: clip them
    width: float
    height: float


class Said(NamedTuple):
    """A moment read and measured once, to be wrapped to any room at any size."""

    moment: Moment
    letters: dict[str, float]
    words: measure.Words
    told: str
    when: str
    source_wide: float  # of 'told · when' on one line
    success: str
    success_wide: float
    hues: tuple[Hue, Hue]
    recent: bool
    foreign: bool


class Cards:
    """The cards of one story, for every drawing of it: a moment is read once, its card made once for each room."""

    def __init__(self, frame: Frame, captions: Captions) -> None:
        self._frame, self._captions = frame, captions
        self._said: dict[str, Said] = {}
        self._faces: dict[tuple[str, float, float, int], Face] = {}

    def face(self, moment: Moment, room: float, *, size: float = TEXT, lines: int = LINES) -> Face:
        """The card of `moment`, as :func:`face` makes it."""
        asked = moment.id, room, size, lines
        if asked not in self._faces:
            if moment.id not in self._said:
                self._said[moment.id] = read(self._frame, moment, self._captions)
            self._faces[asked] = face(self._said[moment.id], room, size=size, lines=lines)
        return self._faces[asked]


def read(frame: Frame, moment: Moment, captions: Captions) -> Said:
    """What a card says, whatever its room."""
    quoted = moment.quoted_from is not None
    letters = measure.VOICE_ITALIC if quoted else measure.SANS
    text = measure.clean(moment.text)
    told = measure.clean(source(moment, captions))
    when = short_date(moment.on, frame.today, captions)
    if moment.tone == "unsure":
        when = f"{captions.unsure}{_POINT}{when}"
    if moment.private:
        when = f"{captions.only_you}{_POINT}{when}"
    success = captions.small_success if moment.small_success else ""
    return Said(
        moment,
        letters,
        measure.words_of(captions.quote.format(text=text) if quoted else text, letters),
        told,
        when,
        measure.width(f"{told}{_POINT}{when}", measure.SANS, SOURCE),
        success,
        measure.width(success, measure.SANS_BOLD, SOURCE),
        hues(frame, moment),
        recent(frame, moment.on),
        not (
            measure.measurable(text, letters)
            and measure.measurable(told, measure.SANS)
            and measure.measurable(when, measure.SANS)
        ),
    )


def face(said: Said, room: float, *, size: float = TEXT, lines: int = LINES) -> Face:
    """`said` wrapped to cards at most `room` wide; the card is as wide as its longest line."""
    inner = room - 2 * PAD
    quoted = said.moment.quoted_from is not None
    if quoted:
        size += VOICE - TEXT
    text = measure.wrap_measured(said.words, said.letters, size, inner, lines)
    sources = _sources(said, inner)
    widest = max(
        [measure.width(line, said.letters, size) for line in text]
        + [said.source_wide if len(sources) == 1 else max(measure.width(s, measure.SANS, SOURCE) for s in sources)]
        + [said.success_wide]
    )
    return Face(
        said.moment,
        text,
        quoted,
        size,
        sources,
        said.success,
        said.hues,
        dash(said.moment),
        said.recent,
        said.foreign,
        max(min(widest, inner) + 2 * PAD, NARROWEST),
        _TOP + _STEP * len(text) + _GAP + _SOURCE_STEP * (len(sources) + bool(said.success)) + _TOP - 4,
    )


def baselines(face: Face) -> tuple[list[float], list[float]]:
    """From the top of the card: where its lines of text stand, and the lines under them."""
    text = [_TOP + 13.0 + _STEP * n for n in range(len(face.text))]
    start = _TOP + _STEP * len(face.text) + _GAP + 10.0
    return text, [start + _SOURCE_STEP * n for n in range(len(face.source) + bool(face.success))]


def _sources(said: Said, room: float) -> tuple[str, ...]:
    """Who says it and when, on one line or two. A long name gives way, a date never does."""
    if said.source_wide <= room:
        return (f"{said.told}{_POINT}{said.when}",)
    return measure.clip(said.told, measure.SANS, SOURCE, room), said.when


def dash(moment: Moment) -> str | None:
    """Solid when seen, heard or told; dashed when suspected; dotted when nobody said how they know."""
    if moment.knowing == "suspected":
        return "6 5"
    return None if moment.knowing else "1.5 4.5"


def hues(frame: Frame, moment: Moment) -> tuple[Hue, Hue]:
    """Whose edge the card has. A relation has two: it belongs to both it is about."""
    if moment.lane != "relation":
        hue = "around" if moment.lane == "surroundings" else moment.lane
        return hue, hue
    found = []
    for name in moment.about:
        if name == frame.child_name:
            found.append("child")
        else:
            found.append("parent" if name in frame.parent_names else "around")
    if len(found) < 2:
        return "child", "parent"
    first, second = sorted(found, key=("child", "parent", "around").index)[:2]
    return first, second
