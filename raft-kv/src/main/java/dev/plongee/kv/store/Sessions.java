package dev.plongee.kv.store;

import dev.plongee.core.Check;
import java.util.Optional;
import java.util.function.Consumer;

/// All sessions by id: an immutable binary trie over the bits of the id, the lowest first. Ids are
/// indexes that grow, so their low bits spread evenly, and nothing has to be balanced. A change
/// makes the nodes on the way anew and shares all others. Each node knows which session below it
/// was used the longest ago, so that the one to evict is found without a search.
///
/// Equal sets of sessions are equal tries, whatever came before.
final class Sessions {
  sealed interface Node permits Empty, Session, Fork {}

  record Empty() implements Node {}

  /// Has at least two sessions below it.
  record Fork(Node zero, Node one, int size, Session oldest) implements Node {}

  private static final Node EMPTY = new Empty();

  private final int most;
  private final Node root;

  private Sessions(int most, Node root) {
    this.most = most;
    this.root = root;
  }

  /// No session.
  ///
  /// @param most sessions that are remembered, at least 1
  static Sessions none(int most) {
    Check.that(most >= 1, "room for a session");
    return new Sessions(most, EMPTY);
  }

  int size() {
    return size(root);
  }

  Optional<Session> find(long id) {
    Node at = root;
    for (int bit = 0; at instanceof Fork fork; bit++) {
      at = isOne(id, bit) ? fork.one() : fork.zero();
    }
    return at instanceof Session session && session.id() == id
        ? Optional.of(session)
        : Optional.empty();
  }

  /// With a new session. When there is no room for it, the one that was used the longest ago goes:
  /// by the order of the log, which is the same everywhere, and not by a clock.
  Sessions register(Session session) {
    Node room = size() < most ? root : without(root, 0, oldest(root).id());
    return new Sessions(most, with(room, 0, session));
  }

  /// With another state of a session that is there.
  Sessions update(Session session) {
    return new Sessions(most, with(root, 0, session));
  }

  /// Without this session; the same without effect when it is not there.
  Sessions close(long id) {
    return new Sessions(most, without(root, 0, id));
  }

  /// Without the sessions that were last used at this log time or before. Log time never falls
  /// along the log, so these are the ones that were used the longest ago.
  Sessions expire(long usedAt) {
    Node left = root;
    while (left != EMPTY && oldest(left).usedAt() <= usedAt) {
      left = without(left, 0, oldest(left).id());
    }
    return new Sessions(most, left);
  }

  /// Sees every session, in an order that depends on their ids alone.
  void visit(Consumer<Session> visitor) {
    visit(root, visitor);
  }

  private static void visit(Node node, Consumer<Session> visitor) {
    switch (node) {
      case Empty _ -> {}
      case Session session -> visitor.accept(session);
      case Fork fork -> {
        visit(fork.zero(), visitor);
        visit(fork.one(), visitor);
      }
    }
  }

  private static Node with(Node node, int bit, Session session) {
    return switch (node) {
      case Empty _ -> session;
      case Session other -> other.id() == session.id() ? session : split(other, session, bit);
      case Fork fork ->
          isOne(session.id(), bit)
              ? fork(fork.zero(), with(fork.one(), bit + 1, session))
              : fork(with(fork.zero(), bit + 1, session), fork.one());
    };
  }

  /// Two sessions with different ids that agree in all bits before this one.
  private static Fork split(Session first, Session second, int bit) {
    boolean high = isOne(first.id(), bit);
    if (high != isOne(second.id(), bit)) {
      return high ? fork(second, first) : fork(first, second);
    }
    Fork below = split(first, second, bit + 1);
    return high ? fork(EMPTY, below) : fork(below, EMPTY);
  }

  private static Node without(Node node, int bit, long id) {
    return switch (node) {
      case Empty _ -> node;
      case Session session -> session.id() == id ? EMPTY : session;
      case Fork fork ->
          isOne(id, bit)
              ? joined(fork.zero(), without(fork.one(), bit + 1, id))
              : joined(without(fork.zero(), bit + 1, id), fork.one());
    };
  }

  /// A session that is alone stands as high up as it can.
  private static Node joined(Node zero, Node one) {
    if (zero == EMPTY && !(one instanceof Fork)) {
      return one;
    }
    if (one == EMPTY && !(zero instanceof Fork)) {
      return zero;
    }
    return fork(zero, one);
  }

  private static Fork fork(Node zero, Node one) {
    Session oldest = lastUsed(zero) < lastUsed(one) ? oldest(zero) : oldest(one);
    return new Fork(zero, one, size(zero) + size(one), oldest);
  }

  private static int size(Node node) {
    return switch (node) {
      case Empty _ -> 0;
      case Session _ -> 1;
      case Fork fork -> fork.size();
    };
  }

  private static long lastUsed(Node node) {
    return node == EMPTY ? Long.MAX_VALUE : oldest(node).lastUsed();
  }

  private static Session oldest(Node node) {
    return switch (node) {
      case Empty _ -> throw new IllegalStateException("no session");
      case Session session -> session;
      case Fork fork -> fork.oldest();
    };
  }

  private static boolean isOne(long id, int bit) {
    return (id >>> bit & 1) != 0;
  }
}
