"""TLS is verified: a certificate that nobody vouches for is refused, one of an authority that the user names is not."""

import datetime as dt
import ipaddress

import attrs
import pytest

from tieweave.errors import SourceError
from tieweave_dav.source import records


def certificate(folder, *, name="localhost", days=1):
    """Write a certificate that vouches for itself, and its key; returns both paths."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    # TLS knows no clock but the machine's.
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName(name)]
    if name == "localhost":
        names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=2))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    return public, private


@pytest.fixture
def secured(tmp_path_factory, running):
    """Return a function that starts Radicale with a certificate, and gives its port and the certificate's path."""

    def start(**how):
        folder = tmp_path_factory.mktemp("tls")
        public, private = certificate(folder, **how)
        tls = ("--server-ssl=True", f"--server-certificate={public}", f"--server-key={private}")
        return running(folder, *tls), str(public)

    return start


def test_tls_is_verified(secured, context, options):
    port, public = secured()
    for host in ("localhost", "127.0.0.1"):
        server = f"https://{host}:{port}"
        with pytest.raises(SourceError, match=r"that is not trusted \(self-signed certificate") as told:
            list(records("carddav", f"carddav:{server}", attrs.evolve(context, options=options(server))))
        assert "ca in the options" in str(told.value)
        known = attrs.evolve(context, options=options(server, ca=public))
        with pytest.raises(SourceError, match="there is no address book in this account"):
            list(records("carddav", f"carddav:{server}", known))


def test_a_bare_host_on_this_machine_may_speak_tls(secured, context, options):
    port, public = secured()
    known = attrs.evolve(context, options=options(f"localhost:{port}", ca=public))
    with pytest.raises(SourceError, match="there is no address book in this account"):
        list(records("carddav", f"carddav:localhost:{port}", known))


@pytest.mark.parametrize(
    ("how", "reason"), [({"name": "else.example"}, "mismatch|not valid for"), ({"days": -1}, "expired")]
)
def test_a_certificate_of_another_host_or_time_is_refused_even_with_its_authority(
    secured, context, options, how, reason
):
    port, public = secured(**how)
    known = attrs.evolve(context, options=options(f"https://localhost:{port}", ca=public))
    with pytest.raises(SourceError, match=reason):
        list(records("carddav", f"carddav:https://localhost:{port}", known))


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_an_authority_that_cannot_be_read_is_said(context, options, tmp_path, content):
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    known = attrs.evolve(context, options=options("https://localhost:9", ca=str(path)))
    with pytest.raises(SourceError, match=r"the certificate file '.*ca\.pem' cannot be read .*; check ca"):
        list(records("carddav", "carddav:https://localhost:9", known))
