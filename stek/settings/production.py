"""For real families. Every secret comes from outside; `stek serve` refuses what is unsafe."""

from . import env
from .base import *  # noqa: F403

SECRET_KEY = env.text("STEK_SECRET_KEY")
FAMILY_KEYS = env.words("STEK_FAMILY_KEY")
ALLOWED_HOSTS = env.words("STEK_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DEBUG = env.text("STEK_DEBUG", "") == "1"

for alias in ("default", "door"):
    env.stay_up(DATABASES[alias])  # noqa: F405

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-stek"
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stek.web.storage.KeptNames"},
}
STATIC_ROOT = env.text("STEK_STATIC_DIR", STATIC_ROOT)  # noqa: F405
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.text("STEK_MAIL_HOST", "localhost"),
            "port": int(env.text("STEK_MAIL_PORT", "25")),
            "username": env.text("STEK_MAIL_USER", ""),
            "password": env.text("STEK_MAIL_PASSWORD", ""),
            "timeout": 5,  # seconds; what the worker sends is tried again, who waits at a page hears that it did not go
            "use_tls": env.text("STEK_MAIL_TLS", "") == "1",
        },
    }
}
# How many proxies of our own stand before Stek: attempts are counted by the address they saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.text("STEK_PROXIES", "1"))
# Where a mail says that one signs in.
ADDRESS = env.text("STEK_ADDRESS", f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")
DEFAULT_FROM_EMAIL = env.text("STEK_MAIL_FROM", "stek@localhost")
