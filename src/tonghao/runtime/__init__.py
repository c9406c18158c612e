"""The Python runtime the reader's browser loads: the pinned Pyodide, a trimmed standard library, and our package.

``build_runtime`` makes it, or finds it made; everything else here serves it.
"""

from tonghao.runtime.build import Runtime, build_runtime
from tonghao.runtime.node import RuntimeBuildError, find_node

__all__ = ["Runtime", "RuntimeBuildError", "build_runtime", "find_node"]
