"""How a run ended, as the stories about ways in ask."""

import unittest


class Outcomes(unittest.TestCase):
    def works(self, run, *words):
        self.assertEqual(run.code, 0, run.log)
        for word in words:
            self.assertIn(word, run.log)

    def refused(self, run, code, *words):
        """It ended with this exit code, said these words, and wrote its report."""
        self.assertEqual(run.code, code, run.log)
        for word in words:
            self.assertIn(word, run.log)
        self.assertEqual(run.report["exit_code"], code)
