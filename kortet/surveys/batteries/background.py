"""Who answers: what is needed to hold the answers against the population, and no more."""

from kortet.surveys.batteries.wording import both, chosen, page
from kortet.surveys.questionnaire import Kind, Question

PAGE = page(
    "baggrund",
    ("Om dig", "About you"),
    (
        "Så vi kan se, om alle er hørt. Du behøver ikke svare, og vi viser aldrig færre end fem sammen.",
        "So that we see whether everybody is heard. You need not answer, and we never show fewer than five together.",
    ),
    chosen(
        "single",
        "background.age",
        ("Hvor gammel er du?", "How old are you?"),
        ("a15_29", "15-29 år", "15-29 years"),
        ("a30_44", "30-44 år", "30-44 years"),
        ("a45_64", "45-64 år", "45-64 years"),
        ("a65", "65 år eller mere", "65 years or more"),
        background="age",
    ),
    chosen(
        "single",
        "background.sex",
        ("Hvad er dit køn?", "What is your gender?"),
        ("female", "Kvinde", "Woman"),
        ("male", "Mand", "Man"),
        ("neither", "Andet", "Other"),
        background="sex",
    ),
    Question(
        key="background_area",
        kind=Kind.HOME,
        indicator="background.area",
        background="area",
        words=both(("Hvor bor du?", "Where do you live?")),
    ),
)
