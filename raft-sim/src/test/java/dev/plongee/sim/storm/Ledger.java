package dev.plongee.sim.storm;

import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What clients were told: every acknowledged write with its place in the log, and how many calls
/// ended otherwise. For any number of threads.
final class Ledger {
  /// A write whose client was told that it is done.
  ///
  /// @param index where in the log
  record Acknowledged(long index, Command.Write write) {}

  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private int read;
  private int unknown;
  private int failed;

  synchronized void acknowledge(long index, Command.Write write) {
    acknowledged.add(new Acknowledged(index, write));
  }

  /// A read was answered.
  synchronized void read() {
    read++;
  }

  /// A write may have happened.
  synchronized void unknown() {
    unknown++;
  }

  /// A call definitely did not happen.
  synchronized void failed() {
    failed++;
  }

  synchronized int acknowledgedCount() {
    return acknowledged.size();
  }

  synchronized int unknownCount() {
    return unknown;
  }

  synchronized int failedCount() {
    return failed;
  }

  /// The acknowledged writes that are not where their clients were told. What a snapshot stands for
  /// is not looked at: reads tell whether it is in the state.
  ///
  /// @param base the log begins behind this index
  /// @param log the log of one server, contiguous
  synchronized List<Acknowledged> lostIn(long base, List<Entry> log) {
    return acknowledged.stream().filter(it -> it.index() > base && !isIn(base, log, it)).toList();
  }

  private static boolean isIn(long base, List<Entry> log, Acknowledged acknowledged) {
    long place = acknowledged.index() - base;
    return place <= log.size()
        && writeIn(log.get((int) place - 1)).equals(Optional.of(acknowledged.write()));
  }

  private static Optional<Command.Write> writeIn(Entry entry) {
    if (!(entry.payload() instanceof Payload.Command command)) {
      return Optional.empty();
    }
    try {
      return switch (CommandCodec.decode(command.bytes())) {
        case Command.Write write -> Optional.of(write);
        case Command.InSession inSession -> Optional.of(inSession.write());
        case Command.RegisterSession _,
            Command.CloseSession _,
            Command.PassTime _,
            Command.Introduce _ ->
            Optional.empty();
      };
    } catch (CodecException _) {
      return Optional.empty();
    }
  }

  /// The counts, for people.
  synchronized String counts() {
    return "acknowledged "
        + acknowledged.size()
        + ", unknown "
        + unknown
        + ", failed "
        + failed
        + ", read "
        + read;
  }
}
