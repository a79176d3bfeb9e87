"""Run by Debian's own Python: opens the address given as QGIS does, and tells as JSON what it got."""

import json
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer, QgsVectorTileLayer

address, *box = sys.argv[1:]
app = QgsApplication([], False)
app.initQgis()
told = {}
for name in ("naale", "naale-linjer", "arrangementer", "foreninger", "omraader-bydele"):
    layer = QgsVectorLayer(f"url='{address}' typename='{name}' pageSize='100'", name, "OAPIF")
    told[name] = {"valid": layer.isValid(), "rows": len(list(layer.getFeatures())), "type": int(layer.wkbType())}
layer = QgsVectorLayer(f"url='{address}' typename='naale' pageSize='100' restrictToRequestBBOX='1'", "naale", "OAPIF")
around = QgsFeatureRequest().setFilterRect(QgsRectangle(*[float(each) for each in box]))
told["inside"] = sorted(each["overskrift"] for each in layer.getFeatures(around))
told["fields"] = {field.name(): field.typeName() for field in layer.fields()}
tiles = QgsVectorTileLayer(f"type=xyz&url={address}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}&zmin=0&zmax=22", "fliser")
told["tiles"] = tiles.isValid()
print(json.dumps(told))
app.exitQgis()
