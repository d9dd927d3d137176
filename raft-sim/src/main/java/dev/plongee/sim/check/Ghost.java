package dev.plongee.sim.check;

import dev.plongee.core.NodeSet;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import java.util.ArrayList;
import java.util.List;

/// The memory of the checks, shared by all chapters.
final class Ghost {
  /// More violations of one invariant than this are one; those of another one are still told.
  private static final int MAX_OF_ONE = 8;

  final EntryLedger entries;
  final CommitLedger committed;
  final VoteLedger votes;
  final FailureLedger failures;
  final Marks marks;
  private final Mirror[] mirrors;
  private final List<Violation> violations;

  /// By ordinal: how often it was violated, as far as that is counted.
  private final int[] counts;

  /// By ordinal: what is not to be reported.
  private final boolean[] ignored;

  /// What is checked at the moment, for reports.
  private long event;

  private long now;

  Ghost(WorldConfig config) {
    entries = new EntryLedger();
    committed = new CommitLedger();
    votes = new VoteLedger();
    failures = new FailureLedger();
    marks = new Marks();
    violations = new ArrayList<>();
    counts = new int[Invariant.values().length];
    ignored = new boolean[Invariant.values().length];
    mirrors = new Mirror[config.servers() + 1];
    for (int id = 0; id < mirrors.length; id++) {
      mirrors[id] = new Mirror(id, config.initial(id), config.initial(1));
    }
  }

  private Ghost(Ghost other) {
    entries = other.entries.copy();
    committed = other.committed.copy();
    votes = other.votes.copy();
    failures = other.failures.copy();
    marks = other.marks.copy();
    violations = new ArrayList<>(other.violations);
    counts = other.counts.clone();
    ignored = other.ignored.clone();
    mirrors = new Mirror[other.mirrors.length];
    for (int id = 0; id < mirrors.length; id++) {
      mirrors[id] = other.mirrors[id].copy();
    }
    event = other.event;
    now = other.now;
  }

  Ghost copy() {
    return new Ghost(this);
  }

  int servers() {
    return mirrors.length - 1;
  }

  Mirror mirror(int server) {
    return mirrors[server];
  }

  long now() {
    return now;
  }

  void at(World world) {
    event = world.events();
    now = world.now();
  }

  /// Called only when something is wrong, so that a check that passes builds no text.
  void fail(Invariant invariant, int server, String what) {
    int kind = invariant.ordinal();
    if (counts[kind] < MAX_OF_ONE && !ignored[kind]) {
      counts[kind]++;
      violations.add(new Violation(invariant, server, event, now, what));
    }
  }

  void ignore(Invariant invariant) {
    ignored[invariant.ordinal()] = true;
  }

  List<Violation> violations() {
    return violations;
  }

  /// Whose disks hold exactly these entries up to `index`.
  NodeSet durableAt(long index, long prefix) {
    NodeSet holders = NodeSet.EMPTY;
    for (int id = 1; id < mirrors.length; id++) {
      if (mirrors[id].durable.holds(index, prefix)) {
        holders = holders.with(id);
      }
    }
    return holders;
  }
}
