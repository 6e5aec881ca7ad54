from .families import families, home, today
from .family import family
from .frame import alive, help_now, robots, theme

__all__ = ["alive", "families", "family", "help_now", "home", "robots", "theme", "today"]
