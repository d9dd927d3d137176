package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Payload;
import dev.plongee.core.Reply;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.store.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a client is told of its write, and when.
class ProposalsTest {
  private final Proposals proposals = new Proposals();
  private final Answers client = new Answers();

  @Test
  void aWriteIsAnsweredWhenTheEntryOfItsTermIsAppliedAndNotBefore() {
    appended(1, 5, 10, 3);
    assertEquals(List.of(), client.answers);
    apply(5, 9);
    assertEquals(List.of(), client.answers, "an entry before the first one");
    apply(5, 10);
    apply(5, 11);
    assertEquals(List.of("1 done 10", "2 done 11"), client.texts());
  }

  @Test
  void theFrameAroundACommandIsNotKeptWithIt() {
    proposals.add(client, 1, Bytes.wrap(new byte[4 << 20], 100, 10));
    Bytes kept = proposals.nextBatch().getFirst();
    assertEquals(Bytes.wrap(new byte[10]), kept);
    assertTrue(kept.array().length <= 20, kept.array().length + " bytes for 10");
  }

  @Test
  void anotherTermAtItsPlaceProvesThatItDidNotHappen() {
    appended(1, 5, 10, 2);
    apply(6, 10);
    apply(6, 11);
    assertEquals(List.of("1 REPLACED", "2 REPLACED"), client.texts());
  }

  @Test
  void theLossOfLeadershipAloneDecidesNothing() {
    appended(1, 5, 10, 2);
    proposals.add(client, 3, command());
    proposals.nextBatch();
    proposals.refused(1, Reply.Refusal.NOT_LEADER, 2);
    assertEquals(List.of("3 NOT_LEADER"), client.texts());
    apply(5, 10);
    assertEquals("1 done 10", client.texts().getLast(), "another leader may commit it after all");
  }

  @Test
  void whatALaterLeadershipOverwritesIsUnknown() {
    appended(1, 5, 10, 3);
    appended(4, 7, 11, 1);
    assertEquals(List.of("3 unknown", "2 unknown"), client.texts());
    apply(7, 10);
    apply(7, 11);
    assertEquals(List.of("3 unknown", "2 unknown", "1 REPLACED", "4 done 11"), client.texts());
  }

  @Test
  void whatASnapshotTookThePlaceOfIsUnknown() {
    appended(1, 5, 10, 3);
    proposals.skipped(11);
    assertEquals(List.of("1 unknown", "2 unknown"), client.texts());
    apply(5, 12);
    assertEquals("3 done 12", client.texts().getLast());
  }

  @Test
  void whatIsRefusedWasNotAppendedAnywhere() {
    for (int id = 1; id <= 3; id++) {
      proposals.add(client, id, command());
    }
    assertEquals(3, proposals.nextBatch().size());
    proposals.accepted(new LogPosition(1, 1), 1);
    proposals.refused(2, Reply.Refusal.LOG_FULL, ServerId.NONE);
    assertEquals(List.of("2 LOG_FULL", "3 LOG_FULL"), client.texts());
    apply(1, 1);
    assertEquals("1 done 1", client.texts().getLast());
  }

  @Test
  void whatDoesNotFitIsRefusedAtOnceAndRoomComesBack() {
    Bytes large = Bytes.wrap(new byte[1 << 20]);
    int fits = Proposals.MAX_BYTES / large.length();
    for (int id = 1; id <= fits; id++) {
      proposals.add(client, id, large);
    }
    assertEquals(List.of(), client.answers);
    proposals.add(client, 99, large);
    assertEquals(List.of("99 BUSY"), client.texts());
    assertEquals(1, proposals.nextBatch().size(), "one full message at a time");
    proposals.accepted(new LogPosition(1, 1), 1);
    apply(1, 1);
    proposals.add(client, 100, large);
    assertEquals(List.of("99 BUSY", "1 done 1"), client.texts());
  }

  @Test
  void aCommandThatNobodyWaitsForDoesNotLiftTheLimit() {
    for (int id = 1; id <= Proposals.MAX_COUNT; id++) {
      proposals.add(client, id, command());
    }
    proposals.addFirst(command());
    proposals.add(client, 0, command());
    assertEquals(List.of("0 BUSY"), client.texts());
  }

  @Test
  void atTheEndWhatWaitsIsRefusedAndWhatIsAppendedIsUnknown() {
    appended(1, 5, 10, 1);
    proposals.add(client, 2, command());
    assertTrue(proposals.isWaiting());
    proposals.stop();
    assertEquals(List.of("2 STOPPING", "1 unknown"), client.texts());
    assertFalse(proposals.isWaiting());
  }

  /// Proposes `count` commands with ids from `firstId` on, which are appended from that place on.
  private void appended(long firstId, long term, long index, int count) {
    for (int i = 0; i < count; i++) {
      proposals.add(client, firstId + i, command());
    }
    assertEquals(count, proposals.nextBatch().size());
    proposals.accepted(new LogPosition(term, index), count);
  }

  private void apply(long term, long index) {
    proposals.applied(
        new Entry(term, index, new Payload.Command(command())), new Result.Stored(index));
  }

  private static Bytes command() {
    return Bytes.wrap(new byte[] {1, 2, 3});
  }

  private static final class Answers implements Client {
    private final List<Response> answers = new ArrayList<>();

    @Override
    public void answer(Response response) {
      answers.add(response);
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    private List<String> texts() {
      return answers.stream().map(Answers::text).toList();
    }

    private static String text(Response response) {
      return response.getId()
          + " "
          + switch (response.getOutcomeCase()) {
            case DONE -> "done " + response.getDone().getIndex();
            case REFUSED -> why(response.getRefused());
            case UNKNOWN -> "unknown";
            default -> response.getOutcomeCase().toString();
          };
    }

    private static String why(Refused refused) {
      assertFalse(refused.getMessage().isEmpty(), "a refusal says why");
      return refused.getWhy().toString();
    }
  }
}
