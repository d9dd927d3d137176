package dev.plongee.sim.scene;

import java.util.List;

/// How a scene names a server. What happens is always recorded with the server's id.
public sealed interface Target {
  /// `S3`.
  record Fixed(int id) implements Target {}

  /// A name given by `let`.
  record Named(String name) implements Target {}

  /// The running leader with the highest term.
  record Leader() implements Target {}

  /// The running leader with the highest term, if that exceeds the terms of all leaders there were
  /// when the cue began.
  record NewLeader() implements Target {}

  /// The running leader with the highest term among these.
  record LeaderIn(List<Target> servers) implements Target {}

  /// The running follower with the `rank`-th lowest id, from 1 on.
  record Follower(int rank) implements Target {}

  /// In a cut: every server that the other side does not name.
  record Rest() implements Target {}

  /// Nobody was named: what that means is said where a target may be left out.
  record Unsaid() implements Target {}

  Target LEADER = new Leader();
  Target NEW_LEADER = new NewLeader();
  Target REST = new Rest();
  Target UNSAID = new Unsaid();
}
