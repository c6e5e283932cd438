#!/usr/bin/env python3
"""Checks an export of Statewire's ledgers without any of Statewire's code: verify.py FOLDER [--key PEM] [--seals JSONL]

FOLDER is what `statewire export` wrote. Give the public key and the seals you kept yourself, if you did.
Exit status: 0 everything holds, 1 something is wrong, 2 it could not be checked. docs/verify.md explains the format.
"""
import argparse, base64, hashlib, json, re, sys
from itertools import accumulate
from pathlib import Path
try:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
except ImportError as error:
    print(f'The export cannot be checked: install the package cryptography (python3 -m pip install cryptography): {error}')
    sys.exit(2)

PLAIN = rb'[ !#-\[\]-~]'  # printable ASCII without quote and backslash
HEAD = re.compile(rb'\{"v":1,"prev":"([\w-]{43})","seq":([1-9]\d{0,15}),"w":"%b{1,80}","at":"%b{1,40}"(?:,"cmd":"%b{1,80}")?,'
                  rb'"k":"%b{0,80}","n":(\d{1,6}),"bh":"([\w-]{43})"\}' % (PLAIN, PLAIN, PLAIN, PLAIN), re.ASCII)
PREV = re.compile(rb'\d+\n\{"v":1,"prev":"([\w-]{43})"', re.ASCII)  # the length of a frame, and what it links to
FILE = re.compile(r'(.+)\.g([1-9][0-9]*)\.(0|[1-9][0-9]*)\.frames')
SEAL = dict(installation=str, ledger=str, gen=int, partition=int, fromSeq=int, toSeq=int, merkleRoot=str, previousSeal=str, time=str, keyId=str)
PREV_AT, SEQ_AT = 15, 66  # where these stand in a frame's first line
NESTING_MAX = 100


class Wrong(Exception):
    def __init__(self, byte, says, back=0):  # byte within the file; back: so many frames before the one at hand
        self.byte, self.says, self.back = byte, says, back


def sha(data): return hashlib.sha256(data).digest()
def b64(data): return base64.urlsafe_b64encode(data).rstrip(b'=').decode()
def unb64(text): return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))
def compact(value): return json.dumps(value, ensure_ascii=False, separators=(',', ':')).encode()


def merkle_root(hashes):  # RFC 9162, section 2.1.1
    if len(hashes) == 1:
        return sha(b'\0' + hashes[0])
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return sha(b'\1' + merkle_root(hashes[:split]) + merkle_root(hashes[split:]))


def altered_byte(line, known):  # where one byte was changed, found by trying all others in its place
    trials = ((at, line[:at] + bytes([byte]) + line[at + 1:]) for at in range(len(line)) for byte in range(256))
    return next((at for at, trial in trials if b64(sha(trial)) == known), None)


def nesting(body):  # how deep lists and objects lie in one another
    marks = re.findall(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[][{}]', body)
    return max(accumulate((mark in b'[{') - (mark in b']}') for mark in marks), default=0)


def number(text):  # JSON has one kind: 1.0 is 1
    value = float(text)
    return int(value) if value.is_integer() else value


def not_json(text): raise ValueError(f'{text} is not JSON')
def is_count(value): return type(value) is int and 1 <= value < 2 ** 53
def has_texts(value, *names): return isinstance(value, dict) and all(isinstance(value.get(name), str) for name in names)


def is_event(value):
    return (has_texts(value, 't', 's') and is_count(value.get('tv')) and is_count(value.get('sv')) and isinstance(value.get('d'), dict)
            and ('x' not in value or has_texts(value['x'], 'kid', 'iv', 'ct')))


def events_in(body):  # those of a frame's second line; None where it is not the JSON of a commit
    try:
        if nesting(body) > NESTING_MAX:
            return None
        commit = json.loads(body.decode('utf-8-sig'), parse_int=number, parse_float=number, parse_constant=not_json)
    except ValueError:
        return None
    fits = (has_texts(commit, 'cv') and has_texts(commit.get('by'), 'ori', 'device', 'user') and commit.get('out') in ('accepted', 'rejected')
            and isinstance(commit.get('faults', []), list) and isinstance(commit.get('ev'), list) and all(map(is_event, commit['ev'])))
    return commit['ev'] if fits else None


def frames(file):  # yields where a frame begins in the file, and the frame
    while length := file.readline(8):
        at = file.tell()
        if not re.fullmatch(rb'[1-9]\d{0,5}\n', length):
            raise Wrong(at - len(length), 'there is no line with the length of a frame')
        frame = file.read(int(length))
        if len(frame) < int(length) or file.read(1) != b'\n':
            raise Wrong(min(at + int(length), file.tell()), 'the frame does not end where its length says')
        yield at, frame


class Partition:
    def __init__(self, installation, ledger, gen, index, key):
        self.place, self.key = [installation, ledger, gen, index], key
        self.key_id = b64(sha(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)))[:16]
        self.head = b64(sha(f'ledger/v1\n{installation}\n{ledger}\n{gen}\n{index}'.encode()))
        self.seq, self.line, self.at, self.leaves, self.first, self.seals = 0, None, 0, [], 1, []

    def take(self, at, frame, file):
        line, _, body = frame.partition(b'\n')
        head = HEAD.fullmatch(line)
        if not head:
            raise Wrong(at, 'its first line is not that of a frame')
        prev, seq, count, body_hash = head[1].decode(), int(head[2]), int(head[3]), head[4].decode()
        if prev != self.head:
            end, following = file.tell(), PREV.match(file.read(80))
            file.seek(end)
            raise self.torn(at, prev, seq, b64(sha(line)), following and following[1].decode(), file)
        if seq != self.seq + 1:
            raise Wrong(at + SEQ_AT, f'it is numbered {seq} instead of {self.seq + 1}')
        if b64(sha(body)) != body_hash:
            raise Wrong(at + len(line) + 1, 'its second line has not the hash that its first line gives')
        events = events_in(body)
        if events is None:
            raise Wrong(at + len(line) + 1, 'its second line is not the JSON of a commit')
        if len(events) != count:
            raise Wrong(at, f'its first line counts {count} events, its second has {len(events)}')
        if any(event['t'] == 'chain.sealed' for event in events):
            self.take_seal(at, events, seq)
        self.head, self.seq, self.line, self.at = b64(sha(line)), seq, line, at
        self.leaves.append(sha(line))

    def torn(self, at, prev, seq, own, following, file):  # which side of a link that does not hold is the wrong one: what follows tells
        slips = [index for index in range(43) if prev[index] != self.head[index]]
        if seq > self.seq + 1:
            due = b'{"v":1,"prev":"%b","seq":%d,' % (self.head.encode(), self.seq + 1)
            if any(line.startswith(due) for line in file):
                return Wrong(at, f'commit {seq} stands before commit {self.seq + 1}')
            return Wrong(at, f'commits {self.seq + 1} to {seq - 1} are missing before it')
        if seq <= self.seq:
            return Wrong(at, f'commit {seq} stands there once more')
        if own != following if following else len(slips) <= 3:
            return Wrong(at + PREV_AT + (slips[0] if len(slips) <= 3 else 0), 'it does not link to the commit before it')
        if self.line is None:
            return Wrong(at + PREV_AT, 'the chain does not begin with the genesis of this installation, ledger and partition')
        return Wrong(self.at + (altered_byte(self.line, prev) or 0), 'it was altered: the next commit links to another first line', 1)

    def take_seal(self, at, events, seq):
        seal = events[0]['d']
        if len(events) > 1 or [(field, type(value)) for field, value in seal.items()] != [*SEAL.items(), ('signature', str)]:
            raise Wrong(at, 'its seal is none')
        signed = {field: seal[field] for field in SEAL}
        wanted = dict(zip(SEAL, self.place + [self.first, seq - 1, b64(merkle_root(self.leaves)) if self.leaves else '',
                      b64(sha(compact(self.seals[-1]))) if self.seals else '', seal['time'], seal['keyId']]))
        for field in SEAL:
            if signed[field] != wanted[field]:
                raise Wrong(at, f'commits {self.first} to {seq - 1} are not what its seal speaks of: {field}')
        try:
            signature = unb64(seal['signature'])
            if seal['keyId'] != self.key_id or b64(signature) != seal['signature']:
                raise InvalidSignature
            self.key.verify(signature, compact(signed))
        except (InvalidSignature, ValueError):
            raise Wrong(at, 'the signature of its seal is not by this key')
        self.seals.append(seal)
        self.leaves, self.first = [], seq


def check_file(path, installation, key):
    ledger, gen, index = FILE.fullmatch(path.name).groups()
    partition = Partition(installation, ledger, int(gen), int(index), key)
    with path.open('rb') as file:
        try:
            for at, frame in frames(file):
                partition.take(at, frame, file)
        except Wrong as wrong:
            print(f'WRONG {path.name}: frame {partition.seq + 1 - wrong.back}, byte {wrong.byte}: {wrong.says}')
            return None
    print(f'{path.name}: {partition.seq} commits, {len(partition.seals)} seals, {len(partition.leaves)} commits since the last')
    return partition


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('folder', type=Path)
    parser.add_argument('--key', type=Path)
    parser.add_argument('--seals', type=Path)
    try:
        return check(parser.parse_args())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        print(f'The export cannot be checked: {error}')
        return 2


def check(given):
    installation = (given.folder / 'installation-id').read_text().strip()
    key = load_pem_public_key((given.key or given.folder / 'seal-key.pem').read_bytes())
    *kept, torn = re.split(rb'\r?\n', (given.seals or given.folder / 'seals.jsonl').read_bytes())
    paths = sorted(given.folder.glob('*.frames'))
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError('the seal key is not of kind Ed25519')
    if not installation:
        raise ValueError('its installation-id is empty')
    for path in paths:
        if not (FILE.fullmatch(path.name) and path.is_file()):
            raise ValueError(f'{path.name!a} is not the file of a partition')
    if not paths and not kept:
        raise ValueError('there is no partition in it')
    partitions = [check_file(path, installation, key) for path in paths]
    good = all(partitions)
    held = {compact(seal) for partition in partitions if partition for seal in partition.seals}
    for number, line in enumerate(kept, 1):  # a seal that no frame carries: something was cut off, or put in another's place
        if good and line not in held:
            print(f'WRONG seals.jsonl: line {number}: no ledger here holds this seal: {line.decode(errors="replace")[:200]}')
            good = False
    if torn:
        print('What follows the last line end in seals.jsonl is no whole line, and was passed over.')
    print('Everything holds.' if good else 'This export does not hold.')
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
