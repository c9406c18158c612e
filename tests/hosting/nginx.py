"""nginx as in docs/hosting, on loopback: the very configuration, but for the port.

Run as a program it prints where nginx is, or one sentence on stderr and exit status 1.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from tonghao import hosting

RECIPE = Path(__file__).parents[2] / "docs" / "hosting" / "nginx.conf"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


class NoNginxError(RuntimeError):
    """There is no nginx to test the recipe with. A test that meets this fails; it never skips."""


def find_nginx() -> str:
    """The path of an nginx that can send what was compressed with brotli."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found and BROTLI.is_file():
        return found
    raise NoNginxError(
        "The hosting recipe is tested with nginx and its brotli module as Debian has them, and they are not here: "
        "run `setup/bootstrap --browser` as root, or install the packages nginx and libnginx-mod-http-brotli-static."
    )


class Nginx:
    """Serves the built ``site`` from the folder ``place`` until the ``with`` ends."""

    def __init__(self, site: Path, place: Path) -> None:
        self.program, self.site, self.place = find_nginx(), site, place
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Nginx:
        recipe = RECIPE.read_text("utf-8")
        assert recipe.count("listen 8080;") == 1
        (self.place / "tmp").mkdir(parents=True)
        (self.place / "site").symlink_to(self.site, target_is_directory=True)
        (self.place / "headers.conf").write_text(hosting.nginx_headers(self.site), "utf-8")
        config = self.place / "nginx.conf"
        config.write_text(recipe.replace("listen 8080;", f"listen 127.0.0.1:{self.port};"), "utf-8")
        with (self.place / "log").open("wb") as log:
            command = [self.program, "-p", str(self.place), "-c", str(config), "-e", "stderr"]
            if os.geteuid() == 0:  # else its workers would be somebody who may not read a test's folders
                command += ["-g", "user root;"]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        self._process.kill()
        raise AssertionError(f"nginx does not answer: {self.log()}")

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(10)

    def log(self) -> str:
        """What nginx wrote: requests and complaints."""
        return (self.place / "log").read_text("utf-8")


if __name__ == "__main__":
    try:
        print(find_nginx())
    except NoNginxError as problem:
        sys.exit(str(problem))
