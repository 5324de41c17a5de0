#!/usr/bin/env python3
"""Checks that every number in a report comes from a fact.

    check_report.py REPORT FACTS [--strict]

Reads the Markdown report and the facts as JSON; shares no code with what wrote them. The rules:

1. Code spans are names from the data, HTML comments mark blocks, and the appendix holds the facts
   themselves: they are set aside. Of the appendix only the anchors are read.
2. Outside of links no digit may remain.
3. A link's target is an anchor of the report and the id of a fact.
4. Each number in a link's text is a number of that fact after rounding, or part of a name of that
   fact (a level in its key, its table), or of the time that it states. A text that quotes the
   fact's statement or caveats word for word may hold further numbers of theirs, unless --strict.

Exits with 0 and a summary, or with 1 and one line for each violation.
"""
import json
import re
import sys

LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(#([^)\s]*)\)")
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w])")
ANCHOR = re.compile(r'<a id="([^"]*)"></a>')


def without_code(line):
    """The line without its code spans: a run of backticks up to the next run of that length."""
    result, i = "", 0
    while i < len(line):
        if line[i] == "\\" and i + 1 < len(line):
            result += line[i : i + 2]
            i += 2
        elif line[i] == "`":
            fence = re.match(r"`+", line[i:]).group()
            rest = line[i + len(fence) :]
            end = re.search(r"(?<!`)" + fence + r"(?!`)", rest)
            if not end:
                result += fence
                i += len(fence)
            else:
                i += len(fence) + end.end()
        else:
            result += line[i]
            i += 1
    return result


def numeric_leaves(value):
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [float(value)]
    if isinstance(value, dict):
        return [x for item in value.values() for x in numeric_leaves(item)]
    if isinstance(value, list):
        return [x for item in value for x in numeric_leaves(item)]
    return []


def names(fact):
    """The strings of a fact that are names, settings or times rather than sentences."""
    strings = [fact["key"], fact["statistic"], *map(str, fact["entity"].values())]
    strings += [fact["quantity"].get("time", ""), fact["quantity"].get("text", "")]
    strings += fact["provenance"]["columns"] + [str(fact["provenance"]["filter"])]
    return strings + [file["path"] for file in fact["provenance"]["files"]]


def is_rounded(token, leaves):
    """Whether the token is one of the numbers, rounded or cut at the token's last place."""
    value = float(token.replace("−", "-"))
    mantissa, _, exponent = token.partition("e")
    decimals = len(mantissa.partition(".")[2])
    place = 10.0 ** (int(exponent or 0) - decimals)
    candidates = leaves + [100 * leaf for leaf in leaves]  # levels and percentiles in percent
    return any(abs(value - leaf) < place * (0.5 + 1e-6) for leaf in candidates) or any(
        0 <= 100 * leaf - value < place for leaf in leaves
    )


def violations_of(text, fact, strict):
    short = fact["statement"].removeprefix(f"{fact['entity']['table']}: ")
    beyond_caveats = text
    for caveat in fact["caveats"]:
        beyond_caveats = beyond_caveats.replace(caveat["text"], "")
    is_quote = text in (fact["statement"], short) or not beyond_caveats.strip("; ")
    rest = text
    for name in sorted(names(fact), key=len, reverse=True):
        if re.search(r"\d", name) and re.search(r"[A-Za-z]", name):
            rest = rest.replace(name, " ")
    leaves = numeric_leaves(fact)
    settings = {token for name in names(fact) for token in NUMBER.findall(name)}
    for token in NUMBER.findall(rest):
        if is_rounded(token, leaves) or token in settings:
            continue
        if "p < " + token in text and any(leaf < float(token) for leaf in leaves):
            continue
        if is_quote and not strict:
            continue
        yield f"{fact['id']}: {token} in '{text}' is no number of the fact"


def main(arguments):
    strict = "--strict" in arguments
    report_path, facts_path = [a for a in arguments if not a.startswith("--")]
    with open(report_path, encoding="utf-8") as file:
        report = file.read()
    with open(facts_path, encoding="utf-8") as file:
        sheet = json.load(file)
    facts = {fact["id"]: fact for fact in sheet["facts"] + sheet.get("times", [])}
    anchors = set(ANCHOR.findall(report))
    body = re.sub(r"(?ms)^## Appendix$.*?(?=^## )", "", report)
    violations, count = [], 0
    for number, line in enumerate(body.split("\n"), 1):
        line = ANCHOR.sub("", without_code(re.sub(r"<!--.*?-->", "", line)))
        if re.search(r"\d", LINK.sub("", line)):
            violations.append(f"body line {number}: a digit outside of links: {line.strip()[:120]}")
        for text, target in LINK.findall(line):
            count += 1
            if target not in anchors:
                violations.append(f"body line {number}: no anchor for #{target}")
            if target not in facts:
                violations.append(f"body line {number}: no fact {target}")
                continue
            text = re.sub(r"\\(.)", r"\1", text)
            violations += violations_of(text, facts[target], strict)
    for violation in violations:
        print(violation)
    print(f"{count} links, {len(violations)} violations", file=sys.stderr)
    return 1 if violations or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
