"""An SSH server by asyncssh, as a program: python3 asyncssh_server.py PORT AUTHORIZED_KEYS HOST_KEY...

It forwards ports and, unless SOCKETS=0, sockets, and runs commands as the user that it runs as. PASSWORDS=NAME=PASSWORD lets in with
a password, with QUESTIONS=1 by keyboard-interactive instead.
"""

import asyncio
import contextlib
import os
import sys

import asyncssh

PASSWORDS = dict(line.split("=", 1) for line in os.environ.get("PASSWORDS", "").split())
QUESTIONS = os.environ.get("QUESTIONS") == "1"
SOCKETS = os.environ.get("SOCKETS") != "0"


class Server(asyncssh.SSHServer):
    def password_auth_supported(self):
        return bool(PASSWORDS) and not QUESTIONS

    def kbdint_auth_supported(self):
        return bool(PASSWORDS) and QUESTIONS

    def get_kbdint_challenge(self, username, lang, submethods):
        return "", "", "", [("Password:", False)]

    def validate_kbdint_response(self, username, responses):
        return list(responses) == [PASSWORDS.get(username)]

    def validate_password(self, username, password):
        return PASSWORDS.get(username) == password

    def connection_requested(self, dest_host, dest_port, orig_host, orig_port):
        return True

    def unix_connection_requested(self, dest_path):
        return SOCKETS


async def run(process):
    """The command's streams, by hand: asyncssh's own redirection ends the whole connection when a channel closes under it."""
    child = await asyncio.create_subprocess_shell(process.command or "true", stdin=asyncio.subprocess.PIPE,
                                                  stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    up = asyncio.ensure_future(carry(process.stdin, child.stdin))
    up.add_done_callback(lambda _: child.stdin.close())
    await asyncio.gather(carry(child.stdout, process.stdout), carry(child.stderr, process.stderr))
    up.cancel()
    with contextlib.suppress(OSError, asyncssh.Error):
        process.exit(await child.wait())


async def carry(source, target):
    with contextlib.suppress(OSError, asyncssh.Error):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()


async def main():
    port, authorized_keys, *host_keys = sys.argv[1:]
    await asyncssh.listen("", int(port), server_host_keys=host_keys, authorized_client_keys=authorized_keys,
                          server_factory=Server, process_factory=run, encoding=None)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
