"""The page on which a developer picks whom to log in as; it needs no script."""

from collections import defaultdict
from collections.abc import Mapping
from html import escape

from devstack.idp.accounts import ACCOUNTS, PLACES, Account

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
_PAGE = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Masuk sebagai</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem }}
h2 {{ font-size: 1rem; margin: 1.5rem 0 .5rem }}
form {{ display: flex; flex-wrap: wrap; gap: .5rem }}
button {{ font: inherit; padding: .5rem .75rem; text-align: left; cursor: pointer;
  border: 1px solid #777; border-radius: .25rem; background: #fff; color: #111 }}
button:hover, button:focus-visible {{ background: #e8f0fe; outline: 2px solid #174ea6 }}
small {{ display: block; color: #555 }}
.note {{ border-left: 4px solid #b3261e; padding: .25rem .75rem; background: #fdecea }}
</style>
</head>
<body>
<main>
<h1>Masuk sebagai</h1>
<p class="note">Penyedia identitas untuk pengembangan. Semua akun di bawah ini rekaan.</p>
<p>Aplikasi <strong>{client}</strong> akan menerima token akun yang Anda pilih.</p>
{groups}
</main>
</body>
</html>
"""


def page(request: Mapping[str, str]) -> str:
    """The page for one request of an application, which goes along with the choice."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in request.items()
    )
    places: dict[str, list[Account]] = defaultdict(list)
    for account in ACCOUNTS.values():
        places[account.wilayah].append(account)
    groups = "\n".join(_group(kode, kept, people) for kode, people in places.items())
    return _PAGE.format(client=escape(request["client_id"]), groups=groups)


def _group(kode: str, kept: str, people: list[Account]) -> str:
    buttons = "".join(_button(account) for account in people)
    return f'<h2>{PLACES[kode]} {kode}</h2><form method="post">{kept}{buttons}</form>'


def _button(account: Account) -> str:
    belongs = " ".join(part for part in (account.peserta, account.unit) if part)
    words = f"{escape(account.role)}<small>{escape(belongs or account.sub)}</small>"
    return f'<button name="akun" value="{escape(account.sub)}">{words}</button>'
