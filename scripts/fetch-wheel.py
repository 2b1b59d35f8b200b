#!/usr/bin/env python3
"""Downloads the wheels of a group in scripts/downloads.lock: goes on where it was interrupted, accepts only the locked SHA-256.

Usage: fetch-wheel.py GROUP FOLDER

pip finds out where a wheel is, so that its own settings (index, mirror, proxy, certificates) hold; the bytes are
fetched here because pip starts an interrupted download from the beginning. Standard library alone.
"""
import base64
import hashlib
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

LOCK = pathlib.Path(__file__).with_name("downloads.lock")
ATTEMPTS = 5
CHUNK = 1 << 20


def locked(group):
    """Name, version, file name and SHA-256 of the wheels of a group."""
    for line in LOCK.read_text().splitlines():
        fields = line.split("#")[0].split()
        if fields and fields[0] == group:
            yield fields[1:]


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def selection(file_name):
    """pip's options that select exactly this wheel, whatever Python runs here."""
    python, _, platforms = file_name.removesuffix(".whl").split("-")[-3:]
    options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check"]
    for platform in platforms.split("."):
        options += ["--platform", platform]
    if python.startswith("cp"):
        options += ["--implementation", "cp", "--python-version", f"{python[2]}.{python[3:]}", "--abi", python]
    return options


def pip(*arguments):
    return subprocess.run([sys.executable, "-m", "pip", *arguments], stdout=subprocess.PIPE, check=False, text=True)


def locate(name, version, file_name, folder):
    """The wheel's URL, or None if pip does not say."""
    target = str(folder / "nothing-is-installed-here")
    answer = pip("install", "--quiet", "--dry-run", "--ignore-installed", *selection(file_name), "--target", target,
                 "--report", "-", f"{name}=={version}")
    try:
        return json.loads(answer.stdout)["install"][0]["download_info"]["url"]
    except (ValueError, LookupError):
        return None


def certificates():
    """The certificates that pip would trust."""
    for variable in ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        path = os.environ.get(variable)
        if path:
            folder = os.path.isdir(path)
            return ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
    configured = pip("config", "get", "global.cert").stdout.strip()
    return ssl.create_default_context(cafile=configured or None)


def request(url, start):
    """A request for the bytes from `start`; a name and password in the URL become a header."""
    parts = urllib.parse.urlsplit(url)
    headers = {"User-Agent": "lts-setup", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    if parts.username is not None:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    return urllib.request.Request(urllib.parse.urlunsplit(parts._replace(fragment="")), headers=headers)


def transfer(url, part, context):
    """Appends to `part` what is still missing of the file at `url`."""
    start = part.stat().st_size if part.exists() else 0
    with urllib.request.urlopen(request(url, start), timeout=60, context=context) as reply:
        resumed = start > 0 and reply.status == 206
        start = start if resumed else 0
        total = start + int(reply.headers.get("Content-Length") or 0)
        if resumed:
            print(f"  goes on at {start / 1e6:.0f} of {total / 1e6:.0f} MB", flush=True)
        have, shown = start, start * 5 // max(total, 1)
        with open(part, "ab" if resumed else "wb") as file:
            while chunk := reply.read(CHUNK):
                file.write(chunk)
                have += len(chunk)
                if total > 100_000_000 and have * 5 // total > shown:
                    shown = have * 5 // total
                    print(f"  {have / 1e6:.0f} of {total / 1e6:.0f} MB", flush=True)
        if have < total:
            raise ConnectionError(f"the connection ended at {have} of {total} bytes")


def download(url, part, expected):
    """Fetches `url` into `part`, trying again where it stopped; whether the result has the expected SHA-256."""
    context = certificates()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            transfer(url, part, context)
        except urllib.error.HTTPError as error:
            # 416: there is nothing after what we have. Any other refusal may pass.
            if error.code != 416:
                print(f"  attempt {attempt} of {ATTEMPTS}: the server answered {error.code}", flush=True)
                time.sleep(2 * attempt)
                continue
        except OSError as error:
            print(f"  attempt {attempt} of {ATTEMPTS}: {getattr(error, 'reason', error)}", flush=True)
            time.sleep(2 * attempt)
            continue
        if sha256(part) == expected:
            return True
        print("  what arrived does not have the locked SHA-256; starting again", flush=True)
        part.unlink()
    return False


def fetch(name, version, file_name, expected, folder):
    path = folder / file_name
    if path.exists():
        if sha256(path) == expected:
            print(f"already there: {file_name}", flush=True)
            return
        print(f"damaged: {file_name} does not have the locked SHA-256; fetching it again", flush=True)
        path.unlink()
    print(f"fetching {file_name}", flush=True)
    part = folder / f"{file_name}.part"
    url = locate(name, version, file_name, folder)
    if url and url.startswith("file:"):
        shutil.copyfile(urllib.request.url2pathname(urllib.parse.urlsplit(url).path), part)
        good = sha256(part) == expected
    elif url:
        good = download(url, part, expected)
    else:
        print("  pip does not say where it is; pip downloads it itself (this cannot be resumed)", flush=True)
        pip("download", *selection(file_name), "--dest", str(folder), f"{name}=={version}")
        if path.exists():
            path.rename(part)
        good = part.exists() and sha256(part) == expected
    if not good:
        raise SystemExit(f"error: {file_name} could not be fetched; see the lines above, run again to go on, "
                         f"or put the file into {folder}")
    part.rename(path)
    print(f"fetched and checked: {file_name}", flush=True)


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    group, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    wheels = list(locked(group))
    if not wheels:
        raise SystemExit(f"error: scripts/downloads.lock has no group '{group}'")
    for wheel in wheels:
        fetch(*wheel, folder)


main()
