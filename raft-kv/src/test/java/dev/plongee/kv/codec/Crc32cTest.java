package dev.plongee.kv.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Crc32cTest {
  /// RFC 3720, appendix B.4, whose bytes stand lowest first.
  @Test
  void givesThePublishedValues() {
    byte[] bytes = new byte[32];
    assertEquals(0x8a9136aa, Crc32c.of(bytes, 0, 32));
    Arrays.fill(bytes, (byte) 0xff);
    assertEquals(0x62a8ab43, Crc32c.of(bytes, 0, 32));
    for (int i = 0; i < 32; i++) {
      bytes[i] = (byte) i;
    }
    assertEquals(0x46dd794e, Crc32c.of(bytes, 0, 32));
    assertEquals(0xe3069283, Crc32c.of("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9));
    assertEquals(0, Crc32c.of(bytes, 7, 0));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void agreesWithTheProcessor(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int offset,
      @ForAll @IntRange(max = 2_000) int length) {
    byte[] bytes = new byte[offset + length + 9];
    new Random(seed).nextBytes(bytes);
    CRC32C processor = new CRC32C();
    processor.update(bytes, offset, length);
    assertEquals((int) processor.getValue(), Checksum.PORTABLE.of(bytes, offset, length));
  }
}
