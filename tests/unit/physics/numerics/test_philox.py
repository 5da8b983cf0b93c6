"""Random numbers by counter: published vectors, and a second implementation."""

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

from bongsu.physics.numerics.jit import kernel
from bongsu.physics.numerics.philox import StreamKey, philox_block, stream_key, uniforms

# known-answer vectors of Random123, file kat_vectors, lines "philox4x32 10"
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        (0xFFFFFFFF,) * 4,
        (0xFFFFFFFF,) * 2,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@kernel
def block_of(c0, c1, c2, c3, key):
    return philox_block(c0, c1, c2, c3, key)


@kernel
def fill(key, first, streams, numbers):
    for i in range(numbers.shape[0]):
        for stream in range(streams):
            (
                numbers[i, stream, 0],
                numbers[i, stream, 1],
                numbers[i, stream, 2],
                numbers[i, stream, 3],
            ) = uniforms(key, first + i, stream, 0)


def plain(counter, key):
    """Philox-4x32-10 in whole numbers of Python, after section 3.3 of the paper."""
    c, k = list(counter), list(key)
    for _ in range(10):
        high_0, low_0 = divmod(c[0] * 0xD2511F53, 2**32)
        high_1, low_1 = divmod(c[2] * 0xCD9E8D57, 2**32)
        c = [high_1 ^ c[1] ^ k[0], low_1, high_0 ^ c[3] ^ k[1], low_0]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return tuple(c)


def words(counter, key):
    seed, study = key
    found = block_of(*map(np.uint64, counter), StreamKey(np.uint64(seed), np.uint64(study)))
    return tuple(map(int, found))


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN)
def test_published_vectors(counter, key, expected):
    assert words(counter, key) == expected
    assert plain(counter, key) == expected


def test_agrees_with_a_plain_version():
    generator = np.random.default_rng(1)
    for row in generator.integers(0, 2**32, size=(200, 6)):
        counter, key = tuple(map(int, row[:4])), tuple(map(int, row[4:]))
        assert words(counter, key) == plain(counter, key)


def drawn(seed, study, first, count, streams=2):
    numbers = np.empty((count, streams, 4))
    fill(stream_key(seed, study), first, streams, numbers)
    return numbers


def test_replications_beyond_32_bits_have_numbers_of_their_own():
    low = drawn(1, 1, 5, 1)
    high = drawn(1, 1, 2**32 + 5, 1)
    assert not (low == high).any()
    expected = [(word + 0.5) / 2**32 for word in plain((5, 1, 1, 0), (1, 1))]
    assert high[0, 1].tolist() == expected


def test_any_cut_gives_the_same_numbers():
    whole = drawn(3, 7, 0, 1000)
    parts = np.concatenate([drawn(3, 7, 0, 137), drawn(3, 7, 137, 863)])
    assert np.array_equal(whole, parts)


@pytest.mark.parametrize("other", [(4, 7), (3, 8)])
def test_seed_and_study_change_every_number(other):
    assert not (drawn(3, 7, 0, 1000) == drawn(*other, 0, 1000)).any()


def test_numbers_are_uniform_and_independent():
    numbers = drawn(2016, 1, 0, 50_000)
    assert numbers.min() > 0.0
    assert numbers.max() < 1.0
    assert kstest(numbers.ravel(), "uniform").pvalue > 1e-3
    # pairs within a block, and the same lane of two streams, in a grid of squares
    for x, y in ((numbers[:, 0, 0], numbers[:, 0, 1]), (numbers[:, 0, 0], numbers[:, 1, 0])):
        counts, _, _ = np.histogram2d(x, y, bins=16, range=((0, 1), (0, 1)))
        assert chisquare(counts.ravel()).pvalue > 1e-3


@pytest.mark.parametrize("bad", [(-1, 0), (2**32, 0), (0, -1), (0, 2**32)])
def test_a_key_has_two_words(bad):
    with pytest.raises(ValueError, match="must be 0 to 4294967295"):
        stream_key(*bad)
