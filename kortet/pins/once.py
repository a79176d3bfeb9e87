"""A form is stored once, however often it is sent: double click, retry, reload."""

import json
import secrets
from hashlib import sha256

from django import forms

from kortet.people.robots import TRAPS


def new_key() -> str:
    """What a form carries from the first time that it is shown."""
    return secrets.token_urlsafe(16)


def once(form: forms.Form) -> str:
    """A digest of a form's key and all that stands in it: the same for the same form sent again; empty without a key.

    The words belong to it, because a form that a browser brings back keeps its key: other words are another pin.
    """
    if not form.cleaned_data.get("key"):
        return ""
    said: dict[str, object] = {name: form.data.get(name, "") for name in form.fields if name not in TRAPS}
    # What they show, not under which key: without JavaScript each try sends the same files under new ones.
    said["pictures"] = [(picture.digest, picture.alt) for picture in form.cleaned_data.get("pictures", [])]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
