"""The least age of candidates, of each level of region."""

from election_common import migrations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    migrations.execute("""
        update aturan
        set nilai = jsonb_build_object(
            'provinsi', nilai -> 'minimum', 'kabupaten_kota', nilai -> 'minimum',
            'acuan', nilai -> 'acuan')
        where nama = 'usia_calon';

        update aturan
        set nilai = nilai || '{"kabupaten_kota": 25}',
            regulasi = 'UU 10/2016; PKPU 10/2024 (MK 70/PUU-XXII/2024)',
            pasal = 'Pasal 7 ayat (2); Pasal 15'
        where nama = 'usia_calon' and berlaku_dari = '2024-08-25';
    """)
