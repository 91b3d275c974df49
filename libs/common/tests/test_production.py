"""A service's own secrets and addresses are demanded of without a line for each of them."""

import json

import pytest
from pydantic import SecretStr

from complaints.settings import Settings as Complaints
from devstack.secret_file import Passwords
from election_common import keyring_file
from election_common.production import DEMANDS, UnfitSettingError, demands_of, require_fit
from election_common.settings import ServiceSettings

#: Of all services, what is neither in DEMANDS nor has to be: a folder or bucket; inside the house.
ANYWHERE = {"FILES_URL", "NATS_MONITOR_URL"}
FIT = {
    "ENVIRONMENT": "production",
    "DATABASE_URL": "postgresql://x:rahasia@db/x?sslmode=verify-full&sslrootcert=ca.crt",
    "NATS_URL": "tls://nats:4222",
    "NATS_USER": "x",
    "NATS_PASSWORD": "rahasia",
    "ISSUER": "https://sso.example",
    "JWKS_URL": "https://sso.example/jwks",
    "FILES_URL": "s3://files",
    "LAYANAN_URL": "https://layanan.example",
    "KUNCI": "rahasia",
    "WHATSAPP_URL": "https://graph.facebook.com/v23.0",
    "WHATSAPP_NUMBER_ID": "1",
    "WHATSAPP_TOKEN": "rahasia",
    "WHATSAPP_APP_SECRET": "rahasia",
    "WHATSAPP_VERIFY_TOKEN": "rahasia",
}


class Lain(ServiceSettings):
    """A service that has a secret, one that may be absent, and an address."""

    layanan_url: str
    kunci: SecretStr
    kunci_kedua: SecretStr | None = None


@pytest.fixture
def made_by_devstack(tmp_path):
    return Passwords(tmp_path / "passwords.json")["apa pun"]


@pytest.fixture
def settings_of(monkeypatch, tmp_path):
    """Settings of a class that are fit for production but for one of them."""
    keyring = tmp_path / "keyring.json"
    keyring.write_text(json.dumps(keyring_file.new_ring()))

    def read(kind, **unfit):
        for name, value in (FIT | {"KEYRING_FILE": str(keyring)} | unfit).items():
            monkeypatch.setenv(name, value)
        return kind()

    return read


@pytest.mark.parametrize("kind", [Lain, Complaints])
def test_what_is_fit_starts(settings_of, kind):
    require_fit(settings_of(kind))


@pytest.mark.parametrize(
    ("kind", "setting"),
    [
        (Lain, "KUNCI"),
        (Lain, "KUNCI_KEDUA"),
        (Complaints, "WHATSAPP_TOKEN"),
        (Complaints, "WHATSAPP_APP_SECRET"),
        (Complaints, "WHATSAPP_VERIFY_TOKEN"),
    ],
)
def test_a_secret_of_a_development_machine_ends_it(settings_of, made_by_devstack, kind, setting):
    with pytest.raises(UnfitSettingError, match=f"^{setting}: is a development secret") as ended:
        require_fit(settings_of(kind, **{setting: made_by_devstack}))
    assert made_by_devstack not in str(ended.value)


@pytest.mark.parametrize(("kind", "setting"), [(Lain, "LAYANAN_URL"), (Complaints, "WHATSAPP_URL")])
def test_an_address_in_plain_text_ends_it(settings_of, kind, setting):
    with pytest.raises(UnfitSettingError, match=f"^{setting}: must be https"):
        require_fit(settings_of(kind, **{setting: "http://127.0.0.1:9000"}))


@pytest.mark.parametrize("kind", [Lain, Complaints])
def test_no_secret_and_no_address_is_without_a_demand(kind):
    demanded = {demand.setting for demand in demands_of(kind)}
    for name, field in kind.model_fields.items():
        if "SecretStr" in str(field.annotation) or name.endswith("_url"):
            assert {name.upper()} <= demanded | ANYWHERE
    assert demands_of(ServiceSettings) == DEMANDS
