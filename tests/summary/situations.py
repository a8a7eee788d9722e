"""python3 -m tests.summary.situations FOLDER: the job summaries of six situations, each of a real run against real droplets."""

import sys
from pathlib import Path

from tests.droplet import ledger
from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import step
from tests.e2e.killer import KillerWhenGone

VICTIM = "rag"
LAST_WORDS = "qdrant: connection lost, no embedding can be stored; giving up"


def weekly(droplet, result, **inputs):
    """The summary of the scheduled run, which must have ended as the picture is to show."""
    services = "\n".join(f"{name} {url}" for name, url in droplet.shape["services"].items())
    run = step(droplet, services=services, health_timeout="5s", actions=True, environment={"GITHUB_EVENT_NAME": "schedule"}, **inputs)
    ran = run.start().finish()
    if ran.outputs["result"] != result:
        raise RuntimeError(f"{ran.outputs['result']} and not {result}:\n{ran.log}")
    return ran.summary


def advised(droplet):
    ran = step(droplet, "advise", actions=True).start().finish()
    if ran.code != 0:
        raise RuntimeError(ran.log)
    return ran.summary


def seed():
    return Droplet(shape="seed")


def swept_last_week(droplet):
    """The sweep of last week has seen which volumes nobody uses."""
    ledger.write_unused_since(droplet, "7d")
    return droplet


def container_of(droplet, service):
    return droplet.docker("ps", "--filter", f"label=com.docker.compose.service={service}", "--format", "{{.Names}}")


def summaries():
    """(name, Markdown), one after the other."""
    with seed() as first:
        swept_last_week(first)
        yield "refusal", weekly(first, "failed", known_hosts="")
        yield "dry-run", weekly(first, "planned", dry_run="true")
        yield "advice", advised(first)
        yield "good-sweep", weekly(first, "swept")
        with seed() as second, seed() as third:
            swept_last_week(second)
            swept_last_week(third)
            second.sshd.authorize("/root", first.sshd.public_key)
            fleet = (first, second, third)
            hosts = "\n".join(f"root@{one.address}" for one in fleet)
            known = "\n".join(one.known_hosts_line() for one in fleet)
            yield "fleet", weekly(first, "failed", host=hosts, known_hosts=known)
            third.docker("exec", container_of(third, VICTIM), "/bin/sh", "-c", f"echo '{LAST_WORDS}' >/proc/1/fd/2")
            with KillerWhenGone(third, "gateway-old", container_of(third, VICTIM)):
                yield "broken-service", weekly(third, "unhealthy")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, markdown in summaries():
        (folder / f"{name}.md").write_text(markdown)
        print(f"{name}: {markdown.splitlines()[0]}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
