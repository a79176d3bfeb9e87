"""Needs: how it is to live here, and what is missing."""

from kortet.surveys.batteries.wording import Pair, chosen, page, question, scale

BAD: Pair = ("meget dårligt", "very poor")
GOOD: Pair = ("meget godt", "very good")
THINGS = (
    ("green", "Grønne steder", "Green places"),
    ("meet", "Steder at mødes", "Places to meet"),
    ("play", "Leg og bevægelse", "Play and exercise"),
    ("traffic", "Trafik og støj", "Traffic and noise"),
    ("paths", "Stier til cykel og gang", "Paths for cycling and walking"),
    ("transport", "Bus og tog", "Bus and train"),
    ("safety", "Tryghed og lys", "Safety and light"),
    ("shops", "Indkøb og service", "Shops and services"),
    ("care", "Hjælp til dem, der har brug for det", "Help for those who need it"),
    ("housing", "Boliger", "Housing"),
    ("other", "Noget andet", "Something else"),
)
PAGE = page(
    "behov",
    ("Der, hvor du bor", "Where you live"),
    (
        "Tænk på stedet omkring din bolig, så langt du går til fods.",
        "Think of the place around your home, as far as you walk.",
    ),
    scale(
        "needs.satisfaction",
        ("Hvor tilfreds er du alt i alt med at bo her?", "All in all, how satisfied are you with living here?"),
        ("meget utilfreds", "very dissatisfied"),
        ("meget tilfreds", "very satisfied"),
    ),
    scale(
        "needs.safe_dark",
        ("Hvor tryg er du ude, når det er mørkt?", "How safe do you feel outside when it is dark?"),
        ("meget utryg", "very unsafe"),
        ("meget tryg", "very safe"),
    ),
    scale("needs.meet", ("Hvordan er der steder at mødes?", "How are the places to meet?"), BAD, GOOD),
    scale("needs.green", ("Hvordan er der grønt?", "How are the green places?"), BAD, GOOD),
    scale(
        "needs.paths",
        ("Hvordan kommer man rundt til fods og på cykel?", "How is it to get around by foot and by bike?"),
        BAD,
        GOOD,
    ),
    scale("needs.transport", ("Hvordan er der bus og tog?", "How are buses and trains?"), BAD, GOOD),
    chosen(
        "multiple",
        "needs.important",
        ("Hvad er vigtigst at gøre noget ved?", "What is most important to do something about?"),
        *THINGS,
        most=3,
        help={"da": "Vælg højst tre.", "en": "Choose three at most."},
    ),
    question(
        "text",
        "needs.one_thing",
        (
            "Hvis én ting skulle være anderledes, hvad skulle det så være?",
            "If one thing were to be different, what should it be?",
        ),
        help={"da": "Skriv ikke navne eller telefonnumre.", "en": "Please write no names or telephone numbers."},
        most=1000,
    ),
)
