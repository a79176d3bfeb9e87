"""Pins per area of a layer, of all municipalities at once, on as many workers as there are (docs/open-parquet.md).

python neighbourhoods_dask.py FOLDER AREAS CODE [WORKERS]
  FOLDER   what `manage.py export_open FOLDER` wrote
  AREAS    any file of areas that GeoPandas reads
  CODE     the column that tells one area from another
"""

import sys

import dask
import dask_geopandas
import geopandas
from dask.distributed import Client, LocalCluster


def count(folder, areas, code):
    """A Series: code of the area → its pins, by where their public points lie."""
    columns = ["anker_x", "anker_y", "geom"]
    pins = dask_geopandas.read_parquet(f"{folder}/municipality=*/month=*/*.parquet", columns=columns)
    pins = pins.set_geometry(dask_geopandas.points_from_xy(pins, "anker_x", "anker_y", crs=pins.crs))
    shapes = geopandas.read_file(areas).to_crs(pins.crs)[[code, "geometry"]]
    found = dask_geopandas.sjoin(pins, shapes, how="inner", predicate="within")
    return found[code].value_counts().compute()


def main():
    folder, areas, code, *workers = sys.argv[1:]
    dask.config.set({"dataframe.convert-string": False})
    with LocalCluster(n_workers=int(workers[0]) if workers else 2, threads_per_worker=1) as cluster, Client(cluster):
        print(count(folder, areas, code).sort_values(ascending=False).to_string())


if __name__ == "__main__":
    main()
