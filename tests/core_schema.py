"""YAML as editors read it that know JSON Schema: by the core schema of YAML 1.2."""

import re
from typing import Any

import yaml

_SCALARS = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|"
             r"\.(nan|NaN|NAN)",
}  # fmt: skip


class _Core(yaml.SafeLoader):
    """In it `no` and `12:30` are texts, 2016 and 007 whole numbers, 2016-12-15 a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # its parent's name


for _kind, _pattern in _SCALARS.items():
    _tag = f"tag:yaml.org,2002:{_kind}"
    _Core.add_implicit_resolver(_tag, re.compile(rf"(?:{_pattern})\Z"), None)


def _whole(loader: _Core, node: yaml.ScalarNode) -> int:
    written = str(loader.construct_scalar(node))
    return int(written, 0) if written[:2] in {"0o", "0x"} else int(written)


def _broken(loader: _Core, node: yaml.ScalarNode) -> float:
    return float(str(loader.construct_scalar(node)).replace(".inf", "inf").replace(".nan", "nan"))


_Core.add_constructor("tag:yaml.org,2002:int", _whole)
_Core.add_constructor("tag:yaml.org,2002:float", _broken)


def read(written: str) -> Any:  # noqa: ANN401  # whatever is written
    """The value of a YAML text; keys are texts, as JSON has them."""
    return _keyed(yaml.load(written, Loader=_Core))  # noqa: S506  # a SafeLoader


def _keyed(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {str(key): _keyed(each) for key, each in value.items()}
    return [_keyed(each) for each in value] if isinstance(value, list) else value
