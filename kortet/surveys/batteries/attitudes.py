"""Attitudes: trust, influence, belonging."""

from kortet.surveys.batteries.wording import page, scale

PAGE = page(
    "holdninger",
    ("Hvad synes du?", "What do you think?"),
    ("Hvor enig er du i det, der står herunder?", "How much do you agree with the statements below?"),
    scale(
        "attitude.trust_municipality",
        (
            "Jeg har tillid til, at kommunen beslutter det, der er godt for byen.",
            "I trust the municipality to decide what is good for the town.",
        ),
    ),
    scale(
        "attitude.heard",
        (
            "Kommunen lytter, når borgere siger deres mening.",
            "The municipality listens when people say what they think.",
        ),
    ),
    scale(
        "attitude.explained",
        (
            "Kommunen forklarer, hvorfor den beslutter, som den gør.",
            "The municipality explains why it decides as it does.",
        ),
    ),
    scale(
        "attitude.informed",
        (
            "Det er let at finde ud af, hvad kommunen planlægger, der hvor jeg bor.",
            "It is easy to find out what the municipality plans where I live.",
        ),
    ),
    scale(
        "attitude.influence",
        (
            "Folk som jeg kan få indflydelse på det, der sker, hvor vi bor.",
            "People like me can influence what happens where we live.",
        ),
    ),
    scale("attitude.belonging", ("Jeg føler mig hjemme, der hvor jeg bor.", "I feel at home where I live.")),
    scale(
        "attitude.trust_neighbours",
        ("Man kan stole på de fleste, der bor her.", "Most people who live here can be trusted."),
    ),
)
