"""Images of real programs, made of the files that Debian's packages put into the droplet's own system: there is no registry."""

import time


def file_with_libraries(droplet, *paths):
    """What programs of the droplet's own system need, as a folder inside, for an image."""
    script = ('set -e; root=$(mktemp -d); for at in "$@"; do [ -d "$at" ] && find "$at" -type f ! -path "*/test/*" ! -name "*.pyc" || echo "$at"; done >"$root.list"; '
              'for at in "$@"; do [ -x "$at" ] && [ -f "$at" ] && ldd "$at" | grep -o "/[^ ]*" ; done >>"$root.list" || true; '
              'sort -u "$root.list" | tar -ch -T - 2>/dev/null | tar -x -C "$root"; echo "$root"')
    return droplet.run(["sh", "-c", script, "sh", *paths]).stdout.strip()


def add_python_image(droplet, tag="python:1"):
    version = droplet.run(["python3", "-c", "import sys; print('python%d.%d' % sys.version_info[:2])"]).stdout.strip()
    root = file_with_libraries(droplet, f"/usr/bin/{version}", f"/usr/lib/{version}", "/bin/busybox")
    droplet.run(["sh", "-c", f'set -e; cd "$0"; mkdir -p bin tmp; [ -e bin/busybox ] || cp /bin/busybox bin/; ln -sf busybox bin/sh; ln -sf {version} usr/bin/python3; '
                 '[ -e lib64 ] || cp -aL /lib64 lib64; tar -c . | docker import - "$1"; rm -r "$0"', root, tag])


def add_postgres_image(droplet, tag="postgres:1"):
    home = droplet.run(["sh", "-c", "ls -d /usr/lib/postgresql/*"]).stdout.split()[-1]
    programs = [f"{home}/bin/{name}" for name in ("postgres", "initdb", "psql")]
    root = file_with_libraries(droplet, *programs, f"{home}/lib", f"/usr/share/postgresql/{home.split('/')[-1]}", "/bin/busybox")
    links = "; ".join(f"ln -s busybox bin/{applet}" for applet in ("sh", "sleep", "seq", "echo"))
    droplet.run(["sh", "-c", f'set -e; cd "$0"; mkdir -p bin tmp data etc; [ -e bin/busybox ] || cp /bin/busybox bin/; {links}; for at in {" ".join(programs)}; do ln -s "$at" bin/; done; '
                 'echo "postgres:x:70:70::/data:/bin/sh" >etc/passwd; chown 70:70 data; chmod 700 data; chmod 1777 tmp; tar -c . | docker import - "$1"; rm -r "$0"', root, tag])


def start_postgres(droplet, name, *options, image="postgres:1"):
    """A PostgreSQL of its own in a container, where `psql -U app postgres` inside gets in; up when this returns."""
    droplet.docker("run", "-d", "--name", name, "--env", "PGHOST=127.0.0.1", *options, "--user", "70:70", image, "sh", "-c",
                   "initdb -D /data -A trust -U app --locale=C -E UTF8 >/dev/null && exec postgres -D /data -k /tmp -c max_connections=60 -c fsync=off")
    deadline = time.monotonic() + 120
    while sql(droplet, name, "select 1", check=False) != "1":
        assert time.monotonic() < deadline, droplet.docker("logs", name)
        time.sleep(0.2)


def sql(droplet, container, text, database="postgres", check=True):
    """What it answers, one row a line, columns parted by `|`."""
    return droplet.docker("exec", container, "psql", "-U", "app", "-v", "ON_ERROR_STOP=1", "-Atqc", text, database, check=check)
