"""What kind of picture some bytes are, by how they begin; names and content types are not believed."""

STILL_HEIC = {b"heic", b"heix", b"heim", b"heis", b"mif1"}  # of still pictures; sequences (hevc, msf1, avis) are films


def kind_of(beginning: bytes) -> str:
    """`jpeg`, `png`, `webp`, `heic` or `avif`; empty for everything else. 64 bytes are enough."""
    if beginning.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if beginning.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "webp"
    return box_kind(beginning) if beginning[4:8] == b"ftyp" else ""


def box_kind(beginning: bytes) -> str:
    """Of an ISO box file (ISO/IEC 14496-12, 4.3): its major brand, and for `mif1` what else it says that it is."""
    brand, others = beginning[8:12], {beginning[n : n + 4] for n in range(16, len(beginning) - 3, 4)}
    if brand == b"avif" or (brand == b"mif1" and b"avif" in others):
        return "avif"
    return "heic" if brand in STILL_HEIC else ""
