package dev.plongee.kv.store;

import static dev.plongee.kv.store.KvStoreTest.bytes;
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

class CommandCodecTest {
  private static Bytes of(int length) {
    return Bytes.wrap(new byte[length]);
  }

  private static String refusal(Bytes encoded) {
    return assertThrows(CodecException.class, () -> CommandCodec.admit(encoded)).getMessage();
  }

  private static String refusal(Command command) {
    return refusal(CommandCodec.encode(command));
  }

  @Test
  void theBytesOfAPutAreVersionKindKeyAndValue() {
    assertEquals(
        Bytes.wrap(new byte[] {1, 1, 0, 2, 'k', 'y', 'v'}),
        CommandCodec.encode(new Command.Put(bytes("ky"), bytes("v"))));
  }

  @Test
  void keysAndValuesUpToTheirLimitsAreAdmitted() throws CodecException {
    for (Command command :
        List.of(
            new Command.Put(of(CommandCodec.MAX_KEY_BYTES), of(CommandCodec.MAX_VALUE_BYTES)),
            new Command.Put(of(1), of(0)),
            new Command.Delete(of(CommandCodec.MAX_KEY_BYTES)))) {
      assertEquals(command, CommandCodec.admit(CommandCodec.encode(command)));
    }
  }

  @Test
  void whatIsTooLongOrEmptyIsRefusedWithAWayOut() {
    assertEquals(
        "the key has 1025 bytes, at most 1024 are allowed: choose a shorter one (at byte 4)",
        refusal(new Command.Delete(of(1025))));
    assertEquals(
        "the key has 1025 bytes, at most 1024 are allowed: choose a shorter one (at byte 4)",
        refusal(new Command.Put(of(1025), of(0))));
    assertEquals(
        "the value has 1048577 bytes, at most 1048576 are allowed: split it over several keys"
            + " (at byte 6)",
        refusal(new Command.Put(of(2), of(CommandCodec.MAX_VALUE_BYTES + 1))));
    assertEquals(
        "the key is empty: a key has at least one byte (at byte 4)",
        refusal(new Command.Put(of(0), of(1))));
  }

  @Test
  void bytesThatAreNoCommandAreRefusedWithTheirPlace() {
    assertEquals("the bytes end: 1 expected, 0 left (at byte 0)", refusal(Bytes.EMPTY));
    assertEquals(
        "a command of version 2; this server reads version 1 (at byte 1)",
        refusal(Bytes.wrap(new byte[] {2, 1, 0, 1, 'k'})));
    assertEquals(
        "no command has the number 9 (at byte 5)",
        refusal(Bytes.wrap(new byte[] {1, 9, 0, 1, 'k'})));
    assertEquals(
        "the bytes end: 3 expected, 1 left (at byte 4)",
        refusal(Bytes.wrap(new byte[] {1, 1, 0, 3, 'k'})));
    assertEquals(
        "1 bytes behind the key of a delete (at byte 5)",
        refusal(Bytes.wrap(new byte[] {1, 2, 0, 1, 'k', 'v'})));
  }

  @Test
  void aKeyThatNoLengthCanSayIsNotEncoded() {
    assertThrows(
        IllegalStateException.class, () -> CommandCodec.encode(new Command.Delete(of(65_536))));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatIsEncodedIsDecoded(
      @ForAll long seed,
      @ForAll @IntRange(max = 1_100) int keyLength,
      @ForAll @IntRange(max = 3_000) int valueLength)
      throws CodecException {
    Random random = new Random(seed);
    byte[] key = new byte[keyLength];
    byte[] value = new byte[valueLength];
    random.nextBytes(key);
    random.nextBytes(value);
    for (Command command :
        List.of(
            new Command.Put(Bytes.wrap(key), Bytes.wrap(value)),
            new Command.Delete(Bytes.wrap(key)))) {
      assertEquals(command, CommandCodec.decode(CommandCodec.encode(command)));
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void garbageIsAnErrorOrTheOneEncodingOfACommand(
      @ForAll long seed, @ForAll @IntRange(max = 20) int length) {
    Random random = new Random(seed);
    byte[] garbage = new byte[length];
    for (int i = 0; i < length; i++) {
      garbage[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(3));
    }
    Bytes encoded = Bytes.wrap(garbage);
    try {
      assertEquals(encoded, CommandCodec.encode(CommandCodec.decode(encoded)));
    } catch (CodecException expected) {
      assertTrue(expected.position() <= length);
    }
  }
}
