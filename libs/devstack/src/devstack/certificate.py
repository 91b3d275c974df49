"""A certificate for the loopback address, issued by an authority of its own: for tests of TLS."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from devstack.secret_file import write_secret

VALID = timedelta(days=1)
LOOPBACK = (
    x509.DNSName("localhost"),
    x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """PEM files: what clients trust, what the server shows, and its key."""

    authority: Path
    chain: Path
    key: Path

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Make an authority, whose key is then forgotten, and a certificate of the loopback."""
        files = cls(folder / "authority.pem", folder / "chain.pem", folder / "key.pem")
        authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        name = _name("Authority of a test")
        may_issue = x509.BasicConstraints(ca=True, path_length=0)
        identifier = x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key())
        authority = _certificate(name, name, authority_key)
        authority = authority.add_extension(may_issue, critical=True)
        authority = authority.add_extension(identifier, critical=False)
        server = _certificate(_name("127.0.0.1"), name, key)
        server = server.add_extension(x509.SubjectAlternativeName(LOOPBACK), critical=False)
        for path, unsigned in ((files.authority, authority), (files.chain, server)):
            signed = unsigned.sign(authority_key, hashes.SHA256())
            path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        write_secret(files.key, _pem(key))
        return files

    def of_server(self) -> ssl.SSLContext:
        """What a Python server needs to show it."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.chain, self.key)
        return context

    def of_client(self) -> ssl.SSLContext:
        """What a Python client needs to trust it."""
        return ssl.create_default_context(cafile=self.authority)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - VALID)
        .not_valid_after(now + VALID)
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
