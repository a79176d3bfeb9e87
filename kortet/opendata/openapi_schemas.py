"""The forms of answers, as OpenAPI 3.0 describes them."""

from typing import Any

TEXT = {"type": "string"}
LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
TEXTS = {"type": "array", "items": TEXT}


def thing(required: list[str], **properties: Any) -> dict[str, Any]:
    told = {"type": "object", "properties": properties}
    return told | {"required": required} if required else told


SCHEMAS: dict[str, Any] = {
    "anything": {"type": "object"},
    "binary": {"type": "string", "format": "binary"},
    "link": thing(["href", "rel"], href=TEXT, rel=TEXT, type=TEXT, title=TEXT, templated={"type": "boolean"}),
    "problem": thing(
        ["code", "title", "status"],
        type=TEXT,
        title=TEXT,
        status={"type": "integer"},
        detail=TEXT,
        code=TEXT,
        description=TEXT,
    ),
    "landingPage": thing(["links"], title=TEXT, description=TEXT, links=LINKS),
    "confClasses": thing(["conformsTo"], conformsTo=TEXTS),
    "extent": thing([], spatial={"type": "object"}, temporal={"type": "object"}),
    "collection": thing(
        ["id", "links"],
        id=TEXT,
        title=TEXT,
        description=TEXT,
        itemType=TEXT,
        crs=TEXTS,
        storageCrs=TEXT,
        extent={"$ref": "#/components/schemas/extent"},
        links=LINKS,
    ),
    "collections": thing(
        ["links", "collections"],
        links=LINKS,
        collections={"type": "array", "items": {"$ref": "#/components/schemas/collection"}},
    ),
    "geometry": thing(
        ["type", "coordinates"],
        type={"type": "string", "enum": ["Point", "LineString", "Polygon", "MultiPolygon"]},
        coordinates={"type": "array", "items": {}},
    )
    | {"nullable": True},
    "feature": thing(
        ["type", "id", "geometry", "properties"],
        type={"type": "string", "enum": ["Feature"]},
        id=TEXT,
        geometry={"$ref": "#/components/schemas/geometry"},
        properties={"type": "object"},
        links=LINKS,
    ),
    "featureCollection": thing(
        ["type", "features", "links", "numberReturned", "timeStamp"],
        type={"type": "string", "enum": ["FeatureCollection"]},
        features={"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
        links=LINKS,
        numberMatched={"type": "integer", "minimum": 0},
        numberReturned={"type": "integer", "minimum": 0},
        timeStamp={"type": "string", "format": "date-time"},
    ),
}
COMPONENTS: dict[str, Any] = {"schemas": SCHEMAS}
