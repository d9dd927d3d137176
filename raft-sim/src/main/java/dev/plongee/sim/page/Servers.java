package dev.plongee.sim.page;

import dev.plongee.core.Configuration;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.scene.Run;
import dev.plongee.sim.travel.Stop;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where every server stands.
final class Servers {
  /// Pairs of the store that are shown: a room reads no more of them.
  private static final int MAX_PAIRS = 12;

  private final Run run;
  private final World world;
  private final Changes changes;
  private final Logs logs;
  private final DiskShelf shelf;
  private final Configuration members;
  private final Language language;
  private final Words words;
  private final long stated;

  Servers(Run run, Stop stop, Language language) {
    this.run = run;
    world = run.world();
    this.language = language;
    words = Words.of(language);
    changes = new Changes(stop);
    logs = new Logs(world, language);
    shelf = new DiskShelf(world, language);
    RaftView knowing = world.view(knowing(world));
    members = knowing.configuration();
    stated = knowing.configurationIndex();
  }

  /// Who belongs to the cluster as its leader sees it; without a leader as the server that knows
  /// the latest configuration does.
  static Configuration members(World world) {
    return world.view(knowing(world)).configuration();
  }

  private static int knowing(World world) {
    int knowing = world.leader();
    if (knowing == ServerId.NONE) {
      knowing = 1;
      for (int id = 2; id <= world.servers(); id++) {
        long latest = world.view(knowing).configurationIndex();
        knowing = world.view(id).configurationIndex() > latest ? id : knowing;
      }
    }
    return knowing;
  }

  /// The configuration that [#members(World)] finds.
  JsonObject cluster() {
    return new JsonObject()
        .put("voters", JsonArray.of(members.voters()))
        .put("outgoing", JsonArray.of(members.outgoing()))
        .put("learners", JsonArray.of(members.learners()))
        .put("joint", members.isJoint());
  }

  JsonArray all() {
    JsonArray all = new JsonArray();
    for (int id = 1; id <= world.servers(); id++) {
      all.add(server(id));
    }
    return all;
  }

  private JsonObject server(int id) {
    RaftView view = world.view(id);
    boolean leads = world.isUp(id) && view.role() == RoleName.LEADER;
    return new JsonObject()
        .put("id", id)
        .put("names", JsonArray.of(run.names(id)))
        .put("up", world.isUp(id))
        .put("down", world.isUp(id) ? "" : words.down(world.down(id)))
        .put("paused", world.isPaused(id))
        .put("member", member(id))
        .put("role", role(id, view))
        .put("term", view.term())
        .put("vote", view.votedFor())
        .put("votes", world.isUp(id) ? votes(view) : null)
        .put("timer", world.isUp(id) ? timer(view) : null)
        .put("leaderHint", view.leader())
        .put("transferTo", view.transferTarget())
        .put("log", logs.log(view))
        .put("commit", view.commitIndex())
        .put("applied", view.appliedIndex())
        .put("store", store(id))
        .put("peers", leads ? peers(view) : null)
        .put("disk", shelf.disk(id))
        .put("clock", String.join("", Labels.clock(language, world, id)))
        .put("changed", JsonArray.of(changes.of(id)));
  }

  /// What it is by the cluster's configuration; by its own where its log states a later one, for
  /// that is the one it goes by.
  private String member(int id) {
    RaftView own = world.view(id);
    Configuration known = own.configurationIndex() > stated ? own.configuration() : members;
    return known.isVoter(id) ? "voter" : known.learners().contains(id) ? "learner" : "outside";
  }

  private String role(int id, RaftView view) {
    if (!world.isUp(id)) {
      return "down";
    }
    boolean learns = view.role() == RoleName.FOLLOWER && member(id).equals("learner");
    return learns ? "learner" : Names.role(view.role());
  }

  /// The votes of a candidate or pre-candidate, null in other roles. In joint consensus `needed` is
  /// the majority of the new voters; those of the old ones are needed too.
  private static @Nullable JsonObject votes(RaftView view) {
    if (view.role() != RoleName.CANDIDATE && view.role() != RoleName.PRE_CANDIDATE) {
      return null;
    }
    return new JsonObject()
        .put("granted", JsonArray.of(view.votes()))
        .put("needed", view.configuration().voters().size() / 2 + 1);
  }

  /// The heartbeat of a leader, the election timer of everybody else; null when it is not armed.
  private @Nullable JsonObject timer(RaftView view) {
    boolean leads = view.role() == RoleName.LEADER;
    Timer timer = leads ? Timer.HEARTBEAT : Timer.ELECTION;
    long due = view.deadline(timer);
    if (due == Long.MAX_VALUE) {
      return null;
    }
    RaftConfig.Timing timing = world.config().timing();
    long left = Math.max(0, due - world.clock(view.self()));
    return new JsonObject()
        .put("kind", Names.timer(timer))
        .putShare("left", left, leads ? timing.heartbeatUs() : timing.electionMaxUs())
        .put("dueIn", left);
  }

  private JsonArray store(int id) {
    JsonArray store = new JsonArray();
    if (world.peek(id, new Request.List("")) instanceof Answer.Listed(List<String> pairs)) {
      for (String pair : pairs.subList(0, Math.min(MAX_PAIRS, pairs.size()))) {
        int equals = pair.indexOf('=');
        store.add(
            new JsonObject()
                .put("key", pair.substring(0, equals))
                .put("value", pair.substring(equals + 1)));
      }
    }
    return store;
  }

  private static JsonArray peers(RaftView view) {
    JsonArray peers = new JsonArray();
    for (int id : view.configuration().peersOf(view.self()).toArray()) {
      RaftView.PeerView peer = view.peer(id);
      peers.add(
          new JsonObject()
              .put("id", id)
              .put("next", peer.nextIndex())
              .put("match", peer.matchIndex())
              .put("state", Names.progress(peer.state()))
              .put("inFlight", peer.inFlight()));
    }
    return peers;
  }
}
