package dev.plongee.kv.client;

/// A server no longer knows what happened where a [Watch] is to go on: it keeps the latest changes
/// only, and knows of none before the snapshot that it began with. Whoever was too slow, or away
/// for too long, has missed something.
public final class ChangesGoneException extends NotDoneException {
  private final long from;
  private final long oldest;

  ChangesGoneException(long from, long oldest) {
    super(
        "changes from index "
            + from
            + " on are no longer held here, the oldest is "
            + oldest
            + ": something was missed",
        "list again, and watch from the index behind the one of the list");
    this.from = from;
    this.oldest = oldest;
  }

  /// The index that the watch had to go on with.
  public long from() {
    return from;
  }

  /// The index from which on the server knows every change. Another server may know more.
  public long oldest() {
    return oldest;
  }
}
