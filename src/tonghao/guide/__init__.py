"""What contributors are told: pages written by hand, and what the code says of its own fields and commands.

The pages' words are data: ``docs/guide/*.yml``, with the samples they show, each of which a test carries out. What
fields, values, commands and targets mean stands in ``said.yml`` beside this module, in the other languages; in English
the model and the commands say it themselves, and a pair that no longer matches them fails a test.
"""

from tonghao.guide.anatomy import Field, Kind, RecordOf, Shape
from tonghao.guide.gather import Command, Guide, Parameter, gather
from tonghao.guide.prose import Chapter, Part, Sample

__all__ = [
    "Chapter",
    "Command",
    "Field",
    "Guide",
    "Kind",
    "Parameter",
    "Part",
    "RecordOf",
    "Sample",
    "Shape",
    "gather",
]
