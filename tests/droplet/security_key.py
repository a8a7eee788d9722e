"""A key agent that holds a FIDO security key (ed25519-sk), with the device made of software: PROTOCOL.u2f, draft-miller-ssh-agent."""

import base64
import hashlib
import socket
import struct
import tempfile
import threading

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .ssh_keys import packed

KIND, APPLICATION = "sk-ssh-ed25519@openssh.com", "ssh:"
REQUEST_IDENTITIES, IDENTITIES_ANSWER, SIGN_REQUEST, SIGN_RESPONSE, FAILURE = 11, 12, 13, 14, 5
TOUCHED = 1


class SecurityKeyAgent:
    def __init__(self):
        self._device = Ed25519PrivateKey.generate()
        self.blob = packed(KIND) + packed(self._device.public_key().public_bytes_raw()) + packed(APPLICATION)
        self.public = f"{KIND} {base64.b64encode(self.blob).decode()}"
        self._folder = tempfile.TemporaryDirectory(prefix="agent-")
        self.socket_path = f"{self._folder.name}/socket"
        self._counter = 0

    def __enter__(self):
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.socket_path)
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.close()
        self._folder.cleanup()

    def _serve(self):
        try:
            while True:
                client, _ = self._listener.accept()
                with client, client.makefile("rwb") as stream:
                    while size := stream.read(4):
                        stream.write(packed(self._answer(stream.read(struct.unpack(">I", size)[0]))))
                        stream.flush()
        except OSError:
            pass  # the listener was closed

    def _answer(self, request):
        if request[0] == REQUEST_IDENTITIES:
            return bytes([IDENTITIES_ANSWER]) + struct.pack(">I", 1) + packed(self.blob) + packed("device")
        if request[0] != SIGN_REQUEST:
            return bytes([FAILURE])
        fields = Reader(request[1:])
        fields.text()
        data = fields.text()
        self._counter += 1
        state = struct.pack(">BI", TOUCHED, self._counter)
        signed = hashlib.sha256(APPLICATION.encode()).digest() + state + hashlib.sha256(data).digest()
        return bytes([SIGN_RESPONSE]) + packed(packed(KIND) + packed(self._device.sign(signed)) + state)


class Reader:
    def __init__(self, data):
        self._data = data

    def text(self):
        size, = struct.unpack(">I", self._data[:4])
        value, self._data = self._data[4:4 + size], self._data[4 + size:]
        return value
