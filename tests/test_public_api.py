from __future__ import annotations

import subprocess
import sys

import tieweave


def test_all_names_are_there_and_all_that_are_there_are_named():
    for name in tieweave.__all__:
        assert getattr(tieweave, name) is not None
    assert set(tieweave.__all__) <= set(dir(tieweave))
    listed = {name for names in tieweave._HOMES.values() for name in names} | {"hookimpl"}
    assert listed == set(tieweave.__all__)


def test_the_functions_stay_functions_after_everything_is_loaded():
    import tieweave.cli
    import tieweave.weave

    assert callable(tieweave.classify)
    assert callable(tieweave.merge)
    assert callable(tieweave.gather)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(tieweave, "no_such_name")


def test_importing_tieweave_loads_no_plugin_and_no_library():
    heavy = ("attr", "pluggy", "tieweave_vcard")
    code = f"import sys, tieweave; print([name for name in sys.modules if name.split('.')[0] in {heavy}])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
