"""Papers that somebody may send: whole ones, and one that acts by itself."""

import io

import pikepdf
from PIL import Image


def pdf(**root):
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(kind, size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def script():
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
