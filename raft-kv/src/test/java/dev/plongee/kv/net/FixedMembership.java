package dev.plongee.kv.net;

import dev.plongee.core.NodeSet;
import java.util.Collection;

/// Members that do not change, all of whom are known from the beginning on.
public record FixedMembership(NodeSet members, long knownTo, long settledTo) implements Membership {
  public static FixedMembership of(Collection<Integer> ids) {
    return new FixedMembership(
        NodeSet.of(ids.stream().mapToInt(Integer::intValue).toArray()), 0, 10);
  }
}
