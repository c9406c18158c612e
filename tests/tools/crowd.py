"""Codes of thousands of people, made without asking the tool thousands of times."""

import random

from tonghao_widgets import codes, layouts
from tools.conftest import hub_of


def crowd(count: int) -> list[str]:
    """Codes of ``count`` people who rated two of the nine elements by chance."""
    chance, layout = random.Random(1), layouts.of_hub(hub_of("nine"))
    made = []
    for number in range(count):
        answers = {"ratings.kol": chance.randrange(5), "ratings.ritual": chance.randrange(5)}
        head = [(layouts.mark("nine"), layouts.MARKS), (layout.mark, layouts.MARKS), (number, codes.SENDERS)]
        rest = [(0, codes.ROUNDS), (0, 2), (0, len(layout.outcomes)), *layouts.digits(answers, layout)]
        made.append(codes.spelt(layouts.folded(head + rest)))
    return made
