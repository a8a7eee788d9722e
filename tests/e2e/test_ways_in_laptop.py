"""~/.ssh/config on a laptop, with the real ssh: aliases, keys, agents and jump hosts."""

import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.ssh_keys import Keys, agent
from tests.droplet.ssh_servers import second_sshd
from tests.e2e.dropsweep import Step
from tests.e2e.outcomes import Outcomes

JUMP = 2205
WEB = """
Host web
    HostName ADDRESS
    User deploy
    IdentityFile ~/.ssh/id_web
    UserKnownHostsFile ~/.ssh/hosts_of_work
"""
BASTION = """
Host bastion
    HostName ADDRESS
    Port 2205
    User jump
    IdentityFile ~/.ssh/id_jump
Host inside
    HostName 127.0.0.1
    User deploy
    IdentityFile ~/.ssh/id_web
    ProxyJump bastion
Host *
    UserKnownHostsFile ~/.ssh/hosts_of_work
"""


class Laptop(Outcomes):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(sshd_options=["PerSourcePenalties no"]).start()
        cls.addClassCleanup(cls.droplet.close)
        cls.keys = Keys()
        cls.addClassCleanup(cls.keys.close)
        cls.key, cls.jump_key = cls.keys.make(), cls.keys.make("ed25519", "open sesame", "-a", "4")
        cls.droplet.add_user("deploy", groups=["docker"], key=cls.key.public)
        cls.droplet.add_user("jump", key=cls.jump_key.public)
        cls.jump = second_sshd(cls.droplet, JUMP, "PerSourcePenalties no")

    def check(self, config, target="web", **inputs):
        """`dropsweep check TARGET` with a home folder that has this configuration, the keys, and the host keys in a file of work."""
        step = Step("check", target, connect_timeout="10s", **inputs)
        folder = step.path / ".ssh"
        folder.mkdir(mode=0o700)
        # ssh expands the ~ of this one with passwd's home folder, which here is another.
        config = config.replace("~/.ssh/hosts_of_work", f"{folder}/hosts_of_work")
        (folder / "config").write_text(config.replace("ADDRESS", self.droplet.address))
        for name, key in (("id_web", self.key), ("id_jump", self.jump_key)):
            (folder / name).write_text(key.text)
            (folder / f"{name}.pub").write_text(key.public + "\n")
        known = [self.droplet.known_hosts_line(), self.jump.known_hosts(), f"127.0.0.1 {self.droplet.host_keys['ed25519']}"]
        (folder / "hosts_of_work").write_text("\n".join(known) + "\n")
        return step.start().finish()

    def test_an_alias_with_its_user_key_and_known_hosts(self):
        self.works(self.check(WEB), f"deploy@{self.droplet.address}", f"deploy by key ssh-ed25519 {self.key.fingerprint}")

    def test_match_and_include_count_as_with_ssh(self):
        indirect = 'Match host w* exec "test %h = web"\n    HostName ADDRESS\n    User deploy\n'
        self.works(self.check(indirect + "    IdentityFile ~/.ssh/id_web\n    UserKnownHostsFile ~/.ssh/hosts_of_work\n"))

    def test_a_jump_host_that_is_an_alias_too_with_a_key_in_the_agent(self):
        with agent(self.keys.rewritten(self.jump_key, "OpenSSH")) as environment:
            self.works(self.check(BASTION, "inside", environment=environment), "deploy@127.0.0.1")

    def test_an_encrypted_key_that_no_agent_has_is_named(self):
        run = self.check(BASTION, "inside")
        self.refused(run, 5, "Jump host:", "~/.ssh/id_jump: The private key is encrypted", "ssh-add")
        self.works(self.check(BASTION, "inside", ssh_key_passphrase="open sesame"))

    def test_the_keys_of_the_configuration_come_first_of_the_many_of_an_agent(self):
        others = [self.keys.make() for _ in range(7)]
        with agent(*others, self.key) as environment:
            self.works(self.check(WEB, environment=environment), f"the agent's key ssh-ed25519 {self.key.fingerprint}")
            self.works(self.check(WEB + "    IdentitiesOnly yes\n", environment=environment))

    def test_what_the_inputs_say_stays(self):
        self.refused(self.check(WEB, user="nobody"), 5, "did not let nobody in")
        self.refused(self.check(WEB, known_hosts="other.example ssh-ed25519 " + "A" * 68), 4)
        self.works(self.check(WEB, ssh_key=self.key.text))
        self.refused(self.check(WEB, "web:1"), 3, "refused")

    def test_in_a_workflow_and_without_ssh_an_alias_is_a_name_like_any_other(self):
        self.refused(self.check(WEB, actions=True), 3, "web could not be resolved")
        self.refused(self.check(WEB, environment={"PATH": "/nowhere"}), 3, "web could not be resolved")

    def test_a_configuration_that_ssh_cannot_read_is_told_in_its_words(self):
        self.refused(self.check("Host web\n    HostNaem x\n"), 2, "ssh -G web", "HostNaem".lower())


if __name__ == "__main__":
    unittest.main()
