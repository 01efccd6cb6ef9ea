"""Production: refuses to start until everything it needs is set, naming all that is missing at once."""

from config.settings.base import *  # noqa: F403  # a settings module is its names
from config.settings.base import COMMONWARD, env

SECRET_KEY = env.required("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
env.required("ALLOWED_HOSTS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("TRUSTED_ORIGINS")
env.required("DATABASE_URL")
env.required("BROKER_URL")
COMMONWARD["TOKEN_KEY"] = env.required("TOKEN_KEY")
env.required("SEALING_KEYS")
COMMONWARD["SEALING_KEYS"] = env.words("SEALING_KEYS")
env.refuse_if_missing()

DEBUG = False
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # our own pages show reports in a frame of their own
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
