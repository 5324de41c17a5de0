"""Validates a facts document against a JSON Schema: validate_facts.py FACTS SCHEMA.

Prints each violation with its place. Exit code 0: valid, 1: not valid, 2: the schema is none.
"""

import json
import sys

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_constant=refuse_constant)


def main(facts, schema):
    schema = load(schema)
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        print(error.message)
        return 2
    violations = list(Draft202012Validator(schema).iter_errors(load(facts)))
    for violation in violations[:20]:
        print(f"{violation.json_path}: {violation.message[:200]}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
