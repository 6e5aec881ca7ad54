"""An entry of the directory as texts, column by column: what `entry.checked` reads back."""

from typing import Any

from .entry import COLUMNS, COST_WORDS, REFERRAL_WORDS, Entry


def written(entry: Entry) -> dict[str, str]:
    """The texts of an entry, column by column: what `checked` reads back."""
    return {column: _as_text(column, getattr(entry, column)) for column in COLUMNS}


def _as_text(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "|".join(map(str, value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return repr(value)
    for name, known in (("cost", COST_WORDS), ("referral", REFERRAL_WORDS)):
        if column == name and value:
            return next(word for word, code in known.items() if code == value)
    return str(value)
