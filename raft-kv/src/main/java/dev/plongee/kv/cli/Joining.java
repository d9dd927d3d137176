package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.MemberChange;
import dev.plongee.kv.client.Members;
import dev.plongee.kv.client.MembersSeen;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RefusedException;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A server that runs asks the cluster to be made a member, and says how far that is. One that
/// belonged to it before asks only while it still does: else somebody has removed it.
///
/// @param wasMember whether it belonged to the cluster when it ended the last time
record Joining(NodePlan plan, boolean wasMember, Console console) {
  /// @param failed told when there is no sense in going on
  void run(Consumer<Throwable> failed) {
    int self = plan.identity().self();
    String name = ServerId.name(self);
    ClientOptions where =
        new ClientOptions(plan.join(), plan.identity().cluster(), MemberWork.PATIENCE)
            .withoutSessions();
    try (PlongeeClient client = new PlongeeClient(where)) {
      console.say(
          (wasMember ? "%s comes back to the cluster %s" : "%s asks to join the cluster %s")
              .formatted(name, Identity.clusterName(plan.identity().cluster())));
      try {
        Members members = wasMember ? comeBack(client) : ask(client);
        console.emit(() -> {
          var joined = Json.object("joined").put("id", name).put("index", members.index());
          MemberCommand.put(joined, "voters", members.voters());
          return joined;
        });
        console.say("%s has joined: %s vote".formatted(name, MemberWork.names(members.voters())));
      } catch (CallException e) {
        giveUp(name, client, e, failed);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Members ask(PlongeeClient client) throws InterruptedException {
    int self = plan.identity().self();
    return new MemberWork(client, console).run(MemberChange.NOTHING.voter(self, plan.address()));
  }

  /// Waits until a leader names this server; when it was removed, until it ends for that. A voter
  /// has something to ask for only when it has moved.
  private Members comeBack(PlongeeClient client) throws InterruptedException {
    int self = plan.identity().self();
    List<Address> known = new ArrayList<>(plan.join());
    known.add(plan.address()); // It knows its peers, should those that are named be gone.
    while (true) {
      Optional<MembersSeen> seen = MemberWork.leader(client, known).map(ServerStatus::members);
      if (seen.isPresent() && seen.get().voters().and(seen.get().learners()).contains(self)) {
        MembersSeen members = seen.get();
        return members.voters().contains(self) && isWhereItWas(members)
            ? new Members(members.voters(), members.learners(), members.index())
            : ask(client);
      }
      Thread.sleep(MemberWork.LOOK_MILLIS);
    }
  }

  private boolean isWhereItWas(MembersSeen members) {
    Optional<Address> now = Optional.of(plan.address());
    return members.members().stream()
        .anyMatch(it -> it.server() == plan.identity().self() && it.address().equals(now));
  }

  /// Whoever is a member already, if only a learner, goes on.
  private void giveUp(
      String name, PlongeeClient client, CallException why, Consumer<Throwable> failed) {
    Optional<ServerStatus> leader = MemberWork.leader(client);
    boolean undecided = leader.isEmpty() && !(why instanceof RefusedException);
    if (undecided || leader.isPresent() && isMember(leader.get().members())) {
      console.remark(
          "%s goes on, and does not vote for all that is known: %s"
              .formatted(name, why.getMessage()));
      console.remark("  try: ./raft member promote " + name);
      return;
    }
    failed.accept(
        new CommandException(
            why instanceof RefusedException ? ExitCode.USAGE : ExitCode.UNREACHABLE,
            name + " was not let in: " + why.getMessage(),
            why.hint()));
  }

  private boolean isMember(MembersSeen members) {
    return members.members().stream().anyMatch(it -> it.server() == plan.identity().self());
  }
}
