"""The runner of the tests keeps the rules of GitHub's own for jobs: their order, matrix, environments, groups, and calls of other workflows."""

import json
import unittest

from tests.e2e.github_runner import GithubRunner

CALLED = """
on:
  workflow_call:
    inputs:
      where: {type: string, required: true}
      size: {type: string, default: small}
      dry: {type: boolean}
      most: {type: number, default: 3}
    secrets:
      KEY: {required: false}
    outputs:
      said: {value: "${{ jobs.inner.outputs.said }}"}
      result: {value: "${{ jobs.inner.result }}"}
jobs:
  inner:
    runs-on: x
    environment: ${{ inputs.where }}
    concurrency: host-${{ inputs.where }}
    outputs:
      said: ${{ steps.say.outputs.said }}
    steps:
      - id: say
        run: echo "said=$SIZE ${{ inputs.dry }} ${{ inputs.most }} ${{ github.event_name }} ${#KEY} ${#OTHER} ${{ vars.PLACE }}" >>$GITHUB_OUTPUT
        env: {SIZE: "${{ inputs.size }}", KEY: "${{ secrets.KEY }}", OTHER: "${{ secrets.OTHER }}"}
"""
ACTION = "inputs: {}\nruns: {using: composite, steps: [{run: 'echo from the called repository', shell: sh}]}\n"
NAME = "octo/tools/.github/workflows/called.yml@main"


def needing(**jobs):
    return json.dumps({"on": "push", "jobs": {name: {"runs-on": "x", "steps": [{"run": "true"}]} | job for name, job in jobs.items()}})


class Jobs(unittest.TestCase):
    def setUp(self):
        self.runner = self.enterContext(GithubRunner(binary=None))

    def call(self, called=CALLED, job=None, secrets=None, **given):
        """What became of a job that calls `called`, and of one that needs it."""
        path = self.runner.path / "tools/.github/workflows/called.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(called)
        caller = {"uses": NAME, "with": {"where": "production"}} | (job or {}) | ({"secrets": secrets} if secrets else {})
        after = {"needs": "call", "runs-on": "x", "steps": [{"run": "echo it said ${{ needs.call.outputs.said }}"}]}
        text = json.dumps({"on": "push", "jobs": {"call": caller, "after": after}})
        jobs = self.runner.run(text, workflows={NAME: path}, secrets={"KEY": "four", "OTHER": "sixsix"}, **given)
        return jobs["call"][0], jobs["after"][0]

    def refused(self, words, *arguments, **given):
        with self.assertRaisesRegex(AssertionError, words):
            self.call(*arguments, **given)

    def test_jobs_run_after_those_they_need_for_each_of_their_matrix(self):
        text = json.dumps({"on": "push", "jobs": {
            "sweep": {"needs": ["deploy"], "runs-on": "x", "strategy": {"matrix": {"host": "${{ fromJSON(vars.HOSTS) }}", "include": [{"host": "b", "mode": "full"}]}},
                      "steps": [{"id": "say", "run": "echo ${{ needs.deploy.outputs.at }} ${{ matrix.host }} ${{ matrix.mode }}"}]},
            "deploy": {"runs-on": "x", "outputs": {"at": "${{ steps.a.outputs.at }}"}, "steps": [{"id": "a", "run": "echo at=noon >>$GITHUB_OUTPUT"}]},
            "broken": {"runs-on": "x", "steps": [{"run": "false"}]},
            "behind": {"needs": "broken", "runs-on": "x", "steps": [{"run": "true"}]},
            "rescue": {"needs": "broken", "if": "${{ failure() }}", "runs-on": "x", "steps": [{"run": "true"}]}}})
        jobs = self.runner.run(text, variables={"HOSTS": '["a","b"]'})
        self.assertEqual([job.steps[0].text.strip() for job in jobs["sweep"]], ["noon a", "noon b full"])
        self.assertEqual([jobs[name][0].result for name in ("broken", "behind", "rescue")], ["failure", "skipped", "success"])

    def test_a_job_that_fails_stops_the_rest_of_its_matrix_unless_that_is_told_not_to(self):
        steps = [{"run": "test ${{ matrix.n }} = 2"}]
        for strategy, results in (({}, ["failure", "cancelled"]), ({"fail-fast": False}, ["failure", "success"])):
            jobs = self.runner.run(needing(many={"strategy": {"matrix": {"n": [1, 2]}} | strategy, "steps": steps},
                                           rescue={"needs": "many", "if": "failure()"}, behind={"needs": "many"}))
            self.assertEqual([job.result for job in jobs["many"]], results)
            self.assertEqual([jobs[name][0].result for name in ("rescue", "behind")], ["success", "skipped"])

    def test_a_job_that_may_fail_stops_no_other_and_a_skipped_one_is_no_failure(self):
        jobs = self.runner.run(needing(may={"continue-on-error": True, "steps": [{"run": "false"}]}, after={"needs": "may"},
                                       not_now={"if": "github.event_name == 'schedule'"}, behind={"needs": "not_now"},
                                       rescue={"needs": "not_now", "if": "failure()"},
                                       all_the_same={"needs": "not_now", "if": "!cancelled() && needs.not_now.result == 'skipped'"}))
        self.assertEqual({name: runs[0].result for name, runs in jobs.items()}, {
            "may": "failure", "after": "success", "not_now": "skipped", "behind": "skipped", "rescue": "skipped", "all_the_same": "success"})

    def test_an_environment_has_secrets_and_variables_for_its_own_jobs_alone(self):
        say = {"steps": [{"run": "echo $KEY ${{ vars.PLACE }}", "env": {"KEY": "${{ secrets.KEY }}"}}]}
        jobs = self.runner.run(needing(inside={"environment": {"name": "production"}} | say, outside=say), variables={"PLACE": "anywhere"},
                               environments={"production": ({"KEY": "a secret"}, {"PLACE": "here"})})
        self.assertEqual([jobs[name][0].steps[0].text.strip() for name in ("inside", "outside")], ["*** here", "anywhere"])

    def test_a_called_workflow_has_typed_inputs_and_hands_outputs_back(self):
        job, after = self.call()
        self.assertEqual((job.result, job.outputs), ("success", {"said": "small false 3 push 0 0 ", "result": "success"}))
        self.assertIn("it said small false 3 push", after.steps[0].text)
        job, _ = self.call(job={"with": {"where": "production", "size": 7, "dry": True, "most": "${{ fromJSON('5') }}"}})
        self.assertEqual(job.outputs["said"], "7 true 5 push 0 0 ")
        self.assertEqual(job.group, "host-production")

    def test_a_call_that_does_not_fit_is_refused(self):
        for words, with_ in (("Input where is required", {}), ("wher is not defined", {"where": "x", "wher": "y"}),
                             ("unexpected value ''", {"where": "x", "dry": "${{ inputs.nothing }}"}), ("number is wanted", {"where": "x", "most": "${{ github.event_name }}"})):
            with self.subTest(words):
                self.refused(words, job={"with": with_})
        self.refused("Invalid secret, WRONG", secrets={"WRONG": "x"})
        self.refused("Unable to find reusable workflow", job={"uses": NAME.replace("called", "unheard-of")})

    def test_a_called_workflow_sees_the_secrets_that_it_is_given_and_those_of_its_environment_by_their_names(self):
        environments = {"production": ({"KEY": "of the environment", "OTHER": "too"}, {"PLACE": "here"})}
        for secrets, own, lengths in ((None, {}, "0 0 "), ({"KEY": "${{ secrets.KEY }}"}, {}, "4 0 "), ("inherit", {}, "4 6 "),
                                      (None, environments, "0 0 here"), ({"KEY": "${{ secrets.KEY }}"}, environments, "18 0 here"),
                                      ("inherit", environments, "18 3 here")):
            with self.subTest(secrets, environments=own):
                job, _ = self.call(secrets=secrets, environments=own)
                self.assertEqual(job.outputs["said"], "small false 3 push " + lengths)

    def test_a_job_that_would_wait_for_its_own_caller_is_cancelled(self):
        job, after = self.call(job={"concurrency": "host-production"})
        self.assertEqual((job.result, after.result), ("cancelled", "skipped"))

    def test_an_action_of_the_called_workflows_own_repository_is_that_ones(self):
        (self.runner.path / "tools").mkdir()
        (self.runner.path / "tools/action.yml").write_text("name: x\ndescription: x\n" + ACTION)
        called = "on: workflow_call\njobs: {inner: {runs-on: x, steps: [{uses: $/.}]}}"
        job, _ = self.call(called, job={"with": {}})
        self.assertEqual((job.result, job.steps[0].text), ("success", "from the called repository"))
        self.refused("cannot be resolved", called.replace("$/.", "$/"), job={"with": {}})


if __name__ == "__main__":
    unittest.main()
