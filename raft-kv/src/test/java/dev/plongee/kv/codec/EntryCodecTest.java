package dev.plongee.kv.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static final Bytes HELLO = Bytes.wrap(new byte[] {'h', 'e', 'l', 'l', 'o'});

  @Test
  void aNoOpIsItsTermAndItsIndex() {
    Bytes bytes = EntryCodec.encode(List.of(new Entry(2, 258, Payload.NOOP)));
    byte[] expected = {3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 2};
    assertEquals(Bytes.wrap(expected), bytes);
  }

  @Test
  void noEntriesAreNoBytes() throws CodecException {
    assertEquals(Bytes.EMPTY, EntryCodec.encode(List.of()));
    assertEquals(List.of(), EntryCodec.decode(Bytes.EMPTY));
  }

  @Test
  void theCommandIsAWindowOfWhatWasReceived() throws CodecException {
    Bytes bytes = EntryCodec.encode(List.of(new Entry(1, 1, new Payload.Command(HELLO))));
    Entry entry = EntryCodec.decode(bytes).getFirst();
    assertEquals(new Payload.Command(HELLO), entry.payload());
    assertTrue(entry.payload() instanceof Payload.Command(Bytes b) && b.array() == bytes.array());
  }

  @Test
  void aConfigurationIsItsThreeSets() throws CodecException {
    Configuration joint = new Configuration(NodeSet.of(1, 63), NodeSet.of(1, 2, 3), NodeSet.of(4));
    Entry entry = new Entry(2, 7, new Payload.Membership(joint));
    Bytes bytes = EntryCodec.encode(List.of(entry));
    assertEquals(List.of(entry), EntryCodec.decode(bytes));
    assertTrue(bytes.length() <= entry.size());
  }

  @Test
  void aConfigurationThatCannotBeIsAnError() {
    Configuration three = Configuration.of(1, 2, 3);
    byte[] valid =
        EntryCodec.encode(List.of(new Entry(2, 7, new Payload.Membership(three)))).toArray();
    int voters = 24;
    int learners = 40;
    for (int at : new int[] {voters, learners}) {
      byte[] withServerZero = valid.clone();
      withServerZero[at] |= 1;
      assertThrows(CodecException.class, () -> EntryCodec.decode(Bytes.wrap(withServerZero)));
    }
    byte[] learnersThatVote = valid.clone();
    learnersThatVote[learners] = 2;
    assertThrows(CodecException.class, () -> EntryCodec.decode(Bytes.wrap(learnersThatVote)));
    byte[] nobody = valid.clone();
    nobody[voters] = 0;
    assertThrows(CodecException.class, () -> EntryCodec.decode(Bytes.wrap(nobody)));
  }

  @Test
  void entriesCostNoMoreThanTheCoreCountsForThem() {
    Entry entry = new Entry(1, 1, new Payload.Command(HELLO));
    assertTrue(EntryCodec.encode(List.of(entry)).length() <= entry.size());
  }

  @Test
  void aLengthBeyondTheEndIsAnErrorAndNotAnAllocation() {
    byte[] bytes =
        EntryCodec.encode(List.of(new Entry(1, 1, new Payload.Command(HELLO)))).toArray();
    bytes[17] = 0x7f;
    assertEquals(
        "the bytes end: 2130706437 expected, 5 left (at byte 21)",
        assertThrows(CodecException.class, () -> EntryCodec.decode(Bytes.wrap(bytes)))
            .getMessage());
    bytes[17] = (byte) 0x80;
    assertThrows(CodecException.class, () -> EntryCodec.decode(Bytes.wrap(bytes)));
  }

  @Test
  void aGapIsAnErrorThatNamesThePlace() {
    Bytes bytes =
        EntryCodec.encode(List.of(new Entry(1, 4, Payload.NOOP), new Entry(1, 6, Payload.NOOP)));
    CodecException error = assertThrows(CodecException.class, () -> EntryCodec.decode(bytes));
    assertEquals("entry 6 after entry 4 (at byte 17)", error.getMessage());
    assertEquals(17, error.position());
  }

  @Test
  void recordsOfADiskAreNoEntries() {
    Bytes hardState = Bytes.wrap(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1});
    assertThrows(CodecException.class, () -> EntryCodec.decode(hardState));
  }

  @Test
  void termAndIndexZeroAreErrors() {
    byte[] bytes = EntryCodec.encode(List.of(new Entry(1, 1, Payload.NOOP))).toArray();
    bytes[8] = 0;
    assertThrows(CodecException.class, () -> EntryCodec.decode(Bytes.wrap(bytes)));
    bytes[8] = 1;
    bytes[16] = 0;
    assertThrows(CodecException.class, () -> EntryCodec.decode(Bytes.wrap(bytes)));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatIsEncodedIsDecodedAlsoInsideALargerArray(@ForAll long seed) throws CodecException {
    Random random = new Random(seed);
    List<Entry> entries = entries(random);
    Bytes encoded = EntryCodec.encode(entries);
    byte[] larger = new byte[encoded.length() + 20];
    random.nextBytes(larger);
    encoded.copyTo(larger, 11);
    assertEquals(entries, EntryCodec.decode(Bytes.wrap(larger, 11, encoded.length())));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void bytesThatAreCutOffGiveAPrefixOrAnError(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> entries = entries(random);
    Bytes encoded = EntryCodec.encode(entries);
    Bytes cut = encoded.slice(0, random.nextInt(encoded.length() + 1));
    try {
      List<Entry> decoded = EntryCodec.decode(cut);
      assertEquals(entries.subList(0, decoded.size()), decoded);
      assertEquals(EntryCodec.encode(decoded), cut);
    } catch (CodecException expected) {
      assertTrue(expected.position() <= cut.length());
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void garbageIsAnErrorOrWhatItEncodes(@ForAll long seed, @ForAll @IntRange(max = 200) int length) {
    Random random = new Random(seed);
    byte[] garbage = new byte[length];
    for (int i = 0; i < length; i++) {
      garbage[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(5));
    }
    Bytes bytes = Bytes.wrap(garbage);
    try {
      assertEquals(bytes, EntryCodec.encode(EntryCodec.decode(bytes)));
    } catch (CodecException expected) {
      assertSame(CodecException.class, expected.getClass());
    }
  }

  private static List<Entry> entries(Random random) {
    RandomWrites writes = new RandomWrites(random, 3_000);
    List<Entry> entries = new ArrayList<>();
    while (entries.isEmpty()) {
      entries.addAll(writes.next().entries());
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      Entry last = entries.getLast();
      entries.add(new Entry(last.term() + random.nextInt(2), last.index() + 1, last.payload()));
    }
    return entries;
  }
}
