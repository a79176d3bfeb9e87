"""A consultant builds a survey of twelve questions: once by mouse, once by key alone; axe finds nothing."""

import pytest

from kortet.surveys.models import Edition
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_alternatives import found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/forloeb/by/undersoegelser/"
# kind, wording, choices: eight of one's own; the battery of three questions about who answers comes first.
OWN = [
    ("Ét svar", "Hvordan kommer du til byen?", "Cykel\nBus\nBil\nAndet (skriv)"),
    ("Tekst", "Hvad mangler der for, at du cykler?", ""),
    ("Skala", "Hvor glad er du for byen?", ""),
    ("Flere svar", "Hvad bruger du byen til?", "Indkøb\nVenner\nArbejde"),
    ("Rækkefølge", "Hvad er vigtigst?", "Træer\nLys\nBænke"),
    ("Tal", "Hvor mange gange om ugen?", ""),
    ("Sæt punkter", "Hvor er det rart at være?", ""),
    ("Tegn linjer", "Hvor går du tur?", ""),
]


@pytest.fixture
def by(town, make_process):
    return make_process("collect", form="citizen_survey", slug="by")


def begin(page, press):
    """A survey with the battery of who answers."""
    page.get_by_label("Hvad skal undersøgelsen hedde?").fill("Vores by")
    page.get_by_label("Hvem svarer").check()
    press(page.get_by_role("button", name="Begynd", exact=True))
    page.get_by_role("button", name="Tilføj en side").wait_for()


def add(page, press, kind, words, lines, number):
    """A question on the second page; the sheet opens over the builder and closes again."""
    second = page.locator(".survey-page").nth(1)
    press(second.locator(":scope > .survey-add > summary"))
    press(second.get_by_role("link", name=kind).first)
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Spørgsmål").fill(words)
    if lines:
        sheet.get_by_label("Svarmuligheder").or_(sheet.get_by_label("Det, der sættes i rækkefølge")).first.fill(lines)
    press(sheet.get_by_role("button", name="Gem", exact=True).last)
    page.locator(f"li[data-key]:has-text('{words}')").wait_for()
    assert page.locator(".survey-questions > li[data-key]").count() == number


def condition(page, press):
    """The second question is asked of those who do not cycle."""
    press(page.locator("li[data-key=hvad_mangler_der_for_at_du]").get_by_role("link", name="Ret"))
    sheet = page.get_by_role("dialog")
    press(sheet.locator("#shown > summary"))
    sheet.get_by_label("Svaret på").select_option(label="Hvordan kommer du til byen?")
    sheet.get_by_label("Hvad skal gælde?").wait_for()
    sheet.get_by_label("Hvad skal gælde?").select_option(label="er ingen af disse")
    sheet.get_by_label("Cykel", exact=True).check()
    press(sheet.get_by_role("button", name="Gem", exact=True).last)
    page.locator("li[data-key=hvad_mangler_der_for_at_du]", has_text="med betingelse").wait_for()


def follow_up(page, press):
    """Of each place that is liked is asked why."""
    place = page.locator("li[data-key]", has_text="Hvor er det rart at være?")
    press(place.get_by_text("Spørg til hvert sted"))
    press(place.locator(".survey-follow").get_by_role("link", name="Tekst", exact=False).first)
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Spørgsmål").fill("Hvorfor her?")
    press(sheet.get_by_role("button", name="Gem", exact=True).last)
    page.locator(".survey-follow li", has_text="Hvorfor her?").wait_for()


def whole(page, press):
    begin(page, press)
    press(page.get_by_role("button", name="Tilføj en side"))
    page.locator(".survey-page").nth(1).wait_for()
    for number, (kind, words, lines) in enumerate(OWN, 4):
        add(page, press, kind, words, lines, number)
    condition(page, press)
    follow_up(page, press)


def built():
    asked = Edition.objects.get(published=None).questionnaire
    return [[one.key for one in page.questions] for page in asked.pages], len(list(asked.every()))


def test_a_survey_is_built_by_mouse_dragged_undone_and_published(visit, by, otto):
    page = visit(LIST, size=DESK, user=otto)
    whole(page, lambda one: one.click())
    pages, every = built()
    assert (len(pages[0]), len(pages[1]), every) == (3, 8, 12)
    assert found_by_axe(page) == []
    row, before = page.locator("li[data-key=hvor_gaar_du_tur]"), page.locator("li[data-key=hvor_er_det_rart_at_vaere]")
    row.locator(".survey-grip").drag_to(before, target_position={"x": 300, "y": 4})
    page.locator(".survey-questions > li:nth-child(7)[data-key=hvor_gaar_du_tur]").wait_for()
    page.get_by_role("button", name="Fortryd").click()
    page.locator(".survey-questions > li:nth-child(8)[data-key=hvor_gaar_du_tur]").wait_for()
    page.get_by_role("link", name="Offentliggør").click()
    page.get_by_text("Intet står i vejen.").wait_for()
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Offentliggør udgave 1").click()
    page.get_by_text("Udgave 1 er offentlig siden").wait_for()


def test_a_survey_is_built_by_key_alone_on_a_phone(visit, by, otto):
    page = visit(LIST, size=PHONE, scheme="dark", user=otto)

    def press(one):
        one.focus()
        one.press("Enter")

    whole(page, press)
    assert built()[1] == 12 and found_by_axe(page) == []
    row = page.locator("li[data-key=hvor_gaar_du_tur]")
    row.get_by_role("link", name="Ret").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.locator(".survey-questions > li:nth-child(7)[data-key=hvor_gaar_du_tur]").wait_for()
    page.locator("#builder").focus()
    page.keyboard.press("Control+z")
    page.locator(".survey-questions > li:nth-child(8)[data-key=hvor_gaar_du_tur]").wait_for()
    press(row.get_by_role("link", name="Ret"))
    page.get_by_role("dialog").locator("#sheet").wait_for()
    assert found_by_axe(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
