package dev.plongee.kv.client;

import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Clients.ChangeMembers;
import dev.plongee.kv.net.wire.Handshakes.Member;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who is to belong to the cluster, and who is not; about servers that are not named here nothing
/// is said. All of it becomes true in one step (§6), or nothing.
///
/// ```java
/// client.changeMembers(MemberChange.NOTHING.voter(4, Address.parse("10.0.0.4:7001")).remove(1));
/// ```
///
/// @param voters by id: who is to vote, once it has caught up; and where it is, which may be
///   missing for a server that the cluster knows
/// @param learners the same of who is to get the log without a vote
/// @param removed ids of those who are to go
public record MemberChange(
    SortedMap<Integer, Optional<Address>> voters,
    SortedMap<Integer, Optional<Address>> learners,
    SortedSet<Integer> removed) {
  /// No change, to begin with.
  public static final MemberChange NOTHING =
      new MemberChange(
          Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedSet());

  /// @throws IllegalArgumentException when an id is not between 1 and 63
  public MemberChange {
    for (SortedSet<Integer> ids : ids(voters, learners, removed)) {
      for (int id : ids) {
        if (!ServerId.isValid(id)) {
          throw new IllegalArgumentException("a server has a number from 1 to 63, not " + id);
        }
      }
    }
    voters = Collections.unmodifiableSortedMap(new TreeMap<>(voters));
    learners = Collections.unmodifiableSortedMap(new TreeMap<>(learners));
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
  }

  private static Iterable<SortedSet<Integer>> ids(
      SortedMap<Integer, Optional<Address>> voters,
      SortedMap<Integer, Optional<Address>> learners,
      SortedSet<Integer> removed) {
    return List.of(new TreeSet<>(voters.keySet()), new TreeSet<>(learners.keySet()), removed);
  }

  /// This server is to vote; a learner that is there is promoted.
  public MemberChange voter(int id) {
    return new MemberChange(with(voters, id, Optional.empty()), learners, removed);
  }

  /// The server at this address is to vote.
  public MemberChange voter(int id, Address address) {
    return new MemberChange(with(voters, id, Optional.of(address)), learners, removed);
  }

  /// The server at this address is to get the log without a vote.
  public MemberChange learner(int id, Address address) {
    return new MemberChange(voters, with(learners, id, Optional.of(address)), removed);
  }

  /// This server is to go.
  public MemberChange remove(int id) {
    TreeSet<Integer> more = new TreeSet<>(removed);
    more.add(id);
    return new MemberChange(voters, learners, more);
  }

  private static SortedMap<Integer, Optional<Address>> with(
      SortedMap<Integer, Optional<Address>> members, int id, Optional<Address> address) {
    TreeMap<Integer, Optional<Address>> more = new TreeMap<>(members);
    more.put(id, address);
    return more;
  }

  ChangeMembers toWire() {
    ChangeMembers.Builder wire = ChangeMembers.newBuilder().addAllRemoved(removed);
    voters.entrySet().forEach(each -> wire.addVoters(member(each)));
    learners.entrySet().forEach(each -> wire.addLearners(member(each)));
    return wire.build();
  }

  private static Member member(Map.Entry<Integer, Optional<Address>> each) {
    return Member.newBuilder()
        .setId(each.getKey())
        .setAddress(each.getValue().map(Address::toString).orElse(""))
        .build();
  }
}
