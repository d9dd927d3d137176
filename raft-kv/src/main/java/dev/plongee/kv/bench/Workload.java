package dev.plongee.kv.bench;

import dev.plongee.core.Bytes;
import dev.plongee.kv.client.PlongeeClient;
import java.util.SplittableRandom;

/// What the clients of a load do, each in its own order, which the seed decides.
///
/// @param clients how many there are, each with one call under way at any time
/// @param readRatio how much of the calls are reads, 0 to 1; the others write
/// @param valueBytes the size of each value written
/// @param keys how many keys there are, read and written evenly
/// @param seed the same seed, the same calls
public record Workload(int clients, double readRatio, int valueBytes, int keys, long seed) {
  /// What every key begins with: nobody else's keys are touched.
  public static final String PREFIX = "bench/";

  /// Values are cut out of this many bytes more than one of them needs, so that they differ.
  private static final int SPARE_BYTES = 4 << 10;

  private static final char FIRST_LETTER = 'a';
  private static final int LETTERS = 26;

  /// All keys; the number in each has the same number of digits.
  Bytes[] allKeys() {
    int digits = Integer.toString(keys - 1).length();
    Bytes[] all = new Bytes[keys];
    for (int i = 0; i < keys; i++) {
      String number = Integer.toString(i);
      String zeros = "0".repeat(digits - number.length());
      all[i] = PlongeeClient.utf8(PREFIX + zeros + number);
    }
    return all;
  }

  /// Letters, from which values are cut.
  byte[] letters() {
    byte[] letters = new byte[valueBytes + SPARE_BYTES];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) (FIRST_LETTER + random.nextInt(LETTERS));
    }
    return letters;
  }

  /// A value.
  Bytes value(byte[] letters, SplittableRandom random) {
    return Bytes.wrap(letters, random.nextInt(SPARE_BYTES), valueBytes);
  }
}
