"""The site as one zip: opened from disk by double-click, or served to a room by a laptop without internet."""

from tonghao.pack.build import Packed, pack
from tonghao.pack.room import room

__all__ = ["Packed", "pack", "room"]
