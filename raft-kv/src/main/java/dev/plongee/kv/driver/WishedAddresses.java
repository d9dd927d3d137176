package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Network;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where servers are when a wish comes true: as the client says, or as was heard.
record WishedAddresses(Wish wish, int self, Network network) {
  Optional<Address> of(int id) {
    return Optional.ofNullable(wish.addresses().get(id)).or(() -> network.addressOf(id));
  }

  /// For people.
  String textOf(int id) {
    return of(id).map(Address::toString).orElse("an unknown address");
  }

  /// @throws IllegalArgumentException with a sentence for people when they cannot be right
  void check(Configuration from, Configuration target) {
    for (Map.Entry<Integer, Address> named : wish.addresses().entrySet()) {
      checkNotElsewhere(from.members(), named.getKey(), named.getValue());
    }
    for (int id : target.members().minus(from.members()).toArray()) {
      checkNewcomer(target.members(), id);
    }
  }

  /// Whoever is a member and can be reached is not somewhere else: another server has that number.
  private void checkNotElsewhere(NodeSet members, int id, Address named) {
    Optional<Address> known = network.addressOf(id);
    boolean there = id == self || network.isConnectedTo(id);
    if (members.contains(id) && there && !known.equals(Optional.of(named))) {
      throw new IllegalArgumentException(
          "%s is at %s already, and not at %s: choose another number for a new server"
              .formatted(
                  ServerId.name(id),
                  known.map(Address::toString).orElse("another address"),
                  named));
    }
  }

  private void checkNewcomer(NodeSet members, int id) {
    String name = ServerId.name(id);
    Optional<Address> its = of(id);
    if (its.isEmpty()) {
      throw new IllegalArgumentException(
          "it is not known where " + name + " is: name its address, " + name + "=host:port");
    }
    for (int other : members.without(id).toArray()) {
      if (of(other).equals(its)) {
        throw new IllegalArgumentException(
            name + " cannot be at " + its.get() + ": " + ServerId.name(other) + " is");
      }
    }
  }

  /// Those addresses of members that do not stand in the replicated state yet.
  ///
  /// @param written what stands there
  SortedMap<Integer, Bytes> unwritten(NodeSet members, SortedMap<Integer, Bytes> written) {
    SortedMap<Integer, Bytes> unwritten = new TreeMap<>();
    for (int id : members.toArray()) {
      Optional<Bytes> text = of(id).map(Introduced::write);
      if (text.isPresent() && !text.equals(Optional.ofNullable(written.get(id)))) {
        unwritten.put(id, text.get());
      }
    }
    return unwritten;
  }
}
