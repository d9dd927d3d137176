package dev.plongee.kv.store;

import static dev.plongee.kv.store.KvStoreTest.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.CodecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void theBytesOfTheOtherCommandsAreAsTheTableSays() {
    assertEncoded(
        new Command.Cas(bytes("k"), Optional.of(bytes("a")), bytes("b")),
        new byte[] {1, 3, 0, 1, 'k', 1, 0, 0, 0, 1, 'a', 'b'});
    assertEncoded(
        new Command.Cas(bytes("k"), Optional.empty(), bytes("b")),
        new byte[] {1, 3, 0, 1, 'k', 0, 'b'});
    assertEncoded(new Command.Append(bytes("k"), bytes("v")), new byte[] {1, 4, 0, 1, 'k', 'v'});
    assertEncoded(new Command.RegisterSession(), new byte[] {1, 5});
    assertEncoded(new Command.CloseSession(258), new byte[] {1, 6, 0, 0, 0, 0, 0, 0, 1, 2});
    assertEncoded(
        new Command.PassTime(1, 258, 3),
        new byte[] {1, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 3});
    assertEncoded(
        new Command.InSession(3, 258, new Command.Delete(bytes("k"))),
        new byte[] {1, 7, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 2, 2, 0, 1, 'k'});
    assertEncoded(new Command.Introduce(4, bytes("h:1")), new byte[] {1, 8, 4, 'h', ':', '1'});
  }

  @Test
  void anIntroductionIsReadButNotAdmittedFromAClient() throws CodecException {
    Bytes encoded = CommandCodec.encode(new Command.Introduce(63, bytes("10.0.0.1:7001")));
    assertEquals(new Command.Introduce(63, bytes("10.0.0.1:7001")), CommandCodec.decode(encoded));
    assertTrue(CommandCodec.isIntroduction(encoded));
    assertFalse(CommandCodec.isIntroduction(CommandCodec.encode(new Command.RegisterSession())));
    assertTrue(refusal(encoded).contains("no client introduces a server"), refusal(encoded));
  }

  @Test
  void anIntroductionOfNoServerIsRefused() {
    assertTrue(
        refusal(Bytes.wrap(new byte[] {1, 8, 64, 'x'})).contains("no server has the number 64"));
  }

  private static void assertEncoded(Command command, byte[] expected) {
    assertEquals(Bytes.wrap(expected), CommandCodec.encode(command));
  }

  @Test
  void keysAndValuesUpToTheirLimitsAreAdmitted() throws CodecException {
    for (Command command :
        List.of(
            new Command.Put(of(CommandCodec.MAX_KEY_BYTES), of(CommandCodec.MAX_VALUE_BYTES)),
            new Command.Put(of(1), of(0)),
            new Command.Delete(of(CommandCodec.MAX_KEY_BYTES)),
            new Command.Cas(
                of(CommandCodec.MAX_KEY_BYTES),
                Optional.of(of(CommandCodec.MAX_VALUE_BYTES)),
                of(CommandCodec.MAX_VALUE_BYTES)),
            new Command.Append(of(1), of(CommandCodec.MAX_VALUE_BYTES)),
            new Command.RegisterSession(),
            new Command.CloseSession(Long.MAX_VALUE),
            new Command.InSession(
                1, Long.MAX_VALUE, new Command.Put(of(1), of(CommandCodec.MAX_VALUE_BYTES))))) {
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
    Bytes tooLong = of(CommandCodec.MAX_VALUE_BYTES + 1);
    assertEquals(
        "the expected value has 1048577 bytes, at most 1048576 are allowed: split it over several"
            + " keys (at byte 11)",
        refusal(new Command.Cas(of(2), Optional.of(tooLong), of(0))));
    assertEquals(
        "the value has 1048577 bytes, at most 1048576 are allowed: split it over several keys"
            + " (at byte 14)",
        refusal(new Command.Cas(of(2), Optional.of(of(3)), tooLong)));
    assertEquals(
        "the suffix has 1048577 bytes, at most 1048576 are allowed: split it over several keys"
            + " (at byte 6)",
        refusal(new Command.Append(of(2), tooLong)));
    assertEquals(
        "the key is empty: a key has at least one byte (at byte 21)",
        refusal(new Command.InSession(1, 1, new Command.Put(of(0), of(1)))));
  }

  @Test
  void bytesThatAreNoCommandAreRefusedWithTheirPlace() {
    assertEquals("the bytes end: 1 expected, 0 left (at byte 0)", refusal(Bytes.EMPTY));
    assertEquals(
        "a command of version 2; this server reads version 1 (at byte 1)",
        refusal(Bytes.wrap(new byte[] {2, 1, 0, 1, 'k'})));
    assertEquals(
        "no command has the number 10 (at byte 2)",
        refusal(Bytes.wrap(new byte[] {1, 10, 0, 1, 'k'})));
    assertEquals(
        "the bytes end: 3 expected, 1 left (at byte 4)",
        refusal(Bytes.wrap(new byte[] {1, 1, 0, 3, 'k'})));
    assertEquals(
        "1 bytes behind the key of a delete (at byte 5)",
        refusal(Bytes.wrap(new byte[] {1, 2, 0, 1, 'k', 'v'})));
    assertEquals(
        "an expected value is there or not: 2 (at byte 6)",
        refusal(Bytes.wrap(new byte[] {1, 3, 0, 1, 'k', 2})));
    assertEquals(
        "a negative length, -1 (at byte 10)",
        refusal(Bytes.wrap(new byte[] {1, 3, 0, 1, 'k', 1, -1, -1, -1, -1})));
    assertEquals(
        "1 bytes behind a registration (at byte 2)", refusal(Bytes.wrap(new byte[] {1, 5, 0})));
  }

  @Test
  void sessionsAndNumbersBeginAtOneAndSessionsHoldNoSessions() {
    assertEquals(
        "a session, a number or a lifetime below 1: 0 (at byte 10)",
        refusal(Bytes.wrap(new byte[] {1, 6, 0, 0, 0, 0, 0, 0, 0, 0})));
    assertEquals(
        "a session, a number or a lifetime below 1: -1 (at byte 18)",
        refusal(
            Bytes.wrap(
                new byte[] {
                  1, 7, 0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 0, 1, 'k'
                })));
    assertEquals(
        "no write has the number 5 (at byte 19)",
        refusal(Bytes.wrap(new byte[] {1, 7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 5})));
    Command.Write write = new Command.Delete(of(1));
    for (Command wrong :
        List.of(
            new Command.CloseSession(0),
            new Command.InSession(0, 1, write),
            new Command.InSession(1, 0, write),
            new Command.PassTime(-1, 5, 1),
            new Command.PassTime(5, 5, 1),
            new Command.PassTime(0, 5, 0))) {
      assertThrows(IllegalStateException.class, () -> CommandCodec.encode(wrong));
    }
  }

  @Test
  void onlyTheLeaderLetsTimePass() throws CodecException {
    Command.PassTime passTime = new Command.PassTime(0, 1, 1);
    Bytes encoded = CommandCodec.encode(passTime);
    assertEquals(passTime, CommandCodec.decode(encoded));
    CodecException e = assertThrows(CodecException.class, () -> CommandCodec.admit(encoded));
    assertTrue(String.valueOf(e.getMessage()).contains("only the leader"), e.getMessage());
    assertEquals(
        "time that does not pass, from 1 to 1 (at byte 18)",
        refusal(
            Bytes.wrap(
                new byte[] {
                  1, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1
                })));
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
    List<Command> commands = new ArrayList<>();
    for (Command.Write write :
        List.of(
            new Command.Put(Bytes.wrap(key), Bytes.wrap(value)),
            new Command.Delete(Bytes.wrap(key)),
            new Command.Cas(Bytes.wrap(key), Optional.empty(), Bytes.wrap(value)),
            new Command.Cas(Bytes.wrap(key), Optional.of(Bytes.wrap(value)), Bytes.wrap(key)),
            new Command.Append(Bytes.wrap(key), Bytes.wrap(value)))) {
      commands.add(write);
      commands.add(
          new Command.InSession(random.nextLong() >>> 1 | 1, random.nextLong() >>> 1 | 1, write));
    }
    commands.add(new Command.RegisterSession());
    commands.add(new Command.CloseSession(random.nextLong() >>> 1 | 1));
    long from = random.nextLong() >>> 2;
    commands.add(new Command.PassTime(from, from + 1 + random.nextInt(1 << 30), 1 + from));
    for (Command command : commands) {
      Bytes encoded = CommandCodec.encode(command);
      assertEquals(command, CommandCodec.decode(encoded));
      assertEquals(encoded.length(), encoded.array().length, "made in one array of its length");
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void garbageIsAnErrorOrTheOneEncodingOfACommand(
      @ForAll long seed, @ForAll @IntRange(max = 30) int length) {
    Random random = new Random(seed);
    byte[] garbage = new byte[length];
    for (int i = 0; i < length; i++) {
      garbage[i] = (byte) (random.nextInt(9) == 0 ? random.nextInt(256) : random.nextInt(3));
    }
    if (length > 1) {
      garbage[0] = 1;
      garbage[1] = (byte) random.nextInt(9);
    }
    Bytes encoded = Bytes.wrap(garbage);
    try {
      assertEquals(encoded, CommandCodec.encode(CommandCodec.decode(encoded)));
    } catch (CodecException expected) {
      assertTrue(expected.position() <= length);
    }
  }
}
