"""Why a door opens or stays shut. `circle/refusing.py` says in a sentence why not."""

from enum import StrEnum


class Reason(StrEnum):
    PARENT = "parent"
    OWN = "own"
    OWN_WORDS = "own_words"
    QUOTED = "quoted"  # words that quote who reads them
    CONSENT = "consent"
    TEAM = "team"  # the working notes of a team they are in
    GIVEN = "given"  # its author, a parent, ticked this person for it
    BREAK_GLASS = "break_glass"
    NOT_SIGNED_IN = "not_signed_in"
    CLOSED = "closed"
    PRIVATE = "private"
    NOT_YOUR_WORDS = "not_your_words"
    SHARED_STAYS = "shared_stays"
    NO_CONSENT = "no_consent"
    # What rooms ask beyond `decide`.
    ABOUT_SAFETY = "about_safety"  # its author's alone
    A_PARENTS_WORD = "a_parents_word"
    NOT_YOUR_YES = "not_your_yes"  # its giver's alone
