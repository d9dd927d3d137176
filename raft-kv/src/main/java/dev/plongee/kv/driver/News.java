package dev.plongee.kv.driver;

import dev.plongee.core.Configuration;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log what became of a server: its role, its leader, and who belongs to the cluster.
final class News {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final RaftView view;
  private RoleName knownRole = RoleName.FOLLOWER;
  private int knownLeader = ServerId.NONE;
  private Configuration knownMembers;
  private final ArrayDeque<String> last = new ArrayDeque<>();

  News(RaftView view) {
    this.view = view;
    this.knownMembers = view.configuration();
  }

  /// After each turn.
  void tell() {
    if (!view.configuration().equals(knownMembers)) {
      knownMembers = view.configuration();
      LOG.info("members, by entry {}: {}", view.configurationIndex(), describe(knownMembers));
    }
    if (view.role() == knownRole && view.leader() == knownLeader) {
      return;
    }
    knownRole = view.role();
    knownLeader = view.leader();
    String news = news();
    // Without a quorum a server asks and waits in turn, for as long as it takes.
    if (!last.contains(news)) {
      LOG.info(news);
      last.addLast(news);
      if (last.size() > 2) {
        last.removeFirst();
      }
    }
  }

  private String news() {
    return switch (knownRole) {
      case LEADER -> "leads term " + view.term();
      case PRE_CANDIDATE -> "hears no leader: asks for pre-votes for term " + (view.term() + 1);
      case CANDIDATE -> "campaigns in term " + view.term();
      case FOLLOWER ->
          knownLeader == ServerId.NONE
              ? "waits for a leader of term " + view.term()
              : "follows " + ServerId.name(knownLeader) + " in term " + view.term();
    };
  }

  private static String describe(Configuration members) {
    return "voters "
        + members.voters()
        + (members.isJoint() ? " and still " + members.outgoing() : "")
        + (members.learners().isEmpty() ? "" : ", learners " + members.learners());
  }
}
