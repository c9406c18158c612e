"""The table that is printed: one line a figure, with its budget."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """``ours`` and ``stock`` in ``unit``; ``budget`` is the ratio that was promised, None where nothing was."""

    name: str
    ours: float
    stock: float | None
    unit: str
    budget: float | None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.stock if self.stock else None

    @property
    def verdict(self) -> str:
        if self.budget is None or self.ratio is None:
            return ""
        return "PASS" if self.ratio <= self.budget else "over budget"


def print_report(lines: list[Line], machine: str) -> int:
    """Print it; give the number of lines that are over their budget."""
    rows = [("", "ours", "stock", "ratio", "budget", "")]
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        budget = "" if line.budget is None else f"<= {line.budget:.2f}"
        rows.append(
            (line.name, _figure(line.ours, line.unit), _figure(line.stock, line.unit), ratio, budget, line.verdict)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:5], widths[1:5], strict=True)),
        ]
        print("  ".join([*cells, row[5]]).rstrip())
    print(machine)
    return sum(line.verdict == "over budget" for line in lines)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.{1 if value < 100 and unit else 0}f} {unit}".rstrip()
