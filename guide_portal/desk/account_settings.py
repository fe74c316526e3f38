"""Settings of the accounts of staff and of their sessions; readers have none."""

from django import VERSION

from guide_portal import env

# Nobody signs up, guesses are counted, a second factor is asked outside local runs.
DESK_PATH = env.text("GUIDE_DESK_PATH", "gestion").strip("/") + "/"
BEHIND_HTTPS = env.flag("GUIDE_HTTPS")
# how many web servers in front add the address of who asked to X-Forwarded-For
TRUSTED_PROXIES = env.whole_number("GUIDE_TRUSTED_PROXIES", int(BEHIND_HTTPS))

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
# the web server in front says so; a visitor cannot, since it replaces the header
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
SESSION_SAVE_EVERY_REQUEST = True
SESSION_LASTS_AT_MOST = 8 * 3600  # seconds
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"/{DESK_PATH}"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "guide_portal.errors.stale_form"

TWO_FACTOR = env.flag("GUIDE_TWO_FACTOR", BEHIND_HTTPS)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = f"/{DESK_PATH}login/"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = f"/{DESK_PATH}"
ACCOUNT_ADAPTER = "guide_portal.desk.accounts.StaffAdapter"
ACCOUNT_FORMS = {"login": "guide_portal.desk.login_form.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "guide_portal.desk.second_factor.EncryptedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Guide du compte ameli"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_HTTPS
USERSESSIONS_TRACK_ACTIVITY = True
VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATORS}.NumericPasswordValidator"},
    {"NAME": "guide_portal.desk.password_validators.WithoutOurWords"},
]

# Wrong passwords and used codes are counted for all processes and machines at once.
CACHES = {"default": env.cache("CACHE_URL")}
# No mail leaves: who forgot a password asks an administrator.
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
if VERSION >= (6, 1):  # which names one mailer where 5.2 has settings of its own
    MAILERS = {"default": {"BACKEND": NO_MAIL}}
else:
    EMAIL_BACKEND = NO_MAIL
    EMAIL_TIMEOUT = 5  # seconds, should a machine choose another backend
