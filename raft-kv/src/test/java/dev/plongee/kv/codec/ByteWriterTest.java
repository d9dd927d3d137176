package dev.plongee.kv.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plongee.core.Bytes;
import org.junit.jupiter.api.Test;

class ByteWriterTest {
  @Test
  void growsAsNeededAndReadsBackWhatWasPut() throws CodecException {
    ByteWriter out = new ByteWriter(0);
    out.putByte(-1);
    out.putInt(Integer.MIN_VALUE + 7);
    out.putLong(0x8000_0001_8000_0002L);
    out.putZeros(2);
    out.putBytes(Bytes.wrap(new byte[] {1, 2, 3}));
    ByteReader in = new ByteReader(out.toBytes());
    assertEquals(255, in.readByte());
    assertEquals(Integer.MIN_VALUE + 7, in.readInt());
    assertEquals(0x8000_0001_8000_0002L, in.readLong());
    assertEquals(0, in.readShort());
    assertEquals(Bytes.wrap(new byte[] {1, 2, 3}), in.readRest());
    assertEquals(0, in.remaining());
  }

  @Test
  void isUsedAgainWithoutATraceOfBefore() {
    ByteWriter out = new ByteWriter(2);
    out.putLong(-1);
    out.clear();
    out.putZeros(3);
    out.putByte(5);
    assertEquals(Bytes.wrap(new byte[] {0, 0, 0, 5}), out.toBytes());
  }

  @Test
  void whatIsFinishedIsHandedOverAndNeverWrittenAgain() {
    ByteWriter out = new ByteWriter(3);
    out.putZeros(2);
    out.putByte(7);
    Bytes first = out.finish();
    assertEquals(3, first.array().length);
    out.putInt(-1);
    assertEquals(Bytes.wrap(new byte[] {0, 0, 7}), first);
    assertEquals(Bytes.wrap(new byte[] {-1, -1, -1, -1}), out.finish());
  }

  @Test
  void replacesOnlyWhatWasPut() {
    ByteWriter out = new ByteWriter(64);
    out.putInt(1);
    out.putByte(9);
    out.setInt(1, 0x01020304);
    assertEquals(Bytes.wrap(new byte[] {0, 1, 2, 3, 4}), out.toBytes());
    assertThrows(IllegalStateException.class, () -> out.setInt(2, 0));
    assertThrows(IllegalStateException.class, () -> out.setInt(-1, 0));
  }

  @Test
  void aReaderNeverGoesBeyondItsWindow() {
    ByteReader in = new ByteReader(Bytes.wrap(new byte[] {1, 2, 3, 4, 5}, 1, 3));
    assertEquals(
        "the bytes end: 4 expected, 3 left (at byte 0)",
        assertThrows(CodecException.class, in::readInt).getMessage());
    assertThrows(CodecException.class, () -> in.readBytes(4));
    assertEquals(
        "a negative length, -1 (at byte 0)",
        assertThrows(CodecException.class, () -> in.readBytes(-1)).getMessage());
    assertEquals(3, in.remaining());
  }
}
