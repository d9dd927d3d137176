package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.MembersSeen;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the servers of a cluster are, each asked by itself at about the same moment.
///
/// @param nodes in the order they were asked for
record ClusterStatus(List<Node> nodes) {
  /// The client's time-out is shorter.
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(2);

  private static final int LOOK_MILLIS = 100;

  /// @param status nothing when it does not answer
  record Node(String id, Address address, Optional<ServerStatus> status) {
    String role() {
      return status
          .map(it ->
              switch (it.role()) {
                case FOLLOWER -> follower(it);
                case PRE_CANDIDATE -> "pre-candidate";
                case CANDIDATE -> "candidate";
                case LEADER -> "leader";
              })
          .orElse("down");
    }

    /// Who only follows may have no vote.
    private static String follower(ServerStatus status) {
      MembersSeen members = status.members();
      if (members.members().isEmpty()) {
        return "newcomer";
      }
      if (members.learners().contains(status.server())) {
        return "learner";
      }
      boolean votes =
          members.voters().contains(status.server())
              || members.outgoing().contains(status.server());
      return votes ? "follower" : "no member";
    }

    private boolean serves() {
      return status.isPresent() && status.get().serving();
    }

    /// What `ready` says of each node.
    ///
    /// @param pid its process, if it has one
    ObjectNode brief(Optional<Long> pid) {
      return Json.object()
          .put("id", id)
          .put("pid", pid.orElse(null))
          .put("address", address.toString())
          .put("role", role());
    }

    /// What `status` says of each node.
    ObjectNode full() {
      ObjectNode object =
          Json.object("status")
              .put("id", id)
              .put("address", address.toString())
              .put("role", role());
      status.ifPresent(it ->
          object
              .put("pid", it.pid())
              .put("term", it.term())
              .put("leader", it.leader() == ServerId.NONE ? null : ServerId.name(it.leader()))
              .put("serving", it.serving())
              .put("lastIndex", it.lastIndex())
              .put("durableIndex", it.durableIndex())
              .put("commitIndex", it.commitIndex())
              .put("appliedIndex", it.appliedIndex())
              .put("snapshotIndex", it.snapshotIndex())
              .put("baseIndex", it.baseIndex())
              .put("changingMembers", it.members().changing())
              .put("uptimeMillis", it.uptimeMillis())
              .put("cpuMillis", it.cpuMicros() / 1_000)
              .put("fileSystem", it.fileSystem())
              .put("diskFull", it.diskFull())
              .set("fsyncMicros", Percentiles.ofFsyncs(it.fsyncMicros())));
      status.ifPresent(it -> {
        MemberCommand.put(object, "voters", it.members().voters());
        MemberCommand.put(object, "outgoing", it.members().outgoing());
        MemberCommand.put(object, "learners", it.members().learners());
      });
      return object;
    }
  }

  /// Asks all of them; takes as long as the slowest, at most the time-out of the client.
  ///
  /// @param servers where they are; their names, as far as known, else an empty text
  static ClusterStatus ask(PlongeeClient client, SequencedMap<Address, String> servers) {
    return ask(client, servers, LONGEST_PATIENCE);
  }

  /// The same; who has not answered after this time counts as down.
  static ClusterStatus ask(
      PlongeeClient client, SequencedMap<Address, String> servers, Duration patience) {
    List<Node> nodes = new ArrayList<>(nodes(client, servers, patience));
    nodes.addAll(nodes(client, furtherMembers(nodes), patience));
    return new ClusterStatus(List.copyOf(nodes));
  }

  /// Members that were not asked, such as one that joined from another directory.
  private static SequencedMap<Address, String> furtherMembers(List<Node> asked) {
    Set<String> known = new HashSet<>();
    asked.forEach(node -> known.add(node.id()));
    SequencedMap<Address, String> further = new LinkedHashMap<>();
    for (Node node : asked) {
      for (MembersSeen.Member member :
          node.status().map(it -> it.members().members()).orElse(List.of())) {
        String name = ServerId.name(member.server());
        if (member.address().isPresent() && known.add(name)) {
          further.put(member.address().get(), name);
        }
      }
    }
    return further;
  }

  private static List<Node> nodes(
      PlongeeClient client, SequencedMap<Address, String> servers, Duration patience) {
    List<Asked> asked = new ArrayList<>();
    servers.forEach((address, name) -> {
      CompletableFuture<ServerStatus> answer = client.statusAsync(address);
      asked.add(
          new Asked(name, address, answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)));
    });
    List<Node> nodes = new ArrayList<>();
    for (Asked it : asked) {
      Optional<ServerStatus> status = statusOf(it.answer());
      String id = status.map(found -> ServerId.name(found.server())).orElse(it.name());
      nodes.add(new Node(id, it.address(), status));
    }
    return nodes;
  }

  /// Who leads and serves, as soon as one of them says that it does.
  ///
  /// @param patience after this time nobody does
  /// @return its name
  static Optional<String> leader(
      PlongeeClient client, Collection<Address> servers, Duration patience) {
    CompletableFuture<Optional<String>> found = new CompletableFuture<>();
    CompletableFuture<?>[] answers =
        servers.stream()
            .map(server ->
                client
                    .statusAsync(server)
                    .thenAccept(it -> {
                      if (it.serving()) {
                        found.complete(Optional.of(ServerId.name(it.server())));
                      }
                    })
                    .exceptionally(_ -> null))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(answers).thenRun(() -> found.complete(Optional.empty()));
    return found
        .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private record Asked(String name, Address address, CompletableFuture<ServerStatus> answer) {}

  private static Optional<ServerStatus> statusOf(CompletableFuture<ServerStatus> answer) {
    try {
      return Optional.of(answer.join());
    } catch (CompletionException _) {
      return Optional.empty();
    }
  }

  /// Looks again and again until somebody leads: not when nobody answers at all, and not for ever.
  static ClusterStatus afterElection(Supplier<ClusterStatus> look, Duration patience)
      throws InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      ClusterStatus seen = look.get();
      boolean hopeless = seen.nodes.stream().allMatch(node -> node.status().isEmpty());
      if (seen.leader().isPresent() || hopeless || System.nanoTime() - begin > patience.toNanos()) {
        return seen;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// The leader that serves; of two that believe to lead, the one of the later term.
  Optional<Node> leader() {
    Optional<Node> best = Optional.empty();
    for (Node node : nodes) {
      if (node.serves() && (best.isEmpty() || term(node) > term(best.get()))) {
        best = Optional.of(node);
      }
    }
    return best;
  }

  private static long term(Node node) {
    return node.status().map(ServerStatus::term).orElse(0L);
  }

  /// What a leader that changes the members is at, for people.
  static Optional<String> change(ServerStatus leader) {
    MembersSeen members = leader.members();
    if (!members.changing()) {
      return Optional.empty();
    }
    if (members.isJoint()) {
      return Optional.of(
          "the members change: "
              + MemberWork.names(members.outgoing())
              + " and "
              + MemberWork.names(members.voters())
              + " decide together");
    }
    return Optional.of(
        "the members change: "
            + members.members().stream()
                .filter(it -> members.learners().contains(it.server()))
                .map(it ->
                    "%s has the log to entry %d of %d"
                        .formatted(ServerId.name(it.server()), it.matchIndex(), leader.lastIndex()))
                .collect(Collectors.joining(", ")));
  }

  /// One line for all of them: what a watch says of each look.
  ObjectNode look() {
    ObjectNode look =
        Json.object("look")
            .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("leader", leader().map(Node::id).orElse(null));
    ArrayNode all = look.putArray("nodes");
    nodes.forEach(node -> all.add(node.full()));
    return look;
  }

  long alive() {
    return nodes.stream().filter(node -> node.status().isPresent()).count();
  }
}
