"""Disciplines: codes, and the two things that follow from one."""

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
