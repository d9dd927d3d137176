package dev.plongee.kv.cli;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.kv.client.MemberChange;
import dev.plongee.kv.client.Members;
import dev.plongee.kv.client.MembersSeen;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Has the members changed, and says on the way how far it is.
final class MemberWork {
  /// How long a change may take when nobody says it: a newcomer gets a whole state.
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /// From one look at the leader to the next, in milliseconds.
  static final int LOOK_MILLIS = 250;

  /// A change without news is spoken of again after so many looks.
  private static final int LOOKS_UNTIL_A_WORD = 8;

  /// Without a leader for so long nothing is waited for.
  private static final long LEADERLESS_NANOS = TimeUnit.SECONDS.toNanos(20);

  /// How long a server may take to say how it is.
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(1);

  private final PlongeeClient client;
  private final Console console;
  private String stage = "";
  private long shown = -1;
  private int looks;
  private volatile boolean interrupted;
  private long seen = System.nanoTime();

  MemberWork(PlongeeClient client, Console console) {
    this.client = client;
    this.console = console;
  }

  /// Carries it out.
  ///
  /// @return who belongs to the cluster then
  Members run(MemberChange change) throws InterruptedException {
    CompletableFuture<Members> future = client.changeMembersAsync(change);
    while (true) {
      try {
        return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (interrupted) {
          throw interruption();
        }
        Optional<ServerStatus> leader = leader(client);
        if (leader.isPresent()) {
          seen = System.nanoTime();
          tell(leader.get());
        } else if (System.nanoTime() - seen > LEADERLESS_NANOS) {
          throw leaderless();
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e);
      }
    }
  }

  /// Nobody waits for it any more; for any thread.
  void interrupt() {
    interrupted = true;
  }

  private static CommandException interruption() {
    return new CommandException(
        ExitCode.UNKNOWN,
        "interrupted: whether the members were changed, or will be, is not known",
        "see who belongs to the cluster: ./raft member list");
  }

  private static CommandException leaderless() {
    return new CommandException(
        ExitCode.UNKNOWN,
        "no leader serves any more: whether the members were changed is not known",
        "see how the nodes are (./raft status); the same command may be given again");
  }

  /// How the leader is, as soon as the client knows servers.
  static Optional<ServerStatus> leader(PlongeeClient client) {
    return leader(client, List.of());
  }

  /// How the leader is.
  ///
  /// @param known servers that are asked beside those that the client knows
  static Optional<ServerStatus> leader(PlongeeClient client, List<Address> known) {
    SequencedMap<Address, String> servers = new LinkedHashMap<>();
    known.forEach(address -> servers.put(address, address.toString()));
    client.members().forEach((id, address) -> servers.put(address, ServerId.name(id)));
    return ClusterStatus.ask(client, servers, STATUS_PATIENCE)
        .leader()
        .flatMap(ClusterStatus.Node::status);
  }

  private void tell(ServerStatus leader) {
    MembersSeen members = leader.members();
    if (!members.changing()) {
      return;
    }
    if (members.isJoint()) {
      news(
          "joint",
          names(members.outgoing()) + " and " + names(members.voters()) + " decide together");
      return;
    }
    looks++;
    for (MembersSeen.Member member : members.members()) {
      if (members.learners().contains(member.server())) {
        catchesUp(member, leader.lastIndex());
      }
    }
  }

  private void catchesUp(MembersSeen.Member member, long lastIndex) {
    String name = ServerId.name(member.server());
    boolean again = looks % LOOKS_UNTIL_A_WORD == 0 && member.matchIndex() != shown;
    if (!stage.contains(name + ";") || again) {
      stage += name + ";";
      shown = member.matchIndex();
      console.say(
          "%s is a learner and gets the log: entry %d of %d"
              .formatted(name, member.matchIndex(), lastIndex));
      console.emit(() ->
          Json.object("progress")
              .put("stage", "learner")
              .put("id", name)
              .put("matchIndex", member.matchIndex())
              .put("lastIndex", lastIndex));
    }
  }

  private void news(String what, String words) {
    if (!stage.equals(what)) {
      stage = what;
      console.say(words);
      console.emit(() -> Json.object("progress").put("stage", what));
    }
  }

  /// `S1, S2, S3`.
  static String names(NodeSet servers) {
    return IntStream.of(servers.toArray())
        .mapToObj(ServerId::name)
        .collect(Collectors.joining(", "));
  }
}
