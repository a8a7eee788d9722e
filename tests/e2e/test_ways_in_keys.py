"""Every kind of key in every format, agents and user certificates, against a real sshd that takes no SHA-1."""

import tempfile
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.security_key import SecurityKeyAgent
from tests.droplet.ssh_keys import KINDS, Keys, agent
from tests.droplet.ssh_servers import second_sshd
from tests.e2e.dropsweep import step
from tests.e2e.outcomes import Outcomes

MODERN = "PubkeyAcceptedAlgorithms ssh-ed25519*,ecdsa-sha2-*,rsa-sha2-512*,rsa-sha2-256*,sk-ssh-ed25519*"
ONE_OF_EACH = ("ed25519", "nistp256", "nistp384", "nistp521", "rsa3072")


class KeysAgentsAndCertificates(Outcomes):
    @classmethod
    def setUpClass(cls):
        cls.keys = Keys()
        cls.addClassCleanup(cls.keys.close)
        cls.droplet = Droplet(sshd_options=["PerSourcePenalties no", MODERN, "TrustedUserCAKeys /etc/ssh/authority.pub"])
        cls.droplet.start()
        cls.addClassCleanup(cls.droplet.close)
        cls.authority = cls.keys.make()
        cls.droplet.write_file("/etc/ssh/authority.pub", cls.authority.public + "\n")
        cls.plain = cls.keys.make_all(KINDS)
        cls.of_openssl = [cls.keys.pkcs8_ed25519(), cls.keys.pkcs8_ed25519("open sesame")]
        known = [key.public for key in (*cls.plain.values(), *cls.of_openssl)]
        cls.droplet.sshd.authorize("/root", "\n".join([cls.droplet.sshd.public_key, *known]))
        # An account that knows no key by itself: only the authority lets somebody in.
        cls.droplet.add_user("member", groups=["docker"], key="# none")
        cls.member = f"member@{cls.droplet.address}"

    def check(self, key=None, **inputs):
        given = {} if key is None else {"ssh_key": key.text, "ssh_key_passphrase": key.passphrase or None}
        return step(self.droplet, "check", **({"ssh_key": None} | given | inputs)).start().finish()

    def test_every_kind_of_key_opens_the_session_in_every_format_that_there_is_for_it(self):
        for kind, key in self.plain.items():
            for form in ("OpenSSH", "PEM", "PKCS8") if kind != "ed25519" else ("OpenSSH",):
                for passphrase in ("", "open sesame"):
                    with self.subTest(kind=kind, form=form, encrypted=bool(passphrase)):
                        self.works(self.check(self.keys.rewritten(key, form, passphrase)), key.fingerprint)

    def test_ed25519_keys_as_openssl_writes_them(self):
        for key in self.of_openssl:
            self.works(self.check(key))

    def test_whatever_openssh_encrypts_keys_with_is_opened_or_named(self):
        for cipher in ("aes128-ctr", "aes256-cbc", "aes256-gcm@openssh.com", "3des-cbc"):
            with self.subTest(cipher):
                self.works(self.check(self.keys.rewritten(self.plain["ed25519"], "OpenSSH", "open sesame", cipher)))
        odd = self.keys.rewritten(self.plain["ed25519"], "OpenSSH", "open sesame", "chacha20-poly1305@openssh.com")
        self.refused(self.check(odd), 2, "chacha20-poly1305@openssh.com", "ssh-keygen -p -Z aes256-ctr")

    def test_keys_that_cannot_be_used_are_named_before_anything_is_contacted(self):
        for text, words in ((self.keys.security_key_file(), ("security key", "ssh-add")),
                            ("PuTTY-User-Key-File-3: ssh-ed25519\n", ("PuTTY", "puttygen"))):
            run = step(self.droplet, "check", host="root@127.0.0.1:1", ssh_key=text).start().finish()
            self.refused(run, 2, *words)

    def test_a_config_of_openssl_that_the_environment_names_is_not_read(self):
        """It could have OpenSSL load somebody's library in front of the key; here it names a provider that has no cipher at all."""
        with tempfile.NamedTemporaryFile("w", suffix=".cnf") as config:
            config.write("openssl_conf = all\n[all]\nproviders = list\n[list]\nnull = it\n[it]\nactivate = 1\n")
            config.flush()
            self.works(self.check(self.plain["ed25519"], environment={"OPENSSL_CONF": config.name}))

    def test_an_agent_serves_with_keys_of_every_kind(self):
        for kind in ONE_OF_EACH:
            with self.subTest(kind), agent(self.plain[kind]) as environment:
                self.works(self.check(environment=environment), "the agent's key", self.plain[kind].fingerprint)

    def test_a_security_key_in_an_agent_signs(self):
        with SecurityKeyAgent() as device:
            self.droplet.add_user("touch", groups=["docker"], key=device.public)
            run = self.check(host=f"touch@{self.droplet.address}", environment={"SSH_AUTH_SOCK": device.socket_path})
        self.works(run, "the agent's key sk-ssh-ed25519@openssh.com")

    def test_an_rsa_key_that_the_server_does_not_take_spoils_no_other_key_of_the_agent(self):
        only_ed25519 = second_sshd(self.droplet, 2222, "PubkeyAcceptedAlgorithms ssh-ed25519", "PerSourcePenalties no")
        with agent(self.plain["rsa2048"], self.plain["ed25519"]) as environment:
            run = self.check(host=f"root@{self.droplet.address}:2222", known_hosts=only_ed25519.known_hosts(),
                             environment=environment)
        self.works(run, self.plain["ed25519"].fingerprint)

    def test_of_many_keys_an_agent_shows_no_more_than_sshd_bears(self):
        others = [self.keys.make() for _ in range(7)]
        with agent(*others) as environment:
            self.refused(self.check(environment=environment), 5, "it refused 6 keys of the agent", "MaxAuthTries")

    def test_a_certificate_of_every_kind_lets_its_key_in(self):
        for kind in ONE_OF_EACH:
            with self.subTest(kind):
                key = self.keys.certify(self.plain[kind], self.authority, "-n", "member")
                self.works(self.check(key, host=self.member, ssh_certificate=key.certificate), "certificate for key")
                self.refused(self.check(key, host=self.member), 5, "authorized_keys")

    def test_an_agent_has_certificates_too(self):
        for kind in ONE_OF_EACH:
            with self.subTest(kind):
                key = self.keys.certify(self.plain[kind], self.authority, "-n", "member")
                with agent(key) as environment:
                    self.works(self.check(host=self.member, environment=environment), "-cert-v01@openssh.com")

    def test_what_a_refused_certificate_says_is_told(self):
        key = self.plain["ed25519"]
        self.keys.certify(key, self.authority, "-n", "deploy,backup", "-V", "20250101000000Z:20250201000000Z")
        run = self.check(key, host=self.member, ssh_certificate=key.certificate)
        self.refused(run, 5, "for deploy, backup, from 2025-01-01T00:00:00Z until 2025-02-01T00:00:00Z",
                     self.authority.fingerprint, "TrustedUserCAKeys")

    def test_a_certificate_of_another_key_is_an_error_of_the_inputs(self):
        other = self.keys.certify(self.keys.make(), self.authority, "-n", "member")
        self.refused(self.check(self.plain["ed25519"], ssh_certificate=other.certificate), 2, other.fingerprint)
        self.refused(self.check(ssh_certificate=other.certificate), 2, "ssh-certificate", "no private key")


if __name__ == "__main__":
    unittest.main()
