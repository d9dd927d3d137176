package dev.plongee.sim.page;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Run;
import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import dev.plongee.sim.world.World;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/// Everything the views draw of one stop. A function of where the cursor stands and of the
/// language: the same stop gives the same text on every machine, whatever way led there.
final class Picture {
  private Picture() {}

  /// @param judgement that knows the clients of this show
  static JsonObject of(Cursor cursor, Language language, Judgement judgement) {
    Run run = cursor.run();
    World world = run.world();
    Branch branch = cursor.branch();
    int at = cursor.at();
    Servers servers = new Servers(run, cursor.stop(), language);
    Traffic traffic = new Traffic(world, language);
    Clients clients = new Clients(world, language, run.calls());
    String verdict = judgement.of(world, run.calls());
    boolean isTyped = !branch.isScript() && at > 0;
    Telling telling = new Telling(language, isTyped);
    return new JsonObject()
        .put("branch", branch.number())
        .put("stop", at)
        .put("last", branch.last())
        .put("cue", cursor.cue())
        .put("time", world.now())
        .put("event", world.events())
        .put("over", at == branch.last())
        .put("told", telling.tell(cursor.stop()))
        .put("because", new Because(cursor, telling, language).find())
        .put("cluster", servers.cluster())
        .put("servers", servers.all())
        .put("links", traffic.links())
        .put("messages", traffic.messages())
        .put("requests", traffic.requests())
        .put("clients", clients.clients())
        .put(
            "history",
            new JsonObject()
                .put("operations", clients.history())
                .put("verdict", verdict)
                .put("faults", new Faults(language, world.config().disk(), run.acts()).lanes()))
        .put(
            "lamps",
            Lamps.lamps(
                language,
                run.violations(),
                !verdict.equals("not-linearizable"),
                violation -> branch.stopOf(violation.event() + 1, at)))
        .put("broken", broken(world));
  }

  /// The breach that every server commits now, null when all obey.
  private static @Nullable String broken(World world) {
    for (Breach breach : Zoo.all()) {
      if (breach.rules() == world.rules()) {
        return breach.id();
      }
    }
    return null;
  }
}
