"""What is the same everywhere. `demo`, `test` and `production` say what differs."""

from pathlib import Path

from . import env

BASE_DIR = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pgtrigger",
    "stek.kit",
    "stek.trail",
    "stek.people",
    "stek.directory",
    "stek.circle",
    "stek.safety",
    "stek.story",
    "stek.balance",
    "stek.needs",
    "stek.plans",
    "stek.continuity",
    "stek.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After the transaction: nobody waits for it. The length tells nothing (random padding; CSRF tokens are masked).
    "stek.web.packing.PackingMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "stek.web.middleware.calm_headers",
    "stek.web.middleware.LanguageMiddleware",
    "stek.web.middleware.DatabaseAway",
    "stek.web.middleware.no_word_is_lost",
    "stek.people.identity.IdentityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stek.web.middleware.words_for_a_wrong_method",
    "stek.web.middleware.SignedInByDefault",
    "stek.web.middleware.FormsArriveOnce",
    "stek.web.together.keeps_who_looks_along",
    "stek.circle.refusing.Refused",
]

ROOT_URLCONF = "stek.web.urls"
WSGI_APPLICATION = "stek.web.wsgi.application"
DATABASES = env.databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web" / "templates"],  # before allauth's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "stek.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "stek.web.templatetags.stek"],
        },
    }
]

# Dutch is the language the texts are written in; French and English follow as catalogues.
LANGUAGE_CODE = "nl-be"
LANGUAGES = [("nl-be", "Nederlands"), ("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "web" / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = str(BASE_DIR / "web" / "collected")

# Attempts are counted for all processes together; see people/limits.py.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_attempts",
        "KEY_FUNCTION": "stek.people.limits.unreadable",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DATABASE_ROUTERS = ["stek.people.limits.DoorKeepsCount"]

AUTH_USER_MODEL = "people.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an address is unique whatever its capitals, by a constraint
AUTHENTICATION_BACKENDS = ["stek.people.backends.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]

SESSION_ENGINE = "stek.people.sessions"
SESSION_COOKIE_NAME = "stek"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "stek_csrf"
CSRF_FAILURE_VIEW = "stek.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "stek.people.adapters.AccountAdapter"
MFA_ADAPTER = "stek.people.adapters.SecondKeyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "stek.people.forms.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has reached the address already
# Signing up asks for an invitation; only who holds one is told that an address has an account already.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # a mail says no more than it must
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Stek"
MFA_PASSKEY_LOGIN_ENABLED = True

# A note may be 20,000 characters; something ten times longer must still reach the form
# that says so, with the text in it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Ids only, never a name or a narrative: request bodies and SQL stay out of the log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "stek.kit.quiet.IdsOnly", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
