"""Small families by chance, as cases: right ones, with everything a file can say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from stek.case.quotations import whose
from stek.case.shape import Account, Bond, Case, Consent, Hiding, Moving, Note, OfFamily, Place, Telling
from stek.circle.rules import Carries, Line, Ring
from stek.story.rules import Certainty, Domain, Knowing, Lane, Tone

from .families_rooms import with_rooms
from .texts import ZONE

AGE = 100  # days since the birth
PEOPLE = {
    "nina": Account("nina", "Nina", "nina@example.org"),
    "maaike": Account("maaike", "Maaïke de Tweede", "maaike@example.org"),
    "iris": Account("iris", "Iris", "iris@example.org"),
    "marijke": Account("marijke", "Marijke", "marijke@example.org", "midwife", "Vroedvrouwen 't Nest"),
}
MEMBERS = ("june", "nina", "maaike", "oma")

words = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab \n:#'\"-{[&*!|>%@`\t")), min_size=1, max_size=80
).map(str.strip).filter(bool)  # fmt: skip
line = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), st.sampled_from("ab:#'-{no ~")), min_size=1, max_size=20
).map(str.strip).filter(bool)  # fmt: skip


def moments(start: datetime, end: datetime) -> st.SearchStrategy[datetime]:
    """At the microsecond, and just as often at noon, where a file says only the day."""
    exact = st.integers(0, int((end - start).total_seconds() * 1_000_000)).map(
        lambda n: start + timedelta(microseconds=n)
    )
    noons = exact.map(
        lambda one: one.astimezone(ZONE).replace(hour=12, minute=0, second=0, microsecond=0).astimezone(UTC)
    )
    return st.one_of(exact, noons).map(lambda one: min(max(one, start), end))


@st.composite
def families(draw: st.DrawFn, now: datetime) -> Case:
    today = now.astimezone(ZONE).date()
    birth = today - timedelta(days=AGE)
    founded = draw(moments(now - timedelta(days=AGE + 60), now - timedelta(days=AGE)))
    inside = ["nina", *draw(st.lists(st.sampled_from(["maaike", "iris", "marijke"]), unique=True))]
    parents = [one for one in inside if one in ("nina", "maaike")]
    circle = [draw(places(who, founded, now, parents)) for who in inside[1:]]
    everybody = {who: tuple(one for one in inside[1:] if one != who) for who in inside}
    circle = [
        replace(one, known_to=draw(st.sampled_from([None, everybody[one.who]]))) if one.who not in parents else one
        for one in circle
    ]
    stays = {place.who: (place.since, place.until or now) for place in circle} | {"nina": (founded, now)}
    story = [draw(notes(f"k{n}", draw(st.sampled_from(inside)), stays, birth)) for n in range(draw(st.integers(0, 5)))]
    case = Case(
        founder="nina",
        relation="mother",
        zone=draw(st.one_of(st.just(""), line)),
        founded=founded,
        people={who: PEOPLE[who] for who in inside},
        members={
            "june": OfFamily("june", draw(line), "child", born=birth, due=draw(st.sampled_from([None, birth + timedelta(days=9)]))),
            "nina": OfFamily("nina", draw(line), "parent", person="nina"),
            "maaike": OfFamily("maaike", "Maaike", "parent", authority=draw(st.sampled_from([None, True, False])), person="maaike"),
            "oma": OfFamily("oma", "oma Rosa", "kin"),
        },
        circle=tuple(circle),
        around=tuple(draw(st.lists(bonds(founded, now, inside, parents), max_size=3))),
        story=tuple(story),
        birth=birth,
    )  # fmt: skip
    if "maaike" not in inside:
        case = replace(case, members={**case.members, "maaike": replace(case.members["maaike"], kind="kin", person="")})
    # Words of another are open to all here: else nina would not find them in her copy.
    story = [replace(note, open=bool(whose(case.members, note))) for note in story]
    case = replace(case, story=tuple(story))
    pairs = [(one, other) for one in story for other in story if one is not other]
    moves = (
        [draw(movings(one, other, stays)) for one, other in draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs]
        if pairs
        else []
    )
    others = st.lists(st.sampled_from(inside[1:]), unique=True) if inside[1:] else st.just([])
    hidden = [note for note in story if note.by == "nina" and not note.open and (note.asked or note in story[:2])]
    seals = [draw(hidings(note, draw(others), stays)) for note in hidden]
    return draw(with_rooms(replace(case, moves=tuple(one for one in moves if one), seals=tuple(seals)), now))


@st.composite
def places(draw: st.DrawFn, who: str, founded: datetime, now: datetime, parents: list[str]) -> Place:
    since = draw(moments(founded, now - timedelta(days=20)))
    until = draw(st.one_of(st.none(), moments(now - timedelta(days=10), now - timedelta(days=1))))
    grants = [Consent(("note", "read"), "story", "care", "nina", since, since)]
    for _ in range(draw(st.integers(0, 2))):
        given = draw(moments(since, now - timedelta(days=15)))
        withdrawn = draw(st.one_of(st.none(), moments(given, now)))
        grants.append(
            Consent(
                draw(st.sampled_from([("note",), ("read",), ("note", "read", "share")])),
                draw(st.sampled_from(["story", "video", "needs"])),
                draw(st.sampled_from(["care", "handover"])),
                draw(st.sampled_from(parents)) if who not in parents else "nina",
                given,
                draw(moments(since, now - timedelta(days=15))),
                draw(st.one_of(st.none(), moments(now + timedelta(days=1), now + timedelta(days=90)))),
                withdrawn,
                "nina" if withdrawn else "",
            )
        )
    relation = {"maaike": "mother", "iris": "friend", "marijke": "midwife"}[who]
    called = draw(st.one_of(st.just("Maaike" if who == "maaike" else PEOPLE[who].name), line))
    until_by = who if who == "maaike" else draw(st.sampled_from([who, "nina"]))
    # A parent who is not in yet gives nothing.
    grants = [one if one.by == "nina" else replace(one, by="nina") for one in grants]
    # And the same twice in a moment is a form sent twice: it is given once.
    grants = list({(one.may, one.section, one.purpose): one for one in grants}.values())
    return Place(who, relation, called, since, "nina", until, until_by if until else "", tuple(grants))


@st.composite
def bonds(draw: st.DrawFn, founded: datetime, now: datetime, inside: list[str], parents: list[str]) -> Bond:
    on = draw(moments(now - timedelta(days=15), now - timedelta(days=11)))
    until = draw(st.one_of(st.none(), moments(now - timedelta(days=10), now)))
    return Bond(
        called=draw(line), label=draw(st.one_of(st.just(""), line)), ring=str(draw(st.sampled_from(list(Ring)))),
        line=str(draw(st.sampled_from(list(Line)))), carries=str(draw(st.sampled_from(["", *Carries]))),
        toward=draw(st.sampled_from(["", *MEMBERS])), who=draw(st.sampled_from(["", *inside])),
        by=draw(st.sampled_from(parents)), on=on, until=until, until_by=draw(st.sampled_from(parents)) if until else "",
    )  # fmt: skip


@st.composite
def tellings(draw: st.DrawFn, written: datetime) -> Telling:
    quote = draw(st.sampled_from(["", "", *MEMBERS]))
    return Telling(
        words=draw(words), on=written.astimezone(ZONE).date() - timedelta(days=draw(st.integers(0, 3))), written=written,
        lane=str(draw(st.sampled_from(list(Lane)))), about=tuple(draw(st.lists(st.sampled_from(MEMBERS), unique=True))),
        tone=str(draw(st.sampled_from(list(Tone)))), knowing=str(draw(st.sampled_from(["", *Knowing]))),
        success=draw(st.booleans()),
        domains=tuple(str(one) for one in draw(st.lists(st.sampled_from(list(Domain)), unique=True, max_size=3))),
        quote=quote, quote_of="" if quote else draw(st.one_of(st.just(""), line)),
        told_by=(told_by := draw(st.sampled_from(["", "", *MEMBERS]))),
        told_as="" if told_by else draw(st.one_of(st.just(""), line)),
    )  # fmt: skip


@st.composite
def notes(draw: st.DrawFn, key: str, by: str, stays: dict[str, tuple[datetime, datetime]], birth: object) -> Note:
    begun, ended = stays[by]
    times = draw(st.lists(moments(begun, ended), min_size=1, max_size=3, unique=True).map(sorted))
    versions = tuple(draw(tellings(at)) for at in times)
    if by == "nina":  # the others' would be asked of them, when her copy is read again
        versions = tuple(replace(one, safety=draw(st.booleans())) for one in versions)
    if any(one.safety for one in versions):  # what was hers at first stays hers when it turns out to be about safety
        versions = tuple(replace(one, quote="", told_by="") for one in versions)
    shared = draw(st.sampled_from(["at once", "never", "later"]))
    later = draw(moments(times[0], ended))
    since = {"at once": times[0], "never": None, "later": later}[shared]
    return Note(key, by, versions, since, since is not None and any(one.safety for one in versions))


@st.composite
def movings(draw: st.DrawFn, one: Note, other: Note, stays: dict[str, tuple[datetime, datetime]]) -> Moving | None:
    """A link by the author of one end; of two private ends only when both are theirs."""
    private = one.shared is None or other.shared is None
    if other.shared is None and other.by != one.by:
        return None
    return Moving(
        one.key, other.key, str(draw(st.sampled_from(list(Certainty)))), one.by, draw(moments(*stays[one.by])),
        draw(st.booleans()), private or draw(st.booleans()), draw(st.one_of(st.just(""), words)),
    )  # fmt: skip


@st.composite
def hidings(draw: st.DrawFn, note: Note, readers: list[str], stays: dict[str, tuple[datetime, datetime]]) -> Hiding:
    return Hiding(
        tuple(readers), "nina", draw(moments(*stays["nina"])), note=note.key, why=draw(st.one_of(st.just(""), words))
    )


def seen_by_nina(case: Case) -> Case:
    """What its founder will find of this case: not what others kept to themselves. A consent that is over is withdrawn."""
    mine = {note.key for note in case.story if note.shared or note.by == "nina"}
    return replace(
        case,
        story=tuple(note for note in case.story if note.key in mine),
        moves=tuple(
            one for one in case.moves if {one.start, one.end} <= mine and (one.by == "nina" or not one.private)
        ),
        factors=tuple(one for one in case.factors if one.shared or one.by == "nina"),
        perspectives=tuple(one for one in case.perspectives if one.shared or one.by == "nina"),
        tasks=tuple(one for one in case.tasks if one.by == "nina" or not one.private),
        needs=tuple(one for one in case.needs if one.shared or one.first.by == "nina"),
    )  # fmt: skip
