import pytest
from django.core.exceptions import ImproperlyConfigured

from kortet.environment import Environment


def read(**variables):
    return Environment(variables)


def test_files_are_defaults_and_variables_win(tmp_path):
    file = tmp_path / "environment"
    file.write_text("PORT=1\nNAME=from the file\n# a remark\n")
    env = Environment({"PORT": "2"}, file, tmp_path / "absent")
    assert (env.text("PORT"), env.text("NAME"), env.text("OTHER", "x")) == ("2", "from the file", "x")


@pytest.mark.parametrize(
    ("said", "meant"), [("yes", True), ("1", True), ("On", True), ("no", False), ("", False), ("0", False)]
)
def test_yes_and_no(said, meant):
    assert read(DEBUG=said).yes("DEBUG") is meant


@pytest.mark.parametrize(
    ("call", "variables"),
    [
        (lambda e: e.yes("X"), {"X": "maybe"}),
        (lambda e: e.number("X", default=1, most=10), {"X": "11"}),
        (lambda e: e.number("X", default=1), {"X": "ten"}),
        (lambda e: e.number("X", default=1), {"X": "١"}),
        (lambda e: e.choice("X", default="a", allowed=("a", "b")), {"X": "c"}),
        (lambda e: e.text("X"), {"X": "two\nlines"}),
        (lambda e: e.secret("X", needed=True), {}),
        (lambda e: e.secret("X", needed=True), {"X": "short"}),
        (lambda e: e.database("X"), {"X": "mysql://x/y"}),
        (lambda e: e.database("X"), {"X": "postgresql://host"}),
        (lambda e: e.mail("X", needed=True), {}),
        (lambda e: e.mail("X", needed=False), {"X": "ftp://host"}),
    ],
)
@pytest.mark.attack("H09")
def test_nonsense_is_refused_with_the_name_of_the_variable(call, variables):
    with pytest.raises(ImproperlyConfigured, match=r"^X "):
        call(read(**variables))


def test_a_database_address_over_a_socket():
    found = read(D="postgresql://me:p%40ss@/town?host=%2Ftmp%2Fsocket&port=5433&sslmode=require").database("D")
    wanted = {"NAME": "town", "USER": "me", "PASSWORD": "p@ss", "HOST": "/tmp/socket", "PORT": "5433"}
    assert found == wanted | {"ENGINE": "django.contrib.gis.db.backends.postgis", "OPTIONS": {"sslmode": "require"}}


def test_a_mail_address():
    found = read(M="smtp+tls://me:secret@mail.example:587").mail("M", needed=True)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example", 587, True)


def test_an_operators_database_is_not_overruled_by_what_a_private_cluster_left():
    import os
    import subprocess
    import sys
    from pathlib import Path

    top = Path(__file__).resolve().parent.parent
    asked = (
        "from django.conf import settings; d = settings.DATABASES['default']; print(d['HOST'], d['NAME'], d['USER'])"
    )
    variables = {**os.environ, "DATABASE_URL": "postgresql://me@db.example/town", "KORTET_DATABASE_ROLE": "owner"}
    variables |= {"DJANGO_SETTINGS_MODULE": "kortet.settings"}
    variables.pop("DATABASE_OWNER_URL", None)
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=top, env=variables, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["db.example", "town", "me"]
