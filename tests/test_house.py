"""The house itself: every route has a row in the table of who may come in, and headers are the same everywhere."""

import re
import shutil
import subprocess
import sys
from copy import deepcopy
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import get_resolver

from kortet.links.models import Handover
from kortet.municipalities.models import Municipality
from kortet.partners.models import Member
from kortet.processes.models import Process
from tests.conftest import staff
from tests.rooms import ballots_of, ideas_of, processes

pytestmark = pytest.mark.usefixtures("neighbourhoods")

ROLES = ("nobody", "citizen", "steward", "moderator", "council", "answerer", "planner", "admin", "neighbour")
ANYBODY, NOBODY = dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 404)
STAFF = dict.fromkeys(("moderator", "answerer", "planner", "admin"), 200)  # without the council: nothing is in its area
PLANNERS = NOBODY | {"nobody": 302, "planner": 200, "admin": 200}
ADMINS = NOBODY | {"nobody": 302, "admin": 200}
NO_SURVEY = NOBODY | {"nobody": 302}
RUNS_DRAFTS = dict.fromkeys(("moderator", "admin"), 200)  # without the council: processes here have no area
IN_PROCESS = ADMINS | {"moderator": 200}
DESK = ADMINS | dict.fromkeys(("moderator", "council", "answerer"), 200)
# route name → an address, and what each role is answered. `hidden` is a pin that waits; staff of this town may see it.
# The steward writes for the rowing club and for one that is on pause; the club next door is nobody's.
ROUTES = {
    "healthz": ("/healthz", None),
    "town_css": ("/by.css", ANYBODY),
    "favicon": ("/favicon.ico", dict.fromkeys(ANYBODY, 302)),
    "home": ("/", ANYBODY),
    "processes": ("/forloeb/", ANYBODY),
    "process": ("/forloeb/cykelsti/", ANYBODY),
    "process (draft)": ("/forloeb/kladde/", NOBODY | dict.fromkeys(("moderator", "admin"), 200)),
    "process_document": ("/forloeb/cykelsti/dokument/forged/", NOBODY),
    # Process owners come in as the administrator does here (tests/processes/test_design.py).
    "new_process": ("/forloeb/nyt/", ADMINS),
    "design": ("/forloeb/kladde/design/", ADMINS | {"admin": 302}),
    "design_step": ("/forloeb/kladde/design/hvem/", ADMINS),
    "publish_process": ("/forloeb/kladde/design/offentliggoer/", ADMINS),
    "answer_process": ("/forloeb/cykelsti/loeftet-svar/", ADMINS),
    "close_process": ("/forloeb/cykelsti/afslut/", ADMINS),
    "pin": ("/naal/{shown}/", ANYBODY),
    "pin (waiting)": ("/naal/{hidden}/", NOBODY | STAFF),
    "support": ("/naal/{shown}/stoet/", ANYBODY),
    "support (waiting)": ("/naal/{hidden}/stoet/", NOBODY),
    "comment": ("/naal/{shown}/kommenter/", ANYBODY),
    "comment (waiting)": ("/naal/{hidden}/kommenter/", NOBODY),
    "complain": ("/naal/{shown}/anmeld/", ANYBODY),
    "complain (waiting)": ("/naal/{hidden}/anmeld/", NOBODY),
    "follow": ("/naal/{shown}/foelg/", ANYBODY),
    "follow (waiting)": ("/naal/{hidden}/foelg/", NOBODY),
    "follower": ("/foelger/forged/", NOBODY),
    "revise": ("/foelger/forged/ret/", NOBODY),
    "wish_reopening": ("/foelger/forged/genaabn/", NOBODY),
    "wish_merging": ("/foelger/forged/samme/", NOBODY),
    "verdict": ("/loest/forged/", NOBODY),
    "area_answer": ("/svar/forged/", NOBODY),
    "answer_area": ("/svar/omraade/", DESK),
    "stop_following": ("/foelger/forged/stop/", ANYBODY),
    "watch": ("/hold-oeje/", ANYBODY),
    "watching": ("/hold-oeje/forged/", NOBODY),
    "stop_watching": ("/hold-oeje/forged/stop/", ANYBODY),
    "watch_feed": ("/hold-oeje/nyt/forged.atom", NOBODY),
    "neighbourhoods": ("/omraader/", ANYBODY),
    "layer": ("/omraader/skoler/", ANYBODY),
    "area": ("/omraader/bydele/01/", ANYBODY),
    "embed": ("/indlejret/", ANYBODY),
    "news": ("/nyt/", ANYBODY),
    "search": ("/soeg/?q=x", ANYBODY),
    "about": ("/om/", ANYBODY),
    "drop": ("/naale/ny/", ANYBODY),
    "receipt": ("/naale/kvittering/forged/", NOBODY),
    "send_picture": ("/billeder/", dict.fromkeys(ANYBODY, 405)),
    "picture": ("/billeder/2222222222222222222222222222-480.jpg", NOBODY),
    "waiting_picture": ("/billeder/venter/2222222222222222222222222222.jpg", NOBODY),
    "receipt_picture": ("/billeder/kvittering/forged/0.jpg", NOBODY),
    "cover_picture": ("/naal/{shown}/billeder/0/daek/", NOBODY | {"nobody": 302}),
    "original_picture": ("/naal/{shown}/billeder/0/original.jpg", NOBODY | {"nobody": 302}),
    "pins_atom": ("/naale.atom", ANYBODY),
    "pins_rss": ("/naale.rss", ANYBODY),
    "oembed": ("/oembed?format=xml", dict.fromkeys(ANYBODY, 501)),
    "open311_discovery": ("/open311/discovery.xml", ANYBODY),
    "open311_services": ("/open311/v2/services.json", ANYBODY),
    "open311_service": ("/open311/v2/services/unknown.json", NOBODY),
    "open311_requests": ("/open311/v2/requests.json", ANYBODY),
    "open311_request": ("/open311/v2/requests/2026-99999.xml", NOBODY),
    "take_in": ("/indlaes/", PLANNERS),
    "take_in_order": ("/indlaes/forged/", NOBODY | {"nobody": 302}),
    "partners": ("/foreninger/", ANYBODY),
    "partners_geojson": ("/foreninger.geojson", ANYBODY),
    "partner": ("/foreninger/roklubben/", ANYBODY),
    "partner (on pause)": ("/foreninger/paa-pause/", NOBODY | STAFF | {"steward": 200}),
    "partner (waiting)": ("/foreninger/venter/", NOBODY | STAFF),
    "calendar": ("/arrangementer/", ANYBODY),
    "events_geojson": ("/arrangementer.geojson", ANYBODY),
    "town_ics": ("/arrangementer.ics", ANYBODY),
    "event": ("/arrangement/{event}/", ANYBODY),
    "event (waiting)": ("/arrangement/{waiting}/", NOBODY | STAFF),
    "event (draft)": ("/arrangement/{draft}/", NOBODY | {"steward": 200}),
    "event_ics (draft)": ("/arrangement/{draft}.ics", NOBODY),
    "partner_events": ("/foreninger/roklubben/arrangementer/", NOBODY | {"steward": 200}),
    "partner_events (on pause)": ("/foreninger/paa-pause/arrangementer/", NOBODY),
    "co_organisers": ("/arrangement/{event}/medarrangoerer/", NOBODY | {"steward": 200}),
    "event_ics": ("/arrangement/{event}.ics", ANYBODY),
    "event_ics (waiting)": ("/arrangement/{waiting}.ics", NOBODY),
    "partner_ics": ("/foreninger/roklubben.ics", ANYBODY),
    "partner_ics (on pause)": ("/foreninger/paa-pause.ics", NOBODY),
    "put_up": ("/arrangementer/ny/", ANYBODY),
    "put_up_for": ("/foreninger/roklubben/arrangementer/ny/", NOBODY | {"steward": 200}),
    "put_up_for (on pause)": ("/foreninger/paa-pause/arrangementer/ny/", NOBODY),
    "partner_feeds": ("/foreninger/roklubben/kalender/", NOBODY | {"steward": 200}),
    "partner_feeds (on pause)": ("/foreninger/paa-pause/kalender/", NOBODY),
    "change_event": ("/arrangement/{event}/ret/", NOBODY | {"steward": 200}),
    "event_dates": ("/arrangement/{event}/datoer/", NOBODY | {"steward": 200}),
    "sign_up_for": ("/arrangement/{event}/tilmeld/{date}/", ANYBODY),
    "sign_up_for (waiting)": ("/arrangement/{waiting}/tilmeld/{date}/", NOBODY),
    "sign_up": ("/tilmelding/forged/", NOBODY),
    "guest_ics": ("/tilmeldinger/forged.ics", NOBODY),
    "offer": ("/naal/{shown}/tag-paa/", NOBODY | {"nobody": 302, "steward": 200}),
    "offer (waiting)": ("/naal/{hidden}/tag-paa/", NOBODY),
    "decide_link": ("/naal/{shown}/forbind/", dict.fromkeys(ROLES, 405)),
    "handover": ("/overdragelse/{agreed}/", ANYBODY),
    "handover (offered)": ("/overdragelse/{offered}/", NOBODY | STAFF | {"steward": 200}),
    "handover_of_author": ("/overdragelse/{offered}/forged/", NOBODY),
    "thank": ("/overdragelse/{done}/tak/", ANYBODY),
    "thank (offered)": ("/overdragelse/{offered}/tak/", NOBODY),
    "help_out": ("/overdragelse/{agreed}/hjaelp/", ANYBODY),
    "help_out (offered)": ("/overdragelse/{offered}/hjaelp/", NOBODY),
    "volunteer": ("/frivillig/forged/", NOBODY),
    "short_vote": ("/stem/{open_ballot}/", dict.fromkeys(ROLES, 302)),
    "ballot": ("/forloeb/stem/afstemning/", dict.fromkeys(ROLES, 302)),
    "vote": ("/forloeb/stem/afstemning/{open_ballot}/", ANYBODY),
    "vote (draft)": ("/forloeb/andet/afstemning/{draft_ballot}/", NOBODY | {"moderator": 200, "admin": 200}),
    "vote_receipt": ("/forloeb/stem/afstemning/{open_ballot}/tak/", ANYBODY),
    "ballot_csv": ("/forloeb/talt/afstemning/{counted_ballot}/resultat.csv", ANYBODY),
    "ballot_csv (open)": ("/forloeb/stem/afstemning/{open_ballot}/resultat.csv", NOBODY),
    "ballot_xlsx": ("/forloeb/talt/afstemning/{counted_ballot}/resultat.xlsx", ANYBODY),
    "ballots_design": ("/forloeb/stem/afstemning/opsaet/", ADMINS),
    "ballot_design": ("/forloeb/stem/afstemning/opsaet/{open_ballot}/", ADMINS),
    "ballot_preview": ("/forloeb/stem/afstemning/opsaet/{open_ballot}/proev/", ADMINS),
    "ballot_codes": ("/forloeb/stem/afstemning/opsaet/{open_ballot}/koder/", dict.fromkeys(ROLES, 405)),
    "ballot_option": ("/forloeb/stem/afstemning/opsaet/{open_ballot}/mulighed/{option}/", ADMINS),
    "ideas": ("/forloeb/aaben/forslag/", ANYBODY),
    "ideas_geojson": ("/forloeb/aaben/forslag.geojson", ANYBODY),
    "gather_ideas": ("/forloeb/aaben/forslag/saml/", IN_PROCESS),
    "ideas_waiting": ("/forloeb/aaben/forslag/venter/", IN_PROCESS),
    "idea": ("/forloeb/aaben/forslag/{idea}/", ANYBODY),
    "idea (of a draft)": ("/forloeb/udkast/forslag/{idea_of_draft}/", IN_PROCESS | {"nobody": 404}),
    "idea_versions": ("/forloeb/aaben/forslag/{idea}/udgaver/", ANYBODY),
    "idea_pins": ("/forloeb/aaben/forslag/{idea}/naale/", IN_PROCESS),
    "join_idea": ("/forloeb/aaben/forslag/{idea}/vaer-med/", ANYBODY),
    "write_idea": ("/forloeb/aaben/forslag/{idea}/ny-udgave/", NOBODY | {"nobody": 302}),
    "write_idea_by": ("/forloeb/aaben/forslag/{idea}/ny-udgave/forged/", NOBODY),
    "answer_idea": ("/forloeb/aaben/forslag/{idea}/svar/1/", NOBODY | {"nobody": 302}),
    "answer_idea_by": ("/forloeb/aaben/forslag/{idea}/svar/1/forged/", NOBODY),
    "idea_co_authors": ("/forloeb/aaben/forslag/{idea}/medforfattere/", NOBODY | {"admin": 200}),
    "ask_idea": ("/forloeb/aaben/forslag/{idea}/spoerg/", ADMINS),
    "estimate_idea": ("/forloeb/aaben/forslag/{idea}/pris/", ADMINS),
    "decide_idea": ("/forloeb/aaben/forslag/{idea}/beslut/", ADMINS),
    "idea_milestones": ("/forloeb/aaben/forslag/{idea}/milepaele/", ADMINS),
    "idea_milestone": ("/forloeb/aaben/forslag/{idea}/milepaele/1/", NOBODY | {"nobody": 302}),
    "hide_idea": ("/forloeb/aaben/forslag/{idea}/vis/", IN_PROCESS),
    "idea_consent": ("/forslag/samtykke/forged/", NOBODY),
    "idea_author": ("/forslag/forfatter/forged/", NOBODY),
    "stop_authoring": ("/forslag/forfatter/forged/stop/", NOBODY),
    "join": ("/foreninger/ny/", ANYBODY),
    "profile": ("/foreninger/roklubben/ret/", NOBODY | {"steward": 200}),
    "profile (on pause)": ("/foreninger/paa-pause/ret/", NOBODY),
    "partner_members": ("/foreninger/roklubben/folk/", NOBODY | {"steward": 200}),
    "mine": ("/mine-foreninger/", dict.fromkeys(ROLES, 200) | {"nobody": 302}),
    "invitation": ("/invitation/forged/", NOBODY),
    "account_login": ("/log-ind/", dict.fromkeys(ROLES, 302) | {"nobody": 200}),
    "sign_in_staff": ("/log-ind/medarbejder/", dict.fromkeys(ROLES, 302) | {"nobody": 200}),
    "sign_in_code": ("/log-ind/kode/", dict.fromkeys(ROLES, 302)),
    "sign_in_again": ("/log-ind/igen/", ANYBODY | {"nobody": 302}),
    "account_reauthenticate": ("/log-ind/igen/adgangskode/", ANYBODY | {"nobody": 302, "steward": 302}),
    "mfa_reauthenticate": ("/log-ind/igen/kode/", dict.fromkeys(ROLES, 302)),
    "mfa_reauthenticate_webauthn": ("/log-ind/igen/noegle/", dict.fromkeys(ROLES, 302)),
    "mfa_authenticate": ("/log-ind/bevis/", dict.fromkeys(ROLES, 302)),
    "mfa_login_webauthn": ("/log-ind/noegle/", dict.fromkeys(ROLES, 302)),
    "account_logout": ("/log-ud/", dict.fromkeys(ROLES, 405)),
    "openid_connect_login": ("/log-ind/hos/unknown/", dict.fromkeys(ROLES, 405)),
    "openid_connect_callback": ("/log-ind/hos/unknown/svar/", NOBODY),
    "my_page": ("/mig/", ANYBODY | {"nobody": 302}),
    "my_address": ("/mig/adresse/", dict.fromkeys(ROLES, 302)),
    "mfa_index": ("/mig/sikkerhed/", ANYBODY | {"nobody": 302}),
    "mfa_activate_totp": ("/mig/sikkerhed/app/", dict.fromkeys(ROLES, 302)),
    "mfa_deactivate_totp": ("/mig/sikkerhed/app/slet/", NOBODY | {"nobody": 302}),
    "mfa_view_recovery_codes": ("/mig/sikkerhed/noedkoder/", NOBODY | {"nobody": 302}),
    "mfa_generate_recovery_codes": ("/mig/sikkerhed/noedkoder/nye/", dict.fromkeys(ROLES, 302)),
    "mfa_add_webauthn": ("/mig/sikkerhed/noegle/ny/", dict.fromkeys(ROLES, 302)),
    "mfa_remove_webauthn": ("/mig/sikkerhed/noegle/1/slet/", dict.fromkeys(ROLES, 302)),
    "exports": ("/udtraek/", PLANNERS),
    "export": ("/udtraek/forged/", NOBODY | {"nobody": 302}),
    "export_file": ("/udtraek/forged/fil/", NOBODY | {"nobody": 302}),
    "selection": ("/udvalg/forged/", NOBODY | {"nobody": 302}),
    "answer_pin": ("/svar/naal/{shown}/", DESK | {"council": 404}),
    "answer_pin (waiting)": ("/svar/naal/{hidden}/", DESK | {"council": 404}),
    "areas_geojson": ("/omraader/bydele.geojson", ANYBODY),
    "places": ("/steder.json?q=havn", ANYBODY),
    "here": ("/her.json?lng=10.134063&lat=56.124360", ANYBODY),
    "pin_picture": ("/naal/{shown}/kort.png", ANYBODY),
    "pin_picture (waiting)": ("/naal/{hidden}/kort.png", NOBODY),
    "catalogue_ttl": ("/data/katalog.ttl", ANYBODY),
    "catalogue_json_ld": ("/data/katalog.jsonld", ANYBODY),
    "ogc": ("/ogc/", ANYBODY),
    "ogc_bare": ("/ogc", ANYBODY),
    "ogc_api": ("/ogc/api", ANYBODY),
    "ogc_conformance": ("/ogc/conformance", ANYBODY),
    "ogc_collections": ("/ogc/collections", ANYBODY),
    "ogc_collection": ("/ogc/collections/naale", ANYBODY),
    "ogc_queryables": ("/ogc/collections/naale/queryables", ANYBODY),
    "ogc_schema": ("/ogc/collections/naale/schema", ANYBODY),
    "ogc_items": ("/ogc/collections/naale/items", ANYBODY),
    "ogc_item": ("/ogc/collections/naale/items/{shown}", ANYBODY),
    "ogc_item (waiting)": ("/ogc/collections/naale/items/{hidden}", NOBODY),
    "ogc_item (on pause)": ("/ogc/collections/foreninger/items/paa-pause", NOBODY),
    "ogc_collection_tilesets": ("/ogc/collections/naale/tiles", ANYBODY),
    "ogc_collection_tileset": ("/ogc/collections/naale/tiles/WebMercatorQuad", ANYBODY),
    "ogc_collection_tilejson": ("/ogc/collections/naale/tiles/WebMercatorQuad/tilejson", ANYBODY),
    "ogc_collection_tile": ("/ogc/collections/naale/tiles/WebMercatorQuad/12/1272/2163", ANYBODY),
    "ogc_tilesets": ("/ogc/tiles", ANYBODY),
    "ogc_tileset": ("/ogc/tiles/WebMercatorQuad", ANYBODY),
    "ogc_tilejson": ("/ogc/tiles/WebMercatorQuad/tilejson", ANYBODY),
    "ogc_tile": ("/ogc/tiles/WebMercatorQuad/12/1272/2163", ANYBODY),
    "ogc_matrix_sets": ("/ogc/tileMatrixSets", ANYBODY),
    "ogc_matrix_set": ("/ogc/tileMatrixSets/WebMercatorQuad", ANYBODY),
    "ogc_style": ("/ogc/style", ANYBODY),
    "version": ("/version.json", ANYBODY),
    "service_worker": ("/sw.js", ANYBODY),
    "manifest": ("/app.webmanifest", ANYBODY),
    "app_icon": ("/ikon-192.png", ANYBODY),
    "offline": ("/uden-net/", ANYBODY),
    "tile": ("/fliser/12/2163/1273.json", ANYBODY),
    "off_the_map": ("/fliser/99/0/0.json", NOBODY),
    "basemap": ("/grundkort/unknown.pmtiles", NOBODY),
    "basemap_opening": ("/grundkort/unknown/begyndelse", NOBODY),
    "raster": ("/kortfliser/12/2163/1273", NOBODY),
    "privacy": ("/privatliv/", ANYBODY),
    "processing_record": ("/privatliv/fortegnelse/", ADMINS),
    "accessibility": ("/tilgaengelighed/", ANYBODY),
    "was": ("/was", dict.fromkeys(ANYBODY, 302)),
    "join_meeting": ("/m/", ANYBODY),
    "meet": ("/m/{code}/", ANYBODY),
    "meet (wrong code)": ("/m/aaaaaa/", NOBODY),
    "meet_note": ("/m/{code}/note/", dict.fromkeys(ROLES, 405)),
    "meet_question": ("/m/{code}/spoergsmaal/", dict.fromkeys(ROLES, 405)),
    "meet_vote": ("/m/{code}/stem/1/", dict.fromkeys(ROLES, 405)),
    "table_notes": ("/m/bord/{secret}/", ANYBODY),
    "table_notes (forged)": ("/m/bord/forged/", NOBODY),
    "meetings": ("/forloeb/{process}/moeder/", ANYBODY),
    "plan_meeting": ("/forloeb/{process}/moeder/nyt/", ADMINS),
    "meeting": ("/forloeb/{process}/moeder/{meeting}/", ANYBODY),
    "change_meeting": ("/forloeb/{process}/moeder/{meeting}/ret/", ADMINS),
    "meeting_console": ("/forloeb/{process}/moeder/{meeting}/styring/", ADMINS | {"moderator": 200}),
    "console_version": ("/forloeb/{process}/moeder/{meeting}/styring/nu.json", ADMINS | {"moderator": 200}),
    "meeting_notes": ("/forloeb/{process}/moeder/{meeting}/bordnoter/", ADMINS | {"moderator": 200}),
    "meeting_screen": ("/forloeb/{process}/moeder/{meeting}/skaerm/", ANYBODY),
    "screen_pieces": ("/forloeb/{process}/moeder/{meeting}/skaerm/nu/", ANYBODY),
    "meeting_version": ("/forloeb/{process}/moeder/{meeting}/nu.json", ANYBODY),
    "meeting_report": ("/forloeb/{process}/moeder/{meeting}/referat/", NOBODY | {"moderator": 200, "admin": 200}),
    "my_data": ("/mine-data/", dict.fromkeys(ROLES, 302) | {"nobody": 200}),
    "my_data_zip": ("/mine-data/hent.zip", dict.fromkeys(ROLES, 302)),
    "my_data_door": ("/mine-data/forged/", dict.fromkeys(ROLES, 410)),
    "alternatives": ("/forloeb/{process}/paa-kortet/", ANYBODY),
    "alternatives (draft)": ("/forloeb/{draft_process}/paa-kortet/", NOBODY | RUNS_DRAFTS),
    "alternatives_geojson": ("/forloeb/{process}/paa-kortet.geojson", ANYBODY),
    "alternatives_geojson (draft)": ("/forloeb/{draft_process}/paa-kortet.geojson", NOBODY | RUNS_DRAFTS),
    "react": ("/forloeb/{process}/paa-kortet/{drawn}/", ANYBODY),
    "alternatives_design": ("/forloeb/{process}/paa-kortet/ret/", ADMINS),
    "draw_alternative": ("/forloeb/{process}/paa-kortet/ret/ny/", ADMINS),
    "redraw_alternative": ("/forloeb/{process}/paa-kortet/ret/{drawn}/", ADMINS),
    "alternatives_moderate": ("/forloeb/{process}/paa-kortet/kommentarer/", ADMINS | {"moderator": 200}),
    "surveys": ("/forloeb/{process}/undersoegelser/", ADMINS),
    "survey_build": ("/forloeb/{process}/undersoegelser/{survey_draft}/", ADMINS),
    "survey_change": ("/forloeb/{process}/undersoegelser/{survey_draft}/aendr/", dict.fromkeys(ROLES, 405)),
    "survey_settings": ("/forloeb/{process}/undersoegelser/{survey_draft}/om/", ADMINS),
    "survey_publish": ("/forloeb/{process}/undersoegelser/{survey_draft}/offentliggoer/", ADMINS),
    "survey_bank": ("/forloeb/{process}/undersoegelser/{survey_draft}/bank/", ADMINS),
    "survey_build_page": ("/forloeb/{process}/undersoegelser/{survey_draft}/side/you/", ADMINS),
    "survey_new_question": (
        "/forloeb/{process}/undersoegelser/{survey_draft}/nyt-spoergsmaal/?side=you&slags=text",
        ADMINS,
    ),
    "survey_question": ("/forloeb/{process}/undersoegelser/{survey_draft}/spoergsmaal/age/", ADMINS),
    "survey_keep": ("/forloeb/{process}/undersoegelser/{survey_draft}/spoergsmaal/age/bank/", ADMINS),
    "survey_objects": ("/forloeb/{process}/undersoegelser/{survey_draft}/tegnet/spots/", ADMINS),
    "survey_objects_geojson": ("/forloeb/{process}/undersoegelser/{survey_draft}/tegnet/spots/alt.geojson", ADMINS),
    "survey_draw": ("/forloeb/{process}/undersoegelser/{survey_draft}/tegnet/spots/nyt/", ADMINS),
    "survey_redraw": ("/forloeb/{process}/undersoegelser/{survey_draft}/tegnet/spots/ret/square/", ADMINS),
    # Of a survey that is not there; who runs one comes in in tests/findings.
    "survey_map": ("/u/forged/resultat/kort/", NOBODY),
    "survey_map_shapes": ("/u/forged/resultat/kort/good.json", NOBODY),
    "survey_map_csv": ("/u/forged/resultat/kort/good.csv", NOBODY),
    "survey_map_picture": ("/u/forged/resultat/kort/good-felter.png", NOBODY),
    "survey_live_map": ("/forloeb/cykelsti/undersoegelser/forged/svar/kort/", NO_SURVEY),
    "survey_live_map_shapes": ("/forloeb/cykelsti/undersoegelser/forged/svar/kort.json", NO_SURVEY),
    "survey_live_map_heat": ("/forloeb/cykelsti/undersoegelser/forged/svar/kort.png", NO_SURVEY),
    "survey_map_objects": ("/u/forged/resultat/kort/valg/spots.json", NOBODY),
    "survey_live_objects": ("/forloeb/cykelsti/undersoegelser/forged/svar/kort/valg/", NO_SURVEY),
    "survey_live_objects_shapes": ("/forloeb/cykelsti/undersoegelser/forged/svar/kort/valg.json", NO_SURVEY),
    "survey_crossed": ("/forloeb/cykelsti/undersoegelser/forged/svar/kryds/", NO_SURVEY),
    "survey_words": ("/u/forged/resultat/tekster/", NOBODY),
    "survey_texts": ("/forloeb/cykelsti/undersoegelser/forged/svar/tekster/", NO_SURVEY),
    "survey_quote": ("/forloeb/cykelsti/undersoegelser/forged/svar/tekster/1/citat/", NO_SURVEY),
    "survey_exports": ("/forloeb/cykelsti/undersoegelser/forged/svar/udtraek/", NO_SURVEY),
    "survey_export": ("/forloeb/cykelsti/undersoegelser/forged/svar/udtraek/csv/", NO_SURVEY),
    "all_outcomes": ("/resultater/", ANYBODY),
    "outcomes": ("/forloeb/{closed}/resultat/", ANYBODY),
    "outcomes (running)": ("/forloeb/{process}/resultat/", NOBODY | RUNS_DRAFTS),
    "outcomes_paper": ("/forloeb/{closed}/resultat.html", ANYBODY),
    "outcomes_paper (running)": ("/forloeb/{process}/resultat.html", NOBODY | RUNS_DRAFTS),
    "outcomes_write": ("/forloeb/{closed}/resultat/ret/", ADMINS),
    "outcomes_write (running)": ("/forloeb/{process}/resultat/ret/", NOBODY | {"nobody": 302}),
    "outcomes_decide": ("/forloeb/{closed}/resultat/ret/beslutning/", ADMINS),
    "outcomes_decision": ("/forloeb/{closed}/resultat/ret/beslutning/0/", NOBODY | {"nobody": 302}),
    "survey": ("/u/{survey}/", ANYBODY),
    "survey (draft)": ("/u/{survey_draft}/", NOBODY),
    # Who has not begun is sent to the front page.
    "survey_side": ("/u/{survey}/side/you/", dict.fromkeys(ROLES, 302)),
    "survey_send": ("/u/{survey}/send/", dict.fromkeys(ROLES, 302)),
    "survey_thanks": ("/u/{survey}/tak/", ANYBODY),
    "survey_later": ("/u/{survey}/senere/", dict.fromkeys(ROLES, 302)),
    "survey_drawn": ("/u/{survey}/tegnet/1/spots.geojson", ANYBODY),
    "survey_drawn (draft)": ("/u/{survey_draft}/tegnet/1/spots.geojson", NOBODY | {"moderator": 404, "admin": 200}),
    "survey_code": ("/u/{survey}/kode/", ANYBODY),
    "survey_code (draft)": ("/u/{survey_draft}/kode/", NOBODY),
    "survey_embedded": ("/u/{survey}/indlejret/", ANYBODY),
    "survey_tablet": ("/u/{survey}/tablet/", dict.fromkeys(ROLES, 410)),
    "survey_share": ("/forloeb/{process}/undersoegelser/{survey}/del/", ADMINS),
    "survey_qr": ("/forloeb/{process}/undersoegelser/{survey}/del/qr.svg", ADMINS),
    "survey_poster": ("/forloeb/{process}/undersoegelser/{survey}/del/plakat.pdf", ADMINS),
    "survey_codes": ("/forloeb/{process}/undersoegelser/{survey}/koder/", ADMINS),
    "survey_tablets": ("/forloeb/{process}/undersoegelser/{survey}/tablets/", IN_PROCESS),
    "survey_paper": ("/forloeb/{process}/undersoegelser/{survey}/papir/", IN_PROCESS),
    "survey_paper_pdf": (
        "/forloeb/{process}/undersoegelser/{survey_draft}/papir/skema.pdf",
        NOBODY | {"nobody": 302},
    ),
    "survey_enter": ("/forloeb/{process}/undersoegelser/{survey}/indtast/", IN_PROCESS),
    "survey_watch": ("/forloeb/{process}/undersoegelser/{survey}/tilsyn/", ADMINS),
    "survey_reminders": (
        "/forloeb/{process}/undersoegelser/{survey}/tilsyn/paamindelser-1.pdf",
        NOBODY | {"nobody": 302},
    ),
    "survey_try": ("/forloeb/{process}/undersoegelser/{survey_draft}/proev/", ADMINS),
    "survey_try_side": ("/forloeb/{process}/undersoegelser/{survey_draft}/proev/side/you/", ADMINS),
    "survey_try_end": ("/forloeb/{process}/undersoegelser/{survey_draft}/proev/slut/", ADMINS),
    "survey_results": ("/u/forged/resultat/", NOBODY),
    "survey_method": ("/u/forged/resultat/metode/", NOBODY),
    "survey_answers": ("/forloeb/cykelsti/undersoegelser/forged/svar/", NOBODY | {"nobody": 302}),
    "insight": ("/indsigt/", PLANNERS),
    "insight_page": ("/indsigt/hotspots/", PLANNERS),
    "insight_reports": ("/indsigt/rapporter/", PLANNERS),
    "insight_make": ("/indsigt/rapporter/lav/rapport-html/", dict.fromkeys(ROLES, 405)),
    "insight_report": ("/indsigt/rapporter/forged/", PLANNERS | {"planner": 404, "admin": 404}),
    "insight_shapes": ("/indsigt/kort/felter.geojson", PLANNERS),
    "insight_xlsx": ("/indsigt/tabel/raekkevidde.xlsx", PLANNERS),
    "insight_csv": ("/indsigt/tabel/tal.omraader.csv", PLANNERS),
    "desk": ("/bord/", DESK),
    "desk_item": ("/bord/naal/{hidden_pk}/", DESK | {"council": 404}),
    "desk_item (unknown)": ("/bord/naal/0/", NOBODY | {"nobody": 302}),
    "desk_bulk": ("/bord/flere/", dict.fromkeys(ROLES, 405)),
    "desk_undo": ("/bord/fortryd/forged/", dict.fromkeys(ROLES, 405)),
    "desk_views": ("/bord/visninger/", dict.fromkeys(ROLES, 405)),
    "desk_figures": ("/bord/tal/", DESK),
    "desk_settings": ("/bord/frister/", ADMINS),
    "morning_letter": ("/bord/morgenbrev/", DESK),
    "stop_morning_letter": ("/bord/morgenbrev/forged/stop/", ANYBODY),
    # Who gives roles shows once more who they are: the sign-in of these tests is not one.
    "desk_roles": ("/bord/roller/", ADMINS | {"admin": 302}),
    "desk_role": ("/bord/roller/{role}/", ADMINS | {"admin": 302}),
}


def route_names(patterns, prefix=""):
    for pattern in patterns:
        if getattr(pattern, "app_name", "") == "admin":
            continue
        if hasattr(pattern, "url_patterns"):
            yield from route_names(pattern.url_patterns)
        else:
            yield pattern.name


@pytest.fixture
def cast(client, fjordby, neighbourhoods, ida, mads, pia, rikke, make_partner):
    """Who asks, by role; `neighbour` is a moderator of another municipality."""
    from kortet.places.models import AreaLayer

    AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoler")
    other = Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    fjordby.host = "testserver"
    fjordby.save()
    paused = make_partner(name="På pause", state="suspended", state_reason="Svarer ikke")
    Member.objects.create(partner=paused, user=rikke)
    make_partner(name="Venter", state="asked")
    return {
        "nobody": None,
        "citizen": ida,
        "steward": rikke,
        "moderator": mads,
        "council": limited(staff("carla", fjordby, "moderator"), neighbourhoods[2]),
        "answerer": staff("bo", fjordby, "answerer"),
        "planner": pia,
        "admin": staff("anna", fjordby, "admin"),
        "neighbour": staff("nils", other, "moderator"),
    }


def limited(user, area):
    """A local council's moderator: for one area, in which the tests put nothing."""
    user.roles.update(areas=[area.pk])
    return user


def test_every_route_has_a_row():
    named = {name.split(" ")[0] for name in ROUTES}
    assert set(route_names(get_resolver().url_patterns)) == named


# Routes to come to, in parts: both workers have some, and each part needs the people and the places once.
COMERS = [name for name, (_, wanted) in ROUTES.items() if wanted]
PARTS = 4


@pytest.mark.attack("F01")
@pytest.mark.parametrize("part", range(PARTS))
def test_who_may_come_in(client, cast, places, part):
    routes = COMERS[part::PARTS]
    found = {name: answers(client, cast, "get", ROUTES[name][0].format(**places)) for name in routes}
    assert found == {name: ROUTES[name][1] for name in routes}


# Routes that answer an empty form otherwise than they answer who only looks. All others answer both alike, or 405.
# What changes nothing without words is answered 422, what a visitor may do at once 302, and a key is missing at 403.
TOLD_TWICE, DONE = dict.fromkeys(ROLES, 422), dict.fromkeys(ROLES, 302)
AT_DESK = NOBODY | {"nobody": 302}
WORKERS = ("moderator", "council", "answerer", "admin")
SENDS = {
    "new_process": {"admin": 422},
    "design_step": {"admin": 422},
    "publish_process": {"admin": 422},
    "answer_process": {"admin": 422},
    "close_process": {"admin": 422},
    # A phone joins; who did not join is asked to.
    "meet": DONE,
    "meet_note": DONE,
    "meet_question": DONE,
    "meet_vote": DONE,
    "meeting_console": {"moderator": 422, "admin": 422},
    "support": DONE,
    "comment": TOLD_TWICE,
    "complain": TOLD_TWICE,
    "follow": TOLD_TWICE,
    "watch": TOLD_TWICE,
    "drop": TOLD_TWICE,
    "react": TOLD_TWICE,
    "alternatives_design": {"admin": 422},
    "draw_alternative": {"admin": 422},
    "redraw_alternative": {"admin": 422},
    "alternatives_moderate": {"moderator": 404, "admin": 404},
    "survey_change": NOBODY | {"nobody": 302},
    **{
        f"survey_{name}": {"admin": 422}
        for name in ("settings", "publish", "bank", "build_page", "question", "new_question")
    },
    **{f"survey_{name}": {"admin": 422} for name in ("keep", "objects", "draw", "redraw")},
    "surveys": {"admin": 422},
    "survey_code": TOLD_TWICE,
    **{f"survey_{name}": {"admin": 422} for name in ("codes", "watch")},
    **{f"survey_{name}": {"moderator": 422, "admin": 422} for name in ("tablets", "enter")},
    "outcomes_write": {"admin": 302},
    "outcomes_decide": {"admin": 422},
    "send_picture": TOLD_TWICE,
    "open311_requests": dict.fromkeys(ROLES, 403),
    "partner_events": {"steward": 404},
    "co_organisers": {"steward": 302},
    "event_dates": {"steward": 302},
    "gather_ideas": {"moderator": 422, "admin": 422},
    "ideas_waiting": {"moderator": 404, "admin": 404},
    "idea_pins": {"moderator": 404, "admin": 404},
    "join_idea": TOLD_TWICE,
    "idea_co_authors": {"admin": 404},
    **{key: {"admin": 422} for key in ("ask_idea", "estimate_idea", "decide_idea", "idea_milestones")},
    "hide_idea": {"moderator": 422, "admin": 422},
    "decide_link": NOBODY,
    "thank": DONE,
    "sign_out": DONE,
    "account_logout": DONE,
    "openid_connect_login": NOBODY,
    "mfa_index": {role: 302 for role in ROLES if role != "nobody"},
    "vote": TOLD_TWICE,
    "vote (draft)": {"moderator": 409, "admin": 409},
    "ballot_design": {"admin": 302},
    "ballot_preview": {"admin": 422},
    "ballot_codes": AT_DESK | {"admin": 422},
    "survey": DONE,
    "survey_try_side": {"admin": 302},
    "insight_make": NOBODY | {"nobody": 302, "planner": 200, "admin": 200},
    "desk_item": {"moderator": 302, "answerer": 302, "admin": 302},
    "desk_bulk": AT_DESK | dict.fromkeys(WORKERS, 302),
    "desk_undo": AT_DESK,
    "desk_views": AT_DESK | dict.fromkeys(WORKERS, 422),
}


@pytest.mark.attack("F02")
@pytest.mark.parametrize("part", range(PARTS))
def test_who_may_send(client, cast, places, part):
    """Every address by POST, as each role; and by DELETE as the administrator, to whom most is open."""
    told = {name: sent_otherwise(client, cast, places, name) for name in COMERS[part::PARTS]}
    assert {name: found for name, found in told.items() if found} == {
        name: SENDS[name] for name in COMERS[part::PARTS] if name in SENDS
    }


def sent_otherwise(client, cast, places, route):
    """Role → what it is answered where that is neither what a look is answered nor "not by this verb"."""
    address, looked = ROUTES[route][0].format(**places), ROUTES[route][1]
    found = answers(client, cast, "post", address)
    deleted = answers(client, {"admin": cast["admin"]}, "delete", address)["admin"]
    assert deleted in (looked["admin"], found["admin"], 405), route
    return {role: status for role, status in found.items() if status not in (looked[role], 405)}


def come_as(client, user):
    """Makes it the browser of somebody who signed in before; they do so the first time that they come."""
    signed_in = vars(client).setdefault("signed_in", {})
    if user not in signed_in:
        client.cookies = SimpleCookie()  # to sign out would end the session of whoever came before
        if user:
            client.force_login(user)
        signed_in[user] = client.cookies
    client.cookies = deepcopy(signed_in[user])


def answers(client, cast, verb, address):
    """What each role is answered; nothing that was sent stays."""
    found = {}
    for role, user in cast.items():
        come_as(client, user)
        with transaction.atomic():
            found[role] = getattr(client, verb)(address).status_code
            transaction.set_rollback(True)
    return found


@pytest.fixture
def places(make_pin, rowing_club, make_event, mads, make_meeting, make_survey):
    """The words in the addresses."""
    hidden = make_pin(moderation="waiting")
    words = {"shown": make_pin().word, "hidden": hidden.word, "hidden_pk": hidden.pk, "role": mads.roles.get().pk}
    for name, state in (("offered", "offered"), ("agreed", "accepted"), ("done", "done")):
        facts = {"pin": make_pin(), "partner": rowing_club, "what": "Vi maler den", "result": "Malet"}
        words[name] = Handover.objects.create(state=state, **facts).word
    words |= processes(hidden.municipality) | ballots_of(hidden.municipality) | ideas_of(make_pin)
    open_process = Process.objects.get(slug=words["process"])
    words["survey_draft"] = make_survey(open_process, published=False).word
    words["survey"] = make_survey(open_process).word
    meeting = make_meeting(process=open_process)
    words |= {"code": meeting.code, "secret": meeting.tables.first().secret, "meeting": meeting.word}
    events = {"event": {"organiser": rowing_club}, "draft": {"organiser": rowing_club, "status": "draft"}}
    for name, given in (events | {"waiting": {"moderation": "waiting"}}).items():
        words[name] = (event := make_event(needs_sign_up=True, **given)).word
        words["date"] = words.get("date", event.occurrences.get().pk)
    return words


ADMIN = {
    "/admin/pins/pin/": {"moderator", "council", "planner", "admin"},
    "/admin/pins/comment/": {"moderator", "council", "planner", "admin"},
    "/admin/pins/complaint/": {"moderator", "council", "admin"},
    "/admin/municipalities/theme/": {"moderator", "council", "planner", "admin"},
    "/admin/partners/partner/": {"moderator", "council", "planner", "admin"},
    "/admin/events/event/": {"moderator", "council", "planner", "admin"},
    "/admin/links/handover/": {"moderator", "council", "planner", "admin"},
    "/admin/pins/state/": {"moderator", "council", "planner", "admin"},
    "/admin/pins/answertemplate/": {"moderator", "council", "answerer", "planner", "admin"},
    "/admin/processes/process/": {"moderator", "council", "admin"},
    "/admin/journal/entry/": {"moderator", "admin"},
    "/admin/exports/export/": {"planner", "admin"},
    "/admin/people/role/": {"admin"},
    "/admin/people/user/": set(),
    "/admin/procrastinate/procrastinatejob/": set(),
}


@pytest.mark.parametrize("address", ADMIN)
def test_who_may_come_into_the_admin(client, cast, address):
    let_in = set()
    for role, user in cast.items():
        client.logout()
        if user:
            client.force_login(user)
        if client.get(address).status_code == 200:
            let_in.add(role)
    assert let_in == ADMIN[address]


@pytest.mark.attack("H07")
def test_every_answer_carries_the_strict_policy(client, make_pin):
    for address in ("/", f"/naal/{make_pin().word}/", "/naale/ny/", "/admin/login/", "/findesikke", "/steder.json?q=x"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.attack("H07")
def test_no_template_has_inline_script_or_style():
    found = []
    pages = set(Path("templates").rglob("*.html")) - set(Path("templates/mail").rglob("*.html"))  # letters carry theirs
    for path in pages:
        text = path.read_text(encoding="utf-8")
        if re.search(r"<script(?![^>]*(?:\bsrc=|application/ld\+json))|\sstyle=|\son[a-z]+=|<style", text):
            found.append(str(path))
    assert found == []


@pytest.mark.attack("F08")
def test_what_belongs_to_a_town_is_not_on_anothers_host(client, cast, places):
    """All that anybody may open and that is about one row: its own host has it, another town's has not."""
    own = [address for address, wanted in ROUTES.values() if wanted == ANYBODY and "{" in address]
    found = {address: client.get(address.format(**places), HTTP_HOST="nabo.localhost").status_code for address in own}
    assert found == dict.fromkeys(own, 404) and len(own) > 12


@pytest.mark.attack("F08")
def test_the_towns_do_not_see_each_other(client, cast, make_pin):
    pin = make_pin()
    host = {"host": "nabo.localhost"}
    for address in (f"/naal/{pin.word}/", "/omraader/bydele/01/", "/omraader/bydele.geojson"):
        assert client.get(address, headers=host).status_code == 404
    assert "0 nåle" in client.get("/", headers=host).content.decode()
    assert client.get("/", headers={"host": "ukendt.localhost"}).status_code == 404


def test_one_alone_answers_on_every_host(client, fjordby):
    assert client.get("/", headers={"host": "hvadsomhelst.localhost"}).status_code == 200


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("places/models.py", "from kortet.pins.filters import PinFilter"),
        ("pins/queries.py", "from kortet.pins.forms import PinForm"),
    ],
)
def test_the_contracts_break_when_an_import_points_upwards(tmp_path, file, line):
    top = Path(__file__).resolve().parent.parent
    shutil.copytree(top / "kortet", tmp_path / "kortet", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copy(top / "pyproject.toml", tmp_path)
    broken = tmp_path / "kortet" / file
    broken.write_text(f"{line}\n{broken.read_text(encoding='utf-8')}", encoding="utf-8")
    tool = Path(sys.executable).parent / "lint-imports"
    said = subprocess.run([tool, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 1 and "BROKEN" in said.stdout
