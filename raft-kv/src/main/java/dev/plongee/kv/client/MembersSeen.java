package dev.plongee.kv.client;

import dev.plongee.core.NodeSet;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Clients.MemberStatus;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import java.util.List;
import java.util.Optional;

/// Who belongs to the cluster, as one server knows it: its latest configuration, committed or not.
///
/// @param voters ids of those who vote
/// @param outgoing while the voters change, ids of those who voted before, and vote until it is
///   done
/// @param learners ids of those who get the log without a vote
/// @param index the entry that says so, 0 when it is older than the log
/// @param changing whether the server leads and works at a change
/// @param members all of them, by id
public record MembersSeen(
    NodeSet voters,
    NodeSet outgoing,
    NodeSet learners,
    long index,
    boolean changing,
    List<Member> members) {
  /// @param address nothing when the server does not know it
  /// @param matchIndex up to where it has the log, as far as the leader knows; 0 when another than
  ///   the leader was asked
  /// @param connected whether the leader has a connection to it
  public record Member(int server, Optional<Address> address, long matchIndex, boolean connected) {
    private static Member of(MemberStatus status) {
      return new Member(
          status.getServer(),
          status.getAddress().isEmpty()
              ? Optional.empty()
              : Optional.of(Address.parse(status.getAddress())),
          status.getMatchIndex(),
          status.getConnected());
    }
  }

  static MembersSeen of(NodeStatus status) {
    return new MembersSeen(
        new NodeSet(status.getVoters()),
        new NodeSet(status.getOutgoing()),
        new NodeSet(status.getLearners()),
        status.getConfigurationIndex(),
        status.getChangingMembers(),
        status.getMembersList().stream().map(Member::of).toList());
  }

  /// Whether two sets of voters decide, that of before the change and that of after it.
  public boolean isJoint() {
    return !outgoing.isEmpty();
  }
}
