"""Collected files are looked for once in a process.

WhiteNoise looks through them whenever a handler is made, and each `Client()` makes one: over 500 files a time. They do
not change while tests run, and in the product too one look is shared by all requests.
"""

from whitenoise import WhiteNoise

look = WhiteNoise.add_files
found = {}


def add_files(self, root, prefix=None):
    """Takes what was found before; where files are looked for at each request (DEBUG), nothing is remembered."""
    if self.autorefresh:
        look(self, root, prefix)
        return
    if (root, prefix) not in found:
        before = set(self.files)
        look(self, root, prefix)
        found[root, prefix] = {address: file for address, file in self.files.items() if address not in before}
    self.files.update(found[root, prefix])


def looked_for_once():
    WhiteNoise.add_files = add_files
