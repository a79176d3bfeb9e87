"""Production refuses to start without its secrets and two factors, and is clean by Django's deployment check."""

import os
import subprocess
import sys

FIT = {
    "KORTET_MODE": "production",
    "SECRET_KEY": "a-key-of-this-check-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "kortet.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "SITE_ADDRESS": "https://kortet.example",
    "BEHIND_PROXY": "yes",
    "KORTET_DEBUG": "no",
}
REFUSED = dict.fromkeys(("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "SITE_ADDRESS"), "")
REFUSED |= {"STAFF_SECOND_FACTOR": "no", "STAFF_NETWORKS": "10.0.0.0/99"}


def check(**changes: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` in a production that has, or lacks, something."""
    asked = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(asked, env={**os.environ, **FIT, **changes}, capture_output=True, text=True, check=False)


def main() -> int:
    whole = check()
    if whole.returncode:
        print(whole.stderr)
        return 1
    for name, value in REFUSED.items():
        said = check(**{name: value})
        if said.returncode == 0 or name not in said.stderr:
            print(f'Production starts with {name}="{value}", or does not say what is wrong:\n{said.stderr}')
            return 1
    return 0


sys.exit(main())
