package dev.plongee.kv.store;

/// What a server remembers of one client, so that its write is executed once (diss. §6.3).
///
/// @param id the index of the entry that registered it
/// @param number of the last write that was executed, 0 before the first one
/// @param reply the result of that write; one is enough, for a client has one write under way in a
///   session
/// @param lastUsed the index of the last entry that named this session
/// @param usedAt log time at that entry, in microseconds
record Session(long id, long number, Result reply, long lastUsed, long usedAt)
    implements Sessions.Node {
  static Session registered(long index, long time) {
    return new Session(index, 0, new Result.Registered(index), index, time);
  }

  Session executed(long newNumber, Result newReply, long index, long time) {
    return new Session(id, newNumber, newReply, index, time);
  }

  Session used(long index, long time) {
    return new Session(id, number, reply, index, time);
  }
}
