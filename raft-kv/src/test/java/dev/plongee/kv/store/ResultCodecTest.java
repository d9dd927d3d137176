package dev.plongee.kv.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.CodecException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResultCodecTest {
  @Test
  void whatIsEncodedIsDecoded() throws CodecException {
    for (Result result :
        List.of(
            new Result.Nothing(1),
            new Result.Stored(1L << 40),
            new Result.Deleted(3, true),
            new Result.Deleted(4, false),
            new Result.Compared(7, true),
            new Result.Compared(8, false),
            new Result.Appended(9, CommandCodec.MAX_VALUE_BYTES),
            new Result.TooLong(10, CommandCodec.MAX_VALUE_BYTES + 1L),
            new Result.Registered(11),
            new Result.Closed(12),
            new Result.UnknownSession(13),
            new Result.TimePassed(14, 2),
            new Result.Outdated(14, Long.MAX_VALUE),
            new Result.Malformed(5, "« non » 𝄞"),
            new Result.Malformed(6, ""))) {
      assertEquals(result, ResultCodec.decode(ResultCodec.encode(result)));
    }
  }

  @Test
  void bytesThatAreLeftOverAreAnError() {
    byte[] longer = new byte[10];
    longer[0] = 2;
    assertEquals(
        "1 bytes too many (at byte 9)",
        assertThrows(CodecException.class, () -> ResultCodec.decode(Bytes.wrap(longer)))
            .getMessage());
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void garbageIsAnErrorOrTheOneEncodingOfAResult(
      @ForAll long seed, @ForAll @IntRange(max = 20) int length) {
    Random random = new Random(seed);
    byte[] garbage = new byte[length];
    for (int i = 0; i < length; i++) {
      garbage[i] = (byte) random.nextInt(i == 0 ? 13 : 3);
    }
    Bytes encoded = Bytes.wrap(garbage);
    try {
      assertEquals(encoded, ResultCodec.encode(ResultCodec.decode(encoded)));
    } catch (CodecException expected) {
      assertTrue(expected.position() <= length);
    }
  }
}
