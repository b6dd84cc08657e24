"""The form of API keys: `opora_<key id>_<secret>`; only the secret's hash is ever stored."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

_FORM = re.compile(r"opora_([0-9a-f]{16})_([0-9a-f]{64})")
_KEY_ID_BYTES = 8
# 256 random bits cannot be guessed, so a plain hash suffices; a slow one would let strangers keep the CPU busy.
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class KeyParts:
    """A key taken apart; it has no readable form, so that it cannot slip into a log."""

    key_id: str
    secret: str

    @property
    def secret_hash(self) -> str:
        """SHA-256 of the secret, hexadecimal."""
        return hash_token(self.secret)

    def matches(self, secret_hash: str) -> bool:
        """Compare with a stored hash in constant time."""
        return hmac.compare_digest(self.secret_hash, secret_hash)

    def write(self) -> str:
        """Return the key as its owner keeps it."""
        return f"opora_{self.key_id}_{self.secret}"


def generate_token() -> str:
    """Make a secret for an address that is read without a key; only its hash is ever stored."""
    return secrets.token_hex(_SECRET_BYTES)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a secret, hexadecimal.

    What is looked up by it needs no comparison in constant time: how much of a hash fits tells nothing of the secret.
    """
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def generate_key() -> KeyParts:
    """Make a new random key."""
    return KeyParts(secrets.token_hex(_KEY_ID_BYTES), secrets.token_hex(_SECRET_BYTES))


def parse_key(text: str) -> KeyParts | None:
    """Take a key apart; None where the text is not a key of ours."""
    match = _FORM.fullmatch(text)
    return None if match is None else KeyParts(match[1], match[2])
