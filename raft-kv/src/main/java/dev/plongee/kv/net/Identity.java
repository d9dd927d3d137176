package dev.plongee.kv.net;

import dev.plongee.core.ServerId;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.Member;
import dev.plongee.kv.net.wire.Handshakes.PeerHello;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.net.wire.Handshakes.Rejection.Why;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who a server is and who its peers are: what a handshake compares.
///
/// @param cluster the id drawn when the cluster was made, not 0
/// @param self the id of this server
/// @param members where servers of the cluster are, as far as is known when this one starts; this
///   one too. Who belongs to the cluster is another question: [Membership]
/// @param leases how long it leads undisturbed, and lets others do so
public record Identity(
    long cluster, int self, SortedMap<Integer, Address> members, LeaseTiming leases) {
  public Identity {
    if (cluster == 0) {
      throw new IllegalArgumentException("a cluster id is not 0");
    }
    if (!members.containsKey(self)) {
      throw new IllegalArgumentException(ServerId.name(self) + " is not among the servers");
    }
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  /// A server that takes no leases.
  public Identity(long cluster, int self, SortedMap<Integer, Address> members) {
    this(cluster, self, members, LeaseTiming.NONE);
  }

  /// The same server with these times.
  public Identity with(LeaseTiming others) {
    return new Identity(cluster, self, members, others);
  }

  /// Where a member listens.
  ///
  /// @throws IllegalArgumentException when it is none
  public Address addressOf(int member) {
    Address address = members.get(member);
    if (address == null) {
      throw new IllegalArgumentException(ServerId.name(member) + " is not among the servers");
    }
    return address;
  }

  /// How people see a cluster id: 16 hexadecimal digits.
  public static String clusterName(long cluster) {
    return HexFormat.of().toHexDigits(cluster);
  }

  /// What this server says first to a peer.
  ///
  /// @param knownTo the entry up to which it has heard who belongs to the cluster
  Hello helloTo(int peer, long knownTo) {
    return Hello.newBuilder()
        .setProtocol(Wire.PROTOCOL)
        .setPeer(
            PeerHello.newBuilder()
                .setCluster(cluster)
                .setFrom(self)
                .setTo(peer)
                .setAddress(addressOf(self).toString())
                .setKnownTo(knownTo)
                .setLeaseUs(leases.leaseUs())
                .setElectionMinUs(leases.electionMinUs()))
        .build();
  }

  /// What this server answers to an accepted caller.
  ///
  /// @param present everybody who belongs to the cluster, as far as it is known where they are
  Welcome welcome(List<Member> present) {
    return Welcome.newBuilder().setCluster(cluster).setServer(self).addAllMembers(present).build();
  }

  /// Why a caller may not stay, or nothing.
  Optional<Rejection> objectionTo(Hello hello) {
    if (hello.getProtocol() != Wire.PROTOCOL) {
      return reject(
          Why.VERSION,
          "this server speaks version %d of the protocol, the caller %d: run the same release on both sides"
              .formatted(Wire.PROTOCOL, hello.getProtocol()));
    }
    return switch (hello.getCallerCase()) {
      case PEER -> objectionTo(hello.getPeer());
      case CLIENT -> objectionToCluster(hello.getClient().getCluster(), true);
      case CALLER_NOT_SET -> reject(Why.MALFORMED, "a Hello that says neither peer nor client");
    };
  }

  private Optional<Rejection> objectionTo(PeerHello peer) {
    Optional<Rejection> otherCluster = objectionToCluster(peer.getCluster(), false);
    if (otherCluster.isPresent()) {
      return otherCluster;
    }
    if (peer.getTo() != self) {
      return reject(
          Why.WRONG_SERVER,
          "this is %s, the caller means %s: compare the addresses both were given"
              .formatted(ServerId.name(self), ServerId.name(peer.getTo())));
    }
    if (peer.getFrom() == self || !ServerId.isValid(peer.getFrom())) {
      return reject(
          Why.WRONG_SERVER,
          "%s is no peer of %s: compare the members both were given"
              .formatted(ServerId.name(peer.getFrom()), ServerId.name(self)));
    }
    return objectionToAddress(peer.getAddress()).or(() -> objectionToTiming(peer));
  }

  /// Both may come to lead the other.
  private Optional<Rejection> objectionToTiming(PeerHello peer) {
    LeaseTiming theirs = new LeaseTiming(peer.getLeaseUs(), peer.getElectionMinUs());
    if (!theirs.mayRelyOn(leases)) {
      return objectionToLease(peer.getFrom(), theirs, self, leases);
    }
    return leases.mayRelyOn(theirs)
        ? Optional.empty()
        : objectionToLease(self, leases, peer.getFrom(), theirs);
  }

  private static Optional<Rejection> objectionToLease(
      int leader, LeaseTiming lease, int voter, LeaseTiming election) {
    return reject(
        Why.LEASE,
        "with --lease-reads %s counts on %.0f ms without an election, and %s waits for %.0f ms: give all nodes the same --election, or no lease reads"
            .formatted(
                ServerId.name(leader),
                lease.leaseUs() / 1e3,
                ServerId.name(voter),
                election.electionMinUs() / 1e3));
  }

  private static Optional<Rejection> objectionToAddress(String address) {
    try {
      Address.parse(address);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return reject(Why.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Rejection> objectionToCluster(long theirs, boolean anyAllowed) {
    if (theirs == cluster || anyAllowed && theirs == 0) {
      return Optional.empty();
    }
    return reject(
        Why.WRONG_CLUSTER,
        "%s belongs to the cluster %s, the caller means %s: another cluster uses this address"
            .formatted(ServerId.name(self), clusterName(cluster), clusterName(theirs)));
  }

  private static Optional<Rejection> reject(Why why, String message) {
    return Optional.of(rejection(why, message));
  }

  static Rejection rejection(Why why, String message) {
    return Rejection.newBuilder().setWhy(why).setMessage(message).build();
  }
}
