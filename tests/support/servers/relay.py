"""A relay between the program and a server on a socket: holds the answer back after so many bytes, does something, and goes on.

    with Relay(server, after=200_000, do=server_is_stopped) as relay:
        trial.on_server(relay.url())
    relay.done                                         # whether that many bytes came
    relay.passed                                       # bytes of answers so far, of all connections

Where `do` returns "cut", both sides are closed without a word, as a cable does it.
"""
import os
import select
import socket
import tempfile
import threading

from postgres import DATABASE, OWNER


class Relay:
    def __init__(self, server, after, do):
        self.server, self.after, self.do, self.done, self.passed = server, after, do, False, 0
        self.folder = tempfile.TemporaryDirectory(prefix="npg-relay-")
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(os.path.join(self.folder.name, f".s.PGSQL.{server.port}"))
        self.listening.listen()
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def url(self, user=OWNER):
        return f"postgresql:///{DATABASE}?host={self.folder.name.replace('/', '%2F')}&port={self.server.port}&user={user}"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listening.shutdown(socket.SHUT_RDWR)
        self.thread.join(30)
        self.listening.close()
        self.folder.cleanup()

    def serve(self):
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            with client, socket.socket(socket.AF_UNIX) as server:
                try:
                    server.connect(os.path.join(self.server.folder, f".s.PGSQL.{self.server.port}"))
                    self.forward(client, server)
                except OSError:
                    pass                               # one of them has gone: so has this pair

    def forward(self, client, server):
        while True:
            for one in select.select([client, server], [], [])[0]:
                data = one.recv(16384)
                if not data:
                    return
                if one is server:
                    self.passed += len(data)
                    if self.passed > self.after and not self.done:
                        self.done = True
                        if self.do() == "cut":
                            return
                (server if one is client else client).sendall(data)
