package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.codec.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The state of one server: what its log says, applied entry by entry.
///
/// Equal logs give equal states: nothing but the entries goes in. State and applied index change
/// together or not at all. Not for use by several threads at once; a [#copy] is independent.
public final class KvStore {
  /// The most pairs in one page.
  public static final int MAX_PAGE_PAIRS = 10_000;

  /// A page ends with the pair that reaches so many bytes of keys and values: with the largest pair
  /// on top it still fits a frame of 4 MiB.
  public static final int MAX_PAGE_BYTES = 2 << 20;

  /// The most sessions. One costs some 200 bytes, and its client may be gone without a word.
  public static final int MAX_SESSIONS = 10_000;

  /// The state behind an entry, before it becomes the state.
  ///
  /// @param key that was changed, nothing when none was
  /// @param value that it has now, nothing when it was removed
  private record Applied(
      Tree pairs,
      Sessions sessions,
      AddressBook addresses,
      long time,
      Result result,
      @Nullable Bytes key,
      @Nullable Bytes value) {
    Applied(Tree pairs, Sessions sessions, AddressBook addresses, long time, Result result) {
      this(pairs, sessions, addresses, time, result, null, null);
    }
  }

  private Tree pairs;
  private Sessions sessions;
  private AddressBook addresses;
  private long time;
  private long appliedIndex;

  /// Who keeps what changes, if anybody does.
  private @Nullable RecentChanges recent;

  /// An empty store that has applied nothing.
  public KvStore() {
    this(MAX_SESSIONS);
  }

  /// An empty store for a small world.
  ///
  /// @param maxSessions how many sessions it remembers, at least 1, the same at every server
  public KvStore(int maxSessions) {
    this(Tree.EMPTY, Sessions.none(maxSessions), AddressBook.EMPTY, 0, 0);
  }

  private KvStore(
      Tree pairs, Sessions sessions, AddressBook addresses, long time, long appliedIndex) {
    this.pairs = pairs;
    this.sessions = sessions;
    this.addresses = addresses;
    this.time = time;
    this.appliedIndex = appliedIndex;
  }

  /// The index of the last entry applied, 0 at first.
  public long appliedIndex() {
    return appliedIndex;
  }

  /// Log time, in microseconds: what the leaders let pass, and nothing else ([LogClock]).
  public long time() {
    return time;
  }

  /// The number of keys.
  public int size() {
    return pairs.size();
  }

  /// The number of sessions.
  public int sessions() {
    return sessions.size();
  }

  /// From now on what this store changes, and no copy of it, is kept there too.
  public void keepChanges(RecentChanges there) {
    there.beginBehind(appliedIndex);
    recent = there;
  }

  /// Applies the next entry.
  ///
  /// @return what it gave; when it repeats the last write of its session, what that write gave
  /// @throws IllegalStateException when it is not the one behind [#appliedIndex()]; nothing changed
  public Result apply(Entry entry) {
    long index = entry.index();
    Check.that(index == appliedIndex + 1, "the entry behind the last one applied");
    Applied applied =
        switch (entry.payload()) {
          case Payload.Noop _, Payload.Membership _ -> unchanged(new Result.Nothing(index));
          case Payload.Command(Bytes bytes) -> execute(index, bytes);
        };
    pairs = applied.pairs();
    sessions = applied.sessions();
    addresses = applied.addresses();
    time = applied.time();
    appliedIndex = index;
    if (recent != null) {
      recent.applied(index, applied.key(), applied.value());
    }
    return applied.result();
  }

  private Applied execute(long index, Bytes encoded) {
    Command command;
    try {
      command = CommandCodec.decode(encoded);
    } catch (CodecException unreadable) {
      return unchanged(new Result.Malformed(index, String.valueOf(unreadable.getMessage())));
    }
    return switch (command) {
      case Command.Write write -> write(index, write);
      case Command.RegisterSession() ->
          changed(sessions.register(Session.registered(index, time)), new Result.Registered(index));
      case Command.CloseSession(long id) ->
          sessions.find(id).isPresent()
              ? changed(sessions.close(id), new Result.Closed(index))
              : unchanged(new Result.UnknownSession(index));
      case Command.InSession inSession ->
          sessions
              .find(inSession.session())
              .map(session -> once(index, session, inSession))
              .orElseGet(() -> unchanged(new Result.UnknownSession(index)));
      case Command.Introduce(int server, Bytes address) ->
          new Applied(
              pairs,
              sessions,
              addresses.with(server, address.compact()),
              time,
              new Result.Stored(index));
      case Command.PassTime passTime -> pass(index, passTime);
    };
  }

  /// Log time and the lifetime of sessions come from the entry, so that every server forgets the
  /// same sessions at the same place, whatever its own clock and its own settings say.
  private Applied pass(long index, Command.PassTime command) {
    if (command.from() != time) {
      return unchanged(new Result.TimePassed(index, 0));
    }
    Sessions left = sessions.expire(command.to() - command.lifetime());
    Result result = new Result.TimePassed(index, sessions.size() - left.size());
    return new Applied(pairs, left, addresses, command.to(), result);
  }

  /// A write of a session is executed at its first entry; every further one gets the kept reply, as
  /// long as no later write of the session was executed (diss. §6.3).
  private Applied once(long index, Session session, Command.InSession command) {
    if (command.number() == session.number()) {
      return changed(sessions.update(session.used(index, time)), session.reply());
    }
    if (command.number() < session.number()) {
      Result outdated = new Result.Outdated(index, session.number());
      return changed(sessions.update(session.used(index, time)), outdated);
    }
    Applied done = write(index, command.write());
    Session after = session.executed(command.number(), done.result(), index, time);
    Sessions used = sessions.update(after);
    return new Applied(
        done.pairs(), used, addresses, time, done.result(), done.key(), done.value());
  }

  private Applied write(long index, Command.Write write) {
    return switch (write) {
      case Command.Put(Bytes key, Bytes value) ->
          set(key, value.compact(), new Result.Stored(index));
      case Command.Delete(Bytes key) -> delete(key, index);
      case Command.Cas(Bytes key, Optional<Bytes> expected, Bytes value) ->
          pairs.get(key).equals(expected)
              ? set(key, value.compact(), new Result.Compared(index, true))
              : unchanged(new Result.Compared(index, false));
      case Command.Append(Bytes key, Bytes suffix) -> append(index, key, suffix);
    };
  }

  private Applied delete(Bytes key, long index) {
    Tree after = pairs.remove(key);
    return after == pairs
        ? unchanged(new Result.Deleted(index, false))
        : new Applied(after, sessions, addresses, time, new Result.Deleted(index, true), key, null);
  }

  /// Whether there is room is known here and nowhere before: it depends on the value.
  private Applied append(long index, Bytes key, Bytes suffix) {
    Bytes present = pairs.get(key).orElse(Bytes.EMPTY);
    long length = (long) present.length() + suffix.length();
    if (length > CommandCodec.MAX_VALUE_BYTES) {
      return unchanged(new Result.TooLong(index, length));
    }
    byte[] value = new byte[(int) length];
    present.copyTo(value, 0);
    suffix.copyTo(value, present.length());
    return set(key, Bytes.wrap(value), new Result.Appended(index, value.length));
  }

  private Applied set(Bytes key, Bytes value, Result result) {
    Bytes kept = key.compact();
    return new Applied(pairs.put(kept, value), sessions, addresses, time, result, kept, value);
  }

  private Applied unchanged(Result result) {
    return new Applied(pairs, sessions, addresses, time, result);
  }

  private Applied changed(Sessions newSessions, Result result) {
    return new Applied(pairs, newSessions, addresses, time, result);
  }

  /// The value of a key, if it has one.
  public Optional<Bytes> get(Bytes key) {
    return pairs.get(key);
  }

  /// The pairs whose keys begin with `prefix`, in the order of the keys.
  ///
  /// @param after only keys greater than this one; [Bytes#EMPTY] for all, since no key is empty
  /// @param limit at most so many pairs, at least 1; never more than [#MAX_PAGE_PAIRS]
  public Page list(Bytes prefix, Bytes after, int limit) {
    Check.that(limit >= 1, "a limit of at least one pair");
    int most = Math.min(limit, MAX_PAGE_PAIRS);
    Bytes from = KeyOrder.compare(after, prefix) < 0 ? prefix : after;
    List<Pair> found = new ArrayList<>();
    long[] bytes = {0};
    boolean[] more = {false};
    pairs.visit(
        from,
        (key, value) -> {
          if (!KeyOrder.startsWith(key, prefix)) {
            return false;
          }
          if (key.equals(after)) {
            return true;
          }
          more[0] = found.size() == most || bytes[0] >= MAX_PAGE_BYTES;
          if (more[0]) {
            return false;
          }
          found.add(new Pair(key, value));
          bytes[0] += key.length() + value.length();
          return true;
        });
    return new Page(found, more[0]);
  }

  /// Where servers are, as leaders wrote down in the log; those that were removed too.
  public SortedMap<Integer, Bytes> addresses() {
    return addresses.all();
  }

  /// A hash of everything that applying has made, sessions, kept replies and addresses included:
  /// equal states have equal digests, on every machine. It reads the whole state.
  public long digest() {
    Hash hash = new Hash().add(appliedIndex).add(time).add(pairs.size());
    pairs.visit(
        Bytes.EMPTY,
        (key, value) -> {
          hash.add(key).add(value);
          return true;
        });
    hash.add(sessions.size());
    sessions.visit(session ->
        hash.add(session.id())
            .add(session.number())
            .add(ResultCodec.encode(session.reply()))
            .add(session.lastUsed())
            .add(session.usedAt()));
    addresses.visit((server, address) -> hash.add(server).add(address));
    return hash.value();
  }

  /// The whole state in pieces that follow each other, for a snapshot (§7): pairs, sessions with
  /// their kept replies, and addresses. A [#copy()] lets another thread do this while the store
  /// goes on.
  ///
  /// @param pieces gets each piece, about [SnapshotCodec#PIECE_BYTES] long
  public void write(Consumer<Bytes> pieces) {
    SnapshotCodec.write(appliedIndex, time, pairs, sessions, addresses, pieces);
  }

  /// A store with the state that a reader has put together.
  static KvStore of(
      Tree pairs, Sessions sessions, AddressBook addresses, long time, long appliedIndex) {
    return new KvStore(pairs, sessions, addresses, time, appliedIndex);
  }

  /// Takes over the state of another store, at once: the states share what they have in common.
  public void become(KvStore other) {
    pairs = other.pairs;
    sessions = other.sessions;
    addresses = other.addresses;
    time = other.time;
    appliedIndex = other.appliedIndex;
    if (recent != null) {
      recent.beginBehind(appliedIndex);
    }
  }

  /// An independent store with the same state, made at once: the states share what they have in
  /// common.
  public KvStore copy() {
    return new KvStore(pairs, sessions, addresses, time, appliedIndex);
  }
}
