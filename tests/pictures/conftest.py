import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where the files are, of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
