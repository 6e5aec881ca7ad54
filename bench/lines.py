"""Rows as lines for COPY, and which columns each table takes."""

from collections import defaultdict
from dataclasses import dataclass, field

COLUMNS = {
    "people_person": "id password email name discipline is_active created_at",
    "circle_family": "id zone founded_at founded_by",
    "circle_familykey": "family_id id version wrapped made_at",
    "circle_member": "family_id id kind called_sealed born_on has_authority from_at",
    "circle_circlemember": "family_id id role person_id member_id called_sealed relation from_at invited_by",
    "circle_grant": "family_id id circle_member_id section purpose verbs from_at given_at given_by reaches_back",
    "circle_tie": (
        "family_id id section called_sealed label_sealed circle_member_id ring line carries toward_id said_at said_by"
    ),
    "story_observation": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by thread_id supersedes_id"
        " words_sealed quoted_id lane about knowing tone small_success domains happened_on written_at"
    ),
    "story_influence": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by from_thread to_thread"
        " both_ways certainty words_sealed written_at"
    ),
    "trail_trailentry": "family_id id at person_id deed purpose kind subject_id section reason rests_on stood_as",
    "balance_factor": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by thread_id supersedes_id code"
        " words_sealed side level about lasting since_on observations written_at"
    ),
    "balance_mark": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by factor_thread kind said_on parents"
        " words_sealed written_at"
    ),
    "needs_need": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by thread_id supersedes_id echelon"
        " state whose about words_sealed work_sealed review_on notes said_at"
    ),
    "needs_together": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by need_id parents looked_on said_at"
    ),
    "plans_goal": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by thread_id whose about"
        " words_sealed need_thread written_at"
    ),
    "plans_step": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by thread_id goal_id words_sealed"
        " moves factor_thread factor_sealed family_owns owners starts_on ends_on written_at"
    ),
    "plans_review": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by goal_id change words_sealed"
        " quoted_id fitting fitting_sealed said_on written_at"
    ),
    "plans_mark": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by of_id kind mode words_sealed"
        " said_on written_at"
    ),
    "continuity_followup": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by way words_sealed about due_on"
        " stand_in written_at"
    ),
    "continuity_move": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by kind of_id step state words_sealed"
        " due_on on_day written_at"
    ),
    "continuity_referral": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by need_thread offer_sealed"
        " silent_after asked_on written_at"
    ),
    "continuity_handover": (
        "family_id id section author_id author_member_id rests_on shared_at shared_by to_place words_sealed written_at"
    ),
    "circle_hidden": "family_id id thread_id readers hidden_at hidden_by",  # last: it is put under what is there
}


@dataclass
class Lines:
    """Lines per table, as COPY reads them."""

    tables: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, *values: object) -> None:
        self.tables[table].append("\t".join(map(_text, (*values, *_more(table, values)))))


def columns(table: str) -> list[str]:
    known = COLUMNS[table].split()
    if table == "circle_circlemember":
        return [*known, "recognised_at", "recognised_by"]
    return [*known, "asks"] if "rests_on" in known and "author_id" in known else known


def _more(table: str, values: tuple[object, ...]) -> tuple[object, ...]:
    """What the triggers of these tables would have added: a yes for all children is asked; everybody was recognised."""
    if table == "circle_circlemember":
        *_others, from_at, invited_by = values
        return from_at, invited_by or values[0]
    return (f"{{{values[2]}/0/{values[0]}}}",) if columns(table)[-1] == "asks" else ()


def _text(value: object) -> str:
    match value:
        case None:
            return r"\N"
        case bytes():
            return rf"\\x{value.hex()}"
        case list():
            return "{" + ",".join(map(str, value)) + "}"
        case bool():
            return "t" if value else "f"
    return str(value)
