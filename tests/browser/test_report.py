"""A report in a browser without a network: the map is drawn, nobody is asked, and words stay words."""

import pytest
from django.http import QueryDict

from kortet.insight.choice import Choice
from kortet.insight.report import Report
from kortet.insight.report_html import report_html
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOSTILE = "</script><img src=x onerror=\"document.title='ramt'\">{{ 7*7 }}"


@pytest.mark.attack("B08")
def test_a_report_opens_without_a_network(chromium, town, make_pin, tmp_path):
    for n in range(6):
        make_pin(title=HOSTILE, point=spot(700 + n, 700))
    file = tmp_path / "rapport.html"
    file.write_text(report_html(Report(Choice(town, QueryDict("least=3")))), encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    asked, troubles = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_selector(".folium-map path.leaflet-interactive")
    page.locator(".folium-map path.leaflet-interactive").last.hover(force=True)
    assert HOSTILE in page.locator(".leaflet-tooltip").inner_text()
    assert page.locator(".folium-map img.leaflet-image-layer").evaluate("image => image.naturalWidth") == 1360
    assert (troubles, [url for url in asked if not url.startswith(("file:", "data:"))]) == ([], [])
    assert page.title() == "Rapport om nålene på kortet · Fjordby Kommune"
    page.emulate_media(media="print")
    assert not page.locator(".folium-map").is_visible() and page.locator("img.on-paper").is_visible()
    context.close()
