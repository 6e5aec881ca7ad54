"""For a look around on one's own machine: example families, an embedded database."""

from . import env
from .base import *  # noqa: F403

SECRET_KEY = env.text("STEK_SECRET_KEY")
FAMILY_KEYS = env.words("STEK_FAMILY_KEY")
for alias in ("default", "door"):
    env.stay_up(DATABASES[alias])  # noqa: F405
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MAIL_FOLDER = env.text("STEK_MAIL_DIR", "/tmp/stek-mail")  # what would be mailed; the page shows it
MAILERS = {
    "default": {
        "BACKEND": "stek.kit.mail.Folder",
        "OPTIONS": {"file_path": MAIL_FOLDER},
    }
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost, to try them out
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stek.web.storage.KeptNames"},
}
STATIC_ROOT = env.text("STEK_STATIC_DIR", STATIC_ROOT)  # noqa: F405
DEMO = True
ADDRESS = env.text("STEK_ADDRESS", "http://127.0.0.1:8000")  # the demo tells its worker which port it took
