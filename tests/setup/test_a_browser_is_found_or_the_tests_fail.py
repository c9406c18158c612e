import importlib.util
from pathlib import Path

import pytest

RUNS = "#!/bin/sh\necho Chromium 1.2.3\n"


@pytest.fixture
def browser_path(machine, monkeypatch):
    """The module, on a machine that has no browser yet."""
    source = Path(__file__).parents[1] / "browser_path.py"
    spec = importlib.util.spec_from_file_location("fresh_browser_path", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.MACOS_APPLICATIONS = ()
    monkeypatch.setenv("PATH", str(machine.bin))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(machine.home))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return module


def test_the_setting_comes_first(machine, monkeypatch, browser_path):
    machine.program("chromium", RUNS)
    mine = machine.program(machine.home / "mine", RUNS)
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert browser_path.find_chromium() == str(mine)


def test_a_setting_that_does_not_run_is_not_replaced_in_silence(machine, monkeypatch, browser_path):
    machine.program("chromium", RUNS)
    monkeypatch.setenv("CHROMIUM", "/nowhere")
    with pytest.raises(browser_path.NoChromiumError, match="CHROMIUM is set to /nowhere, which does not run"):
        browser_path.find_chromium()


def test_a_stand_in_that_only_prints_advice_is_passed_over(machine, browser_path):
    machine.shim_that_fails("chromium-browser")
    chrome = machine.program("google-chrome", RUNS)
    assert browser_path.find_chromium() == str(chrome)


def test_without_a_browser_one_sentence_says_what_to_do(browser_path):
    with pytest.raises(browser_path.NoChromiumError, match="need Chromium and there is none: run"):
        browser_path.find_chromium()


def test_firefox_is_found_by_the_setting_or_its_name(machine, monkeypatch, browser_path):
    monkeypatch.delenv("FIREFOX", raising=False)
    browser_path.MACOS_FIREFOX = "/nowhere"
    with pytest.raises(browser_path.NoFirefoxError, match="need Firefox and there is none: run"):
        browser_path.find_firefox()
    machine.shim_that_fails("firefox")
    stable = machine.program("firefox-esr", RUNS)
    assert browser_path.find_firefox() == str(stable)
    browser_path.find_firefox.cache_clear()
    monkeypatch.setenv("FIREFOX", "/nowhere")
    with pytest.raises(browser_path.NoFirefoxError, match="FIREFOX is set to /nowhere, which does not run"):
        browser_path.find_firefox()
