package dev.plongee.sim.check;

/// How often each [Mark] was reached.
public final class Marks {
  private final long[] counts;

  public Marks() {
    this(new long[Mark.values().length]);
  }

  private Marks(long[] counts) {
    this.counts = counts;
  }

  void reached(Mark mark) {
    counts[mark.ordinal()]++;
  }

  public long count(Mark mark) {
    return counts[mark.ordinal()];
  }

  /// Adds the counts of another run.
  public void add(Marks other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  Marks copy() {
    return new Marks(counts.clone());
  }
}
