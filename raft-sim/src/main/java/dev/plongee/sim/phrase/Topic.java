package dev.plongee.sim.phrase;

/// What a majority was asked for: the rule is one, what it speaks of is not.
public enum Topic {
  /// Answers to pre-votes.
  PRE_VOTES,
  /// Votes.
  VOTES,
  /// An entry on the disks of a majority.
  COMMIT,
  /// A leader that is still heard.
  CONTACT,
  /// A read that is safe once a majority still followed after it began.
  READ
}
