package dev.plongee.sim.check;

/// What must always be true, each with its number for life. Numbers that are missing here belong to
/// parts of Raft that are not built yet.
public enum Invariant {
  STRUCTURE(0, "no server breaks its own structure"),

  // Terms and elections.
  TERM_NEVER_FALLS(1, "the term of a server never decreases, across restarts"),
  ONE_VOTE_A_TERM(2, "a server votes for one candidate a term, in all its incarnations"),
  GRANT_AFTER_DISK(3, "a vote leaves only when term and vote are durable"),
  TERM_BEFORE_MESSAGE(4, "no message leaves before its term is durable, pre-votes apart"),
  ONE_LEADER_A_TERM(5, "a term has at most one leader, over all time"),
  ELECTED_BY_MAJORITY(6, "a leader was elected by a majority of every set of voters"),
  GRANTERS_WERE_BEHIND(7, "no log that voted for a leader was more up to date than the leader's"),
  NO_ENTRY_WITHOUT_LEADER(8, "no entry has a term that never had a leader"),
  LEADERS_ARE_PROTECTED(
      9, "a pre-vote changes nothing, and who hears a leader grants nothing to others"),
  LEGAL_ROLES(10, "roles change only along the arrows of the paper"),
  LEARNERS_ARE_SILENT(11, "only voters campaign, and who is one until its leaving is committed"),

  // The log.
  LOG_MATCHING(12, "two logs with the same index and term are equal up to there"),
  LEADER_APPENDS_ONLY(13, "a leader never truncates its own log"),
  CONTIGUOUS(14, "a log has no gaps, and terms never fall along it"),
  CUT_AT_CONFLICT(15, "a log is cut only at its first real conflict with a leader's message"),
  COMMITTED_IS_KEPT(16, "no server cuts off what was committed in its term or an earlier one"),
  MADE_ONCE(17, "an entry is made only by the leader of its term, once"),

  // Commit and apply.
  COMMIT_NEVER_FALLS(18, "commitIndex never decreases while a server runs"),
  FOLLOWER_COMMIT(19, "a follower commits only as far as the message compared the logs"),
  COMMITTED_AGREES(20, "all servers agree on every committed entry"),
  OWN_TERM_COMMIT(21, "a leader advances its commitIndex only to an entry of its own term"),
  COMMITTED_IS_DURABLE(
      22, "what is committed is on the disks of a majority of every set of voters"),
  LEADERS_ARE_COMPLETE(23, "later leaders hold everything an earlier leader committed"),
  MATCH_IS_TRUE(24, "matchIndex is durable and equal at that server, and never falls"),
  APPLIED_IN_ORDER(25, "entries are applied one by one, committed and durable before"),
  STATES_AGREE(26, "state machines that applied the same entries are equal"),

  // Durability.
  ACK_AFTER_DISK(27, "only durable entries are acknowledged"),
  RECOVERED_PREFIX(28, "a disk gives back a prefix of what was written, all that was synced"),
  SILENT_AFTER_ERROR(29, "after an fsync that failed a server sends and writes nothing any more"),
  FLIPS_ARE_SEEN(30, "no flipped bit is read as something else that was written"),
  DAMAGE_IS_KEPT(31, "what is damaged in front of what is whole is never cut off"),

  // Snapshots.
  SNAPSHOT_OF_APPLIED(32, "a snapshot holds what was applied up to its last entry, and no more"),
  NO_GAP(33, "a log begins where a durable snapshot ends or before, and agrees with it"),
  SNAPSHOT_GOES_FORWARD(
      34, "a snapshot never takes a newer state back, nor entries that match behind it"),

  SNAPSHOT_SURVIVES(35, "a crash leaves the old snapshot or the new one, whole"),

  // Members.
  ONE_CHANGE_AT_A_TIME(
      36,
      "a change of the members begins when the last one and an entry of the own term are"
          + " committed, and takes one step"),
  MAJORITIES_OVERLAP(37, "whoever could be elected now, their majorities share a server"),
  LAST_MEMBERS_COUNT(38, "the members are those that the log or its snapshot states last"),
  STRANGERS_CANNOT_DISTURB(
      39, "who is not a voter disturbs no leader, and does not stay one when that is committed"),

  // Clients.
  ONCE_IN_A_SESSION(
      40,
      "a write of a session is executed once, its retries get the first reply, and sessions expire"
          + " by the time in the log"),
  ACKNOWLEDGED_IS_KEPT(41, "a write that was acknowledged is never lost"),
  FAILURE_IS_FINAL(42, "a call that failed is in no committed entry, now or later"),
  LINEARIZABLE(43, "one order of all calls explains every answer that clients got"),
  READS_ARE_FRESH(44, "a read sees everything that was committed before it began"),

  LEASES_HOLD(45, "when a read begins that a lease answers, nobody was elected after its leader"),

  // Liveness, once the faults are over.
  STABLE_LEADER(46, "a stable leader stands soon after the faults are over"),
  FRESH_CALLS(47, "a fresh write and a fresh read of every client are answered"),
  ALL_EQUAL(48, "all logs and states become equal"),
  IDLE_IS_QUIET(49, "an idle cluster sends heartbeats only"),
  NOTHING_IS_LEFT(50, "an idle server waits for no disk and owes nobody an answer"),

  // About the world itself.
  DETERMINISM(51, "the same seed gives the same run");

  private final int number;
  private final String sentence;

  Invariant(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  /// The number it is known by, for ever.
  public int number() {
    return number;
  }

  public String sentence() {
    return sentence;
  }

  /// The invariant with this number.
  ///
  /// @throws IllegalArgumentException when there is none
  public static Invariant of(int number) {
    for (Invariant invariant : values()) {
      if (invariant.number == number) {
        return invariant;
      }
    }
    throw new IllegalArgumentException("no invariant has the number " + number);
  }
}
