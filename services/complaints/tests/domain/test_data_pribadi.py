"""Which columns of a report a role sees (UU 14/2008 Pasal 4; UU 27/2022)."""

import pytest

from complaints.domain.data_pribadi import kolom_terlihat

STORY = ("perihal", "uraian", "terlapor", "tempat")
CONTACT = ("nama", "alamat", "telepon", "email")
WHOLE = (*CONTACT, "identitas", *STORY)


@pytest.mark.parametrize(
    ("peran", "wanted"),
    [
        ({"ppid"}, WHOLE),
        ({"kpu_provinsi"}, WHOLE),
        ({"kpu_kabko"}, WHOLE),
        ({"wbs_tim"}, WHOLE),
        ({"helpdesk"}, (*CONTACT, *STORY)),
        ({"operator"}, ("nama", "telepon", *STORY)),
        ({"sekretaris"}, ("nama", *STORY)),
        ({"ketua"}, ("nama", *STORY)),
        ({"ketua", "operator"}, ("nama", "telepon", *STORY)),
        ({"helpdesk", "ppid"}, WHOLE),
        ({"publik"}, ()),
        ({"bawaslu", "saksi"}, ()),
        (set(), ()),
    ],
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, set) else None,
)
def test_what_roles_see(peran, wanted):
    assert kolom_terlihat(peran) == wanted
