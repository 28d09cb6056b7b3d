# The worker's ways with its config and environment, in the real Python: JSON lines in, JSON lines out.
# Written from what is known of the worker, not from pine-env's model of it.
import base64
import datetime
import io
import json
import os
import pwd
import sys
from types import SimpleNamespace

import yaml

MOST = 20000


class TooMuch(Exception):
    pass


def told(value, room):
    room[0] -= 1
    if room[0] < 0:
        raise TooMuch
    if value is None:
        return ["null"]
    if isinstance(value, bool):
        return ["boolean", value]
    if isinstance(value, int):
        return ["integer", hex(value)]
    if isinstance(value, float):
        return ["float", value.hex()]
    if isinstance(value, str):
        return ["text", value]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin-1")]
    if isinstance(value, datetime.datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, dict):
        return ["map", [[told(k, room), told(v, room)] for k, v in value.items()]]
    if isinstance(value, set):
        return ["set", [told(one, room) for one in value]]
    return [type(value).__name__, [told(one, room) for one in value]]


def read_config(data):
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8").read()
    try:
        return json.loads(text), "json"
    except ValueError:
        return yaml.safe_load(text), "yaml"


def expand(value):
    if isinstance(value, str):
        return os.path.expandvars(value)
    if isinstance(value, dict):
        return {key: expand(one) for key, one in value.items()}
    if isinstance(value, list):
        return [expand(one) for one in value]
    return value


def flag(value, default=False):
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.strip().lower()
        if word in ("true", "1", "yes", "on"):
            return True
        if word in ("false", "0", "no", "off"):
            return False
        return default
    try:
        return bool(int(value))
    except Exception:
        return default


def settings(config):
    env = os.environ.get
    nested = config.get("traderspost") or {}
    kill = config.get("killswitch")
    if kill is None:
        kill = config.get("policy_killswitch")
    if kill is None:
        kill = env("POLICY_KILLSWITCH")
    return {
        "Databento key": config.get("databento_api_key") or env("DATABENTO_API_KEY"),
        "order webhook": config.get("traderspost_webhook")
        or nested.get("webhook")
        or env("TRADERSPOST_WEBHOOK_URL"),
        "Discord webhook": config.get("discord_webhook_url")
        or config.get("discord_webhook")
        or env("DISCORD_WEBHOOK_URL"),
        "kill switch": flag(kill),
        "heartbeat file": config.get("heartbeat_file") or env("PINE_HEARTBEAT_FILE"),
        "commission": env("PINE_COMMISSION_PER_SIDE") or env("COMMISSION_PER_SIDE"),
        "pair map": env("PINE_PAIR_MAP") or env("PAIR_MAP"),
        "pair map path": env("PINE_PAIR_MAP_PATH") or env("PAIR_MAP_PATH"),
    }


def surround(environment, home):
    os.environ.clear()
    os.environ.update(environment)
    pwd.getpwuid = lambda uid: SimpleNamespace(pw_dir=home)


def answer(ask):
    what = ask["ask"]
    if what == "config":
        value, form = read_config(base64.b64decode(ask["data"]))
        try:
            return {"value": told(value, [MOST]), "format": form}
        except (TooMuch, RecursionError):
            return {"endless": True}
    surround(ask["environment"], ask.get("home"))
    if what == "vars":
        return {"text": os.path.expandvars(ask["text"])}
    if what == "user":
        return {"text": os.path.expanduser(ask["text"])}
    value, _ = read_config(base64.b64decode(ask["data"]))
    seen = settings(expand(value) or {})
    return {"seen": {name: told(one, [MOST]) for name, one in seen.items()}}


for line in sys.stdin:
    try:
        out = answer(json.loads(line))
    except Exception as error:
        out = {"raises": type(error).__name__}
    print(json.dumps(out))
