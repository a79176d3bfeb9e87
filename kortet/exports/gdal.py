"""GDAL by pyogrio alone: when it is imported it looks for pandas, geopandas, pyproj and shapely, and they take 75 MiB
and most of a second that nothing here has a use for. Where somebody has loaded them already, all stays as it is."""

import sys

KEPT_OUT = [name for name in ("pandas", "geopandas", "pyproj", "shapely") if name not in sys.modules]
sys.modules.update(dict.fromkeys(KEPT_OUT))  # type: ignore[arg-type]  # None: "there is no such module" (import system)
import pyogrio  # noqa: E402  (after what it looks for was kept out)

for name in KEPT_OUT:
    del sys.modules[name]

read_info, write_arrow = pyogrio.read_info, pyogrio.write_arrow
