"""The sample that cleans up inside of databases, run as it stands: a real PostgreSQL with the tables of LangGraph, and an HTTP server at
Qdrant's port, which keeps what it was asked (Qdrant itself is in no distribution)."""

import json
import unittest
from datetime import UTC, datetime, timedelta

from tests.droplet.droplet import Droplet
from tests.droplet.system_images import add_postgres_image, sql, start_postgres
from tests.e2e.github_runner import REPOSITORY, GithubRunner

SAMPLE = REPOSITORY / "samples/retention.yml"
DATABASE, POINTS = "platform-postgres-1", "platform-qdrant-1"
# The tables of langgraph-checkpoint-postgres: names, types and keys.
TABLES = """
CREATE DATABASE app;
\\c app
CREATE TABLE checkpoints (thread_id TEXT NOT NULL, checkpoint_ns TEXT NOT NULL DEFAULT '', checkpoint_id TEXT NOT NULL, parent_checkpoint_id TEXT,
  type TEXT, checkpoint JSONB NOT NULL, metadata JSONB NOT NULL DEFAULT '{}', PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id));
CREATE TABLE checkpoint_blobs (thread_id TEXT NOT NULL, checkpoint_ns TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL, version TEXT NOT NULL,
  type TEXT NOT NULL, blob BYTEA, PRIMARY KEY (thread_id, checkpoint_ns, channel, version));
CREATE TABLE checkpoint_writes (thread_id TEXT NOT NULL, checkpoint_ns TEXT NOT NULL DEFAULT '', checkpoint_id TEXT NOT NULL, task_id TEXT NOT NULL,
  idx INTEGER NOT NULL, channel TEXT NOT NULL, type TEXT, blob BYTEA NOT NULL, PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id, task_id, idx));
"""
# Days ago, oldest first; each writes a new version of its messages and two writes, and all of a thread share one topic.
THREADS = {"long": (90, 60, 40, 20, 1), "asleep": (200, 100), "new": (2,)}
ANSWERS = r"""#!/bin/sh
while read -r line; do
  line=${line%?}; echo "$line" >>/tmp/asked
  case $line in [Cc]ontent-[Ll]ength:*) length=${line##* } ;; "") break ;; esac
done
head -c "$length" >/tmp/body
body='{"result":{"operation_id":7,"status":"completed"},"status":"ok","time":0.002}'
printf 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s' ${#body} "$body"
"""


def rows():
    for thread, ages in THREADS.items():
        yield f"INSERT INTO checkpoint_blobs VALUES ('{thread}', '', 'topic', '1', 'msgpack', 'x');"
        for number, days in enumerate(ages, 1):
            # Their ids grow with time, as UUIDs of version 6 do.
            checkpoint = json.dumps({"v": 4, "channel_versions": {"messages": f"{number}", "topic": "1"}})
            yield f"""INSERT INTO checkpoints (thread_id, checkpoint_id, checkpoint) VALUES ('{thread}', '1f0-{number}',
                        jsonb_set('{checkpoint}', '{{ts}}', to_jsonb(now() - interval '{days} days')));
                      INSERT INTO checkpoint_blobs VALUES ('{thread}', '', 'messages', '{number}', 'msgpack', 'x');
                      INSERT INTO checkpoint_writes VALUES ('{thread}', '', '1f0-{number}', 'task', 0, 'messages', 'msgpack', 'x'),
                                                           ('{thread}', '', '1f0-{number}', 'task', 1, 'topic', 'msgpack', 'x');"""


class Retention(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.runner = cls.enterClassContext(GithubRunner())
        cls.droplet = droplet = cls.enterClassContext(Droplet())
        add_postgres_image(droplet)
        start_postgres(droplet, DATABASE)
        droplet.docker("exec", "-i", DATABASE, "psql", "-U", "app", "-v", "ON_ERROR_STOP=1", "postgres", input=TABLES + "\n".join(rows()))
        droplet.add_base_image("base:1", {"answers": ANSWERS})
        droplet.docker("run", "-d", "--name", POINTS, "-p", "127.0.0.1:6333:6333", "base:1", "nc", "-ll", "-p", "6333", "-e", "sh", "/answers")
        jobs = cls.runner.run(SAMPLE.read_text(), event_name="schedule", environments={"production": (
            {"DROPLET_SSH_KEY": droplet.key_text()},
            {"DROPLET_HOST": f"{droplet.address}:{droplet.port}", "DROPLET_KNOWN_HOSTS": droplet.known_hosts_line()})})
        cls.job = jobs["sweep"][0]
        cls.sweep = cls.job.steps[-1]

    def ask(self, text):
        return sql(self.droplet, DATABASE, text, database="app").splitlines()

    def test_it_ends_well_and_tells_how_many_rows_went(self):
        self.assertEqual(self.job.result, "success", self.sweep.text)
        # Three of the long thread and the older one of the one that sleeps, and as many versions of their messages.
        self.assertEqual(self.sweep.text.count("exit code 0, 4 rows"), 2, self.sweep.text)
        self.assertIn("4 rows", self.sweep.summary)

    def test_what_is_old_is_gone_and_the_newest_of_each_thread_stays_however_old_it_is(self):
        self.assertEqual(self.ask("SELECT thread_id, checkpoint_id FROM checkpoints ORDER BY 1, 2"),
                         ["asleep|1f0-2", "long|1f0-4", "long|1f0-5", "new|1f0-1"])

    def test_writes_go_with_their_checkpoint_and_blobs_when_no_checkpoint_refers_to_them(self):
        self.assertEqual(self.ask("SELECT DISTINCT thread_id, checkpoint_id, count(*) FROM checkpoint_writes GROUP BY 1, 2 ORDER BY 1, 2"),
                         ["asleep|1f0-2|2", "long|1f0-4|2", "long|1f0-5|2", "new|1f0-1|2"])
        self.assertEqual(self.ask("SELECT thread_id, channel, version FROM checkpoint_blobs ORDER BY 1, 2, 3"),
                         ["asleep|messages|2", "asleep|topic|1", "long|messages|4", "long|messages|5", "long|topic|1", "new|messages|1", "new|topic|1"])

    def test_points_are_asked_for_by_the_date_of_a_month_ago(self):
        head = self.droplet.docker("exec", POINTS, "cat", "/tmp/asked")
        self.assertIn("POST /collections/documents/points/delete?wait=true HTTP/1.1", head)
        (condition,) = json.loads(self.droplet.docker("exec", POINTS, "cat", "/tmp/body"))["filter"]["must"]
        line = datetime.strptime(condition["range"]["lt"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        self.assertLess(abs(datetime.now(UTC) - timedelta(days=30) - line), timedelta(hours=1))
        self.assertEqual(condition["key"], "stored_at")


if __name__ == "__main__":
    unittest.main()
