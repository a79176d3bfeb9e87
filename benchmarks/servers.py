"""Servers for the time of a measurement: the product and its peer under granian, nginx before or beside them."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 2; {user}
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/a; fastcgi_temp_path {folder}/b; uwsgi_temp_path {folder}/c;
  scgi_temp_path {folder}/d; proxy_temp_path {folder}/e; default_type application/json;
  sendfile on; keepalive_requests 1000000;
  proxy_cache_path {folder}/cache keys_zone=tiles:10m;
  server {{
    listen 127.0.0.1:{port};
    location /fliser/ {{ proxy_pass http://127.0.0.1:{behind}; proxy_set_header Host $host; proxy_cache tiles;
      proxy_cache_lock on; proxy_cache_use_stale updating; proxy_cache_background_update on; }}
    location /file/ {{ alias {folder}/files/; }}
  }}
}}
"""


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_for(port):
    for _ in range(300):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"No server answered on port {port} within 30 seconds")


@contextmanager
def running(command, port, **environment):
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def granian(settings, address):
    """The product's own server line (scripts/start) with other settings; the web role asks the database."""
    port = free_port()
    command = f"-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 4"
    command += " --backpressure 64 --no-ws --log-level warning kortet.wsgi:application"
    words = [sys.executable, *command.split()]
    return running(words, port, DJANGO_SETTINGS_MODULE=settings, DATABASE_URL=address, KORTET_DATABASE_ROLE="web")


@contextmanager
def nginx(behind, files):
    """nginx with a cache before a port, and with files (name: bytes) below /file/."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        Path(folder, "files").mkdir()
        for name, content in files.items():
            Path(folder, "files", name).write_bytes(content)
        port = free_port()
        user = "user root;" if os.geteuid() == 0 else ""
        Path(folder, "nginx.conf").write_text(NGINX.format(folder=folder, port=port, behind=behind, user=user))
        with running(["nginx", "-c", f"{folder}/nginx.conf"], port):
            yield port
