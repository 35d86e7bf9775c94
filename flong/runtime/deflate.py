"""Huffman codes of DEFLATE (RFC 1951) for pictures of one bit a pixel, made once for a size.

Rows of modules are random and lines of pixels are not: with a scale of 8, every byte is 0x00 or 0xff. So the bytes
that can stand in a line, and how often, follow from the scale alone; and so does the code that fits them.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

LONGEST_MATCH = 258
END = 256
_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)


@dataclass(frozen=True, slots=True)
class Bits:
    """`count` bits; the one that is sent first is the lowest of `value`."""

    value: int = 0
    count: int = 0

    def __add__(self, other: Bits) -> Bits:
        return Bits(self.value | other.value << self.count, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Block:
    """`head` opens the only block of a stream, `light` is all light lines above the modules, `literals` are codes by
    byte, `copies` repeats the last line, `end` closes the block."""

    head: Bits
    light: Bits
    literals: Mapping[int, Bits]
    copies: Bits
    end: Bits


def block(width: int, left: int, top: int, scale: int, times: int) -> Block:
    """The code for lines of `width` modules of `scale` pixels, the first and last `left` and the first `top` of them
    light, each printed `times` times."""
    line = 1 + (width * scale + 7) // 8
    copies, more = list(_matches((times - 1) * line)), list(_matches((top * times - 1) * line if top else 0))
    weights = _bytes_of_lines(width, left, scale)
    weights.update({0: 256, END: 1})
    weights.update(_length_code(length)[0] for length in more)
    weights.update({_length_code(length)[0]: 256 for length in copies})
    symbols = code(weights, 15)
    distance, extra = _distance_code(line)
    literals = {byte: bits for byte, bits in symbols.items() if byte < END}
    light = _joined([literals[0], *[literals[0xFF]] * (line - 1)]) if top else Bits()
    return Block(
        _head(symbols, distance),
        light + _copied(more, symbols, extra),
        literals,
        _copied(copies, symbols, extra),
        symbols[END],
    )


def _joined(parts: Iterable[Bits]) -> Bits:
    return sum(parts, Bits())


def _copied(matches: Iterable[int], symbols: Mapping[int, Bits], extra: Bits) -> Bits:
    """Matches of these lengths; the only code of a distance is one bit, 0."""
    codes = (_length_code(length) for length in matches)
    return _joined(symbols[symbol] + more + Bits(0, 1) + extra for symbol, more in codes)


def _matches(count: int) -> Iterator[int]:
    """Lengths from 3 to 258 that make `count`, which is 0 or above 2."""
    while count:
        length = min(count, LONGEST_MATCH)
        length -= 3 if 0 < count - length < 3 else 0
        yield length
        count -= length


def _length_code(length: int) -> tuple[int, Bits]:
    """The symbol of a match length and its extra bits."""
    if length == LONGEST_MATCH:
        return 285, Bits()
    first, extra = _range_of(length - 3, 4)
    return 257 + first, extra


def _distance_code(distance: int) -> tuple[int, Bits]:
    return _range_of(distance - 1, 2)


def _range_of(value: int, group: int) -> tuple[int, Bits]:
    """DEFLATE's ranges: `group` codes for each doubling, the first two groups without extra bits."""
    extra = max(0, value.bit_length() - group.bit_length())
    return extra * group + (value >> extra), Bits(value & (1 << extra) - 1, extra)


def _bytes_of_lines(width: int, left: int, scale: int) -> Counter[int]:
    """How often each byte stands in a line, in 256ths."""
    found = Counter[int]()
    known: dict[int, Counter[int]] = {}
    for pixel in range(0, width * scale, 8):
        inner = pixel + 8 > left * scale and pixel < (width - left) * scale
        phase = pixel % scale
        if inner and phase not in known:
            known[phase] = _bytes_at(phase, scale)
        found.update(known[phase] if inner else {0xFF: 256})
    found[0xFF] += 1
    return found


def _bytes_at(phase: int, scale: int) -> Counter[int]:
    """The bytes that begin `phase` pixels into a module, in 256ths."""
    modules = (phase + 7) // scale + 1
    found = Counter[int]()
    for light in range(1 << modules):
        pixels = (light >> (phase + i) // scale & 1 for i in range(8))
        found[sum(bit << 7 - i for i, bit in enumerate(pixels))] += 256 >> modules
    return found


def code(weights: Mapping[int, int], limit: int) -> dict[int, Bits]:
    """The canonical Huffman code of symbols with these weights, none longer than `limit` bits."""
    lengths = _lengths(weights)
    while max(lengths.values()) > limit:
        weights = {symbol: weight // 2 + 1 for symbol, weight in weights.items()}
        lengths = _lengths(weights)
    made, next_code, before = dict[int, Bits](), 0, 0
    for symbol, length in sorted(lengths.items(), key=lambda item: (item[1], item[0])):
        next_code <<= length - before
        made[symbol] = Bits(int(f"{next_code:0{length}b}"[::-1], 2), length)
        next_code, before = next_code + 1, length
    return made


def _lengths(weights: Mapping[int, int]) -> dict[int, int]:
    """Huffman's algorithm over two symbols or more: how deep each stands."""
    depths = dict.fromkeys(weights, 0)
    heap = [(weight, symbol, [symbol]) for symbol, weight in weights.items()]
    heapq.heapify(heap)
    while len(heap) > 1:
        first, _, left = heapq.heappop(heap)
        second, tie, right = heapq.heappop(heap)
        for symbol in left + right:
            depths[symbol] += 1
        heapq.heappush(heap, (first + second, tie, left + right))
    return depths


def _head(symbols: Mapping[int, Bits], distance: int) -> Bits:
    """The head of a last block with dynamic codes: how long the code of each symbol is, itself Huffman-coded."""
    count = max(symbols) + 1
    lengths = [symbols[symbol].count if symbol in symbols else 0 for symbol in range(count)]
    tokens = [*_runs(lengths), *_runs([0] * distance + [1])]
    weights = Counter(symbol for symbol, _ in tokens)
    inner = code(weights, 7)
    used = max(4, *(place + 1 for place, symbol in enumerate(_ORDER) if symbol in inner))
    head = Bits(1, 1) + Bits(2, 2) + Bits(count - 257, 5) + Bits(distance, 5) + Bits(used - 4, 4)
    for symbol in _ORDER[:used]:
        head += Bits(inner[symbol].count if symbol in inner else 0, 3)
    for symbol, extra in tokens:
        head += inner[symbol] + extra
    return head


def _runs(lengths: list[int]) -> Iterator[tuple[int, Bits]]:
    """Code lengths as symbols of the code for code lengths; only runs of zeros are shortened."""
    at = 0
    while at < len(lengths):
        end = at
        while end < len(lengths) and lengths[end] == 0 and end - at < 138:
            end += 1
        if end - at > 10:
            yield 18, Bits(end - at - 11, 7)
        elif end - at > 2:
            yield 17, Bits(end - at - 3, 3)
        else:
            end = at + 1
            yield lengths[at], Bits()
        at = end
