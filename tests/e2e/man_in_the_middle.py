"""Somebody between client and server who reads what is readable and changes what the server sends."""

import socket
import struct
import threading

NEWKEYS, KEXINIT, IGNORE = 21, 20, 2


class ManInTheMiddle:
    """`on_packet(number, packet)` gets each packet of the server before NEWKEYS (numbers from 0) as it is on the wire and returns what to
    send in its place. Behind NEWKEYS it gets those whose length is readable, which `tail` must say: the bytes behind the length
    that it does not count (a MAC, a tag). `seen` are the names that both sides put into their first messages."""

    def __init__(self, address, port, on_packet, tail):
        self._target, self._on_packet, self._tail = (address, port), on_packet, tail
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.seen = {}

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.close()

    def _serve(self):
        try:
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                threading.Thread(target=self._guarded, args=(self._forward, client, server), daemon=True).start()
                threading.Thread(target=self._guarded, args=(self._change, server, client), daemon=True).start()
        except OSError:
            pass  # the listener was closed

    @staticmethod
    def _guarded(work, source, target):
        try:
            with source.makefile("rb") as stream:
                work(stream, target)
        except (OSError, struct.error):
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _forward(self, stream, target):
        target.sendall(stream.readline())
        first = self._packet(stream, 0)
        self.seen["client"] = names_of(first)
        target.sendall(first)
        while data := stream.read1(65536):
            target.sendall(data)

    def _change(self, stream, target):
        target.sendall(stream.readline())
        number, encrypted = 0, False
        while packet := self._packet(stream, self._tail if encrypted else 0):
            if number == 0:
                self.seen["server"] = names_of(packet)
            target.sendall(self._on_packet(number, packet))
            encrypted = encrypted or packet[5] == NEWKEYS
            number += 1

    @staticmethod
    def _packet(stream, tail):
        head = stream.read(4)
        return head + stream.read(struct.unpack(">I", head)[0] + tail)


def names_of(kexinit):
    """The first list of a KEXINIT: the key exchanges, and the flags in their guise."""
    size, = struct.unpack(">I", kexinit[22:26])
    return kexinit[26:26 + size].decode().split(",")


def ignore_packet():
    """SSH_MSG_IGNORE with nothing in it, unencrypted."""
    payload = bytes([IGNORE]) + struct.pack(">I", 0)
    return struct.pack(">IB", 1 + len(payload) + 6, 6) + payload + bytes(6)
