"""Who is in a team. Said by the operator for its organisation, as the owner of the tables: who serves pages puts nobody in
one, and nobody joins by themselves.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from .models import Organisation, Team, TeamMember
from .reviewers import OWNER


def form_team(*, name: str, organisation: Organisation) -> Team:
    team = Team(name=name, organisation=organisation)
    team.save(using=OWNER, force_insert=True)
    return team


def join_team(*, team: UUID, person: UUID, at: datetime, until: datetime | None = None) -> bool:
    """From `at` on, and to `until` where that is known. False: is in it already."""
    if _there(team, person, at).exists():
        return False
    TeamMember(team_id=team, person_id=person, from_at=at, until_at=until).save(using=OWNER, force_insert=True)
    return True


def leave_team(*, team: UUID, person: UUID, at: datetime) -> bool:
    """False when there was nothing to end. What families gave them in this team ends with it, and does not come back."""
    return bool(_there(team, person, at).update(until_at=at))


def _there(team: UUID, person: UUID, at: datetime) -> QuerySet[TeamMember]:
    rows = TeamMember.objects.using(OWNER).filter(team=team, person=person)
    return rows.filter(Q(until_at=None) | Q(until_at__gt=at))
