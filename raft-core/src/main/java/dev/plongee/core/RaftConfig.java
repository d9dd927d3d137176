package dev.plongee.core;

/// Everything a server is told once.
///
/// @param self the id of this server
/// @param configuration who belongs to the cluster at its very beginning, the same at all its first
///   servers; [Configuration#NONE] at one that is to join it. What log and snapshot say comes later
/// @param tracing whether a step reports its decisions ([Output#trace()])
public record RaftConfig(
    int self,
    Configuration configuration,
    Timing timing,
    Limits limits,
    Features features,
    boolean tracing) {

  public RaftConfig {
    if (!configuration.isVoter(self) && !configuration.equals(Configuration.NONE)) {
      throw new IllegalArgumentException(
          ServerId.name(self)
              + " is not in its own cluster "
              + configuration.voters()
              + ": add it there or start another server");
    }
  }

  /// A server with the defaults of a local cluster, tracing off.
  public static RaftConfig of(int self, Configuration configuration) {
    return new RaftConfig(
        self, configuration, Timing.LOCAL, Limits.DEFAULT, Features.DEFAULT, false);
  }

  public RaftConfig with(Timing other) {
    return new RaftConfig(self, configuration, other, limits, features, tracing);
  }

  public RaftConfig with(Limits other) {
    return new RaftConfig(self, configuration, timing, other, features, tracing);
  }

  public RaftConfig with(Features other) {
    return new RaftConfig(self, configuration, timing, limits, other, tracing);
  }

  public RaftConfig withTracing(boolean on) {
    return new RaftConfig(self, configuration, timing, limits, features, on);
  }

  /// Times in microseconds. Progress needs broadcast time << election timeout << time between
  /// failures (§5.6); here: the smallest election timeout exceeds the slowest expected fsync plus a
  /// round trip, because a candidate's vote and a voter's vote each wait for a disk.
  ///
  /// @param electionMinUs the smallest election timeout, and how long a leader's contact protects
  ///   it
  /// @param electionMaxUs the largest election timeout, greater than the smallest
  /// @param heartbeatUs between two heartbeats of a leader; at most half of the smallest election
  ///   timeout, so that one lost heartbeat costs no leader
  /// @param clockDriftPpm how much faster or slower than real time the clock of any server may run,
  ///   in millionths, 0 to 500,000; the correctness of lease reads hangs on it, and nothing else
  public record Timing(
      long electionMinUs, long electionMaxUs, long heartbeatUs, int clockDriftPpm) {
    /// A hundredth: a hundred times what the clocks of computers are allowed to drift.
    public static final int DEFAULT_CLOCK_DRIFT_PPM = 10_000;

    /// A cluster of processes on one machine, whose disk was seen to take 99 ms for one fsync.
    public static final Timing LOCAL = new Timing(400_000, 800_000, 50_000);

    /// The times of the paper's evaluation (§9.3), for scenes and simulated disks.
    public static final Timing PAPER = new Timing(150_000, 300_000, 50_000);

    /// Times of a cluster whose clocks are as good as usual.
    public Timing(long electionMinUs, long electionMaxUs, long heartbeatUs) {
      this(electionMinUs, electionMaxUs, heartbeatUs, DEFAULT_CLOCK_DRIFT_PPM);
    }

    /// The same with clocks that may drift so much.
    public Timing withClockDrift(int ppm) {
      return new Timing(electionMinUs, electionMaxUs, heartbeatUs, ppm);
    }

    public Timing {
      Check.setting(
          heartbeatUs > 0, "heartbeatUs", heartbeatUs, ": choose a heartbeat interval above zero");
      Check.setting(
          electionMinUs / 2 >= heartbeatUs,
          "electionMinUs",
          electionMinUs,
          ", less than twice heartbeatUs ("
              + heartbeatUs
              + "): raise the election timeout or lower the heartbeat interval");
      Check.setting(
          electionMaxUs > electionMinUs,
          "electionMaxUs",
          electionMaxUs,
          ", not above electionMinUs ("
              + electionMinUs
              + "): widen the range, equal timeouts split votes for ever");
      Check.setting(
          clockDriftPpm >= 0 && clockDriftPpm <= 500_000,
          "clockDriftPpm",
          clockDriftPpm,
          ": choose 0 to 500000 millionths");
    }
  }

  /// What bounds memory and messages; each at least 1, unless said otherwise.
  ///
  /// @param maxEntriesPerMessage entries in one AppendEntries
  /// @param maxBytesPerMessage entry bytes in one AppendEntries; one entry always fits
  /// @param window AppendEntries with entries on their way to one peer, not yet acknowledged
  /// @param maxUncommittedEntries entries a leader holds beyond its commitIndex; more are refused,
  ///   so that a leader that cannot commit does not grow without bound
  /// @param maxLogBytes bytes of the whole log, which is held in memory
  /// @param keptEntries entries before a snapshot that stay in the log, so that a peer a little
  ///   behind needs no snapshot, as long as they take no more than an eighth of `maxLogBytes`; 0 or
  ///   more
  /// @param maxWaitingReads reads not yet answered
  public record Limits(
      int maxEntriesPerMessage,
      int maxBytesPerMessage,
      int window,
      int maxUncommittedEntries,
      long maxLogBytes,
      int keptEntries,
      int maxWaitingReads) {
    /// 1 MiB messages, 16 of them in flight; at most 20,000 commands wait for a majority, and the
    /// 10,000 before a snapshot are kept.
    public static final Limits DEFAULT =
        new Limits(4_096, 1 << 20, 16, 20_000, 1L << 30, 10_000, 100_000);

    public Limits {
      atLeastOne("maxEntriesPerMessage", maxEntriesPerMessage);
      atLeastOne("maxBytesPerMessage", maxBytesPerMessage);
      atLeastOne("window", window);
      atLeastOne("maxUncommittedEntries", maxUncommittedEntries);
      atLeastOne("maxLogBytes", maxLogBytes);
      Check.setting(keptEntries >= 0, "keptEntries", keptEntries, ": choose 0 or more");
      atLeastOne("maxWaitingReads", maxWaitingReads);
    }

    /// These limits with another number of entries kept before a snapshot.
    public Limits withKeptEntries(int entries) {
      return new Limits(
          maxEntriesPerMessage,
          maxBytesPerMessage,
          window,
          maxUncommittedEntries,
          maxLogBytes,
          entries,
          maxWaitingReads);
    }

    /// These limits with another size of the log, in bytes.
    public Limits withMaxLogBytes(long bytes) {
      return new Limits(
          maxEntriesPerMessage,
          maxBytesPerMessage,
          window,
          maxUncommittedEntries,
          bytes,
          keptEntries,
          maxWaitingReads);
    }

    /// These limits with another number of reads that wait.
    public Limits withMaxWaitingReads(int reads) {
      return new Limits(
          maxEntriesPerMessage,
          maxBytesPerMessage,
          window,
          maxUncommittedEntries,
          maxLogBytes,
          keptEntries,
          reads);
    }

    private static void atLeastOne(String name, long value) {
      Check.setting(value >= 1, name, value, ": choose at least 1");
    }
  }

  /// Parts of Raft that a scene may switch off to show what they are for. Pre-vote, check-quorum
  /// and the leader stickiness of [Rules#shuns] belong together: each alone has a known deadlock.
  ///
  /// @param preVote ask before raising the term (dissertation §9.6)
  /// @param checkQuorum a leader that hears no quorum steps down (dissertation §6.2)
  /// @param noop a leader begins its term with an empty entry (§8); without it, reads and old
  ///   entries wait for the first command
  /// @param leaseReads a leader answers reads without asking anybody for as long as nobody else can
  ///   be elected (dissertation §6.4.1). Off unless somebody wants it: correct only while no clock
  ///   drifts more than [Timing#clockDriftPpm()] says, and all servers have the same timing
  public record Features(boolean preVote, boolean checkQuorum, boolean noop, boolean leaseReads) {
    public static final Features DEFAULT = new Features(true, true, true);

    /// Without lease reads.
    public Features(boolean preVote, boolean checkQuorum, boolean noop) {
      this(preVote, checkQuorum, noop, false);
    }

    /// The same with lease reads or without.
    public Features withLeaseReads(boolean on) {
      return new Features(preVote, checkQuorum, noop, on);
    }
  }
}
