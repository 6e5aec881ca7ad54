from .drafts import draft_removal, drafts
from .families import families, home, today
from .family import family
from .frame import alive, help_now, robots, theme
from .own_words import own_words, own_words_file

__all__ = [
    "alive", "draft_removal", "drafts", "families", "family", "help_now", "home", "own_words", "own_words_file", "robots",
    "theme", "today",
]  # fmt: skip
