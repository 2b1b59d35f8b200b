#!/usr/bin/env python3
"""Lays out libtorch from downloaded wheels: the CPU part as one small folder, or the CUDA part as the wheels have it.

Usage: unpack-libtorch.py cpu|cuda WHEELS LIBTORCH

LIBTORCH appears complete or not at all. Standard library alone.
"""
import os
import pathlib
import shutil
import sys
import zipfile

# Where the files of the CPU part stand in their wheels. libtorch_cpu.so of the index is linked to the last two, and
# runs without a driver.
CPU = ["torch/lib/libtorch_cpu.so", "torch/lib/libc10.so", "torch/lib/libgomp.so.1",
       "nvidia/cu13/lib/libcudart.so.13", "nvidia/cu13/lib/libcupti.so.13"]
# torch's own libtorch.so asks for the CUDA part; a linker script of that name asks for the CPU part alone.
LINKER_SCRIPT = "INPUT ( libtorch_cpu.so libc10.so )\n"


def copy(archive, member, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, open(target, "wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)


def unpack_cpu(wheels, folder):
    missing = set(CPU)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                if member in missing:
                    copy(archive, member, folder / "lib" / pathlib.PurePosixPath(member).name)
                    missing.remove(member)
                elif member.startswith("torch/include/") and not member.endswith("/"):
                    copy(archive, member, folder / pathlib.PurePosixPath(member).relative_to("torch"))
    if missing:
        raise SystemExit(f"error: the wheels lack {', '.join(sorted(missing))}")
    (folder / "lib/libtorch.so").write_text(LINKER_SCRIPT)


def unpack_cuda(wheels, folder):
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                parts = pathlib.PurePosixPath(member).parts
                needed = parts[0] == "nvidia" or parts[:2] in [("torch", "lib"), ("torch", "include")]
                if needed and not member.endswith("/"):
                    copy(archive, member, folder / member)


def remove(path):
    if path.is_symlink():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def replace(new, place):
    """Puts `new` at `place`; what was there goes away afterwards."""
    old = place.with_name(f"{place.name}.old")
    remove(old)
    if os.path.lexists(place):
        os.rename(place, old)
    os.rename(new, place)
    remove(old)


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("cpu", "cuda"):
        raise SystemExit(__doc__)
    kind, downloads, place = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    lock = pathlib.Path(__file__).with_name("downloads.lock").read_text().splitlines()
    wheels = [downloads / line.split()[3] for line in lock if line.startswith(f"libtorch-{kind} ")]
    new = place.with_name(f"{place.name}.new")
    remove(new)
    if kind == "cpu":
        unpack_cpu(wheels, new)
    else:
        # torch's libraries look for the others at ../../nvidia, so the wheels' layout stays and a link points into it.
        whole = place.with_name(f"{place.name}-cuda")
        unpacked = whole.with_name(f"{whole.name}.new")
        remove(unpacked)
        unpack_cuda(wheels, unpacked)
        replace(unpacked, whole)
        os.symlink(f"{whole.name}/torch", new)
    replace(new, place)


main()
