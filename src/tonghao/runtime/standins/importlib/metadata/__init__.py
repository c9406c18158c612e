"""Asked for one thing, when a package has been installed: to forget what it has seen. It has seen nothing.

The real one reads what packages say about themselves, and needs the email parser for it.
"""


class MetadataPathFinder:
    @staticmethod
    def invalidate_caches() -> None:
        pass
