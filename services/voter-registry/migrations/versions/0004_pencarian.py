"""Searching voters by name."""

from pathlib import Path

from election_common import migrations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
