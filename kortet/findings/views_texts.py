"""People's own words for those who run the survey: found, put under tags, counted; and quotes that they approve."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from kortet.findings.doors import for_designers, published_survey
from kortet.findings.forms_texts import QuoteForm, TagForm, TextFilter
from kortet.findings.models import PublishedTags, Quote, TextTag
from kortet.findings.queries_texts import BEGIN, END, texts_of, words_of
from kortet.findings.tags_published import publish_tags
from kortet.findings.texts import as_table, standing_out, tag_table
from kortet.findings.views_map import kept
from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import signed_in
from kortet.people.hints import hints_in
from kortet.responses.models import Answer
from kortet.saying.personal import cpr_numbers
from kortet.surveys.models import Survey

A_PAGE = 50


@for_designers
def survey_texts(request: TownRequest, survey: Survey) -> HttpResponse:
    """The texts that are asked for, with their tags; what is posted puts a tag on some of them, or takes it off."""
    if "publish" in request.POST:
        return survey_tags(request, survey)
    form = TagForm(request.POST if request.method == "POST" else None, survey)
    if form.is_valid():
        form.take_off() if "take_off" in request.POST else form.put_on()
        return redirect(request.get_full_path())
    tags = list(TextTag.objects.filter(survey=survey))
    chosen = TextFilter(request.GET, survey, tags)
    wrong = form.is_bound or not chosen.is_valid()
    return render(request, "findings/texts.html", shown(request, survey, chosen, form), status=422 if wrong else 200)


def survey_tags(request: TownRequest, survey: Survey) -> HttpResponse:
    """Shows all how many wrote of what."""
    try:
        publish_tags(survey, signed_in(request))
    except ValidationError as error:
        tags = list(TextTag.objects.filter(survey=survey))
        told = shown(request, survey, TextFilter(request.GET, survey, tags), TagForm(None, survey))
        return render(request, "findings/texts.html", told | {"refusal": " ".join(error.messages)}, status=422)
    return redirect(request.get_full_path())


def shown(request: TownRequest, survey: Survey, chosen: TextFilter, form: TagForm) -> dict[str, Any]:
    texts = chosen.texts
    page = Paginator(texts, A_PAGE).get_page(request.GET.get("side"))
    some: Any = page.object_list
    rows = list(some.prefetch_related("tagged__tag").select_related("quote"))
    for row in rows:
        row.parts = parts_of(getattr(row, "marked", row.text))
        row.number = str(row.pk)  # not as a number, which templates write with thousands
        row.is_marked = "alle" in request.GET or row.number in form.answers
    here, every = (one.order_by().values("response").distinct().count() for one in (texts, texts_of(survey)))
    told = {"survey": survey, "process": survey.process, "chosen": chosen, "form": form, "page": page, "rows": rows}
    told |= {"words": standing_out(words_of(survey, texts), here, every), "is_part": here < every}
    told |= {"table": as_table(tag_table(survey)), "published": PublishedTags.objects.filter(survey=survey).first()}
    return told


def parts_of(marked: str) -> list[tuple[bool, str]]:
    """A text in parts, each with whether it is what was searched for."""
    first, *rest = marked.split(BEGIN)
    found = [(False, first)]
    for part in rest:
        hit, _end, after = part.partition(END)
        found += [(True, hit), (False, after)]
    return [one for one in found if one[1]]


@for_designers
def survey_quote(request: TownRequest, survey: Survey, number: int) -> HttpResponse:
    """One text, to be approved as a quote, or no longer one."""
    answer: Answer = get_object_or_404(texts_of(survey), pk=number)
    quote = Quote.objects.filter(answer=answer).first()
    if "remove" in request.POST and quote:
        quote.delete()
        Entry.objects.record("quote_removed", survey, actor=signed_in(request))
        return redirect("survey_texts", survey.process.slug, survey.word)
    initial = {"text": quote.text if quote else answer.text}
    form = QuoteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        form.save(answer, survey, signed_in(request))
        return redirect("survey_texts", survey.process.slug, survey.word)
    context: dict[str, Any] = {
        "survey": survey,
        "process": survey.process,
        "answer": answer,
        "quote": quote,
        "form": form,
    }
    context["hints"] = [*cpr_numbers(answer.text), *hints_in(answer.text)]
    return render(request, "findings/quote.html", context, status=422 if form.is_bound else 200)


@require_safe
def survey_words(request: TownRequest, word: str) -> HttpResponse:
    """What all may read of what people wrote: how many wrote of what, and the quotes that were approved."""
    survey = published_survey(request, word)
    published = PublishedTags.objects.filter(survey=survey).first()
    context: dict[str, Any] = {"survey": survey, "table": as_table(published.table) if published else None}
    context["quotes"] = list(Quote.objects.filter(survey=survey))
    return kept(render(request, "findings/words.html", context))
