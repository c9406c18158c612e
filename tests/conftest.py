"""For all tests: chance is seeded, so that a failure on one machine is a failure on every machine."""

from hypothesis import settings

settings.register_profile("tonghao", deadline=None, derandomize=True, database=None)
settings.load_profile("tonghao")
