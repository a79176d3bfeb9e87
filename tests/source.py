"""A source of tiles or feeds on this machine: it answers what a test lays on it."""

import http.server
import ssl
import subprocess
import threading


class Source(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.posted.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.do_GET()

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answer
        if callable(answer):
            answer(self)
            return
        status, headers, content = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def certificate(folder):
    """A key and a certificate for 127.0.0.1, in one file."""
    file = folder / "source.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file), "-out", str(folder / "c.pem")]
    subprocess.run(made, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + (folder / "c.pem").read_bytes())
    return file


def serve(file=None):
    """The server, answering, over TLS with a certificate; whoever starts it stops it by `close`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Source)
    if file is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    server.asked, server.posted, server.answer = [], [], (404, {}, b"")
    server.thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    server.thread.start()
    return server


def paths(server):
    """What it was asked for."""
    return [path for path, _headers in server.asked]


def close(server):
    server.shutdown()
    server.thread.join()
    server.server_close()
