"""The picture that an authenticator app reads."""

from io import BytesIO

import segno


def code_picture(url: str) -> str:
    """A QR code as SVG."""
    drawn = BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
    return drawn.getvalue().decode()
