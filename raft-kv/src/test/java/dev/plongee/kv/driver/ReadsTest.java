package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.plongee.core.Input;
import dev.plongee.core.Reply;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.Get;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Value;
import java.util.ArrayList;
import java.util.Collections;
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
    reads.ready(nextBatch());
    reads.answer(request -> Response.newBuilder().setId(request.getId()).build());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), answers.stream().map(Response::getId).toList());
  }

  /// A leader may answer late what this server asked before it was started again.
  @Test
  void idsAreNotThoseOfAnEarlierRun() {
    reads.add(client, get(1, 10));
    Reads later = new Reads();
    later.add(client, get(2, 10));
    assertNotEquals(handOver(reads), handOver(later));
  }

  @Test
  void whoIsToAnswerIsSaidToTheCore() {
    reads.add(client, get(1, 10));
    reads.add(client, get(2, 10).toBuilder().setHere(true).build());
    List<Input> inputs = handOver(reads);
    assertEquals(2, inputs.size());
    assertInstanceOf(Input.Read.class, inputs.getFirst());
    Input.ReadHere here = assertInstanceOf(Input.ReadHere.class, inputs.getLast());
    reads.ready(here.ids());
    reads.answer(request -> Response.newBuilder().setId(request.getId()).build());
    assertEquals(List.of(2L), answers.stream().map(Response::getId).toList());
    assertEquals(List.of(), handOver(reads), "each is handed over once");
  }

  private static List<Input> handOver(Reads reads) {
    List<Input> inputs = new ArrayList<>();
    reads.handOver(inputs::add);
    return inputs;
  }

  /// What the core was asked, all by one kind of read.
  private List<Long> nextBatch() {
    return assertInstanceOf(Input.Read.class, handOver(reads).getFirst()).ids();
  }

  @Test
  void aClientThatDoesNotReadItsAnswersGetsNone() {
    reads.add(client, get(1, 10));
    reading = false;
    reads.ready(nextBatch());
    reads.answer(_ -> Response.getDefaultInstance());
    assertEquals(List.of(Refused.Why.BUSY), refusals());
  }

  /// Or a few clients that ask for long lists would keep the leader from its peers until it is
  /// none.
  @Test
  void longAnswersDoNotFillATurn() {
    for (int id = 1; id <= 7; id++) {
      reads.add(client, list(id));
    }
    reads.ready(nextBatch());
    Response page = Response.newBuilder().setValue(value(Reads.MAX_TURN_BYTES / 2)).build();
    reads.answer(_ -> page);
    assertEquals(2, answers.size());
    assertTrue(reads.isWaiting());
    reads.answer(_ -> page);
    assertEquals(4, answers.size());
    reads.answer(_ -> Response.getDefaultInstance());
    assertEquals(7, answers.size(), "short ones fit all");
    assertFalse(reads.isWaiting());
  }

  @Test
  void whoWantsOneKeyDoesNotWaitBehindLists() {
    for (int id = 1; id <= 7; id++) {
      reads.add(client, list(id));
    }
    reads.add(client, get(8, 10));
    reads.ready(nextBatch());
    Response.Builder page = Response.newBuilder().setValue(value(Reads.MAX_TURN_BYTES));
    reads.answer(request -> page.setId(request.getId()).build());
    assertEquals(List.of(8L, 1L), answers.stream().map(Response::getId).toList());
  }

  @Test
  void whatThisServerKnowsIsAskedOfNobody() {
    reads.addReady(client, get(1, 10));
    assertEquals(List.of(), handOver(reads));
    assertTrue(reads.isWaiting());
    reads.answer(request -> Response.newBuilder().setId(request.getId()).build());
    assertEquals(List.of(1L), answers.stream().map(Response::getId).toList());
  }

  @Test
  void atTheEndAllThatWaitAreToldSo() {
    reads.add(client, get(1, 10));
    reads.ready(nextBatch());
    reads.add(client, list(2));
    reads.ready(nextBatch());
    reads.add(client, get(3, 10));
    reads.handOver(_ -> {});
    reads.add(client, get(4, 10));
    reads.add(client, get(5, 10).toBuilder().setHere(true).build());
    reads.stop();
    assertEquals(Collections.nCopies(5, Refused.Why.STOPPING), refusals());
    assertFalse(reads.isWaiting());
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
    reads.refused(nextBatch(), Reply.Refusal.NOT_LEADER, 2);
    assertEquals(taken, refusals().size());
    answers.clear();
    reads.add(client, get(101, each - 100));
    assertEquals(List.of(), answers, "there is room again");
  }

  private List<Refused.Why> refusals() {
    return answers.stream().map(it -> it.getRefused().getWhy()).toList();
  }

  private static Value value(int bytes) {
    return Value.newBuilder().setValue(ByteString.copyFrom(new byte[bytes])).build();
  }

  private static Request list(long id) {
    return Request.newBuilder().setId(id).setList(Clients.List.getDefaultInstance()).build();
  }

  private static Request get(long id, int keyBytes) {
    ByteString key = ByteString.copyFrom(new byte[keyBytes]);
    return Request.newBuilder().setId(id).setGet(Get.newBuilder().setKey(key)).build();
  }
}
