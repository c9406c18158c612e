LOCKED = "pip install --require-hashes -r setup/requirements.lock"
OURSELVES = "pip install --no-index --no-deps --no-build-isolation -e ."
NODE = "pip install --require-hashes -r setup/node.lock"
EVERYTHING = ["venv", LOCKED, OURSELVES, "npm ci"]


def set_up(machine, *options, **settings):
    done = machine.bootstrap(*options, **settings)
    assert done.returncode == 0, done.stderr
    return machine.calls()


def touch(machine, name):
    with (machine.tree / name).open("a") as file:
        file.write("\n")


def test_a_fresh_folder_gets_everything_and_says_so(machine):
    machine.ready_to_install()
    said = machine.bootstrap().stderr
    assert machine.calls() == EVERYTHING
    assert "making .venv" in said
    assert "Python packages" in said
    assert "JavaScript packages" in said


def test_a_second_run_does_and_says_nothing(machine):
    machine.ready_to_install()
    set_up(machine)
    done = machine.bootstrap()
    assert (done.returncode, done.stdout, done.stderr, machine.calls()) == (0, "", "", [])


def test_a_changed_python_lock_leaves_the_npm_packages_alone(machine):
    machine.ready_to_install()
    set_up(machine)
    touch(machine, "setup/requirements.lock")
    assert set_up(machine) == [LOCKED, OURSELVES]


def test_a_changed_npm_lock_leaves_the_python_packages_alone(machine):
    machine.ready_to_install()
    set_up(machine)
    touch(machine, "package-lock.json")
    assert set_up(machine) == ["npm ci"]


def test_a_moved_folder_is_set_up_anew(machine):
    machine.ready_to_install()
    set_up(machine)
    machine.tree = machine.tree.rename(machine.tree.with_name("elsewhere"))
    assert set_up(machine) == EVERYTHING


def test_an_environment_whose_python_is_gone_is_made_anew(machine):
    machine.ready_to_install()
    set_up(machine)
    (machine.tree / ".venv/bin/python").unlink()
    assert set_up(machine)[0] == "venv"


def test_an_environment_somebody_made_by_hand_is_kept(machine):
    machine.ready_to_install()
    set_up(machine)
    (machine.tree / ".venv/.stamp").unlink()
    assert set_up(machine) == [LOCKED, OURSELVES]


def test_naming_another_python_makes_the_environment_anew(machine):
    machine.ready_to_install()
    set_up(machine)
    named = machine.bin / "python3.13"
    assert set_up(machine, PYTHON=str(named)) == []
    other = machine.program("other", named.read_text().replace("python3.13", "other"))
    assert set_up(machine, PYTHON=str(other))[0] == "venv"


def test_a_failed_installation_is_one_failure_and_is_taken_up_again(machine):
    machine.ready_to_install()
    (machine.home / "offline").touch()
    done = machine.bootstrap()
    assert done.returncode != 0
    assert "could not be installed" in done.stderr.splitlines()[-1]
    assert machine.calls() == ["venv", LOCKED]
    (machine.home / "offline").unlink()
    assert set_up(machine) == [LOCKED, OURSELVES, "npm ci"]


def test_the_node_in_use_is_always_found_in_the_environment(machine):
    machine.ready_to_install()
    set_up(machine)
    assert (machine.tree / ".venv/bin/node").resolve() == machine.bin / "node"


def test_an_old_node_is_replaced_by_one_from_pythons_index(machine):
    machine.ready_to_install()
    machine.node(18)
    npm = (machine.bin / "npm").read_text()
    machine.program("wheel-node", "#!/bin/sh\necho v24.1.0\n")
    (machine.tree / ".venv/bin").mkdir(parents=True)
    # What the package brings, put there when the environment is made.
    python = (machine.bin / "python3.13").read_text()
    machine.program("wheel-npm", npm)
    bring_npm = f'cp {machine.bin}/wheel-npm "$last/bin/npm"; cp '
    machine.program("python3.13", python.replace("cp ", bring_npm, 1))
    assert set_up(machine) == ["venv", LOCKED, OURSELVES, NODE, "npm ci"]
    assert (machine.tree / ".venv/bin/node").resolve() == machine.bin / "wheel-node"


def test_a_named_node_that_is_too_old_is_refused(machine):
    machine.ready_to_install()
    machine.node(18)
    done = machine.bootstrap(NODE=str(machine.bin / "node"))
    assert done.returncode != 0
    assert "is not a Node 20 or newer" in done.stderr.splitlines()[-1]


def test_an_option_that_does_not_exist_is_refused(machine):
    done = machine.bootstrap("--browsers")
    assert done.returncode != 0
    assert "unknown option --browsers" in done.stderr
