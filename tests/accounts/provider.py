"""A small OIDC provider on a real socket: discovery, keys, tokens that are really signed; tests say what it claims."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "kortet", "a secret between two"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """`person` are the claims of whoever signs in there; `spoil` changes a token before it is signed; `key`, `alg`."""

    def __init__(self):
        self.person, self.spoil, self.key, self.alg = {}, {}, KEY, "RS256"
        self.codes, self.asked = {}, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

    def approve(self, address):
        """What the person's browser is sent back to by the page at the authorization endpoint."""
        asked = dict(parse_qsl(urlsplit(address).query))
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"

    def token_for(self, form):
        """The answer of the token endpoint; None where the code, the secret or the PKCE word is wrong."""
        asked = self.codes.pop(form["code"], None)
        word = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or word.rstrip(b"=").decode() != asked["code_challenge"] or form["client_secret"] != SECRET:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        claims |= self.person | self.spoil
        key = {"none": None, "HS256": "x" * 32}.get(self.alg, self.key)
        token = jwt.encode(claims, key, self.alg, headers={"kid": "1"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}

    @property
    def metadata(self):
        ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        told = {name: self.issuer + path for name, path in ends.items()}
        return told | {"issuer": self.issuer, "token_endpoint_auth_methods_supported": ["client_secret_post"]}


def handler_of(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            known = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1", "alg": "RS256"}
            self.tell({"keys": [known]} if self.path == "/keys" else provider.metadata)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found = provider.token_for({name: said[0] for name, said in parse_qs(body).items()})
            self.tell(found or {"error": "invalid_grant"}, 200 if found else 400)

        def tell(self, told, status=200):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *words):
            pass

    return Handler
