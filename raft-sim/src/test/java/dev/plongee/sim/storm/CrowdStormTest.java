package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.plongee.core.Bytes;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.disk.DiskOptions;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.Wire;
import dev.plongee.kv.net.wire.Clients.Get;
import dev.plongee.kv.net.wire.Clients.Refused.Why;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.HelloReply;
import dev.plongee.kv.net.wire.Handshakes.PeerHello;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strangers at every port who send garbage, halves of frames and too much, who are slow or do not
/// listen. Whoever behaves must not notice.
@Storm
class CrowdStormTest {
  /// A server that gave strangers memory of their own would end: out of memory is its end.
  private static final StormCluster.Setup SMALL =
      new StormCluster.Setup(
          List.of(), "-XX:TieredStopAtLevel=1 -Xmx256m -XX:MaxDirectMemorySize=64m");

  private static final int FILES = 256;

  /// Servers that may have so many files and connections open.
  private static final StormCluster.Setup FEW_FILES =
      new StormCluster.Setup(
          List.of("prlimit", "--nofile=" + FILES + ":" + FILES), "-XX:TieredStopAtLevel=1");

  /// Bytes by which values are longer, so that the log grows fast.
  private static final int PADDING = 16 << 10;

  /// Strangers of a kind at each port.
  private static final int MANY = 20;

  /// Those who hold as much memory as they get.
  private static final int GREEDY = 4;

  /// Questions of one who does not listen; the answers are longer than the memory of the server.
  private static final int QUESTIONS = 500;

  private static final int LONGEST_VALUE = CommandCodec.MAX_VALUE_BYTES;

  /// Writes acknowledged while strangers are at the ports.
  private static final int SOME = 100;

  @TempDir private Path directory;

  /// Those who must be thrown out in the end.
  private final List<Stranger> unwanted = new ArrayList<>();

  /// What one kind of stranger does first.
  private interface Opening {
    Stranger at(Address server) throws IOException;
  }

  @Test
  void strangersDisturbNobodyAndAreThrownOut() throws Exception {
    try (StormCluster cluster = StormCluster.start(directory, SMALL);
        Load load = Load.begin(directory, cluster)) {
      storeALongValue(cluster);
      for (int round = 1; round <= Weather.ROUNDS; round++) {
        List<Opening> kinds =
            List.of(
                CrowdStormTest::sendsGarbage,
                CrowdStormTest::isABrowser,
                CrowdStormTest::saysNothing,
                CrowdStormTest::endsInTheMiddleOfItsGreeting,
                CrowdStormTest::announcesTooMuch,
                CrowdStormTest::sendsAFrameOfGarbage);
        for (Opening kind : kinds) {
          come(cluster, MANY, kind);
          load.awaitAcknowledged(SOME);
        }
        come(cluster, GREEDY, CrowdStormTest::endsInTheMiddleOfTheLongestFrame);
        come(cluster, GREEDY, CrowdStormTest::doesNotListen);
        load.awaitAcknowledged(SOME);
        // A long one waits for those who are greedy to be thrown out, and then it is served.
        storeALongValue(cluster);
        for (Address server : cluster.addresses()) {
          tooLongIsRefused(server);
          isNoPeer(server);
        }
        awaitAllThrownOut(load);
      }
      for (int server = 1; server <= StormCluster.NODES; server++) {
        assertTrue(cluster.isAlive(server), "S" + server + " has ended: " + cluster.logOf(server));
      }
      load.awaitAcknowledged(SOME);
      Aftermath.judge("strangers at every port", cluster, load);
    }
  }

  @Test
  void aCrowdDoesNotTakeTheFilesThatTheLogNeeds() throws Exception {
    Tool.requirePrlimit();
    try (StormCluster cluster = StormCluster.start(directory, FEW_FILES);
        Load load = Load.begin(directory, cluster, PADDING)) {
      load.awaitAcknowledged(SOME);
      come(cluster, FILES, CrowdStormTest::isAClientAndIdle);
      // So much that the log of every server needs a new file.
      load.awaitAcknowledged(DiskOptions.SEGMENT_BYTES / PADDING);
      for (int server = 1; server <= StormCluster.NODES; server++) {
        assertTrue(cluster.isAlive(server), "S" + server + " has ended: " + cluster.logOf(server));
      }
      leave();
      Aftermath.judge("a crowd and few files", cluster, load);
    }
  }

  @AfterEach
  void leave() throws IOException {
    for (Stranger stranger : unwanted) {
      stranger.close();
    }
    unwanted.clear();
  }

  private void come(StormCluster cluster, int count, Opening kind) throws IOException {
    for (Address server : cluster.addresses()) {
      for (int i = 0; i < count; i++) {
        unwanted.add(kind.at(server));
      }
    }
  }

  /// Each sends one byte a second until it is thrown out, and meanwhile the work goes on.
  private void awaitAllThrownOut(Load load) throws InterruptedException, IOException {
    int most = Math.toIntExact(Weather.PATIENCE.toSeconds());
    for (int second = 0; second < most && !unwanted.isEmpty(); second++) {
      List<Stranger> gone = unwanted.stream().filter(it -> !it.drip()).toList();
      unwanted.removeAll(gone);
      for (Stranger stranger : gone) {
        stranger.close();
      }
      load.awaitAcknowledged(SOME);
      Thread.sleep(1_000);
    }
    assertEquals(0, unwanted.size(), "strangers who may stay");
  }

  // --- kinds of strangers

  private static Stranger sendsGarbage(Address server) throws IOException {
    byte[] garbage = new byte[4 << 10];
    new Random().nextBytes(garbage);
    // Else it is ours, once in four thousand million times.
    garbage[0] = 0;
    Stranger stranger = Stranger.connect(server);
    stranger.send(garbage);
    return stranger;
  }

  private static Stranger isABrowser(Address server) throws IOException {
    Stranger stranger = Stranger.connect(server);
    stranger.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    String answer = stranger.readToEnd();
    assertTrue(answer.startsWith("This port speaks Plongée's protocol"), answer);
    return stranger;
  }

  private static Stranger saysNothing(Address server) throws IOException {
    return Stranger.connect(server);
  }

  /// Welcome or not, for which it does not wait.
  private static Stranger isAClientAndIdle(Address server) throws IOException {
    Stranger stranger = Stranger.connect(server);
    stranger.send(Stranger.greeting(Stranger.CLIENT));
    return stranger;
  }

  private static Stranger endsInTheMiddleOfItsGreeting(Address server) throws IOException {
    Stranger stranger = Stranger.connect(server);
    stranger.send(Stranger.halfOfAGreeting());
    return stranger;
  }

  private static Stranger announcesTooMuch(Address server) throws IOException {
    Stranger stranger = Stranger.asClient(server);
    stranger.send(Stranger.header(Wire.MAX_FRAME + 1));
    return stranger;
  }

  private static Stranger sendsAFrameOfGarbage(Address server) throws IOException {
    Stranger stranger = Stranger.asClient(server);
    stranger.send(Stranger.header(3));
    stranger.send(new byte[] {-1, -1, -1});
    return stranger;
  }

  private static Stranger endsInTheMiddleOfTheLongestFrame(Address server) throws IOException {
    Stranger stranger = Stranger.asClient(server);
    stranger.send(Stranger.header(Wire.MAX_FRAME));
    stranger.sendInTheBackground(new byte[Wire.MAX_FRAME / 2]);
    return stranger;
  }

  private static Stranger doesNotListen(Address server) throws IOException {
    Stranger stranger = Stranger.asClient(server);
    for (int i = 0; i < QUESTIONS; i++) {
      stranger.ask(
          Request.newBuilder()
              .setId(i)
              .setGet(Get.newBuilder().setKey(ByteString.copyFromUtf8("long")))
              .build());
    }
    return stranger;
  }

  // --- strangers who get an answer

  private static void storeALongValue(StormCluster cluster) {
    try (PlongeeClient client = cluster.client()) {
      client.put("long", "x".repeat(LONGEST_VALUE));
    }
  }

  private static void tooLongIsRefused(Address server) throws IOException {
    Bytes key = PlongeeClient.utf8("key");
    Bytes longKey = Bytes.wrap(new byte[CommandCodec.MAX_KEY_BYTES + 1]);
    Bytes longValue = Bytes.wrap(new byte[LONGEST_VALUE + 1]);
    List<Command> refused =
        List.of(
            new Command.Put(key, longValue),
            new Command.Put(longKey, key),
            new Command.Delete(longKey),
            new Command.Append(key, longValue),
            new Command.Cas(key, Optional.of(longValue), longValue));
    try (Stranger stranger = Stranger.asClient(server)) {
      for (Command command : refused) {
        ByteString write = SharedBytes.of(CommandCodec.encode(command));
        stranger.ask(Request.newBuilder().setId(1).setWrite(write).build());
        Response response = stranger.hear();
        Why why = response.getRefused().getWhy();
        assertTrue(why == Why.INVALID || why == Why.NOT_LEADER, response::toString);
      }
    }
  }

  private static void isNoPeer(Address server) throws IOException {
    try (Stranger stranger = Stranger.connect(server)) {
      PeerHello peer = PeerHello.newBuilder().setCluster(1).setFrom(1).setTo(2).build();
      HelloReply reply =
          stranger.greet(Hello.newBuilder().setProtocol(Wire.PROTOCOL).setPeer(peer).build());
      assertEquals(Rejection.Why.WRONG_CLUSTER, reply.getRejection().getWhy(), reply::toString);
    }
  }
}
