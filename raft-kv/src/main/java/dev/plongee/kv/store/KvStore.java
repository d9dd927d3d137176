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

  /// The state behind an entry, before it becomes the state.
  private record Applied(Tree pairs, Result result) {}

  private Tree pairs;
  private long appliedIndex;

  /// An empty store that has applied nothing.
  public KvStore() {
    this(Tree.EMPTY, 0);
  }

  private KvStore(Tree pairs, long appliedIndex) {
    this.pairs = pairs;
    this.appliedIndex = appliedIndex;
  }

  /// The index of the last entry applied, 0 at first.
  public long appliedIndex() {
    return appliedIndex;
  }

  /// The number of keys.
  public int size() {
    return pairs.size();
  }

  /// Applies the next entry.
  ///
  /// @throws IllegalStateException when it is not the one behind [#appliedIndex()]; nothing changed
  public Result apply(Entry entry) {
    long index = entry.index();
    Check.that(index == appliedIndex + 1, "the entry behind the last one applied");
    Applied applied =
        switch (entry.payload()) {
          case Payload.Noop() -> new Applied(pairs, new Result.Nothing(index));
          case Payload.Command(Bytes bytes) -> execute(index, bytes);
        };
    pairs = applied.pairs();
    appliedIndex = index;
    return applied.result();
  }

  private Applied execute(long index, Bytes encoded) {
    Command command;
    try {
      command = CommandCodec.decode(encoded);
    } catch (CodecException unreadable) {
      String reason = String.valueOf(unreadable.getMessage());
      return new Applied(pairs, new Result.Malformed(index, reason));
    }
    return switch (command) {
      case Command.Put(Bytes key, Bytes value) ->
          new Applied(pairs.put(key.compact(), value.compact()), new Result.Stored(index));
      case Command.Delete(Bytes key) -> {
        Tree after = pairs.remove(key);
        yield new Applied(after, new Result.Deleted(index, after != pairs));
      }
    };
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

  /// A hash of everything that applying has made: equal states have equal digests, on every
  /// machine. It reads the whole state.
  public long digest() {
    Hash hash = new Hash().add(appliedIndex).add(pairs.size());
    pairs.visit(
        Bytes.EMPTY,
        (key, value) -> {
          hash.add(key).add(value);
          return true;
        });
    return hash.value();
  }

  /// An independent store with the same state, made at once: the states share what they have in
  /// common.
  public KvStore copy() {
    return new KvStore(pairs, appliedIndex);
  }
}
