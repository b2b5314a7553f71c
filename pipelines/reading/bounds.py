"""How large a file may be: larger ones are no forms, and reading them would only use up the machine.

``docs/intake-limits.md`` says so to whoever sends files.
"""

from pathlib import Path

from pipelines.reading.refusals import bad_name, too_large

MAX_BYTES = 30 * 1024 * 1024
#: A packed file may not grow beyond this, whatever its size on disk, nor hold more files.
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_ROWS = 100_000
MAX_COLUMNS = 2_000
MAX_CELLS = 2_000_000
MAX_SHEETS = 100


def check_name(name: str) -> None:
    """Raise Refusal for a name that leads elsewhere or hides a part of itself."""
    if not name.isprintable() or any(sign in name for sign in "/\\"):
        raise bad_name(Path(name.replace("\\", "/")).name)


def check_bytes(size: int, name: str) -> None:
    """Raise Refusal for a file of so many bytes, best before it is read."""
    if size > MAX_BYTES:
        raise too_large(name, f"文件有{size / 1024 / 1024:.0f}MB", f"，不能超过{MAX_BYTES // 1024 // 1024}MB")


def check_package_size(entries: int, unpacked: int, name: str) -> None:
    """Raise Refusal for a package of so many files and bytes."""
    if entries > MAX_ENTRIES:
        raise too_large(name, f"压缩包里有{entries}个文件", f"，不能超过{MAX_ENTRIES}个")
    if unpacked > MAX_UNPACKED:
        raise too_large(name, "解压后的内容过大", f"，不能超过{MAX_UNPACKED // 1024 // 1024}MB")


def check_sheet_size(rows: int, columns: int, name: str, sheet: str = "") -> None:
    """Raise Refusal for a sheet of so many rows and columns."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        found = f"工作表有{rows}行{columns}列"
        raise too_large(name, found, f"，不能超过{MAX_ROWS}行、{MAX_COLUMNS}列、{MAX_CELLS}个单元格", sheet)


def check_text_size(lines: int, delimiters: int, name: str) -> None:
    """Raise Refusal for a text of so many lines and delimiters, before they become cells."""
    if lines > MAX_ROWS or delimiters > MAX_CELLS:
        found = f"文件有{lines}行、{delimiters}个分隔符"
        raise too_large(name, found, f"，不能超过{MAX_ROWS}行、{MAX_CELLS}个单元格")


def check_sheet_count(count: int, name: str) -> None:
    """Raise Refusal for a workbook of so many sheets."""
    if count > MAX_SHEETS:
        raise too_large(name, f"有{count}张工作表", f"，不能超过{MAX_SHEETS}张")
