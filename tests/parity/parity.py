"""Proves that `leadlet sql` gives on every engine the bits that `leadlet score` gives.

Makes leads and events from a seed, has the program score them, runs its statement on each engine over
the same leads and events, and compares every lead: the score, the points and percents of every
dimension, the points of every rule, every gate. One difference fails the engine and is shown with the
lead. Every engine computes; nothing expected is written down anywhere.

    python parity.py --leadlet target/native/leadlet --work target/parity duckdb datafusion postgres
"""

import argparse
import json
import math
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
HOUR = 3_600_000
DAY = 24 * HOUR
NOW = 1_768_478_400_000

# The columns of the leads: name, sort.
LEADS = [
    ("leadId", "text"), ("now", "bigint"), ("answers.role", "text"), ("answers.uses", "list"),
    ("answers.seats", "number"), ("answers.call", "flag"), ("answers.note", "text"), ("email.domain", "text"),
    ("email.free", "flag"), ("attribution.landing", "text"), ("attribution.utm.source", "text"),
    ("attribution.utm.medium", "text"), ("visitor.isCustomer", "flag"), ("visitor.visits", "number"),
]
EVENTS = [("leadId", "text"), ("t", "bigint"), ("kind", "text"), ("path", "text"), ("name", "text")]


def some(rng, values, blank=0.25):
    """One of the values, or nothing."""
    return None if rng.random() < blank else rng.choice(values)


def age(rng):
    """An age with many on the edges: whole hours, days, half-lives, the future, beyond every table."""
    edge = rng.choice([0, HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 45 * DAY, 730 * DAY])
    near = edge + rng.choice([-1, 0, 1])
    return rng.choice([near, rng.randrange(40 * DAY), rng.randrange(900 * DAY), -rng.randrange(10 * DAY)])


def make(seed, leads, events):
    """Makes leads and their events, `events` in all."""
    rng = random.Random(seed)
    rows, happened = [], []
    for number in range(leads):
        now = NOW + rng.randrange(400 * DAY) if rng.random() < 0.9 else NOW + DAY * rng.randrange(400)
        domain = some(rng, ["gmail.com", "firm.example", "rival.example", "a-rival-b.example"])
        rows.append({
            "leadId": f"lead-{number}", "now": now,
            "answers.role": some(rng, ["cto", "lead", "it's \\ other"]),
            "answers.uses": some(rng, [["crm"], ["mail"], ["other"], ["crm", "mail"], ["mail", "other"]]),
            "answers.seats": some(rng, [0, 2, 3, 9.5, 10, 50, 500, 500.5, 501, 99999, math.nan, math.inf, -math.inf]),
            "answers.call": some(rng, [True, False]),
            "answers.note": some(rng, ["What is the price?", "pric e", "ceprice", "übrigens ‐ price ☂", "😀", "x" * 300]),
            "email.domain": domain, "email.free": None if domain is None else domain == "gmail.com",
            "attribution.landing": some(rng, ["/", "/pricing"]),
            "attribution.utm.source": some(rng, ["search", "none", "mail"]),
            "attribution.utm.medium": some(rng, ["search", "mail"]),
            "visitor.isCustomer": some(rng, [True, False]),
            "visitor.visits": some(rng, [1, 5, 6, 40]),
        })
    # A third of the leads did nothing, few did most.
    for _ in range(events):
        lead = rows[min(int(rng.paretovariate(0.6) * 3) + rng.randrange(leads * 2 // 3), leads - 1)]
        kind = rng.choice(["page", "page", "page", "download", "call", "bounce", "scroll", "product", "it's"])
        happened.append({
            "leadId": lead["leadId"], "t": lead["now"] - age(rng), "kind": kind,
            "path": some(rng, ["/pricing", "/pricing/eu", "/pricin", "/", "", "/" + "p" * 250]) if kind == "page" else None,
            "name": some(rng, ["guide", "guide ", "other", "it's"]) if kind == "download" else None,
        })
    return rows, happened


def is_told(value):
    return not isinstance(value, float) or math.isfinite(value)


def facts(rows, happened):
    """Says the same as lines of JSON."""
    by_lead = {}
    for event in happened:
        kept = {key: value for key, value in event.items() if key != "leadId" and value is not None}
        by_lead.setdefault(event["leadId"], []).append(kept)
    for row in rows:
        answers = {name: row[f"answers.{name}"] for name in ["role", "uses", "seats", "call", "note"]}
        if row["email.domain"]:
            answers["email"] = "ann@" + row["email.domain"]
        utm = {name: row[f"attribution.utm.{name}"] for name in ["source", "medium"]}
        yield {
            "leadId": row["leadId"], "now": row["now"],
            # JSON has no NaN and no infinity, so what a warehouse holds of them is nothing told.
            "answers": {name: value for name, value in answers.items() if value is not None and is_told(value)},
            "attribution": {
                "utm": {name: value for name, value in utm.items() if value is not None},
                **({"landing": row["attribution.landing"]} if row["attribution.landing"] else {}),
            },
            "visitor": {name: row[f"visitor.{name}"] for name in ["isCustomer", "visits"] if row[f"visitor.{name}"] is not None},
            "events": by_lead.get(row["leadId"], []),
        }


def scored(args, config):
    """Has the program score all of it; gives by lead what a statement gives, too."""
    file = args.work / "facts.jsonl"
    done = subprocess.run([args.leadlet, "score", "--config", config, file], capture_output=True, check=False)
    if done.returncode != 0 or b"would not have made" in done.stderr:
        sys.exit(f"leadlet score: {done.stderr.decode()}")
    wanted = {}
    for line in done.stdout.decode().splitlines():
        envelope = json.loads(line)
        one = {"score": envelope["score"], "disqualified": bool(envelope["gates"])}
        for name, dimension in envelope["dimensions"].items():
            one[f"dimensions.{name}.points"] = dimension["points"]
            one[f"dimensions.{name}.percent"] = dimension["percent"]
        bounds = ("group:", "dimension:", "total")
        for given in envelope["contributions"]:
            if not given["rule"].startswith(bounds):
                one[f"rules.{given['rule']}"] = given["points"]
        for gate in envelope["gates"]:
            one[f"gates.{gate['id']}"] = True
        for name in ["stage", "temperature", "composite", "funnel", "fit"]:
            one[name] = envelope[name]
        grade = envelope["grade"]
        one.update(grade=grade["cell"], completeness=grade["completeness"], engagementLevel=grade["engagementLevel"])
        for name, rubric in envelope["rubrics"].items():
            for member in ["percent", "completeness", "nextQuestion"]:
                one[f"rubrics.{name}.{member}"] = rubric[member]
        if "logit" in envelope:
            # Nine decimals, of which a double keeps all: the billionths are whole.
            one["model.logitBillionths"] = round(envelope["logit"] * 1e9)
        route = envelope["route"] or {"to": None, "slaMinutes": None}
        one.update({"route.to": route["to"], "route.slaMinutes": route["slaMinutes"]})
        wanted[envelope["leadId"]] = one
    return wanted


def statements(args, dialect):
    """The statement of every config for one engine."""
    for config in args.configs:
        done = subprocess.run([args.leadlet, "sql", "--config", config, "--dialect", dialect], capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode())
        yield done.stdout.decode()


def arrow(rows, columns):
    import pyarrow

    types = {
        "text": pyarrow.string(), "bigint": pyarrow.int64(), "number": pyarrow.float64(), "flag": pyarrow.bool_(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.table({name: pyarrow.array([row[name] for row in rows], types[sort]) for name, sort in columns})


def duckdb(args, rows, happened):
    import duckdb as engine

    database = engine.connect()
    database.register("leads", arrow(rows, LEADS))
    database.register("events", arrow(happened, EVENTS))
    for statement in statements(args, "duckdb"):
        found = database.execute(statement)
        names = [column[0] for column in found.description]
        yield [dict(zip(names, row)) for row in found.fetchall()]


def datafusion(args, rows, happened):
    import datafusion as engine

    context = engine.SessionContext()
    for name, table in [("leads", arrow(rows, LEADS)), ("events", arrow(happened, EVENTS))]:
        context.register_record_batches(name, [table.to_batches()])
    for statement in statements(args, "datafusion"):
        yield context.sql(statement).to_arrow_table().to_pylist()


def spark(args, rows, happened):
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = session.config("spark.sql.shuffle.partitions", "4").config("spark.ui.showConsoleProgress", "false")
    # It talks to itself over a socket, under the name of this machine where it is not told otherwise: a name that need
    # not lead to the address it is bound to.
    session = session.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    types = {"text": "string", "bigint": "bigint", "number": "double", "flag": "boolean", "list": "array<string>"}
    for name, table, columns in [("leads", rows, LEADS), ("events", happened, EVENTS)]:
        # Written as JSON and read by Spark: rows that are handed over from Python take minutes.
        file = args.work / f"{name}.json"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in table)
        schema = ", ".join(f"`{column}` {types[sort]}" for column, sort in columns)
        session.read.schema(schema).json(str(file)).createOrReplaceTempView(name)
    try:
        for statement in statements(args, "spark"):
            yield [row.asDict() for row in session.sql(statement).collect()]
    finally:
        session.stop()


def postgres(args, rows, happened):
    """Starts a cluster of its own on a socket in a directory of its own, and takes both away again."""
    programs = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    home = pathlib.Path(tempfile.gettempdir()) / f"leadlet-parity-{os.getpid()}"  # a socket's path is at most 107 bytes
    home.mkdir(mode=0o700)
    # PostgreSQL refuses to run as root.
    as_other = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
        as_other = ["runuser", "-u", "postgres", "--"]

    def run(*command, text=None):
        done = subprocess.run([*as_other, *map(str, command)], input=text, capture_output=True, text=True, cwd=home, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]}: {done.stderr.strip()[:2000]}")
        return done.stdout

    types = {"text": "text", "bigint": "bigint", "number": "double precision", "flag": "boolean", "list": "text[]"}

    def cell(value):
        if value is None:
            return "\\N"
        if isinstance(value, list):
            value = "{" + ",".join(value) + "}"
        if isinstance(value, bool):
            value = "t" if value else "f"
        if isinstance(value, float) and math.isinf(value):
            value = "Infinity" if value > 0 else "-Infinity"
        return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")

    def table(name, rows, columns):
        typed = ", ".join('"' + column + '" ' + types[sort] for column, sort in columns)
        yield f"CREATE TABLE {name} ({typed});\n"
        yield f"COPY {name} FROM stdin;\n"
        for row in rows:
            yield "\t".join(cell(row[column]) for column, _ in columns) + "\n"
        yield "\\.\n"

    try:
        # A locale whose order of texts is not that of their bytes: nothing may hang on it.
        run(programs / "initdb", "-D", home / "data", "-A", "peer", "-E", "UTF8", "--locale", "C.UTF-8",
            "--locale-provider", "icu", "--icu-locale", "en", "--no-sync")
        run(programs / "pg_ctl", "-D", home / "data", "-w", "-s", "-o", f"-k {home} -h '' -F", "-l", home / "log", "start")
        try:
            script = "".join([*table("leads", rows, LEADS), *table("events", happened, EVENTS), "ANALYZE;\n"])
            psql = [programs / "psql", "-h", home, "-d", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1"]
            run(*psql, text=script)
            outs = [run(*psql, "--csv", text=statement + ";") for statement in statements(args, "postgres")]
        finally:
            run(programs / "pg_ctl", "-D", home / "data", "-m", "immediate", "-s", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    import csv
    import io

    flags = {"t": True, "f": False, "": None}

    def read(name, value):
        """A cell of psql's CSV; what is no flag and no text is a whole number."""
        is_text = name in TEXTS or name.endswith(".nextQuestion")
        return flags[value] if value in flags else value if is_text else int(value)

    for out in outs:
        yield [{name: read(name, value) for name, value in row.items()} for row in csv.DictReader(io.StringIO(out))]


# The columns of a statement that are texts.
TEXTS = {"leadId", "grade", "stage", "temperature", "funnel", "route.to"}

ENGINES = {"duckdb": duckdb, "datafusion": datafusion, "postgres": postgres, "spark": spark}


def compare(wanted, found):
    """Says how many leads differ, and the first difference."""
    first, differing = None, 0
    if len(found) != len(wanted):
        return len(wanted), f"{len(found)} rows for {len(wanted)} leads"
    for row in found:
        lead = wanted.get(row["leadId"])
        if lead is None:
            return len(wanted), f"there is no lead {row['leadId']}"
        # A rule without points and a gate that is open are no members of an envelope; nor is what the stages read as
        # model.likely, which decides between stages here.
        of_row = {name: value for name, value in row.items() if name not in ("leadId", "now", "model.likely")}
        kept = {name: value for name, value in of_row.items() if value or not name.startswith(("rules.", "gates."))}
        if kept != lead:
            differing += 1
            names = sorted(name for name in {*kept, *lead} if kept.get(name) != lead.get(name))
            told = ", ".join(f"{name}: {kept.get(name)} for {lead.get(name)}" for name in names[:5])
            first = first or f"{row['leadId']}: {told}"
    return differing, first


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leadlet", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--config", action="append", dest="configs", type=pathlib.Path)
    parser.add_argument("--seed", default=42, type=int)
    parser.add_argument("--leads", default=20_000, type=int)
    parser.add_argument("--events", default=160_000, type=int)
    parser.add_argument("engines", nargs="+", choices=ENGINES)
    args = parser.parse_args()
    args.configs = args.configs or [HERE / f"{name}.json" for name in ["config", "stages", "defaults"]]
    args.work.mkdir(parents=True, exist_ok=True)
    rows, happened = make(args.seed, args.leads, args.events)
    with (args.work / "facts.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in facts(rows, happened))
    wanted = [scored(args, config) for config in args.configs]
    for leads in wanted:
        scores = [lead["score"] for lead in leads.values()]
        met = {name: sorted({str(lead[name]) for lead in leads.values()}) for name in ["stage", "temperature", "funnel", "grade"]}
        # Leads that are all alike would prove nothing.
        if len(set(scores)) < 20 or len(met["stage"]) < 3 or len(met["temperature"]) < 3 or len(met["grade"]) < 12:
            sys.exit("the leads made from this seed are too much alike to prove anything")
        print(f"{len(rows)} leads, {len(happened)} events, scores from {min(scores)} to {max(scores)}, {len(set(scores))} different", flush=True)
        print("; ".join(f"{name} {' '.join(values)}" for name, values in met.items()), flush=True)
    passed, failed = 0, 0
    for name in args.engines:
        started = time.monotonic()
        try:
            compared = [compare(*pair) for pair in zip(wanted, ENGINES[name](args, rows, happened), strict=True)]
            differing, first = max(compared, key=lambda one: one[0])
        except Exception as error:  # any engine's own: it is shown, and the others still run
            differing, first = len(rows), f"{type(error).__name__}: {str(error)[:2000]}"
        seconds = time.monotonic() - started
        if differing == 0:
            passed += 1
            print(f"{name}: all {len(rows)} leads equal by {len(wanted)} configs, {seconds:.1f} s", flush=True)
        else:
            failed += 1
            print(f"{name}: {differing} of {len(rows)} leads differ; {first}", flush=True)
    print(f"cases: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
