"""For the test command. The database's whereabouts are filled in by `conftest.py`."""

import base64
import os

# Roles of its own, so that a test run never meets an installation on the same server.
os.environ.setdefault("STEK_ROLE_PREFIX", "stek_test")
if "PYTEST_XDIST_WORKER" in os.environ:
    # Side by side, maybe on one server: each process has roles of its own.
    os.environ["STEK_ROLE_PREFIX"] = f"stek_test_{os.environ['PYTEST_XDIST_WORKER']}"

from . import env
from .base import *  # noqa: F403

SECRET_KEY = "only for tests, and only there"
FAMILY_KEYS = [base64.urlsafe_b64encode(b"only for tests: 32 bytes of key!").decode()]
ALLOWED_HOSTS = ["*"]
# Fast and plainly weak: what is tested is what Stek does with passwords, not argon2 itself.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]  # noqa: F405
ADDRESS = "https://stek.example"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# As in use: what passes there because each statement is planned anew, or each connection is new, would say nothing.
for alias in ("default", "door", "work"):
    env.keep(DATABASES[alias])  # noqa: F405
