"""What a web worker has done before it answers anybody."""

import os
import subprocess
import sys

# Said by a process of its own: this one has read views and templates for other tests.
TOLD = """
import sys
import kortet.wsgi
from django.template import engines
[loader] = engines["django"].engine.template_loaders
print("kortet.pins.views" in sys.modules, "pins/drop.html" in loader.get_template_cache)
"""


def test_a_worker_has_read_views_and_templates_before_the_first_visitor_comes():
    told = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True"]


def test_it_starts_with_the_addresses_of_a_peer_of_the_benchmarks():
    other = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.peer_settings"}
    subprocess.run([sys.executable, "-c", "import kortet.wsgi"], check=True, env=other)
