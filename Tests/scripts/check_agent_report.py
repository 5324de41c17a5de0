#!/usr/bin/env python3
"""Checks a report of the agent: every number comes from a fact, and the files are those attested.

    check_agent_report.py REPORT.md [DATA_DIR]

Reads REPORT.md, REPORT.facts.json and REPORT.digests.json; shares no code with what wrote them:

1. The digests are those of the files, and with DATA_DIR of the data.
2. Code (blocks and spans) and HTML comments are set aside, and of the appendix all but its anchors.
3. Outside of links no number may remain: no character of any script that is one, and within the
   paragraphs that a model wrote no word for one.
4. Each link leads to an anchor and is named after a fact; each number in its text is a number of
   that fact after rounding (half a unit of its last place), or stands in its statement or caveats word for word.
5. In the paragraphs that a model wrote, a link's text is the fact's whole statement: the number, what
   it is, of what, and its unit; and the fact's own value is one of the numbers of its statement.

Exits with 0 and one line of JSON, or with 1 and a line for each violation.
"""
import hashlib
import json
import os
import re
import sys
import unicodedata

LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(#([^)\s]*)\)")
ANCHOR = re.compile(r'<a id="([^"]*)"></a>')
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
FACTORS = {"half", "double", "twice", "triple"}  # words of a comparison, which has two links
WORDS = set(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    thousand million billion dozen tenth twentieth fiftieth ninetieth third""".split()
)


def without_code(text):
    """The lines of the text without code blocks and code spans."""
    fence = None
    for line in text.split("\n"):
        mark = re.match(r"\s{0,3}(`{3,}|~{3,})", line)
        if fence:
            if mark and mark.group(1).startswith(fence) and not line.strip().strip("`~"):
                fence = None
            yield ""
        elif mark:
            fence = mark.group(1)
            yield ""
        else:
            yield spans(line)


def spans(line):
    result, i = "", 0
    while i < len(line):
        if line[i] == "\\":
            result += line[i : i + 2]
            i += 2
            continue
        if line[i] != "`":
            result += line[i]
            i += 1
            continue
        ticks = re.match("`+", line[i:]).group()
        end = re.search(r"(?<!`)" + ticks + r"(?!`)", line[i + len(ticks) :])
        i += len(ticks) + (end.end() if end else 0)
    return result


def numbers_of(value):
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [float(value), 100.0 * value]
    if isinstance(value, dict):
        return [x for v in value.values() for x in numbers_of(v)]
    if isinstance(value, list):
        return [x for v in value for x in numbers_of(v)]
    return [float(x) for x in NUMBER.findall(value) if len(x) < 300]


def is_number_of(token, values):
    mantissa, _, exponent = token.partition("e")
    place = 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    return any(abs(float(token) - v) < place * 0.5000001 for v in values)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def digest_violations(path, stem, data_folder):
    with open(stem + ".digests.json", encoding="utf-8") as file:
        digests = json.load(file)
    for part, name in (("text", path), ("facts", stem + ".facts.json")):
        with open(name, "rb") as file:
            if sha256(file.read()) != digests[part]["sha256"]:
                yield f"the digest of {name} is another"
    if data_folder:
        listed = []
        for folder, folders, files in os.walk(data_folder):
            folders[:] = [f for f in folders if not f.startswith(".")]
            for name in files:
                full = os.path.join(folder, name)
                if name.startswith(".") or os.path.islink(full):
                    continue
                with open(full, "rb") as file:
                    content = file.read()
                if b"bench-stats/" not in content[:200]:
                    listed.append((os.path.relpath(full, data_folder), sha256(content)))
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(listed, key=lambda x: x[0].encode()))
        if sha256(lines.encode()) != digests["data"]["sha256"]:
            yield "the digest of the data is another"


def main(path, data_folder=None):
    stem = path.removesuffix(".md")
    with open(path, encoding="utf-8") as file:
        report = file.read()
    with open(stem + ".facts.json", encoding="utf-8") as file:
        sheet = json.load(file)
    facts = {fact["id"]: fact for fact in sheet["facts"] + sheet.get("times", [])}
    violations = list(digest_violations(path, stem, data_folder))
    anchors = ANCHOR.findall(report)
    violations += [f"the anchor {a} stands twice" for a in set(anchors) if anchors.count(a) > 1]
    body = re.sub(r"(?ms)^## Appendix$.*?(?=^## )", "", report)
    by_model, links, model_links = False, 0, 0
    for number, line in enumerate(without_code(body), 1):
        line = ANCHOR.sub("", re.sub(r"<!--.*?-->", "", line))
        if line.startswith("*Written with a model:*"):
            by_model = True
            continue
        if line.startswith("*From the facts alone:*") or line.startswith("## "):
            by_model = False
        rest = LINK.sub(" ", line)
        if not by_model:
            rest = rest.replace("R²", "")  # a name
        if any(unicodedata.numeric(c, None) is not None for c in rest):
            violations.append(f"line {number}: a number outside of links: {rest.strip()[:120]}")
        words = set(re.findall(r"[a-z]+", rest.lower()))
        if by_model and (WORDS & words or (FACTORS & words and len(LINK.findall(line)) < 2)):
            violations.append(f"line {number}: a word for a number: {rest.strip()[:120]}")
        for text, target in LINK.findall(line):
            links += 1
            text = re.sub(r"\\(.)", r"\1", text)
            fact = facts.get(target)
            if fact is None or target not in anchors:
                violations.append(f"line {number}: no fact or no anchor: {target}")
                continue
            told = [fact["statement"]] + [c["text"] for c in fact["caveats"]]
            if by_model:
                model_links += 1
                if text != fact["statement"]:
                    violations.append(f"line {number}: {target} stands without its statement: {text}")
                value = fact["quantity"].get("value")
                if isinstance(value, (int, float)) and not any(
                    is_number_of(token, numbers_of(value)) for token in NUMBER.findall(fact["statement"])
                ):
                    violations.append(f"line {number}: the statement of {target} has another number")
            rest = text
            for part in sorted(told, key=len, reverse=True):
                rest = rest.replace(part, " ")
            short = fact["statement"].removeprefix(f"{fact['entity']['table']}: ")
            rest = rest.replace(short, " ")
            for token in NUMBER.findall(rest):
                if not is_number_of(token, numbers_of(fact)):
                    violations.append(f"line {number}: {token} is no number of {target}: {text}")
    for violation in violations:
        print(violation)
    if not violations:
        fates = {
            fact["key"].removeprefix("run/sentences_"): fact["quantity"]["value"]
            for fact in sheet.get("times", []) if fact["key"].startswith("run/sentences_")
        }
        print(json.dumps({"links": links, "by_model": model_links, "sentences": fates}))
    return 1 if violations or links == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
