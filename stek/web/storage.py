"""Where static files are found, by names that change with what is in them."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeptNames(CompressedManifestStaticFilesStorage):
    """Works out each address once: a page asks for dozens, and they change only with a new version."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        if force:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]
