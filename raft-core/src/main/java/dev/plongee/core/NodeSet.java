package dev.plongee.core;

/// An immutable set of server ids; bit `i` of the word stands for server `i`.
public record NodeSet(long bits) {
  public static final NodeSet EMPTY = new NodeSet(0);

  public NodeSet {
    Check.that((bits & 1) == 0, "server ids from 1 on");
  }

  /// The set of these ids.
  public static NodeSet of(int... ids) {
    NodeSet set = EMPTY;
    for (int id : ids) {
      set = set.with(id);
    }
    return set;
  }

  /// Whether this server is in the set; a number that no server has never is.
  public boolean contains(int id) {
    return ServerId.isValid(id) && (bits >>> id & 1) != 0;
  }

  /// This set and `id`.
  public NodeSet with(int id) {
    Check.that(ServerId.isValid(id), "a server id between 1 and 63");
    return new NodeSet(bits | 1L << id);
  }

  public NodeSet without(int id) {
    return new NodeSet(bits & ~(1L << id));
  }

  public int size() {
    return count(bits);
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  /// Everybody who is in one of the sets.
  public NodeSet and(NodeSet other) {
    return new NodeSet(bits | other.bits);
  }

  /// Who is not in the other set.
  public NodeSet minus(NodeSet other) {
    return new NodeSet(bits & ~other.bits);
  }

  /// How many servers are in both sets.
  public int common(NodeSet other) {
    return count(bits & other.bits);
  }

  /// In halves, because a browser knows no whole numbers of 64 bits and is slow to imitate them.
  private static int count(long bits) {
    return Integer.bitCount((int) bits) + Integer.bitCount((int) (bits >>> Integer.SIZE));
  }

  /// The smallest id greater than `id`, or [ServerId#NONE] when there is none: walks a set in order
  /// without an iterator, from `next(NONE)` on.
  public int next(int id) {
    long rest = id >= ServerId.MAX ? 0 : bits >>> id + 1 << id + 1;
    return rest == 0 ? ServerId.NONE : Long.numberOfTrailingZeros(rest);
  }

  /// The members in ascending order.
  public int[] toArray() {
    int[] ids = new int[size()];
    int at = 0;
    for (int id = next(ServerId.NONE); id != ServerId.NONE; id = next(id)) {
      ids[at++] = id;
    }
    return ids;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int id = next(ServerId.NONE); id != ServerId.NONE; id = next(id)) {
      text.append(text.length() > 1 ? "," : "").append(ServerId.name(id));
    }
    return text.append('}').toString();
  }
}
