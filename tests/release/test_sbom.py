"""The list of what is linked, made from the static binary of this build, and the licences of all of it."""

import hashlib
import json
import platform
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import unquote

from tests.release.project import REPOSITORY
from tools.release import licences, linked

BUILD = REPOSITORY / "build/release"
BINARY = REPOSITORY / "out/dropsweep"


@unittest.skipUnless((BUILD / "dropsweep.map").exists() and platform.machine() == "x86_64", "./dev build was not run here")
class Sbom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = subprocess.run([sys.executable, "-m", "tools.release.sbom", "x86_64", BUILD, BINARY, "1.4.2", "1769817600"],
                                  cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout
        cls.sbom = json.loads(cls.text)
        cls.by_source = {}
        for component in cls.sbom["components"]:
            cls.by_source.setdefault(cls.facts(component)["debian:source"], []).append(component)

    @staticmethod
    def facts(component):
        return {one["name"]: one["value"] for one in component["properties"]}

    def test_every_library_that_cmake_names_is_in_it(self):
        for source in "openssl", "libssh2", "zlib", "boost1.88", "cli11", "nlohmann-json3", "fmtlib", "glibc", "gcc-14":
            self.assertIn(source, self.by_source)

    def test_what_is_linked_has_its_archive_and_what_is_only_included_has_none(self):
        def archives(source):
            return {Path(one["location"]).name for component in self.by_source[source] for one in component["evidence"]["occurrences"]}

        self.assertEqual(archives("openssl"), {"libssl.a", "libcrypto.a"})
        self.assertEqual(archives("libssh2"), {"libssh2.a"})
        self.assertLessEqual({"libstdc++.a", "libgcc.a", "libgcc_eh.a"}, archives("gcc-14"))
        self.assertIn("libc.a", archives("glibc"))
        self.assertEqual(archives("boost1.88"), {"headers alone"})
        self.assertGreater(int(self.facts(self.by_source["boost1.88"][0])["dropsweep:headers-included"]), 300)

    def test_versions_are_those_of_the_package_manager(self):
        for component in self.sbom["components"]:
            shown = subprocess.run(["dpkg-query", "--show", "--showformat", "${Version}\n", component["name"]], check=True,
                                   capture_output=True, text=True).stdout.split()
            self.assertIn(component["version"], shown)
            self.assertIn(f"@{component['version']}?", unquote(component["purl"]))

    def test_each_licence_is_one_that_somebody_has_read(self):
        page = (REPOSITORY / "docs/releases.md").read_text()
        for component in self.sbom["components"]:
            licence = component["licenses"][0]
            name = licence.get("expression") or licence["license"]["id"]
            self.assertIn(f"`{name}`", page, component["name"])

    def test_it_names_the_binary_by_its_sum_and_is_the_same_when_made_again(self):
        ours = self.sbom["metadata"]["component"]
        self.assertEqual(ours["hashes"], [{"alg": "SHA-256", "content": hashlib.sha256(BINARY.read_bytes()).hexdigest()}])
        self.assertEqual(self.sbom["metadata"]["timestamp"], "2026-01-31T00:00:00Z")
        self.assertRegex(self.sbom["serialNumber"], r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        references = [component["bom-ref"] for component in self.sbom["components"]]
        self.assertEqual(len(references), len(set(references)))
        self.assertEqual(self.sbom["dependencies"], [{"ref": "dropsweep", "dependsOn": references}])

    def test_the_licences_of_all_of_it_are_there_in_full(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(self.text)
            file.flush()
            page = subprocess.run([sys.executable, "-m", "tools.release.third_party", file.name], cwd=REPOSITORY, check=True,
                                  capture_output=True, text=True).stdout
        words = re.sub(r"\s+", " ", page)
        for sentence in ("GNU LESSER GENERAL PUBLIC LICENSE Version 2.1", "GCC RUNTIME LIBRARY EXCEPTION",
                         "Boost Software License", "Permission is hereby granted, free of charge", "Niels Lohmann", "Victor Zverovich",
                         "Jean-loup Gailly", "Daniel Stenberg", "Apache License"):
            self.assertIn(sentence, words)
        for component in self.sbom["components"]:
            self.assertIn(component["name"], page)
        self.assertLess(len(page), 1_000_000)


class Licences(unittest.TestCase):
    def test_one_that_nobody_has_read_stops_the_release(self):
        with self.assertRaisesRegex(SystemExit, "libmystery-dev is under a licence that nobody has looked at yet .AGPL-3."):
            licences.spdx("AGPL-3", "libmystery-dev")

    def test_it_is_the_one_of_all_files_not_of_some(self):
        text = "Format: x\n\nFiles: debian/*\nLicense: GPL-2\n\nFiles: *\nCopyright: A. Author\nLicense: Expat\n Permission ...\n"
        self.assertEqual(licences.declared(text, []), "Expat")

    def test_what_cannot_be_understood_is_not_taken_for_a_licence(self):
        for text in "", "All rights reserved.\n", "Format: x\n\nFiles: some/*\nLicense: Expat\n":
            with self.assertRaises(SystemExit):
                licences.spdx(licences.declared(text, []), "libmystery-dev")

    def test_lists_of_files_are_left_out_and_each_notice_is_told_once(self):
        text = ("Format: x\n\nFiles:\n a.c\nCopyright: A. Author\nLicense: Expat\n\nFiles: b.c\nCopyright: A. Author\nLicense: Expat\n\n"
                "License: Expat\n Permission is\n .\n granted.\n")
        self.assertEqual(licences.texts(text), "Copyright: A. Author\nLicense: Expat\n\nLicense: Expat\n Permission is\n .\n granted.\n")

    def test_a_linked_file_of_no_package_stops_the_release(self):
        with self.assertRaisesRegex(SystemExit, "belong to no package"):
            linked.packages_of({"/usr/lib/libnobodys.a"}, "amd64")


if __name__ == "__main__":
    unittest.main()
