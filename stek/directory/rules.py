"""The words of the directory: kinds of offers, lines, echelons, costs, and how an age is counted. Pure."""

import math
from datetime import date
from enum import IntEnum, StrEnum
from uuid import UUID, uuid5

DAYS_A_MONTH = 365.2425 / 12
FIRST_MONTH, LAST_MONTH = -9, 1200  # from conception on; offers for parents have no upper age that matters here
WHOLE_PREGNANCY = -300  # days: a child that is expected is never 'too young' for an offer from -9 months
LONGEST_WAIT = 3650  # days
MOST_PLACES = 10_000
SILENT_AFTER = 14  # days without an answer, where an offer says nothing about it
LONGEST_SILENCE = 180  # days
ROOM = UUID("6f0f6f1e-5a0d-4f5a-9d7b-0d6f0c6b3a11")  # names made from words are the same everywhere

LATITUDES, LONGITUDES = (49.0, 52.0), (2.0, 7.0)  # Belgium, and a little around it


class Line(IntEnum):
    """Of an offer, not of an organisation: sources disagree about organisations."""

    ZEROTH = 0
    FIRST = 1
    SECOND = 2
    THIRD = 3


ECHELONS = (1, 2, 3, 4, 5)


class Cost(StrEnum):
    FREE = "free"
    INCOME = "income"  # by what somebody earns
    INSURED = "insured"  # the health insurance pays a part
    PAID = "paid"


class Referral(StrEnum):
    NONE = "none"  # one may come by oneself
    NEEDED = "needed"


class Kind(StrEnum):
    VOLUNTEERS = "volunteers"
    MEETING_PLACE = "meeting_place"
    SELF_HELP = "self_help"
    HELPLINE = "helpline"
    SOCIAL_GROCERY = "social_grocery"
    CHILDCARE = "childcare"
    SCHOOL = "school"
    FAMILY_HOUSE = "family_house"  # Huis van het Kind
    FAMILY_NURSE = "family_nurse"  # Kind en Gezin
    DROP_IN = "drop_in"  # inloopteam
    MIDWIFE = "midwife"
    MATERNITY_CARE = "maternity_care"
    GP = "gp"
    WELFARE = "welfare"  # CAW, OCMW
    PARENTING = "parenting"
    PRIMARY_PSYCHOLOGIST = "primary_psychologist"
    MOBILE_SUPPORT = "mobile_support"  # CKG, comes home
    VIDEO_GUIDANCE = "video_guidance"
    PHYSIOTHERAPIST = "physiotherapist"
    SPEECH_THERAPIST = "speech_therapist"
    PAEDIATRICIAN = "paediatrician"
    PERINATAL = "perinatal"  # POP-poli, perinatal psychologist
    MENTAL_HEALTH = "mental_health"  # CGG
    DEVELOPMENT_CENTRE = "development_centre"  # COS
    REHABILITATION = "rehabilitation"  # CAR
    HOME_GUIDANCE = "home_guidance"
    FAMILY_CENTRE = "family_centre"  # CIG
    CONFIDENTIAL = "confidential"  # VK, OCJ
    MOTHER_BABY_UNIT = "mother_baby_unit"
    CHILD_PSYCHIATRY = "child_psychiatry"
    CRISIS = "crisis"
    NETWORK = "network"  # GGKJ
    RESIDENTIAL = "residential"  # CKG with a stay


def id_of(*words: str) -> UUID:
    """The same id for the same words: a file that is loaded twice makes nothing twice."""
    return uuid5(ROOM, "\x1f".join(" ".join(word.split()).casefold() for word in words))


def has_stopped(until: date | None, today: date) -> bool:
    """`until` is the first day on which the offer is no longer there."""
    return until is not None and until <= today


def first_age(from_months: int) -> int:
    """The age in days from which an offer counts."""
    return WHOLE_PREGNANCY if from_months <= FIRST_MONTH else math.ceil(from_months * DAYS_A_MONTH)


def past_age(to_months: int) -> int:
    """The first age in days for which it no longer counts: '0 to 36 months' ends on the third birthday."""
    return math.ceil(to_months * DAYS_A_MONTH)


def days_of(months: int) -> int:
    """Somewhere in the middle of this month of life, for who says an age in months."""
    return math.floor((months + 0.5) * DAYS_A_MONTH)


def band_of(age_days: int | None) -> str:
    """An age as coarse as a later view of a region may show it; empty when it was not asked."""
    if age_days is None:
        return ""
    if age_days < 0:
        return "expected"
    months = age_days / DAYS_A_MONTH
    for until, name in ((6, "0-5"), (12, "6-11"), (24, "12-23"), (36, "24-35")):
        if months < until:
            return name
    return "36+"


BANDS = ("expected", "0-5", "6-11", "12-23", "24-35", "36+")
