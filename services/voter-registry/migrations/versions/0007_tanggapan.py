"""Responses of the public are read by offices alone."""

from pathlib import Path

from election_common import migrations

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply."""
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
