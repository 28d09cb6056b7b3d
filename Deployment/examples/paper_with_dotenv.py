# A program that takes its keys from the paper profile with python-dotenv, or does not start. Nothing that is checked in
# changes: no .env file, no path in the code. Needs pine-env in PATH, and python-dotenv: pip install python-dotenv
import os
import subprocess
import sys
from pathlib import Path

from dotenv import dotenv_values

ROOT = Path(os.environ.get("PINE_ENV_ROOT", Path(__file__).resolve().parents[2]))
FILE = ROOT / "Deployment/env/pine-trader.paper.env"


class NotPaper(Exception):
    pass


def load_paper():
    """Loads the keys of paper into the environment; raises where they are not paper's, or others would win."""
    under = os.environ.get("PINE_ENV_PROFILE", "paper")
    if under != "paper":
        raise NotPaper(f"started under the profile {under}, not under paper")

    try:
        asked = subprocess.run(
            ["pine-env", "check", "paper", "--quiet", "--root", str(ROOT)], capture_output=True
        )
        why = f"exit {asked.returncode}"
    except OSError as error:
        asked, why = None, error.strerror
    if asked is None or asked.returncode != 0:
        raise NotPaper(f"paper is not sound ({why}); see: pine-env check paper --root {ROOT}")

    values = dotenv_values(FILE, interpolate=False)
    # The trap: load_dotenv() leaves a variable alone that is set already, so an old live key would stay, and be used.
    others = [name for name, value in values.items() if os.environ.get(name, value) != value]
    if others:
        raise NotPaper(f"set already, and not to paper's value: {' '.join(others)}; unset them")
    os.environ.update({name: value for name, value in values.items() if value is not None})
    return list(values)


if __name__ == "__main__":
    try:
        print(f"on paper: {' '.join(load_paper())}")
    except NotPaper as error:
        sys.exit(f"NOT STARTED: {error}")
