package dev.plongee.sim.scene;

import dev.plongee.sim.check.Violation;
import java.util.List;

/// Why a scene did not go on.
public sealed interface Failure {
  /// A claim did not hold.
  record Claim() implements Failure {}

  /// A condition did not come true in time.
  ///
  /// @param events that happened meanwhile
  record NotReached(long withinUs, int events) implements Failure {}

  /// A condition did not come true, and nothing will happen any more; in a manual schedule nothing
  /// happens by itself.
  record NothingHappens() implements Failure {}

  /// A target means nobody now.
  record Nobody(Target target) implements Failure {}

  /// An act that changes nothing: a server that runs is started.
  record NoEffect() implements Failure {}

  /// A write is to be torn, and the disk writes nothing.
  record NothingToTear() implements Failure {}

  /// A bit is to flip in a write that is not on the disk.
  record NoSuchWrite() implements Failure {}

  /// No such message is on its way.
  ///
  /// @param onTheirWay what is, as a scene names it
  record NoSuchMessage(List<String> onTheirWay) implements Failure {}

  /// An invariant was violated and nobody expected it.
  record Broken(Violation violation) implements Failure {}
}
