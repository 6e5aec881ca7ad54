"""Who stands around a family, and what is between them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.kit.models import FamilyRow, one_of, paired
from stek.policy import Role, Section

from ..rules import Carries, Line, Relation, Ring
from .gated import scope_field


class CircleMember(FamilyRow):
    """Somebody in the circle: in by invitation of a parent; ends, never vanishes.

    `person_id` is empty until the invitation is accepted; of a second parent, until every parent said yes. The period is
    half-open. One person may stand in a family more than once: openly, and in a place that is known to a list.
    """

    role = models.CharField(max_length=12)
    person_id = models.UUIDField(null=True)
    member_id = models.UUIDField(null=True)  # the same human as Member, for parents and kin
    called_sealed = models.BinaryField()
    relation = models.CharField(max_length=24)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    until_by = models.UUIDField(null=True)
    invited_by = models.UUIDField(null=True)
    let_go_at = models.DateTimeField(null=True)  # who made it holds on to it no more: it ends with the last yes
    let_go_by = models.UUIDField(null=True)
    known_to = ArrayField(
        models.UUIDField(), null=True
    )  # persons who know of it, besides who stands there; None: everybody
    # Of kin and carers: when a parent said of the account that took the link that it is whom they meant. Until then they
    # may write there, and read nothing of anybody else. Of who came in as a parent: when the last yes was said.
    recognised_at = models.DateTimeField(null=True)
    recognised_by = models.UUIDField(null=True)
    # The place of a team has nobody in it; who stands there through that team has a place of their own, with both.
    team_id = models.UUIDField(null=True)
    via_id = models.UUIDField(null=True)  # the place of that team

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team_id=None, via_id=None)
                | models.Q(team_id__isnull=False, role=str(Role.PROFESSIONAL))
                & (models.Q(via_id=None, person_id=None) | models.Q(via_id__isnull=False, person_id__isnull=False)),
                name="circle_circlemember_through_a_team",
            ),
            one_of("role", Role),
            one_of("relation", Relation),
            *paired("until"),
            *paired("recognised"),
            *paired("let_go"),
        ]
        indexes = [
            models.Index(fields=["person_id"], name="circle_circlemember_person"),
            models.Index(
                fields=["family_id"], condition=models.Q(let_go_at__isnull=False), name="circle_circlemember_let_go"
            ),
            models.Index(
                fields=["family_id"], condition=models.Q(known_to__isnull=False), name="circle_circlemember_hidden"
            ),
            models.Index(
                fields=["family_id"], condition=models.Q(team_id__isnull=False), name="circle_circlemember_team"
            ),
            models.Index(
                fields=["team_id"], condition=models.Q(team_id__isnull=False), name="circle_circlemember_team_at"
            ),
        ]


class Tap(FamilyRow):
    """A parent's 'yes, that is …' of one member of a team: from then on that parent's yeses to the team are to them too.
    Their place stands as long as a tap does, and as long as they are in the team.
    """

    circle_member_id = models.UUIDField()  # of the member
    said_at = models.DateTimeField()
    said_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            *paired("ended"),
            models.UniqueConstraint(
                fields=["family_id", "circle_member_id", "said_by"],
                condition=models.Q(ended_at=None),
                name="circle_tap_once",
            ),
        ]


class Invitation(FamilyRow):
    """A link for one circle member, good for one use. Only the hash of its secret is kept."""

    circle_member_id = models.UUIDField()
    secret_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    until_at = models.DateTimeField()
    account_id = models.UUIDField(null=True)  # who made an account with it: then it is theirs
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [*paired("accepted")]
        indexes = [models.Index(fields=["secret_hash"], name="circle_invitation_secret")]


class ParentAnswer(FamilyRow):
    """What one parent said about the account that took a link to come in as a parent. The newest of each counts;
    none is no. It is asked until every parent said yes: then that account has the place.
    """

    circle_member_id = models.UUIDField()
    person_id = models.UUIDField()  # the account it was said about
    is_yes = models.BooleanField()
    # Hidden places that who says it made, and of which that account may know once it is in.
    may_know = ArrayField(models.UUIDField(), default=list)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["family_id", "circle_member_id"], name="circle_parentanswer_place")]


class Tie(FamilyRow):
    """What is between the family and somebody or something around it, in a parent's own word.

    A node of the ecomap: a circle member, or work, sport, grandparents nobody asked yet.
    """

    section = models.CharField(max_length=48, default=Section.STORY)
    scope = scope_field()
    called_sealed = models.BinaryField()
    label_sealed = models.BinaryField(null=True)
    circle_member_id = models.UUIDField(null=True)
    ring = models.CharField(max_length=8)
    line = models.CharField(max_length=12)
    carries = models.CharField(max_length=8, blank=True)
    toward_id = models.UUIDField(null=True)  # a Member
    said_at = models.DateTimeField()
    said_by = models.UUIDField()
    until_at = models.DateTimeField(null=True)
    until_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            one_of("ring", Ring),
            one_of("line", Line),
            one_of("carries", ["", *Carries]),
            *paired("until"),
        ]


class Leaving(FamilyRow):
    """A parent asked to leave. Until fourteen days later (`rules.STAYS`) nothing changes for anybody; only they see this row."""

    circle_member_id = models.UUIDField()  # the place they leave
    person_id = models.UUIDField()
    asked_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)  # by themselves: nobody else undoes it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family_id", "circle_member_id"], condition=models.Q(undone_at=None), name="circle_leaving_once"
            ),
        ]


class Absence(FamilyRow):
    """A parent died, or cannot answer: said by the operator (`stek absent`), who saw a paper, and by nobody of the app."""

    person_id = models.UUIDField()
    why = models.CharField(max_length=16)  # rules.Away
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family_id", "person_id"], condition=models.Q(ended_at=None), name="circle_absence_once"
            ),
        ]
