"""All settings, filled from the environment through typed readers. With nothing set an instance serves itself on localhost."""

from __future__ import annotations

import secrets

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from wenming.kernel import env, places

HOME = places.home()
DEBUG = env.flag("WENMING_DEBUG", False, help="Developer mode. Never on a server.")
DEMO = (
    env.flag("WENMING_DEMO", False, help="Show the demonstration accounts on the sign-in page.")
    or (HOME / "demo.json").is_file()
)


def _secret_key() -> str:
    """From the environment, else from the home, where the first start writes it."""
    given = env.text(
        "WENMING_SECRET_KEY", None, help="Signs sessions and links. Made and kept in the home if not given."
    )
    if given:
        return given
    path = HOME / "keys" / "secret"
    if path.is_file():
        return path.read_text(encoding="utf-8").strip()
    return "not-prepared-" + secrets.token_hex(16)


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.names(
    "WENMING_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"],
    help="Host names this instance answers to, separated by commas.",
)
CSRF_TRUSTED_ORIGINS = env.names(
    "WENMING_ORIGINS", [], help="Origins trusted for forms behind a proxy, such as https://wenming.example."
)
BEHIND_TLS = env.flag("WENMING_TLS", False, help="Set when a proxy in front speaks HTTPS: secure cookies, HSTS.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_q",
    "wenming.kernel",
    "wenming.ui",
    "wenming.accounts",
    "wenming.audit",
    "wenming.organisations",
    "wenming.documents",
    "wenming.criteria",
    "wenming.evidence",
    "wenming.assessment",
    "wenming.workbench",
    "wenming.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wenming.kernel.middleware.LanguageForPlainRooms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wenming.accounts.middleware.IdleExit",
    "wenming.organisations.middleware.ActorOfRequest",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "wenming.accounts.middleware.FirstPassword",
    "wenming.kernel.middleware.DrawRefusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wenming.config.urls"
WSGI_APPLICATION = "wenming.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [places.PACKAGE / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wenming.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "wenming.ui.forms.Renderer"

_url = env.text("DATABASE_URL", None, help="postgres://… at scale; without it SQLite in the home.")
if _url:
    DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(HOME / "wenming.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
            },
        }
    }

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "wenming.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "wenming.accounts.models.display_name"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "login_failed": False
}  # django-axes counts failures, and shows them to the security administrator
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = env.number(
    "WENMING_LOGIN_FAILURES", 6, least=3, help="Wrong passwords before an account is locked."
)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "ui/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
WENMING_IDLE_MINUTES = env.number("WENMING_IDLE_MINUTES", 60, least=5, help="Sign out after so many idle minutes.")
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]  # data
LOCALE_PATHS = [places.PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = env.text("WENMING_TIME_ZONE", "Asia/Shanghai", help="Time zone of the office.")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "wenming.ui.storage.StaticStorage"},
}
_storage = env.text(
    "WENMING_STORAGE_URL", None, help="s3://bucket?endpoint=… at scale; without it a folder in the home."
)
if _storage:
    from wenming.config.storage import from_url

    STORAGES["default"] = from_url(_storage)
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500
WENMING_MAX_FILE_BYTES = (
    env.number("WENMING_MAX_FILE_MB", 200, least=1, help="The largest file that is taken in, in MiB.") * 1024 * 1024
)

Q_CLUSTER = {
    "name": "wenming",
    "orm": "default",
    "workers": env.number("WENMING_WORKERS", 1, least=1, help="Worker processes for background work."),
    "timeout": 600,
    "retry": 660,
    "max_attempts": 3,
    "ack_failures": True,
    "poll": 0.5,
    "recycle": 200,
    "bulk": 1,
    "queue_limit": 20,
    "save_limit": 500,
    "catch_up": False,
    "label": "wenming",
}
_redis = env.text("WENMING_REDIS_URL", None, help="redis://… as broker of background work at scale.")
if _redis:
    Q_CLUSTER = {key: value for key, value in Q_CLUSTER.items() if key != "orm"} | {"redis": _redis}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "wenming.ui.views.csrf_failure"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "wenming@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "wenming": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django-q": {"level": "WARNING", "handlers": [], "propagate": True},
    },
}
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
PRODUCT_NAME = _("文明创建工作台")
