"""All settings of Kortet, in one file, read by `kortet.environment` and described in docs/operate.md."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kortet.environment import Environment
from kortet.identity import providers_of

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = BASE_DIR / ".kortet"
# An operator's own database is never mixed with the addresses that a private cluster left behind.
OWN_DATABASE = [] if os.environ.get("DATABASE_URL") else [STATE_DIR / "database"]
env = Environment(None, STATE_DIR / "environment", *OWN_DATABASE)

MODE = env.choice("KORTET_MODE", default="production", allowed=("production", "demo"))
IN_PRODUCTION = MODE == "production"
DEBUG = env.yes("KORTET_DEBUG")
if IN_PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "KORTET_DEBUG is on in production: unset it, or set KORTET_MODE=demo on your own machine."
    )

SECRET_KEY = env.secret("SECRET_KEY", needed=True)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", default="" if IN_PRODUCTION else "localhost,127.0.0.1,[::1],.localhost,testserver"
)
if IN_PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is missing: write the host names of your municipalities, with commas between."
    )
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "kortet.budgets",
    "kortet.municipalities",
    "kortet.places",
    "kortet.people",
    "kortet.journal",
    "kortet.letters",
    "kortet.pictures",
    "kortet.partners",
    "kortet.processes",
    "kortet.alternatives",
    "kortet.ballots",
    "kortet.surveys",
    "kortet.responses",
    "kortet.pins",
    "kortet.events",
    "kortet.meetings",
    "kortet.intake",
    "kortet.ideas",
    "kortet.links",
    "kortet.watches",
    "kortet.webhooks",
    "kortet.selections",
    "kortet.answers",
    "kortet.atlas",
    "kortet.exports",
    "kortet.open311",
    "kortet.opendata",
    "kortet.insight",
    "kortet.outcomes",
    "kortet.findings",
    "kortet.desk",
    "kortet.privacy",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "kortet.accounts",
    "csp",
    "leaflet",
    "procrastinate.contrib.django",
    "kortet.accounts.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "kortet.static.CollectedConfig",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "kortet.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "kortet.atlas.middleware.DataMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kortet.static.TextGZipMiddleware",
    "kortet.municipalities.middleware.NulMiddleware",
    "kortet.municipalities.middleware.LanguageMiddleware",
    "kortet.municipalities.middleware.MunicipalityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kortet.people.middleware.LetInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "kortet.urls"
WSGI_APPLICATION = "kortet.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kortet.municipalities.context.municipality",
            ],
        },
    },
]

# DATABASE_OWNER_URL is the role that may change tables; only `manage.py` steps that migrate use it.
DATABASE_ROLE = env.choice("KORTET_DATABASE_ROLE", default="web", allowed=("web", "owner"))
DATABASE: dict[str, Any] = env.database(
    "DATABASE_OWNER_URL" if DATABASE_ROLE == "owner" and env.text("DATABASE_OWNER_URL") else "DATABASE_URL"
)
DATABASES = {
    "default": DATABASE
    | {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "5", "application_name": "kortet"} | DATABASE["OPTIONS"],
        "TEST": {"NAME": env.text("TEST_DATABASE", f"test_{DATABASE['NAME']}")},
    }
}
# Each process's own memory: pages that are the same for everybody, for half a minute (kortet.atlas.pages), and which
# municipality a host is, for a second. "drawings" are pictures of the map (70 kB each, 0.3 s to draw).
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
# "default" is where allauth notes that a code of an authenticator app was used: that is seen by all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kortet_used_codes",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    "pages": {"BACKEND": IN_MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1000}},
    "drawings": {"BACKEND": IN_MEMORY, "LOCATION": "drawings", "TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 100}},
    "towns": {"BACKEND": IN_MEMORY, "LOCATION": "towns", "TIMEOUT": 1},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
# Staff come in with two factors. The demo has its password alone, because whoever tries it has it from the terminal.
STAFF_SECOND_FACTOR = env.yes("STAFF_SECOND_FACTOR", default=IN_PRODUCTION)
if IN_PRODUCTION and not STAFF_SECOND_FACTOR:
    raise ImproperlyConfigured("STAFF_SECOND_FACTOR is off in production: unset it. Staff sign in with two factors.")
# Where staff may come in from, e.g. 10.0.0.0/8: to others /admin/ and the pages of staff are not there.
STAFF_NETWORKS = env.networks("STAFF_NETWORKS")
FRESH_SECONDS = 15 * 60
OIDC = providers_of(env, in_production=IN_PRODUCTION)
ACCOUNT_ADAPTER = "kortet.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "kortet.accounts.adapters.FactorAdapter"
SOCIALACCOUNT_ADAPTER = "kortet.accounts.adapters.OidcAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # budgets of our own (kortet.accounts.budgets), which no restart forgets
ACCOUNT_REAUTHENTICATION_TIMEOUT = FRESH_SECONDS
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [provider.as_app for provider in OIDC]}}
DEMO_PASSWORD = "" if IN_PRODUCTION else env.text("DEMO_PASSWORD")

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "kortet" / "locale"]
FORMAT_MODULE_PATH = ["kortet.formats"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
# What scripts/steps/frontend.sh joined; without it, and in debugging, browsers fetch each module.
JOINED_DIR = STATE_DIR / "joined"
STATICFILES_DIRS = [
    *([JOINED_DIR] if JOINED_DIR.is_dir() and not DEBUG else []),
    BASE_DIR / "static",
    ("vendor/leaflet", BASE_DIR / "node_modules" / "leaflet" / "dist"),
    ("vendor/protomaps", BASE_DIR / "node_modules" / "protomaps-leaflet" / "dist"),
    ("vendor/figtree", BASE_DIR / "node_modules" / "@fontsource-variable" / "figtree" / "files"),
]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(STATE_DIR / "media")))
BASEMAP_DIR = Path(env.text("BASEMAP_DIR", str(STATE_DIR / "basemaps")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "kortet.static.ModuleManifestStorage"
    },
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "connect-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IN_PRODUCTION and env.yes("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", default=31_536_000 if IN_PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.yes("HSTS_INCLUDE_SUBDOMAINS", default=IN_PRODUCTION)
SECURE_HSTS_PRELOAD = env.yes("HSTS_PRELOAD", default=IN_PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.yes("BEHIND_PROXY") else None
# How many proxies of ours each request passes: the visitor's address is so many from the right of X-Forwarded-For.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=1 if env.yes("BEHIND_PROXY") else 0, most=10)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IN_PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if IN_PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IN_PRODUCTION else "csrf"
VISITOR_COOKIE_NAME = "__Host-visitor" if IN_PRODUCTION else "visitor"
KNOWN_COOKIE_NAME = "__Host-known" if IN_PRODUCTION else "known"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CITIZENS_SESSION_DAYS = 14
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # a page of a survey with ten places, each with what is asked of it, is long
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "kortet.pictures.uploads.SizeHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MAX_IMPORT_MIB = env.number("MAX_IMPORT_MIB", default=200, least=1, most=4096)

globals().update(env.mail("EMAIL_URL", needed=IN_PRODUCTION))
EMAIL_FILE_PATH = str(STATE_DIR / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "kortet@localhost")
# Where the installation is reached from outside, for the links in letters; each municipality's own host is put in it.
SITE_ADDRESS = env.address("SITE_ADDRESS", default="" if IN_PRODUCTION else "http://localhost:8000")

LEAFLET_CONFIG = {"TILES": [], "ATTRIBUTION_PREFIX": False, "RESET_VIEW": False, "SRID": 3857, "NO_GLOBALS": False}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
# No text from outside reaches GeoDjango's GDAL: files are read by pyogrio, whose GDAL is newer (docs/decisions/0002).
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "kortet.logs.LineFormatter"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["lines"],
        "level": env.choice("LOG_LEVEL", default="INFO", allowed=("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    "loggers": {name: {"level": "WARNING"} for name in ("procrastinate", "django.server", "pyogrio")},
}
