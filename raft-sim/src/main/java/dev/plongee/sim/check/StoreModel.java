package dev.plongee.sim.check;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.Result;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The specification of the store, as short as it can be said: what applying the committed entries
/// one after the other must give. It shares only the encoding with the store that it judges.
final class StoreModel {
  /// What is known of a session.
  private record Seen(long number, Result reply, long lastUsed, long usedAt) {}

  /// What applying an entry must give.
  ///
  /// @param command the entry says, null when it says none
  /// @param executed whether a write changed or read the value of its key
  record Expected(Result result, @Nullable Command command, boolean executed) {
    /// The key whose value shows whether the store did the same.
    @Nullable Bytes key() {
      return switch (command) {
        case Command.Write write -> write.key();
        case Command.InSession(_, _, Command.Write write) -> write.key();
        case Command.RegisterSession _,
            Command.CloseSession _,
            Command.PassTime _,
            Command.Introduce _ ->
            null;
        case null -> null;
      };
    }

    boolean isAboutSessions() {
      return switch (command) {
        case Command.InSession _,
            Command.RegisterSession _,
            Command.CloseSession _,
            Command.PassTime _ ->
            true;
        case Command.Write _, Command.Introduce _ -> false;
        case null -> false;
      };
    }
  }

  private final int maxSessions;
  private final TreeMap<Bytes, Bytes> values = new TreeMap<>(StoreModel::compare);
  private final TreeMap<Long, Seen> sessions = new TreeMap<>();
  private long last;
  private long evicted;
  private long time;

  StoreModel(int maxSessions) {
    this.maxSessions = maxSessions;
  }

  StoreModel copy() {
    StoreModel copy = new StoreModel(maxSessions);
    copy.values.putAll(values);
    copy.sessions.putAll(sessions);
    copy.last = last;
    copy.evicted = evicted;
    copy.time = time;
    return copy;
  }

  /// The index of the last entry applied.
  long last() {
    return last;
  }

  /// Sessions that went because there was no room.
  long evicted() {
    return evicted;
  }

  Optional<Bytes> value(Bytes key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Applies the next entry.
  Expected apply(Entry entry) {
    last = entry.index();
    if (!(entry.payload() instanceof Payload.Command(Bytes bytes))) {
      return new Expected(new Result.Nothing(last), null, false);
    }
    Command command;
    try {
      command = CommandCodec.decode(bytes);
    } catch (CodecException unreadable) {
      return new Expected(
          new Result.Malformed(last, String.valueOf(unreadable.getMessage())), null, false);
    }
    return switch (command) {
      case Command.Write write -> new Expected(execute(write), command, true);
      case Command.RegisterSession() -> {
        Result result = new Result.Registered(last);
        makeRoom();
        sessions.put(last, new Seen(0, result, last, time));
        yield new Expected(result, command, false);
      }
      case Command.CloseSession(long id) -> {
        boolean known = sessions.remove(id) != null;
        yield new Expected(
            known ? new Result.Closed(last) : new Result.UnknownSession(last), command, false);
      }
      case Command.InSession inSession -> once(inSession);
      case Command.Introduce _ -> new Expected(new Result.Stored(last), command, false);
      case Command.PassTime passTime -> new Expected(pass(passTime), command, false);
    };
  }

  /// The session that was not named for the longest time goes.
  private void makeRoom() {
    if (sessions.size() == maxSessions) {
      long oldest = 0;
      long lastUsed = Long.MAX_VALUE;
      for (Map.Entry<Long, Seen> each : sessions.entrySet()) {
        if (each.getValue().lastUsed() < lastUsed) {
          oldest = each.getKey();
          lastUsed = each.getValue().lastUsed();
        }
      }
      sessions.remove(oldest);
      evicted++;
    }
  }

  /// Whoever was not used for a lifetime goes; unless time has passed by another entry.
  private Result pass(Command.PassTime command) {
    int before = sessions.size();
    if (command.from() == time) {
      time = command.to();
      sessions.values().removeIf(seen -> seen.usedAt() + command.lifetime() <= time);
    }
    return new Result.TimePassed(last, before - sessions.size());
  }

  private Expected once(Command.InSession command) {
    Seen seen = sessions.get(command.session());
    if (seen == null) {
      return new Expected(new Result.UnknownSession(last), command, false);
    }
    boolean fresh = command.number() > seen.number();
    Result reply = fresh ? execute(command.write()) : seen.reply();
    long number = Math.max(command.number(), seen.number());
    sessions.put(command.session(), new Seen(number, reply, last, time));
    Result result =
        command.number() < seen.number() ? new Result.Outdated(last, seen.number()) : reply;
    return new Expected(result, command, fresh);
  }

  private Result execute(Command.Write write) {
    return switch (write) {
      case Command.Put(Bytes key, Bytes value) -> {
        values.put(key, value);
        yield new Result.Stored(last);
      }
      case Command.Delete(Bytes key) -> new Result.Deleted(last, values.remove(key) != null);
      case Command.Cas(Bytes key, Optional<Bytes> expected, Bytes value) -> {
        boolean equal = value(key).equals(expected);
        if (equal) {
          values.put(key, value);
        }
        yield new Result.Compared(last, equal);
      }
      case Command.Append(Bytes key, Bytes suffix) -> append(key, suffix);
    };
  }

  private Result append(Bytes key, Bytes suffix) {
    Bytes value = values.getOrDefault(key, Bytes.EMPTY);
    int length = value.length() + suffix.length();
    if (length > CommandCodec.MAX_VALUE_BYTES) {
      return new Result.TooLong(last, length);
    }
    byte[] longer = new byte[length];
    value.copyTo(longer, 0);
    suffix.copyTo(longer, value.length());
    values.put(key, Bytes.wrap(longer));
    return new Result.Appended(last, length);
  }

  private static int compare(Bytes a, Bytes b) {
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      if (a.at(i) != b.at(i)) {
        return a.at(i) - b.at(i);
      }
    }
    return a.length() - b.length();
  }
}
