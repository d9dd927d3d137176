package dev.plongee.core;

/// The handing over of leadership that is under way (dissertation §3.10).
///
/// ```
///   NONE --asked by somebody--> waits for the target's log --complete--> told --term over--> gone
///     ^                                     |                              |
///     +---------- an election timeout has passed: given up ---------------+
/// ```
///
/// While it is under way the leader takes no commands, so that the target can catch up.
///
/// @param target who is to lead, [ServerId#NONE] when nobody is
/// @param told whether the target was told to campaign at once
record Transfer(int target, boolean told) {
  static final Transfer NONE = new Transfer(ServerId.NONE, false);

  static Transfer to(int target) {
    return new Transfer(target, false);
  }

  boolean isUnderWay() {
    return target != ServerId.NONE;
  }

  boolean waitsForLog() {
    return isUnderWay() && !told;
  }

  Transfer toldNow() {
    return new Transfer(target, true);
  }
}
