def chosen(machine, **settings):
    done = machine.bootstrap("--find-python", only_fakes=True, **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def refused(machine, **settings):
    done = machine.bootstrap("--find-python", only_fakes=True, **settings)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1, "one sentence, on one line"
    return done.stderr


def test_the_newest_on_path_comes_first(machine):
    machine.python("python3", "3.12.1")
    machine.python("python3.13", "3.13.0")
    newest = machine.python("python3.14", "3.14.2")
    assert chosen(machine) == str(newest)


def test_a_shim_that_fails_is_passed_over(machine):
    machine.shim_that_fails("python3.14")
    machine.shim_that_fails("python3.13")
    good = machine.python("python3.12", "3.12.1")
    assert chosen(machine) == str(good)


def test_a_plain_python3_serves_if_it_is_new_enough(machine):
    good = machine.python("python3", "3.12.9")
    assert chosen(machine) == str(good)


def test_pyenv_is_searched_when_path_has_none_that_works(machine):
    machine.shim_that_fails("python3.13")
    machine.python("python3", "3.11.7")
    root = machine.home / "pyenv"
    machine.python(root / "versions/3.9.18/bin/python", "3.9.18")
    machine.python(root / "versions/3.12.1/bin/python", "3.12.1")
    newest = machine.python(root / "versions/3.13.0/bin/python", "3.13.0")
    assert chosen(machine, PYENV_ROOT=str(root)) == str(newest)


def test_pyenv_has_a_usual_place(machine):
    good = machine.python(machine.home / ".pyenv/versions/3.12.1/bin/python", "3.12.1")
    assert chosen(machine) == str(good)


def test_uv_is_asked_last(machine):
    good = machine.python(machine.home / "uv/cpython-3.13/bin/python3.13", "3.13.1")
    machine.program("uv", f"#!/bin/sh\necho {good}\n")
    assert chosen(machine) == str(good)


def test_the_setting_overrules(machine):
    machine.python("python3.14", "3.14.2")
    other = machine.python(machine.home / "mine", "3.12.1")
    assert chosen(machine, PYTHON=str(other)) == str(other)


def test_a_setting_that_cannot_be_used_is_not_replaced_in_silence(machine):
    machine.python("python3.14", "3.14.2")
    old = machine.python(machine.home / "old", "3.11.7")
    assert f"{old} is 3.11.7, too old" in refused(machine, PYTHON=str(old))
    assert "/nowhere is not there" in refused(machine, PYTHON="/nowhere")


def test_without_any_one_sentence_says_what_was_tried_and_what_to_install(machine):
    machine.shim_that_fails("python3.12")
    machine.python("python3", "3.11.7")
    said = refused(machine)
    assert "Python 3.12 or newer is needed" in said
    assert "python3.12 does not run; python3 is 3.11.7, too old" in said
    assert "install one" in said


def test_on_an_empty_machine_the_sentence_still_reads_well(machine):
    assert "none that works was found: install one" in refused(machine)


def test_a_python_that_cannot_make_environments_is_refused_with_the_remedy(machine):
    python = machine.python("python3", "3.13.5")
    text = python.read_text().replace("import sys\n", 'import sys\nsys.modules["ensurepip"] = None\n', 1)
    machine.program("python3", text)
    said = refused(machine)
    assert "python3 has no module ensurepip (Debian, Ubuntu: install the package python3-venv)" in said
