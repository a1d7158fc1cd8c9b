"""The programs we did not write and hold our documents against: LibreOffice, poppler, the Open XML SDK validator,
Chromium with axe-core, and html-validate.

Ask for them with the fixtures `needs_…` (conftest.py).
"""

import functools
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 180  # for one run of a program; the first start of LibreOffice is the slowest


def require(program: str | None, name: str) -> None:
    """Skip the test when a program is missing, or fail it where nothing may be skipped (.ci/run)."""
    if program:
        return
    if os.environ.get("DDTENDER_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{name} is not installed, and DDTENDER_REQUIRE_TOOLS=1", pytrace=False)
    pytest.skip(f"{name} is not installed (.ci/run installs it)")


def libreoffice() -> str | None:
    # Its PDFs are of no use to a test that cannot read them.
    return shutil.which("soffice") if shutil.which("pdftotext") and shutil.which("pdftoppm") else None


def validator() -> str | None:
    return shutil.which("ooxml-validator", path=ROOT / ".tools/node_modules/.bin") or shutil.which("ooxml-validator")


def chromium() -> str | None:
    """Chromium, with node to drive it, playwright-core to do so, and axe-core to judge what it shows."""
    modules = ROOT / ".tools/node_modules"
    there = shutil.which("node") and (modules / "playwright-core").is_dir() and (modules / "axe-core").is_dir()
    return shutil.which("chromium") if there else None


def html_validator() -> str | None:
    return shutil.which("html-validate", path=ROOT / ".tools/node_modules/.bin") if shutil.which("node") else None


def in_chromium(task: str, page: Path, out: Path | None = None) -> dict:
    """What a task of tests/review_page/browser.mjs saw on a page; ``said`` and ``foreign`` are the browser's complaints
    and the page's requests to anywhere else."""
    driver = str(ROOT / "tests/review_page/browser.mjs")
    command = ["node", driver, task, str(page), *([str(out)] if out else [])]
    return json.loads(_checked(*command, CHROMIUM=chromium() or "").stdout)


def validate_html(page: Path) -> list[str]:
    """What html-validate finds wrong by the HTML standard and by its rules for accessibility."""
    # Into a file: it ends before a pipe has taken a report of more than 64 kB.
    report = page.with_suffix(".json")
    options = ("--preset", "standard,a11y", "--formatter", f"json={report}")
    result = _run(html_validator() or "html-validate", *options, str(page))
    if result.returncode not in (0, 1):
        raise RuntimeError(f"html-validate did not run on {page}: {result.stdout}{result.stderr}")
    reports = json.loads(report.read_text(encoding="utf-8"))
    return [f"{m['line']}: {m['ruleId']}: {m['message']}" for report in reports for m in report["messages"]]


def libreoffice_pdf(docx_path: Path, out_dir: Path) -> Path:
    """Convert a document with LibreOffice, which also evaluates its fields."""
    pdf = Path(out_dir) / f"{Path(docx_path).stem}.pdf"
    pdf.unlink(missing_ok=True)
    profile = Path(_libreoffice_profile().name).as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(out_dir)]
    result = _run("soffice", *options, str(docx_path))
    # LibreOffice exits 0 even when it could not read the document.
    if result.returncode or not pdf.exists():
        raise RuntimeError(f"LibreOffice did not convert {docx_path}: {result.stdout}{result.stderr}")
    return pdf


def libreoffice_docx(docx_path: Path, out_dir: Path) -> Path:
    """The document as LibreOffice opens and saves it."""
    saved = Path(out_dir) / Path(docx_path).name
    saved.unlink(missing_ok=True)
    profile = Path(_libreoffice_profile().name).as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    result = _run("soffice", *options, "--outdir", str(out_dir), str(docx_path))
    if result.returncode or not saved.exists():
        raise RuntimeError(f"LibreOffice did not save {docx_path}: {result.stdout}{result.stderr}")
    return saved


def pdf_text(pdf_path: Path) -> str:
    return _checked("pdftotext", "-enc", "UTF-8", "-layout", str(pdf_path), "-").stdout


def pdf_words(pdf_path: Path) -> list[list[tuple[str, tuple[float, ...]]]]:
    """The words of each page, with their edges in points: left, top, right, bottom."""
    pages = _checked("pdftotext", "-enc", "UTF-8", "-bbox", str(pdf_path), "-").stdout.split("<page ")[1:]
    word = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
    return [[(found[4], tuple(map(float, found[:4]))) for found in word.findall(page)] for page in pages]


def pdf_page_images(pdf_path: Path, out_dir: Path, dpi: int = 72) -> list[Path]:
    """One PNG for each page, in order."""
    stem = Path(pdf_path).stem
    _checked("pdftoppm", "-png", "-r", str(dpi), str(pdf_path), str(Path(out_dir) / stem))
    return sorted(Path(out_dir).glob(f"{stem}-*.png"))  # poppler pads the page numbers to one width


def validate_docx(paths: Iterable[Path]) -> list[str]:
    """What the Open XML SDK finds wrong in the documents; an unreadable document is wrong, too."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the validator takes one file at a time
        return [error for errors in pool.map(_validate, paths) for error in errors]


def _validate(path: Path) -> list[str]:
    result = _run(validator() or "ooxml-validator", str(path))
    if result.returncode not in (0, 1):  # 0 valid, 1 invalid, else it did not get as far
        raise RuntimeError(f"the validator did not run on {path}: {result.stdout}{result.stderr}")
    report = json.loads(result.stdout)
    errors = [f"{Path(path).name}: {e['path']} {e['xPath']}: {e['description']}" for e in report["errors"]]
    if report["ok"] != (not errors):
        raise RuntimeError(f"the validator contradicts itself on {path}: {result.stdout}")
    return errors


@functools.cache
def _libreoffice_profile() -> tempfile.TemporaryDirectory:
    """A profile of our own: a running LibreOffice or the user's settings must not matter. Removed at exit."""
    return tempfile.TemporaryDirectory(prefix="ddtender-libreoffice-")


def _checked(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    result = _run(*command, **environment)
    if result.returncode:
        raise RuntimeError(f"{command[0]} failed: {result.stderr}")
    return result


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # In a session of its own: soffice is a script, and a timeout must also end the program behind it.
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env=os.environ | environment,
    )
    try:
        stdout, stderr = process.communicate(timeout=SECONDS)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)
