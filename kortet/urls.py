"""All addresses. Danish has no prefix, English lives under /en/; what is for machines has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from kortet.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("kortet.municipalities.urls")),
    path("", include("kortet.atlas.urls_machines")),
    path("", include("kortet.events.urls_machines")),
    path("", include("kortet.pins.urls_machines")),
    path("", include("kortet.open311.urls_machines")),
    path("", include("kortet.privacy.urls_machines")),
    path("", include("kortet.accounts.urls_machines")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("kortet.accounts.urls")),
        path("", include("kortet.events.urls")),
        path("", include("kortet.meetings.urls")),
        path("", include("kortet.partners.urls")),
        path("", include("kortet.processes.urls")),
        path("", include("kortet.pins.urls")),
        path("", include("kortet.ballots.urls")),
        path("", include("kortet.alternatives.urls")),
        path("", include("kortet.ideas.urls")),
        path("", include("kortet.responses.urls_ways")),
        path("", include("kortet.responses.urls")),
        path("", include("kortet.surveys.urls")),
        path("", include("kortet.links.urls")),
        path("", include("kortet.watches.urls")),
        path("", include("kortet.intake.urls")),
        path("", include("kortet.selections.urls")),
        path("", include("kortet.answers.urls")),
        path("", include("kortet.exports.urls")),
        path("", include("kortet.opendata.urls")),
        path("", include("kortet.insight.urls")),
        path("", include("kortet.outcomes.urls")),
        path("", include("kortet.findings.urls")),
        path("", include("kortet.desk.urls")),
        path("", include("kortet.privacy.urls")),
        path("", include("kortet.atlas.urls")),
        prefix_default_language=False,
    ),
]
