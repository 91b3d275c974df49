"""What a production process refuses to start with.

What is fit for a development machine works in production too, and so nobody would notice it. Each
demand is looked at before the process listens; the first that is not met ends it with one line that
names the setting, and never its value.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar, get_args
from urllib.parse import urlsplit

from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from election_common.keyring import Keyring
from election_common.settings import DatabaseSettings, ServiceSettings

#: How secrets and issuers begin that a development machine has made for itself.
DEVELOPMENT: Final = "development"


class UnfitSettingError(SystemExit):
    """A production process must not run like this; ends it with exit code 1."""

    def __init__(self, setting: str, demand: str):
        super().__init__(f"{setting}: {demand}; a production process does not start otherwise")


S_contra = TypeVar("S_contra", bound=DatabaseSettings, contravariant=True)


@dataclass(frozen=True, slots=True)
class Demand(Generic[S_contra]):
    """What a setting must be in production."""

    setting: str
    met: Callable[[S_contra], bool]
    words: str


def _is_https(url: str) -> bool:
    return urlsplit(url).scheme == "https" and DEVELOPMENT not in url


def _is_made_for_production(secret: SecretStr) -> bool:
    return not secret.get_secret_value().startswith(DEVELOPMENT)


def _has_verified_tls(settings: DatabaseSettings) -> bool:
    query = make_url(settings.database_url.get_secret_value()).query
    return query.get("sslmode") == "verify-full" and "sslrootcert" in query


def _has_production_password(settings: DatabaseSettings) -> bool:
    password = make_url(settings.database_url.get_secret_value()).password
    return _is_made_for_production(SecretStr(password or ""))


def _has_fit_secret(name: str, settings: ServiceSettings) -> bool:
    secret = getattr(settings, name)
    return secret is None or _is_made_for_production(secret)


def _has_fit_address(name: str, settings: ServiceSettings) -> bool:
    url = getattr(settings, name)
    return not url or _is_https(url)


def _runs_plainly(_: ServiceSettings) -> bool:
    """Whether neither the interpreter nor asyncio debugs, which would log arguments of calls."""
    return not (sys.flags.dev_mode or sys.flags.inspect)


DATABASE_DEMANDS: Final[tuple[Demand[DatabaseSettings], ...]] = (
    Demand("DATABASE_URL", _has_verified_tls, "must have sslmode=verify-full and sslrootcert"),
    Demand("DATABASE_URL", _has_production_password, "holds a development password"),
)
DEMANDS: Final[tuple[Demand[ServiceSettings], ...]] = (
    Demand("ISSUER", lambda s: _is_https(s.issuer), "must be https and no development provider"),
    Demand("JWKS_URL", lambda s: _is_https(s.jwks_url), "must be https"),
    Demand("TOKEN_URL", lambda s: not s.token_url or _is_https(s.token_url), "must be https"),
    *DATABASE_DEMANDS,
    Demand("NATS_URL", lambda s: urlsplit(s.nats_url).scheme == "tls", "must be tls://"),
    Demand("NATS_PASSWORD", lambda s: _is_made_for_production(s.nats_password),
           "is a development secret"),
    Demand("CLIENT_SECRET", lambda s: _is_made_for_production(s.client_secret),
           "is a development secret"),
    Demand("KEYRING_FILE", lambda s: not Keyring.load(s.keyring_file).development,
           "holds keys made for development"),
    Demand("CORS_ORIGINS", lambda s: all(_is_https(o) for o in s.cors_origins),
           "must all be https"),
    Demand("PYTHONDEVMODE", _runs_plainly, "must not be set: debugging logs what calls hold"),
)  # fmt: skip


def demands_of(kind: type[ServiceSettings]) -> tuple[Demand[ServiceSettings], ...]:
    """What a service demands: what all do, and that its own secrets and addresses are fit.

    A service adds a `SecretStr`, or a field that ends in `_url`, and thereby the demand.
    """
    own = {n: f for n, f in kind.model_fields.items() if n not in ServiceSettings.model_fields}
    secrets = (
        Demand(name.upper(), partial(_has_fit_secret, name), "is a development secret")
        for name, field in own.items()
        if SecretStr in {field.annotation, *get_args(field.annotation)}
    )
    addresses = (
        Demand(name.upper(), partial(_has_fit_address, name), "must be https")
        for name in own
        if name.endswith("_url")
    )
    return (*DEMANDS, *secrets, *addresses)


_ROLE: Final = text("""
    select rolsuper, rolbypassrls,
           exists (select from pg_class
                   where relnamespace = 'public'::regnamespace and pg_has_role(relowner, 'usage'))
               as owns
    from pg_roles where rolname = current_user
""")
_SANDBOXES: Final = text("select exists (select from pemilihan where sandbox)")
#: With any other value the log of the server repeats the row of a failure, or the parameters.
_TALKATIVE: Final = text("""
    select string_agg(name || '=' || demanded, ', ' order by name)
    from (values ('log_error_verbosity', 'terse'), ('log_parameter_max_length', '0'),
                 ('log_parameter_max_length_on_error', '0')) as logging (name, demanded)
    where current_setting(name) <> demanded
""")
_HAS_ELECTIONS: Final = text("select to_regclass('pemilihan') is not null")


def require_fit(settings: ServiceSettings) -> None:
    """End a production process whose settings are not fit for it."""
    _require(demands_of(type(settings)), settings)


def database_url(settings: DatabaseSettings) -> str:
    """Where a command finds its database; ends one of production whose way there is not fit."""
    _require(DATABASE_DEMANDS, settings)
    return settings.database_url.get_secret_value()


def _require(demands: Iterable[Demand[S_contra]], settings: S_contra) -> None:
    if not settings.production:
        return
    for demand in demands:
        if not demand.met(settings):
            raise UnfitSettingError(demand.setting, demand.words)


async def require_fit_database(settings: ServiceSettings, engine: AsyncEngine) -> None:
    """End a production process whose role could pass by row-level security, or that plays.

    Nor may its server write persons into a log.
    """
    if not settings.production:
        return
    async with engine.connect() as connection:
        role = (await connection.execute(_ROLE)).one()
        talkative = await connection.scalar(_TALKATIVE)
        plays: Any = False
        if await connection.scalar(_HAS_ELECTIONS):
            plays = await connection.scalar(_SANDBOXES)
    if role.rolsuper or role.rolbypassrls or role.owns:
        raise UnfitSettingError(
            "DATABASE_URL", "its role must be no superuser, no owner, and without BYPASSRLS"
        )
    if talkative:
        raise UnfitSettingError("DATABASE_URL", f"its server must log with {talkative}")
    if plays:
        raise UnfitSettingError("DATABASE_URL", "its database must hold no sandbox election")
