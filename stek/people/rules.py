"""Disciplines: codes, and what follows from one. And when somebody wants to be told that something waits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Discipline(StrEnum):
    MIDWIFE = "midwife"
    FAMILY_NURSE = "family_nurse"  # Kind en Gezin
    GP = "gp"
    PAEDIATRICIAN = "paediatrician"
    PSYCHIATRIST = "psychiatrist"
    PSYCHOLOGIST = "psychologist"
    PHYSIOTHERAPIST = "physiotherapist"
    SPEECH_THERAPIST = "speech_therapist"
    SOCIAL_WORKER = "social_worker"
    FAMILY_SUPPORT = "family_support"
    UNIT_TEAM = "unit_team"  # mother-and-baby unit
    CHILDCARE = "childcare"
    TEACHER = "teacher"
    MEETING_PLACE = "meeting_place"


HEALTH_PROFESSIONALS = frozenset(
    {
        Discipline.MIDWIFE,
        Discipline.FAMILY_NURSE,
        Discipline.GP,
        Discipline.PAEDIATRICIAN,
        Discipline.PSYCHIATRIST,
        Discipline.PSYCHOLOGIST,
        Discipline.PHYSIOTHERAPIST,
        Discipline.SPEECH_THERAPIST,
        Discipline.UNIT_TEAM,
    }
)


def is_health_professional(discipline: str) -> bool:
    """May open an emergency access. Bound by medical secrecy (Kwaliteitswet 22-4-2019)."""
    return discipline in HEALTH_PROFESSIONALS


class Rhythm(StrEnum):
    """When somebody hears that something waits. Never more than once a day."""

    DIGEST = "digest"  # at one hour, all that waits together
    AS_IT_COMES = "as_it_comes"


@dataclass(frozen=True, slots=True)
class Wish:
    """How one person wants to be told, in hours of their own clock (0 to 23). What stands here holds for who said nothing."""

    by_mail: bool = True
    rhythm: Rhythm = Rhythm.DIGEST
    hour: int = 8
    quiet_from: int = 20
    quiet_until: int = 7

    def is_quiet(self, hour: int) -> bool:
        """From and until the same: there are no quiet hours."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def may_hear(self, local: datetime) -> bool:
        """Whether this is an hour to tell them. `local`: by the clock on their wall."""
        if not self.by_mail or self.is_quiet(local.hour):
            return False
        return self.rhythm is Rhythm.AS_IT_COMES or local.hour >= self.hour

    def is_possible(self) -> bool:
        """A digest in the quiet hours would never come."""
        return self.rhythm is Rhythm.AS_IT_COMES or not self.is_quiet(self.hour)
