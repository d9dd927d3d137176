package dev.plongee.sim.page;

import dev.plongee.core.HardState;
import dev.plongee.core.RaftView;
import dev.plongee.core.Write;
import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.MessagePhrases;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.phrase.WritePhrases;
import dev.plongee.sim.world.OnDisk;
import dev.plongee.sim.world.World;
import java.util.List;

/// What a server would find if its power failed now, what its disk is still writing, and what waits
/// for that.
final class DiskShelf {
  private final World world;
  private final Language language;

  DiskShelf(World world, Language language) {
    this.world = world;
    this.language = language;
  }

  JsonObject disk(int server) {
    OnDisk found = world.durable(server);
    return new JsonObject()
        .put("term", found.hardState().term())
        .put("vote", found.hardState().votedFor())
        .put("last", found.last())
        .put("snapshot", found.snapshot().index())
        .put("hangs", world.diskSettings(server).standsStill())
        .put("damaged", world.isDamaged(server))
        .put("full", world.isFull(server))
        .put("failing", world.isFailing(server))
        .put("ills", JsonArray.of(Labels.disk(language, world, server)))
        .put("writes", writes(server, found.hardState()));
  }

  private JsonArray writes(int server, HardState onDisk) {
    JsonArray writes = new JsonArray();
    HardState before = onDisk;
    List<Write> unsynced = world.unsynced(server);
    long done = 0;
    for (Write write : unsynced) {
      writes.add(
          new JsonObject()
              .put("what", WritePhrases.what(language, write, before))
              .put("holds", held(server, done, write.id())));
      before = write.hardState();
      done = write.id();
    }
    return writes;
  }

  /// The messages that leave when the write `upTo` is durable, and not before.
  private JsonArray held(int server, long behind, long upTo) {
    JsonArray held = new JsonArray();
    if (world.isUp(server)) {
      for (RaftView.Held message : world.view(server).held()) {
        if (behind < message.writeId() && message.writeId() <= upTo) {
          held.add(
              new JsonObject()
                  .put("to", message.envelope().to())
                  .put("toName", Words.of(language).server(message.envelope().to()))
                  .put("text", MessagePhrases.name(language, message.envelope().message())));
        }
      }
    }
    return held;
  }
}
