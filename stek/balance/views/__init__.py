from .balance import balance, then_and_now
from .changing import (
    factor_agreement_create,
    factor_end,
    factor_hide,
    factor_removal_create,
    factor_sharing_create,
)
from .factor import factor, factor_correction_create, factor_create, factor_find
from .word import task_word_create, word_create, word_removal_create, word_sharing_create

__all__ = [
    "balance",
    "factor",
    "factor_agreement_create",
    "factor_correction_create",
    "factor_create",
    "factor_end",
    "factor_find",
    "factor_hide",
    "factor_removal_create",
    "factor_sharing_create",
    "task_word_create",
    "then_and_now",
    "word_create",
    "word_removal_create",
    "word_sharing_create",
]
