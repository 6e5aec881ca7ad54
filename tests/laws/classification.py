"""Every column of the house: how sensitive it is, and how long it stays.

A new field has no place here, and the law fails until somebody has thought about it.
"""

from enum import StrEnum


class Sensitivity(StrEnum):
    NONE = "says nothing about anybody"
    ACCOUNT = "who somebody with an account is"
    SECRET = "opens something: only a hash, or of use to nobody without another key"
    STRUCTURE = "ids, times and catalogue codes of a family: plain, because the gate and the order need them"
    PERSONAL = "says something about a child or an adult, and is plain because the drawings or the gate need it"
    NARRATIVE = "somebody's words or names: only ever stored encrypted, with the family's key, or with the own key of a draft or a reason"


class Retention(StrEnum):
    RECORD = (
        "as long as the family's record; what is past stays, marked 'until'; unreadable once the family's key is gone"
    )
    TRAIL = "as long as the family's record, and nobody can change or remove it"
    ACCOUNT = "as long as the account; closing it ends its sessions and leaves its id in the records"
    SESSION = "hours: until signed out or expired; the row that is left goes some hours later"
    REMINDED = "a week: on which day somebody was told that something waits"
    JOB = "until it is done; that it was promised, three months"
    DRAFT = "until emptied or thrown away by who typed it; once saved, twelve hours, so that sent again it is no second deed"
    INVITATION = "two weeks to use; the used or expired row stays as the answer to how somebody came in"
    CATALOGUE = "as long as the organisation or the installation"


_S, _R = Sensitivity, Retention

_FAMILY_ROW = {"family_id": _S.STRUCTURE, "id": _S.STRUCTURE}
_GATED_ROW = _FAMILY_ROW | {
    "section": _S.STRUCTURE,
    "scope": _S.STRUCTURE,
    "author_id": _S.STRUCTURE,
    "author_member_id": _S.STRUCTURE,
    "rests_on": _S.STRUCTURE,
    "asks": _S.STRUCTURE,
    "shared_at": _S.STRUCTURE,
    "shared_by": _S.STRUCTURE,
    "private": _S.STRUCTURE,
}


def structure(*names: str) -> dict[str, Sensitivity]:
    return dict.fromkeys(names, _S.STRUCTURE)


def personal(*names: str) -> dict[str, Sensitivity]:
    return dict.fromkeys(names, _S.PERSONAL)


def narrative(*names: str) -> dict[str, Sensitivity]:
    return dict.fromkeys(names, _S.NARRATIVE)


def account(*names: str) -> dict[str, Sensitivity]:
    return dict.fromkeys(names, _S.ACCOUNT)


FIELDS: dict[str, tuple[Retention, dict[str, Sensitivity]]] = {
    # the circle
    "circle.Family": (_R.RECORD, structure("id", "founded_at", "founded_by") | personal("zone")),
    "circle.FamilyKey": (_R.RECORD, _FAMILY_ROW | structure("version", "made_at") | {"wrapped": _S.SECRET}),
    "circle.Member": (
        _R.RECORD,
        _FAMILY_ROW
        | structure("kind", "from_at", "until_at")
        | personal("born_on", "due_on", "has_authority")
        | narrative("called_sealed"),
    ),
    "circle.CircleMember": (
        _R.RECORD,
        _FAMILY_ROW
        | structure("role", "person_id", "member_id", "from_at", "until_at", "until_by", "invited_by", "known_to")
        | structure("recognised_at", "recognised_by", "let_go_at", "let_go_by", "team_id", "via_id")
        | personal("relation")
        | narrative("called_sealed"),
    ),
    "circle.Invitation": (
        _R.INVITATION,
        _FAMILY_ROW
        | structure("circle_member_id", "made_at", "made_by", "until_at", "account_id", "accepted_at", "accepted_by")
        | {"secret_hash": _S.SECRET},
    ),
    "circle.AuthorAsked": (
        _R.RECORD,
        _FAMILY_ROW
        | structure("kind", "thread_id", "wish", "for_person", "asked_at", "asked_by", "asked_from", "asked_of")
        | structure("agreed", "answered_at")
        | narrative("words_sealed"),
    ),
    "circle.Absence": (_R.RECORD, _FAMILY_ROW | structure("person_id", "why", "said_at", "ended_at")),
    "circle.Leaving": (_R.RECORD, _FAMILY_ROW | structure("circle_member_id", "person_id", "asked_at", "undone_at")),
    "circle.Tap": (
        _R.RECORD,
        _FAMILY_ROW | structure("circle_member_id", "said_at", "said_by", "ended_at", "ended_by"),
    ),
    "circle.ParentAnswer": (
        _R.RECORD,
        _FAMILY_ROW | structure("circle_member_id", "person_id", "is_yes", "may_know", "said_at", "said_by"),
    ),
    "circle.Tie": (
        _R.RECORD,
        _FAMILY_ROW
        | structure("section", "scope", "circle_member_id", "toward_id", "said_at", "said_by", "until_at", "until_by")
        | personal("ring", "line", "carries")
        | narrative("called_sealed", "label_sealed"),
    ),
    "circle.Grant": (
        _R.RECORD,
        _FAMILY_ROW
        | structure("circle_member_id", "section", "scope", "purpose", "verbs", "from_at", "until_at")
        | structure("children", "reaches_back", "given_at", "given_by", "withdrawn_at", "withdrawn_by"),
    ),
    "circle.Refusal": (
        _R.RECORD,
        _FAMILY_ROW | structure("circle_member_id", "tells", "said_at", "said_by", "ended_at", "ended_by"),
    ),
    "circle.QuotedChoice": (_R.RECORD, _FAMILY_ROW | structure("carers", "said_at", "said_by")),
    "circle.Hidden": (
        _R.RECORD,
        _FAMILY_ROW
        | structure("thread_id", "readers", "hidden_at", "hidden_by", "lifted_at", "lifted_by", "quotation")
        | narrative("why_sealed"),
    ),
    "circle.Pace": (
        _R.RECORD,
        _GATED_ROW
        | structure("by_age", "stand_in_after", "circle_after", "handover_after", "consent_before")
        | structure("many_steps", "few_days", "written_at"),
    ),
    "circle.BreakGlass": (
        _R.RECORD,
        _FAMILY_ROW | structure("person_id", "organisation_id", "opened_at", "until_at", "reviewed_at", "reviewed_by"),
    ),
    "circle.EmergencyCode": (
        _R.RECORD,
        _FAMILY_ROW | structure("made_at", "made_by", "ended_at", "ended_by") | {"code_hash": _S.SECRET},
    ),
    "circle.GlassReason": (_R.RECORD, _FAMILY_ROW | narrative("why_sealed") | {"key_wrapped": _S.SECRET}),
    "circle.GlassReview": (_R.RECORD, _FAMILY_ROW | structure("glass_id", "says", "tells_why", "said_at", "said_by")),
    # the story
    "story.Observation": (
        _R.RECORD,
        _GATED_ROW
        | structure("thread_id", "supersedes_id", "quoted_id", "told_by_id", "whose_id", "about")
        | structure("happened_on", "written_at")
        | personal("lane", "knowing", "tone", "small_success", "domains")
        # safety: one sealed mark of one length on every note, so that a copy does not tell where danger was suspected
        | narrative("words_sealed", "quoted_as_sealed", "told_as_sealed", "safety_sealed"),
    ),
    "story.Influence": (
        _R.RECORD,
        _GATED_ROW
        | structure("from_thread", "to_thread", "written_at", "until_at", "until_by")
        | personal("both_ways", "certainty")
        | narrative("words_sealed"),
    ),
    # what is needed
    "needs.Need": (
        _R.RECORD,
        _GATED_ROW
        | structure("thread_id", "supersedes_id", "about", "notes", "said_at")
        | personal("echelon", "state", "whose", "review_on")
        | narrative("words_sealed", "work_sealed"),
    ),
    "needs.Together": (_R.RECORD, _GATED_ROW | structure("need_id", "parents", "looked_on", "said_at")),
    # the balance
    "balance.Factor": (
        _R.RECORD,
        _GATED_ROW
        | structure("thread_id", "supersedes_id", "about", "observations", "written_at")
        # code: of before 0.1.0 sealed it. code_sealed: the code and a mark of safety, of one length for every factor
        | personal("code", "side", "level", "lasting", "since_on")
        | narrative("words_sealed", "code_sealed"),
    ),
    "balance.Mark": (
        _R.RECORD,
        _GATED_ROW | structure("factor_thread", "kind", "said_on", "parents", "written_at") | narrative("words_sealed"),
    ),
    "balance.Perspective": (
        _R.RECORD,
        _GATED_ROW | structure("said_on", "written_at") | personal("holds") | narrative("words_sealed"),
    ),
    "balance.TaskWord": (
        _R.RECORD,
        _GATED_ROW
        | structure("about", "said_on", "written_at")
        | personal("code", "state")
        | narrative("words_sealed"),
    ),
    # the plan
    "plans.Goal": (
        _R.RECORD,
        _GATED_ROW
        | structure("thread_id", "supersedes_id", "about", "need_thread", "written_at")
        | personal("whose")
        | narrative("words_sealed"),
    ),
    "plans.Step": (
        _R.RECORD,
        _GATED_ROW
        | structure("thread_id", "supersedes_id", "goal_id", "factor_thread", "owners")
        | structure("starts_on", "ends_on", "written_at")
        | personal("moves", "family_owns")
        | narrative("words_sealed", "factor_sealed"),
    ),
    "plans.Review": (
        _R.RECORD,
        _GATED_ROW
        | structure("goal_id", "quoted_id", "said_on", "written_at")
        | personal("change", "fitting")
        | narrative("words_sealed", "quoted_as_sealed", "fitting_sealed"),
    ),
    "plans.Mark": (
        _R.RECORD,
        _GATED_ROW | structure("of_id", "kind", "said_on", "written_at") | personal("mode") | narrative("words_sealed"),
    ),
    "plans.Sheet": (_R.RECORD, _GATED_ROW | structure("week_on", "written_at") | narrative("body_sealed")),
    "plans.Aside": (_R.RECORD, _FAMILY_ROW | structure("person_id", "key", "put_at")),
    # what was promised and asked, and who passes on what
    "continuity.FollowUp": (
        _R.RECORD,
        _GATED_ROW
        | structure("about", "due_on", "due_time", "stand_in", "need_thread", "note_thread", "written_at")
        | personal("way")
        | narrative("words_sealed"),
    ),
    "continuity.Referral": (
        _R.RECORD,
        _GATED_ROW
        | structure("need_thread", "stand_in", "silent_after", "asked_on", "written_at")
        | personal("offer_id")
        | narrative("offer_sealed", "bridge_sealed"),
    ),
    "continuity.Handover": (
        _R.RECORD,
        _GATED_ROW | structure("to_place", "overlap_until", "written_at") | narrative("words_sealed"),
    ),
    "continuity.Carried": (_R.RECORD, _GATED_ROW | structure("handover_id", "note_thread", "written_at")),
    "continuity.Move": (
        _R.RECORD,
        _GATED_ROW
        | structure("kind", "of_id", "before_id", "step", "state", "due_on", "place", "on_day", "written_at")
        | narrative("words_sealed"),
    ),
    "continuity.Feed": (_R.ACCOUNT, account("id", "person_id", "made_at", "ended_at") | {"secret_hash": _S.SECRET}),
    # who did what
    "trail.TrailEntry": (
        _R.TRAIL,
        _FAMILY_ROW
        | structure(
            "at",
            "person_id",
            "deed",
            "purpose",
            "kind",
            "subject_id",
            "section",
            "scope",
            "reason",
            "rests_on",
            "stood_as",
        ),
    ),
    # accounts
    "people.Person": (
        _R.ACCOUNT,
        account(
            "id", "email", "name", "discipline", "organisation", "is_active", "created_at", "last_login", "shift_off_at"
        )
        | {"password": _S.SECRET},
    ),
    # the regional directory: no family in it
    "directory.Initiative": (_R.CATALOGUE, dict.fromkeys(["id", "organisation", "name"], _S.NONE)),
    "directory.Offer": (
        _R.CATALOGUE,
        dict.fromkeys(
            [
                "id",
                "initiative",
                "name",
                "kind",
                "line",
                "echelons",
                "from_months",
                "to_months",
                "zones",
                "languages",
                "interpreter",
                "cost",
                "cost_words",
                "referral",
                "phone",
                "mail",
                "web",
                "place",
                "latitude",
                "longitude",
                "hours",
                "about",
                "silent_after",
                "until",
                "changed_at",
            ],
            _S.NONE,
        )
        | account("changed_by"),
    ),
    "directory.WaitingCheck": (
        _R.CATALOGUE,
        dict.fromkeys(["id", "offer", "words", "days", "free_places", "checked_on", "written_at"], _S.NONE)
        | account("checked_by", "person"),
    ),
    "directory.Editor": (_R.ACCOUNT, account("id", "person", "organisation", "from_at", "until_at")),
    "directory.NothingFits": (
        _R.CATALOGUE,
        dict.fromkeys(["id", "zone", "echelons", "age_band", "languages", "costs", "lines", "asked_on"], _S.NONE),
    ),
    "people.Reviewer": (_R.ACCOUNT, account("id", "organisation", "person", "from_at", "until_at")),
    "people.Organisation": (_R.CATALOGUE, {"id": _S.NONE, "name": _S.NONE}),
    "people.Team": (_R.CATALOGUE, {"id": _S.NONE, "organisation": _S.NONE, "name": _S.NONE}),
    "people.TeamMember": (_R.ACCOUNT, account("id", "team", "person", "from_at", "until_at")),
    "people.LiveSession": (
        _R.SESSION,
        {"token_hash": _S.SECRET}
        | account("person_id", "opened_at", "until_at", "ended_at", "second_factor_at", "acting_from"),
    ),
    "people.Channel": (
        _R.ACCOUNT,
        account("id", "person", "kind", "off_at", "rhythm", "hour", "quiet_from", "quiet_until", "changed_at"),
    ),
    "people.Draft": (
        _R.DRAFT,
        structure("id", "person_id", "page", "kept_at", "arrived_at", "went_to")
        | narrative("fields_sealed")
        | {"key_wrapped": _S.SECRET},
    ),
    "people.Reminder": (_R.REMINDED, account("id", "person", "day", "told_at", "sent_at")),
    # what Django and allauth bring
    "sessions.Session": (
        _R.SESSION,
        {
            "session_key": _S.SECRET,
            "session_data": _S.SECRET,
            "expire_date": _S.NONE,
        },  # hash, and text sealed by the cookie
    ),
    "account.EmailAddress": (_R.ACCOUNT, account("id", "user", "email", "verified", "primary")),
    "account.EmailConfirmation": (_R.ACCOUNT, account("id", "email_address", "created", "sent") | {"key": _S.SECRET}),
    "mfa.Authenticator": (
        _R.ACCOUNT,
        account("id", "user", "type", "created_at", "last_used_at") | {"data": _S.SECRET},
    ),
    "auth.Permission": (_R.CATALOGUE, dict.fromkeys(["id", "name", "content_type", "codename"], _S.NONE)),
    "auth.Group": (_R.CATALOGUE, dict.fromkeys(["id", "name"], _S.NONE)),
    "auth.Group_permissions": (_R.CATALOGUE, dict.fromkeys(["id", "group", "permission"], _S.NONE)),
    "contenttypes.ContentType": (_R.CATALOGUE, dict.fromkeys(["id", "app_label", "model"], _S.NONE)),
}

# Tables that no model speaks for.
TABLES: dict[str, tuple[Retention, Sensitivity]] = {
    "circle_wrongcode": (_R.ACCOUNT, _S.ACCOUNT),  # how many wrong codes somebody typed on the last day they did
    "django_migrations": (_R.CATALOGUE, _S.NONE),
    # jobs, in a schema of their own: ids only
    "promise": (_R.JOB, _S.NONE),
    "procrastinate_jobs": (_R.JOB, _S.NONE),
    "procrastinate_events": (_R.JOB, _S.NONE),
    "procrastinate_periodic_defers": (_R.JOB, _S.NONE),
    "procrastinate_workers": (_R.JOB, _S.NONE),
    "people_attempts": (_R.SESSION, _S.SECRET),  # under a hash, of use for minutes, never in the write-ahead log
}
