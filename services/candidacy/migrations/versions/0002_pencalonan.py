"""Copies of others' facts, thresholds, nominations with their dossiers, determined pairs."""

from pathlib import Path

from election_common import migrations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.copies("candidacy", "wilayah", "pemilihan", "jendela"))
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
