from .drafts import draft_removal, drafts
from .families import families, home, today
from .family import family
from .frame import alive, help_now, robots, theme

__all__ = [
    "alive", "draft_removal", "drafts", "families", "family", "help_now", "home", "robots", "theme", "today",
]  # fmt: skip
