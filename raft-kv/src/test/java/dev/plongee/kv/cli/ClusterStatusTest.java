package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.NodeSet;
import dev.plongee.core.RoleName;
import dev.plongee.kv.client.MembersSeen;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ClusterStatusTest {
  private static final ClusterStatus LED = of(Optional.of(status(true)));
  private static final ClusterStatus LEADERLESS = of(Optional.of(status(false)));
  private static final ClusterStatus DOWN = of(Optional.empty());

  private static ClusterStatus of(Optional<ServerStatus> status) {
    Address address = new Address(Address.LOOPBACK, 1);
    return new ClusterStatus(List.of(new ClusterStatus.Node("S1", address, status)));
  }

  private static ServerStatus status(boolean leads) {
    RoleName role = leads ? RoleName.LEADER : RoleName.CANDIDATE;
    MembersSeen members =
        new MembersSeen(NodeSet.of(1), NodeSet.EMPTY, NodeSet.EMPTY, 0, false, List.of());
    return new ServerStatus(
        1, role, 1, 0, 0, 0, 0, 0, 0, 0, leads, 1, 1, 1, new Histogram(2), "", false, members);
  }

  private static ClusterStatus afterElection(Duration patience, ClusterStatus... looks)
      throws InterruptedException {
    ArrayDeque<ClusterStatus> left = new ArrayDeque<>(List.of(looks));
    ClusterStatus seen = ClusterStatus.afterElection(left::remove, patience);
    assertEquals(0, left.size(), "looks that were not needed");
    return seen;
  }

  @Test
  void anElectionIsWaitedFor() throws InterruptedException {
    assertEquals(LED, afterElection(Duration.ofHours(1), LEADERLESS, LEADERLESS, LED));
    assertEquals(LED, afterElection(Duration.ofHours(1), LED));
  }

  @Test
  void itIsNotWaitedForWhereNobodyAnswersNorForEver() throws InterruptedException {
    assertEquals(DOWN, afterElection(Duration.ofHours(1), DOWN));
    assertEquals(LEADERLESS, afterElection(Duration.ZERO, LEADERLESS));
  }
}
