package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;

/// A running hash of canonical ints, the same in every JVM and every browser. Two lanes of 32 bits,
/// because 64-bit arithmetic is slow in a browser and 32 bits are too few to call states equal. It
/// finds accidents, it does not withstand an adversary.
public final class Hash {
  private int first = 0x243f6a88;
  private int second = 0x85a308d3;

  /// Goes on with one int.
  public Hash add(int value) {
    int one = Integer.rotateLeft(value * 0xcc9e2d51, 15) * 0x1b873593;
    first = Integer.rotateLeft(first ^ one, 13) * 5 + 0xe6546b64;
    int other = Integer.rotateLeft(value * 0x239b961b, 17) * 0x38b34ae5;
    second = Integer.rotateLeft(second ^ other, 11) * 5 + 0x561ccd1b;
    return this;
  }

  /// Goes on with a long, its upper half first.
  public Hash add(long value) {
    return add((int) (value >>> 32)).add((int) value);
  }

  /// Goes on with bytes: their number, then four of them an int, the last one filled up with zeros.
  public Hash add(Bytes bytes) {
    int length = bytes.length();
    add(length);
    for (int i = 0; i < length; i += 4) {
      int word = 0;
      for (int j = i; j < i + 4; j++) {
        word = word << 8 | (j < length ? bytes.at(j) & 0xff : 0);
      }
      add(word);
    }
    return this;
  }

  /// The hash of everything so far; more may follow.
  public long value() {
    int one = finish(first ^ second);
    int other = finish(second + one);
    return (long) one << 32 | other & 0xffff_ffffL;
  }

  private static int finish(int lane) {
    int mixed = (lane ^ lane >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
