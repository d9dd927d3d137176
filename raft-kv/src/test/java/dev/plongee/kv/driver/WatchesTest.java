package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Input;
import dev.plongee.core.Output;
import dev.plongee.core.Payload;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RaftView;
import dev.plongee.core.Rules;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Watch;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.RecentChanges;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When those who watch are answered, and with what.
class WatchesTest {
  private static final int KEPT = 100;

  private final KvStore store = new KvStore();
  private final RecentChanges recent = new RecentChanges(KEPT, 1 << 20);
  private final Watches watches = new Watches(leader(), recent);
  private final Listener client = new Listener();
  private long now = 1_000;

  WatchesTest() {
    store.keepChanges(recent);
  }

  /// Notes what it is told.
  private static final class Listener implements Client {
    private final List<Response> answers = new ArrayList<>();
    private boolean reading = true;

    @Override
    public void answer(Response response) {
      answers.add(response);
    }

    @Override
    public boolean isWritable() {
      return reading;
    }

    Response only() {
      assertEquals(1, answers.size(), answers::toString);
      return answers.removeFirst();
    }
  }

  /// The view of a server that leads alone.
  private static RaftView leader() {
    Raft raft = raft(Configuration.of(1));
    Output campaign = raft.step(raft.deadline(), Input.TICK);
    raft.step(raft.deadline(), new Input.Persisted(campaign.write().id()));
    return raft.view();
  }

  private static Raft raft(Configuration members) {
    RaftConfig config = RaftConfig.of(1, members);
    return Raft.recover(
        config,
        Rules.PAPER,
        new DurableState(new HardState(0, 0), List.of()),
        0,
        (_, _) -> config.timing().electionMinUs());
  }

  private void put(String key, String value) {
    Bytes command =
        CommandCodec.encode(new Command.Put(PlongeeClient.utf8(key), PlongeeClient.utf8(value)));
    store.apply(new Entry(1, store.appliedIndex() + 1, new Payload.Command(command)));
  }

  private static Request watch(long id, String prefix, long from, int waitMillis) {
    return Request.newBuilder()
        .setId(id)
        .setWatch(
            Watch.newBuilder()
                .setPrefix(ByteString.copyFromUtf8(prefix))
                .setFrom(from)
                .setWaitMillis(waitMillis))
        .build();
  }

  private static List<Long> indexes(Response response) {
    assertTrue(response.hasChanges(), response::toString);
    return response.getChanges().getChangesList().stream().map(it -> it.getIndex()).toList();
  }

  @Test
  void whatHappenedSinceIsAnsweredAtOnce() {
    put("a", "1");
    put("b", "2");
    put("a", "3");
    watches.add(client, watch(7, "a", 2, 500));
    watches.look(now);
    Response answer = client.only();
    assertEquals(7, answer.getId());
    assertEquals(List.of(3L), indexes(answer));
    assertEquals(4, answer.getChanges().getNext());
    assertEquals(1, answer.getChanges().getServer());
  }

  @Test
  void whoHasSeenEverythingIsAnsweredWhenSomethingHappensToHisKeys() {
    watches.add(client, watch(1, "a", 1, 500));
    assertEquals(now + 500_000, watches.look(now), "when to look again");
    put("b", "1");
    watches.look(now + 1);
    assertEquals(List.of(), client.answers);
    put("a", "2");
    assertEquals(Long.MAX_VALUE, watches.look(now + 2), "nobody waits any more");
    assertEquals(List.of(2L), indexes(client.only()));
  }

  @Test
  void whenHisTimeIsOverHeIsToldHowFarTheLogHasCome() {
    watches.add(client, watch(1, "a", 1, 500));
    watches.look(now);
    put("b", "1");
    put("b", "2");
    watches.look(now + 499_999);
    assertEquals(List.of(), client.answers);
    watches.look(now + 500_000);
    Response answer = client.only();
    assertEquals(List.of(), indexes(answer));
    assertEquals(3, answer.getChanges().getNext());
  }

  @Test
  void theNextLookIsForWhoseTimeIsOverFirst() {
    watches.add(client, watch(1, "a", 1, 300));
    watches.add(client, watch(2, "a", 1, 500));
    assertEquals(now + 300_000, watches.look(now));
    assertEquals(now + 500_000, watches.look(now + 300_000));
    assertEquals(1, client.only().getId());
  }

  @Test
  void nobodyWaitsForLongerThanASecond() {
    watches.add(client, watch(1, "", 1, 1_000_000));
    watches.add(client, watch(2, "", 1, -1));
    watches.look(now);
    watches.look(now + 1_000_000);
    assertEquals(2, client.answers.size());
  }

  @Test
  void anIndexThatIsNotThereYetIsWaitedFor() {
    put("a", "1");
    watches.add(client, watch(1, "", 4, 500));
    watches.look(now);
    put("a", "2");
    put("a", "3");
    watches.look(now);
    assertEquals(List.of(), client.answers);
    put("a", "4");
    watches.look(now);
    assertEquals(List.of(4L), indexes(client.only()));
  }

  @Test
  void whatIsNoLongerKeptIsSaidToBeGone() {
    for (int i = 0; i < KEPT + 10; i++) {
      put("a", "");
    }
    watches.add(client, watch(1, "", 10, 500));
    watches.add(client, watch(2, "", 0, 500));
    watches.add(client, watch(3, "", 11, 0));
    watches.look(now);
    assertEquals(10, client.answers.getFirst().getChangesGone().getFrom());
    assertEquals(11, client.answers.getFirst().getChangesGone().getOldest());
    assertTrue(client.answers.get(1).hasChangesGone());
    assertEquals(KEPT, indexes(client.answers.get(2)).size());
  }

  @Test
  void aStateOfALeaderIsAGapForThoseWhoWait() {
    watches.add(client, watch(1, "", 1, 500));
    watches.look(now);
    KvStore later = new KvStore();
    for (int i = 1; i <= 5; i++) {
      later.apply(new Entry(1, i, Payload.NOOP));
    }
    store.become(later);
    watches.look(now);
    assertEquals(6, client.only().getChangesGone().getOldest());
  }

  /// However much has happened, one answer is one answer; the rest is asked for.
  @Test
  void aLongStoryComesInParts() {
    KvStore large = new KvStore();
    RecentChanges many = new RecentChanges(1 << 14, 64 << 20);
    large.keepChanges(many);
    Watches some = new Watches(leader(), many);
    Bytes put =
        CommandCodec.encode(new Command.Put(PlongeeClient.utf8("a"), PlongeeClient.utf8("")));
    for (int i = 1; i <= 10_000; i++) {
      large.apply(new Entry(1, i, new Payload.Command(put)));
    }
    some.add(client, watch(1, "b", 1, 500));
    some.look(now);
    Response answer = client.only();
    assertEquals(List.of(), indexes(answer));
    assertEquals(Watches.MAX_LOOKED_AT + 1, answer.getChanges().getNext());
    Bytes long1 =
        CommandCodec.encode(
            new Command.Put(PlongeeClient.utf8("b"), Bytes.wrap(new byte[300 << 10])));
    for (int i = 10_001; i <= 10_005; i++) {
      large.apply(new Entry(1, i, new Payload.Command(long1)));
    }
    some.add(client, watch(2, "b", 10_001, 500));
    some.look(now);
    assertEquals(List.of(10_001L, 10_002L), indexes(client.only()));
  }

  @Test
  void whoDoesNotReadHisAnswersGetsNothingLongAndMissesNothing() {
    put("a", "1");
    client.reading = false;
    watches.add(client, watch(1, "", 1, 500));
    watches.look(now);
    assertEquals(List.of(), client.answers);
    watches.look(now + 500_000);
    Response answer = client.only();
    assertEquals(List.of(), indexes(answer));
    assertEquals(1, answer.getChanges().getNext());
    client.reading = true;
    watches.add(client, watch(2, "", 1, 500));
    watches.look(now + 500_001);
    assertEquals(List.of(1L), indexes(client.only()));
  }

  @Test
  void whoDoesNotLeadAnswersOnlyThoseWhoMeanIt() {
    Watches follower = new Watches(raft(Configuration.of(1, 2)).view(), recent);
    put("a", "1");
    follower.add(client, watch(1, "", 1, 500));
    follower.add(client, watch(2, "", 1, 500).toBuilder().setHere(true).build());
    follower.look(now);
    assertEquals(Refused.Why.NOT_LEADER, client.answers.getFirst().getRefused().getWhy());
    assertEquals(List.of(1L), indexes(client.answers.getLast()));
  }

  @Test
  void thereIsRoomForSoManyOfOneClientAndOfAll() {
    int all = 0;
    while (all < Watches.MAX_COUNT) {
      Listener another = new Listener();
      for (int i = 0; i < Watches.MAX_OF_ONE; i++) {
        watches.add(another, watch(i, "", 1, 500));
        all++;
      }
      assertEquals(List.of(), another.answers);
      if (all < Watches.MAX_COUNT) {
        watches.add(another, watch(99, "", 1, 500));
        assertEquals(Refused.Why.BUSY, another.only().getRefused().getWhy());
      }
    }
    watches.add(client, watch(1, "", 1, 500));
    Refused refused = client.only().getRefused();
    assertEquals(Refused.Why.BUSY, refused.getWhy());
    assertTrue(refused.getMessage().contains("256 watches"), refused.getMessage());
    watches.look(now);
    watches.look(now + 500_000);
    watches.add(client, watch(1, "", 1, 500));
    assertEquals(List.of(), client.answers, "there is room again");
  }

  @Test
  void aPrefixThatNoKeyCanHaveIsRefusedAndNotKept() {
    watches.add(client, watch(1, "p".repeat(CommandCodec.MAX_KEY_BYTES + 1), 1, 500));
    assertEquals(Refused.Why.INVALID, client.only().getRefused().getWhy());
  }

  @Test
  void whoWaitsWhenTheServerIsStoppedIsTold() {
    watches.add(client, watch(1, "", 1, 500));
    watches.stop();
    assertEquals(Refused.Why.STOPPING, client.only().getRefused().getWhy());
  }
}
