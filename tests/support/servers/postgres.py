"""A PostgreSQL server of the test's own: Debian's newest, on a socket in a temporary folder, stopped whatever happens.

    with Server() as server:                       # no such server on this machine: absent() says so before
        server.sql("CREATE TABLE t (a text)")
        server.sql("SELECT 1")                     # "1\\n"
        nianbao("report", server.url(), …)
        server.stop("immediate"), server.start()

PostgreSQL refuses to run as root: a test that does runs it as user postgres, or as nobody. The kernel ends the server together with the
process that made it (parent-death signal), so that a killed test leaves none behind. Nothing is flushed to the disk. Everybody may connect
on the socket without a password but the role `secret` (SCRAM); by TCP, on 127.0.0.1 alone, only `secret`, and only by TLS where tls=True.
"""
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

DATABASE, OWNER, SECRET, PASSWORD = "platform_x7", "owner_x7", "secret_x7", "kenwort-9Q"
HBA = f"""local all {SECRET} scram-sha-256
local all all trust
hostssl all {SECRET} 127.0.0.1/32 scram-sha-256
"""
SETTINGS = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB", "max_connections=20", "autovacuum=off", "log_min_messages=fatal",
            "timezone=UTC", "lc_messages=C"]


def programs():
    """The folder of the newest server, or None."""
    found = [os.path.dirname(path) for path in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    return max(found, key=lambda path: float(path.split("/")[-2]), default=None)


def other_user():
    """Whom the server runs as: (uid, gid), or None for the user of the test."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return user.pw_uid, user.pw_gid
    raise SystemExit("postgres: neither postgres nor nobody is a user here")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, tls=False, settings=()):
        self.bin, self.tls, self.settings, self.process = programs(), tls, [*SETTINGS, *settings], None
        self.folder, self.user, self.port = tempfile.mkdtemp(prefix="npg-"), other_user(), free_port()
        self.data = os.path.join(self.folder, "data")
        os.chmod(self.folder, 0o755)                   # the program comes to the socket as another user
        if self.user:
            os.chown(self.folder, *self.user)

    def __enter__(self):
        try:
            self.make()
            self.start()
            self.sql(f"CREATE ROLE {SECRET} LOGIN PASSWORD '{PASSWORD}'; CREATE DATABASE {DATABASE}", database="postgres")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def as_user(self, *command):
        """The command as the server's user; ended by SIGQUIT when this process ends."""
        change = ["--reuid", str(self.user[0]), "--regid", str(self.user[1]), "--clear-groups"] if self.user else []
        return ["setpriv", *change, "--pdeathsig", "QUIT", *command]

    def make(self):
        subprocess.run(self.as_user(os.path.join(self.bin, "initdb"), "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
                       cwd=self.folder, env=environment(), check=True, stdout=subprocess.DEVNULL)
        self.place("pg_hba.conf", HBA)
        if self.tls:
            self.certify()

    def place(self, name, text):
        """A file in the server's folder, its own."""
        path = os.path.join(self.data, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        os.chmod(path, 0o600)
        if self.user:
            os.chown(path, *self.user)

    def certify(self):
        """A certificate for localhost that the server signed itself."""
        key, cert = os.path.join(self.folder, "server.key"), self.certificate
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert], check=True, stderr=subprocess.DEVNULL)
        for path in (key, cert):
            with open(path, encoding="utf-8") as source:
                self.place(os.path.basename(path), source.read())

    @property
    def certificate(self):
        return os.path.join(self.folder, "server.crt")

    def start(self):
        settings = [*self.settings, f"unix_socket_directories={self.folder}", f"listen_addresses={'127.0.0.1' if self.tls else ''}", f"port={self.port}",
                    *(["ssl=on"] if self.tls else [])]
        words = [word for one in settings for word in ("-c", one)]
        self.process = subprocess.Popen(self.as_user(os.path.join(self.bin, "postgres"), "-D", self.data, *words), cwd=self.folder, env=environment(),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ready = [os.path.join(self.bin, "pg_isready"), "-q", "-h", self.folder, "-p", str(self.port), "-d", "postgres", "-U", OWNER]
        until = time.monotonic() + 60
        while subprocess.run(ready, env=environment(), check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"postgres: the server does not start (exit {self.process.poll()})")
            time.sleep(0.02)

    def stop(self, how="fast"):
        """As `pg_ctl stop -m` does it."""
        self.process.send_signal({"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[how])
        self.process.wait(60)

    def sql(self, text, database=DATABASE, user=OWNER, stdin=None):
        """Runs the statements, of which the first that fails ends it all, and returns what they print, without headings."""
        done = subprocess.run(self.psql(database, user) + ["-f", "-"] if stdin is None else self.psql(database, user) + ["-c", text],
                              input=(text if stdin is None else stdin).encode() if not isinstance(stdin, bytes) else stdin, capture_output=True, env=environment(), check=False)
        if done.returncode:
            raise SystemExit(f"postgres: {text[:300]}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout.decode()

    def psql(self, database=DATABASE, user=OWNER):
        return [os.path.join(self.bin, "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port), "-U", user, "-d", database]

    def url(self, database=DATABASE, user=OWNER, **more):
        """A connection string by the socket; more: parameters of libpq."""
        return f"postgresql:///{database}?{query({'host': self.folder, 'port': str(self.port), 'user': user, **more})}"

    def url_by_tcp(self, host="localhost", database=DATABASE, user=SECRET, **more):
        return f"postgresql://{user}@{host}:{self.port}/{database}?{query(more)}"


def query(parameters):
    return urllib.parse.urlencode(parameters, quote_via=urllib.parse.quote, safe="")


def environment():
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "PGTZ": "UTC", "PGOPTIONS": "-c client_min_messages=warning"}
