"""The runner of the tests keeps the rules of GitHub's own that the stories of the action lean on."""

import json
import time
import unittest

from tests.e2e.github_runner import GithubRunner

LINES = r"""
printf '::error title=a%%3Ab,line=3::one%%0Atwo %%25\n'
printf '\302\240 ::Warning::after white space\n'
printf 'anywhere ##[notice]in a line\n'
printf 'x\r::error::after a lone CR\n'
printf '::unheard-of::text\n::error:text\n ##[nothing]text\n'
printf 'half ' ; echo '::error::of a line' >&2 ; echo 'and the rest'
"""
OUTPUTS = r"""
printf 'several<<E\none\n\ntwo=\nE\nequals=a=b\ncr=x\r\n\nempty=\n' >>"$GITHUB_OUTPUT"
echo 'LATER=said' >>"$GITHUB_ENV"
echo "$GITHUB_WORKSPACE/tools" >>"$GITHUB_PATH"
"""


def workflow(*steps, **job):
    return json.dumps({"on": "push", "jobs": {"job": {"runs-on": "ubuntu-latest", "steps": steps} | job}})


class Rules(unittest.TestCase):
    def setUp(self):
        self.runner = self.enterContext(GithubRunner(binary=None))

    def test_what_steps_print_and_write_means_what_it_means_to_github(self):
        steps = {
            "lines": {"run": LINES},
            "outputs": {"run": OUTPUTS},
            "broken": {"run": "printf 'good=1\\nbad<<E\\nno end\\n' >>$GITHUB_OUTPUT", "continue-on-error": True},
            "nameless": {"run": "echo words >>$GITHUB_OUTPUT", "continue-on-error": True},
            "large": {"run": "head -c 1048577 /dev/zero >>$GITHUB_STEP_SUMMARY"},
            "many": {"run": "for n in $(seq 12); do echo ::warning::$n; done; head -c 5000 /dev/zero | tr '\\0' a | sed s/^/::notice::/"},
            "hidden": {"run": "echo ::add-mask::swordfish; echo a swordfish; echo $KEY; echo swordfish >>$GITHUB_STEP_SUMMARY; echo v=swordfish >>$GITHUB_OUTPUT",
                       "env": {"KEY": "${{ secrets.KEY }}"}},
            "stopped": {"run": "echo ::stop-commands::word; echo ::error::text; echo ::word::; echo ::error::command"},
            "disabled": {"run": "echo '::set-env name=A::b'", "continue-on-error": True},
            "by_command": {"run": "echo '::set-output name=a::b'; echo ::set-output::c", "continue-on-error": True},
            "later": {"run": "echo $LATER ${PATH%%:*} ${{ steps.broken.outcome }} ${{ steps.broken.conclusion }} ${{ steps.outputs.outputs.equals }}"},
            "quoted": {"run": "echo '${{ steps.outputs.outputs.equals }}' 'b' 'c'"},
            "failing": {"run": "false; echo never", "shell": "bash"},
            "skipped": {"run": "echo never"},
            "on_failure": {"run": "echo here", "if": "failure() && steps.failing.outcome == 'failure'"},
        }
        text = workflow(*({"id": name} | step for name, step in steps.items()),
                        outputs={"plain": "${{ steps.outputs.outputs.equals }}", "secret": "${{ steps.hidden.outputs.v }}"})
        job = self.runner.run(text, secrets={"KEY": "first line\nsecond line\n"})["job"][0]
        ran = {step.id: step for step in job.steps}

        self.assertEqual([(one["kind"], one["message"]) for one in ran["lines"].annotations if one["message"] != "of a line"], [
            ("error", "one\ntwo %"), ("warning", "after white space"), ("notice", "in a line"), ("error", "after a lone CR")])
        self.assertEqual((ran["lines"].annotations[0]["title"], ran["lines"].annotations[0]["line"]), ("a:b", "3"))
        self.assertIn("half and the rest", ran["lines"].log)
        self.assertIn("a=b b c", ran["quoted"].log)
        self.assertLessEqual({"::unheard-of::text", "::error:text", " ##[nothing]text"}, set(ran["lines"].log))
        self.assertEqual(ran["outputs"].outputs, {"several": "one\n\ntwo=", "equals": "a=b", "cr": "x\r", "empty": ""})
        self.assertEqual((ran["broken"].outcome, ran["broken"].outputs), ("failure", {"good": "1"}))
        self.assertIn("Matching delimiter not found 'E'", ran["broken"].text)
        self.assertIn("Invalid format 'words'", ran["nameless"].text)
        self.assertEqual((ran["large"].outcome, ran["large"].summary), ("success", ""))
        self.assertIn("upload aborted", ran["large"].annotations[0]["message"])
        self.assertEqual([len([one for one in ran["many"].annotations if one["kind"] == kind]) for kind in ("warning", "notice")], [10, 1])
        self.assertEqual(len(ran["many"].annotations[-1]["message"]), 4096)
        self.assertEqual((ran["hidden"].log[-2:], ran["hidden"].summary), (["a ***", "*** ***"], "***\n"))
        self.assertEqual(ran["stopped"].log, ["::error::text", "error: command"])
        self.assertEqual(ran["disabled"].outcome, "failure")
        self.assertEqual((ran["by_command"].outcome, ran["by_command"].outputs), ("failure", {"a": "b"}))
        self.assertEqual(ran["later"].text, f"said {self.runner.workspace}/tools failure success a=b")
        self.assertEqual([ran[name].outcome for name in ("failing", "skipped", "on_failure")], ["failure", "skipped", "success"])
        self.assertEqual((job.result, job.outputs), ("failure", {"plain": "a=b"}))

    def test_a_step_that_hears_no_signal_is_killed_and_what_it_had_written_counts(self):
        deaf = "trap '' INT TERM; echo a=1 >>$GITHUB_OUTPUT; touch ready; while :; do sleep 0.2; done"
        running = self.runner.start(workflow({"id": "deaf", "run": deaf}, {"id": "after", "run": "echo cleaned up", "if": "always()"}, {"id": "no", "run": "true"}))
        while not (self.runner.workspace / "ready").exists():
            time.sleep(0.05)
        running.cancel()
        job = running.finish()["job"][0]
        self.assertEqual((job.result, job.steps[0].signals), ("cancelled", ["SIGINT", "SIGTERM", "SIGKILL"]))
        self.assertEqual((job.steps[0].outcome, job.steps[0].outputs), ("cancelled", {"a": "1"}))
        self.assertEqual([step.outcome for step in job.steps[1:]], ["success", "skipped"])


if __name__ == "__main__":
    unittest.main()
