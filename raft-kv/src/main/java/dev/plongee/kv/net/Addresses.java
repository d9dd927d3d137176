package dev.plongee.kv.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where servers are: the latest word on each, and some of those before it, in case it is wrong. No
/// word is trusted: whoever listens at an address must still say that he is who we look for.
final class Addresses {
  /// Words that are kept on one server.
  private static final int MOST = 4;

  private final Map<Integer, List<Address>> words = new TreeMap<>();

  /// Somebody says that a server is there.
  ///
  /// @return whether it is another address than that of the word before
  boolean learn(int server, Address address) {
    List<Address> known = words.computeIfAbsent(server, _ -> new ArrayList<>());
    if (!known.isEmpty() && known.getFirst().equals(address)) {
      return false;
    }
    known.remove(address);
    known.addFirst(address);
    if (known.size() > MOST) {
      known.removeLast();
    }
    return true;
  }

  /// The latest word, if there is any.
  Optional<Address> latest(int server) {
    return of(server).stream().findFirst();
  }

  /// All words, the latest first.
  List<Address> of(int server) {
    return List.copyOf(words.getOrDefault(server, List.of()));
  }
}
