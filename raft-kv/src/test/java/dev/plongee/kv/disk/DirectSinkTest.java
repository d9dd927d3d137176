package dev.plongee.kv.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plongee.core.Bytes;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.Checksum;
import dev.plongee.kv.codec.GroupEncoder;
import dev.plongee.kv.codec.LogCursor;
import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.codec.RandomWrites;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DirectSinkTest {
  private static Bytes contents(DirectSink sink) {
    ByteBuffer buffer = sink.contents();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return Bytes.wrap(bytes);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theDiskAndThePortableCodeMakeTheSameBytes(@ForAll long seed) {
    RandomWrites source = new RandomWrites(new Random(seed), 200_000);
    LogIdentity identity = new LogIdentity(seed, 3, ~seed);
    DirectSink direct = new DirectSink();
    ByteWriter portable = new ByteWriter(16);
    LogCursor cursor = LogCursor.START;
    for (int i = 0; i < 4; i++) {
      List<Write> writes = source.next(3);
      LogCursor next = GroupEncoder.encode(identity, cursor, writes, i, direct);
      assertEquals(next, GroupEncoder.encode(identity, cursor, writes, i, portable));
      assertEquals(portable.toBytes(), contents(direct));
      cursor = next;
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theChecksumOfTheProcessorIsThePortableOne(@ForAll byte[] bytes) {
    int from = bytes.length / 3;
    assertEquals(
        Checksum.PORTABLE.of(bytes, from, bytes.length - from),
        new ProcessorChecksum().of(bytes, from, bytes.length - from));
  }

  @Test
  void aLargeGroupDoesNotKeepItsMemory() {
    DirectSink sink = new DirectSink();
    sink.putZeros(5 << 20);
    sink.clear();
    assertEquals(64 << 10, sink.contents().capacity());
  }

  @Test
  void onlyWhatWasPutIsReplaced() {
    DirectSink sink = new DirectSink();
    sink.putInt(1);
    assertThrows(IllegalStateException.class, () -> sink.setInt(1, 0));
  }
}
