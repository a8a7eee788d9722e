"""An SSH server by asyncssh, as a program: python3 asyncssh_server.py PORT HOST_KEY AUTHORIZED_KEYS

It forwards ports and sockets and runs commands as the user that it runs as. Passwords are those of PASSWORDS (NAME=PASSWORD).
"""

import asyncio
import os
import sys

import asyncssh

PASSWORDS = dict(line.split("=", 1) for line in os.environ.get("PASSWORDS", "").split())


class Server(asyncssh.SSHServer):
    def password_auth_supported(self):
        return bool(PASSWORDS)

    def kbdint_auth_supported(self):
        return False

    def validate_password(self, username, password):
        return PASSWORDS.get(username) == password

    def connection_requested(self, dest_host, dest_port, orig_host, orig_port):
        return True

    def unix_connection_requested(self, dest_path):
        return True


async def run(process):
    # Standard error goes nowhere: what comes of it after the end of standard output, asyncssh cannot place and ends the connection.
    child = await asyncio.create_subprocess_shell(process.command or "true", stdin=asyncio.subprocess.PIPE,
                                                  stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL)
    await process.redirect(stdin=child.stdin, stdout=child.stdout)
    process.exit(await child.wait())


async def main():
    port, host_key, authorized_keys = sys.argv[1:]
    await asyncssh.listen("", int(port), server_host_keys=[host_key], authorized_client_keys=authorized_keys,
                          server_factory=Server, process_factory=run, encoding=None)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
