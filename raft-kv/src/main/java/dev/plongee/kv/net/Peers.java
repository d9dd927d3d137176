package dev.plongee.kv.net;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.Member;
import dev.plongee.kv.net.wire.Handshakes.PeerHello;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.net.wire.Handshakes.Rejection.Why;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The other servers of the cluster, and the ways to them and from them, as they come and go.
///
/// There is a link to every member of the latest configuration, to every guest, and back to every
/// server that is connected to us: a leader that was elected by members of whom we have not heard
/// yet gets its answers too.
final class Peers {
  /// A connection that a peer has opened.
  ///
  /// @param knownTo what the peer had heard when it did: up to which entry
  private record Caller(Channel channel, long knownTo) {}

  private final Identity identity;
  private final Membership membership;
  private final EventLoop loop;
  private final Inbound inbound;
  private final Addresses addresses = new Addresses();
  private final SortedMap<Integer, PeerLink> links = new TreeMap<>();
  private final SortedMap<Integer, Caller> callers = new TreeMap<>();
  private NodeSet guests = NodeSet.EMPTY;
  private boolean open;

  Peers(Identity identity, Membership membership, EventLoop loop, Inbound inbound) {
    this.identity = identity;
    this.membership = membership;
    this.loop = loop;
    this.inbound = inbound;
    identity.members().forEach(addresses::learn);
  }

  /// Begins to connect.
  void open() {
    open = true;
    follow();
  }

  void close() {
    open = false;
    links.values().forEach(PeerLink::close);
  }

  // --- who

  /// Opens the links that are missing and closes those that nobody needs any more.
  void follow() {
    if (!open) {
      return;
    }
    for (Map.Entry<Integer, Caller> each : List.copyOf(callers.entrySet())) {
      if (isStranger(each.getKey(), each.getValue().knownTo())) {
        each.getValue().channel().close(); // Whoever comes again is told why.
      }
    }
    NodeSet wanted = wanted();
    links.forEach((id, link) -> {
      if (!wanted.contains(id)) {
        link.close();
      }
    });
    links.keySet().removeIf(id -> !wanted.contains(id));
    for (int id = wanted.next(ServerId.NONE); id != ServerId.NONE; id = wanted.next(id)) {
      if (!links.containsKey(id) && addresses.latest(id).isPresent()) {
        PeerLink link = new PeerLink(this, id, loop);
        links.put(id, link);
        link.dial();
      }
    }
  }

  private NodeSet wanted() {
    NodeSet wanted = membership.members().and(guests);
    for (int id : callers.keySet()) {
      wanted = wanted.with(id);
    }
    return wanted.without(identity.self());
  }

  /// A server that is to become a member is connected to before.
  void invite(int server) {
    guests = guests.with(server);
    follow();
  }

  /// What was to become of the guests has become of them, or not.
  void dismissGuests() {
    guests = NodeSet.EMPTY;
    follow();
  }

  /// Whether somebody who has heard so far is known not to belong to us.
  private boolean isStranger(int id, long knownTo) {
    return !membership.members().contains(id)
        && !guests.contains(id)
        && knownTo <= membership.settledTo();
  }

  Optional<Rejection> objectionTo(PeerHello hello) {
    if (!isStranger(hello.getFrom(), hello.getKnownTo())) {
      return Optional.empty();
    }
    long settledTo = membership.settledTo();
    return Optional.of(
        Rejection.newBuilder()
            .setWhy(Why.NOT_A_MEMBER)
            .setSettledTo(settledTo)
            .setMessage(
                ServerId.name(hello.getFrom())
                    + " is no member of this cluster, says "
                    + ServerId.name(identity.self()))
            .build());
  }

  /// A peer has opened a connection to us.
  ///
  /// @return whether it is somewhere else than was known
  boolean arrived(PeerHello hello, Channel channel) {
    int peer = hello.getFrom();
    Caller before = callers.put(peer, new Caller(channel, hello.getKnownTo()));
    if (before != null) {
      before.channel().close();
    }
    boolean moved = learn(peer, Address.parse(hello.getAddress()));
    PeerLink back = links.get(peer);
    if (back != null) {
      back.peerIsThere();
    }
    return moved;
  }

  /// A connection that somebody had opened is closed.
  void left(Channel channel) {
    if (callers.values().removeIf(it -> it.channel() == channel)) {
      follow();
    }
  }

  // --- where

  /// Somebody says where a server is.
  ///
  /// @return whether it is another address than that of the word before
  boolean learn(int server, Address address) {
    if (server == identity.self()) {
      return false; // Nobody knows it better.
    }
    PeerLink link = links.get(server);
    boolean moved = addresses.learn(server, address);
    if (moved && link != null) {
      link.addressesChanged();
    }
    follow();
    return moved;
  }

  /// All words on where a server is, the latest first.
  List<Address> addressesOf(int server) {
    return addresses.of(server);
  }

  /// Where the members are, as far as it is known.
  List<Member> members() {
    List<Member> known = new ArrayList<>();
    NodeSet members = membership.members();
    for (int id = members.next(ServerId.NONE); id != ServerId.NONE; id = members.next(id)) {
      int member = id;
      addresses
          .latest(member)
          .ifPresent(
              it -> known.add(Member.newBuilder().setId(member).setAddress(it.toString()).build()));
    }
    return known;
  }

  // --- the links

  @Nullable PeerLink openLink(int peer) {
    PeerLink link = links.get(peer);
    return link != null && link.isOpen() ? link : null;
  }

  /// Why there is no connection to a server, for people.
  String lastFailure(int peer) {
    PeerLink link = links.get(peer);
    return link == null ? "it is not known where it is" : link.lastFailure();
  }

  Collection<PeerLink> links() {
    return links.values();
  }

  /// What this server says first to a peer.
  Hello helloTo(int peer) {
    return identity.helloTo(peer, membership.knownTo());
  }

  /// A peer does not let us in because we are no member.
  void turnedAway(int by, long settledTo) {
    inbound.notAMember(by, settledTo);
  }
}
