package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.plongee.core.Reply;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Get;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How many reads may wait for a leader that cannot answer them.
class ReadsTest {
  private final Reads reads = new Reads();
  private final List<Response> answers = new ArrayList<>();
  private boolean reading = true;

  private final Client client =
      new Client() {
        @Override
        public void answer(Response response) {
          answers.add(response);
        }

        @Override
        public boolean isWritable() {
          return reading;
        }
      };

  @Test
  void allThatWaitAreOneReadAndAreAnsweredTogether() {
    for (int id = 1; id <= 5; id++) {
      reads.add(client, get(id, 10));
    }
    reads.ready(reads.nextBatch(), request -> Response.newBuilder().setId(request.getId()).build());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), answers.stream().map(Response::getId).toList());
  }

  /// A leader may answer late what this server asked before it was started again.
  @Test
  void idsAreNotThoseOfAnEarlierRunAndThoseOfOthersAreLeftAlone() {
    reads.add(client, get(1, 10));
    List<Long> ids = reads.nextBatch();
    Reads later = new Reads();
    later.add(client, get(2, 10));
    assertNotEquals(ids, later.nextBatch());
    later.ready(ids, _ -> Response.getDefaultInstance());
    later.refused(ids, Reply.Refusal.NOT_LEADER, 2);
    assertEquals(List.of(), answers);
  }

  @Test
  void aClientThatDoesNotReadItsAnswersGetsNone() {
    reads.add(client, get(1, 10));
    reading = false;
    reads.ready(reads.nextBatch(), _ -> Response.getDefaultInstance());
    assertEquals(List.of(Refused.Why.BUSY), refusals());
  }

  @Test
  void keysOfMegabytesDoNotGatherWithoutBound() {
    int each = 4 << 20;
    for (int id = 1; id <= 100; id++) {
      reads.add(client, get(id, each - 100));
    }
    int taken = 100 - refusals().size();
    assertTrue(taken >= 1 && (long) taken * each <= 2L * Reads.MAX_BYTES, taken + " taken");
    answers.clear();
    reads.refused(reads.nextBatch(), Reply.Refusal.NOT_LEADER, 2);
    assertEquals(taken, refusals().size());
    answers.clear();
    reads.add(client, get(101, each - 100));
    assertEquals(List.of(), answers, "there is room again");
  }

  private List<Refused.Why> refusals() {
    return answers.stream().map(it -> it.getRefused().getWhy()).toList();
  }

  private static Request get(long id, int keyBytes) {
    ByteString key = ByteString.copyFrom(new byte[keyBytes]);
    return Request.newBuilder().setId(id).setGet(Get.newBuilder().setKey(key)).build();
  }
}
