"""Waits until an address answers with 200; ends with 1 after half a minute, saying what it answered last."""

import sys
import time
import urllib.error
import urllib.request


def answer(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  (our own address, from scripts/start)
            return "" if response.status == 200 else str(response.status)
    except urllib.error.HTTPError as error:
        return f"{error.code}: {error.read(500).decode(errors='replace')}"
    except OSError as error:
        return str(error)


def main(address: str) -> int:
    said = ""
    for _ in range(150):
        said = answer(address)
        if not said:
            return 0
        time.sleep(0.2)
    print(f"{address}: {said}", file=sys.stderr)
    return 1


sys.exit(main(sys.argv[1]))
