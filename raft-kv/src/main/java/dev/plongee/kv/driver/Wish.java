package dev.plongee.kv.driver;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Clients.ChangeMembers;
import dev.plongee.kv.net.wire.Handshakes.Member;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a client wants to become of the members, whoever they are now: so it may ask twice, and the
/// second time there is nothing to do.
///
/// @param voters who is to vote
/// @param learners who is to get the log without a vote
/// @param removed who is not to belong to the cluster
/// @param addresses where some of them are
record Wish(
    NodeSet voters, NodeSet learners, NodeSet removed, SortedMap<Integer, Address> addresses) {
  /// @throws IllegalArgumentException with a sentence for people when nobody can want this
  static Wish of(ChangeMembers asked) {
    TreeMap<Integer, Address> addresses = new TreeMap<>();
    NodeSet voters = read(asked.getVotersList(), addresses);
    NodeSet learners = read(asked.getLearnersList(), addresses);
    NodeSet removed = NodeSet.EMPTY;
    for (int id : asked.getRemovedList()) {
      removed = removed.with(checked(id));
    }
    if (voters.and(learners).and(removed).isEmpty()) {
      throw new IllegalArgumentException("no server is named");
    }
    if (voters.common(learners) + voters.and(learners).common(removed) > 0) {
      throw new IllegalArgumentException("a server is named twice");
    }
    return new Wish(voters, learners, removed, addresses);
  }

  private static NodeSet read(List<Member> members, TreeMap<Integer, Address> addresses) {
    NodeSet ids = NodeSet.EMPTY;
    for (Member member : members) {
      ids = ids.with(checked(member.getId()));
      if (!member.getAddress().isEmpty()) {
        addresses.put(member.getId(), Address.parse(member.getAddress()));
      }
    }
    return ids;
  }

  private static int checked(int id) {
    if (!ServerId.isValid(id)) {
      throw new IllegalArgumentException("no server has the number " + id);
    }
    return id;
  }

  /// The configuration that it leads to.
  ///
  /// @param now the present one, not joint
  /// @throws IllegalArgumentException with a sentence for people when there is none
  Configuration target(Configuration now) {
    if (learners.common(now.voters()) > 0) {
      throw new IllegalArgumentException(
          "a server that votes does not become a learner: remove it first");
    }
    NodeSet nextVoters = now.voters().and(voters).minus(removed);
    if (nextVoters.isEmpty()) {
      throw new IllegalArgumentException("nobody would be left to vote");
    }
    NodeSet nextLearners = now.learners().and(learners).minus(nextVoters).minus(removed);
    return new Configuration(nextVoters, NodeSet.EMPTY, nextLearners);
  }

  /// Whether it leads to where a change under way leads already.
  boolean isMetBy(Configuration target) {
    return learners.common(target.voters()) == 0 && target(target).equals(target);
  }
}
