package dev.plongee.sim.page;

import dev.plongee.core.Entry;
import dev.plongee.core.RaftView;
import dev.plongee.sim.phrase.Brief;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.MessagePhrases;
import dev.plongee.sim.world.World;

/// The newest part of every log, from the same index on everywhere.
final class Logs {
  /// Indexes that are shown, counted from the end of the longest log.
  private static final int MAX_INDEXES = 32;

  private final Language language;
  private final long from;

  Logs(World world, Language language) {
    this.language = language;
    long longest = 0;
    for (int id = 1; id <= world.servers(); id++) {
      longest = Math.max(longest, world.view(id).last().index());
    }
    from = Math.max(1, longest - MAX_INDEXES + 1);
  }

  JsonObject log(RaftView view) {
    JsonArray entries = new JsonArray();
    long first = Math.max(from, view.base().index() + 1);
    for (long index = first; index <= view.last().index(); index++) {
      entries.add(entry(view, index));
    }
    return new JsonObject()
        .put(
            "base",
            new JsonObject().put("index", view.base().index()).put("term", view.base().term()))
        .put("snapshot", view.snapshot().index())
        .put("first", first)
        .put("last", view.last().index())
        .put("entries", entries);
  }

  private JsonObject entry(RaftView view, long index) {
    Entry entry = view.entry(index);
    return new JsonObject()
        .put("index", index)
        .put("term", entry.term())
        .put("kind", Names.payload(entry.payload()))
        .put("text", MessagePhrases.payload(language, entry.payload()))
        .put("brief", Brief.payload(entry.payload()))
        .put("committed", index <= view.commitIndex())
        .put("durable", index <= view.durableIndex());
  }
}
