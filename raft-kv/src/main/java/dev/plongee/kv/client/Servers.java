package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Handshakes.Member;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client knows of the servers of its cluster: where they are, who leads, and what each one
/// said last. Belongs to the event loop.
final class Servers {
  private final List<Address> given;
  private List<Address> all;
  private final Map<Integer, Address> members = new TreeMap<>();
  private final Map<Address, String> lastWords = new LinkedHashMap<>();
  private @Nullable Address leader;
  private long cluster;

  /// The one to ask while no leader is known.
  private int next;

  /// @param known at least one
  Servers(List<Address> known) {
    given = List.copyOf(known);
    all = given;
  }

  int count() {
    return all.size();
  }

  /// Whom to ask now.
  Address target() {
    return leader != null ? leader : all.get(next % all.size());
  }

  /// A server let us in, and told of the others.
  void welcomed(Address by, Welcome welcome) {
    lastWords.put(by, "connected");
    cluster = welcome.getCluster();
    members(welcome.getMembersList());
  }

  /// Those who belong to the cluster now. Who is no member any more is not asked, unless the user
  /// named it: it may be the only one that can be reached, and knows of others.
  void members(List<Member> now) {
    if (now.isEmpty()) {
      return; // A server that is to join has not heard of anybody yet.
    }
    members.clear();
    Set<Address> known = new LinkedHashSet<>(given);
    for (Member member : now) {
      Address address = Address.parse(member.getAddress());
      members.put(member.getId(), address);
      known.add(address);
    }
    all = List.copyOf(known);
    lastWords.keySet().retainAll(known);
    if (leader != null && !known.contains(leader)) {
      leader = null;
    }
  }

  /// A server answered as only a leader does.
  void leads(Address it) {
    leader = it;
  }

  /// A server does not lead: on to the one it names, or to the next one.
  ///
  /// @param hint the id of the leader, 0 when it does not know one
  void doesNotLead(Address it, int hint, String words) {
    said(it, words);
    Address named = members.get(hint);
    if (leader == null || leader.equals(it)) {
      leader = named;
    }
    if (named == null && all.get(next % all.size()).equals(it)) {
      next = (next + 1) % all.size();
    }
  }

  /// A server gave no answer.
  void isSilent(Address it, String words) {
    doesNotLead(it, 0, words);
  }

  void said(Address it, String words) {
    lastWords.put(it, words);
  }

  /// What it said last, for people.
  String lastWords(Address of) {
    return lastWords.getOrDefault(of, "nothing is known of it");
  }

  /// What each server said last, for people.
  String lastWords() {
    return all.stream().map(it -> it + ": " + lastWords(it)).collect(Collectors.joining("; "));
  }

  /// The id of the cluster, 0 before a server was reached.
  long cluster() {
    return cluster;
  }

  /// By id, as far as they are known.
  SortedMap<Integer, Address> members() {
    return new TreeMap<>(members);
  }
}
