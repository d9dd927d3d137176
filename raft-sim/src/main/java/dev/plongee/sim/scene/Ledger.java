package dev.plongee.sim.scene;

import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Output;
import dev.plongee.core.RaftView;
import dev.plongee.core.Rule;
import dev.plongee.core.TermAt;
import dev.plongee.core.TraceEvent;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.ClientEvent.Phase;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a scene must remember of its run to judge its conditions: a world keeps no history.
final class Ledger implements Observer {
  /// The last write of a key by the scene.
  ///
  /// @param at where its entry went, [LogPosition#ZERO] until a leader took it
  record LastWrite(Request request, LogPosition at, boolean acknowledged) {}

  /// A server answered no.
  record Refusal(Rule rule, int server) {}

  private final TreeMap<String, LastWrite> writes = new TreeMap<>();

  /// The term of the entry that is committed at each index.
  private final TreeMap<Long, Long> committed = new TreeMap<>();

  /// How the latest call of each client stands.
  private final TreeMap<Integer, Phase> calls = new TreeMap<>();

  /// What each client learned last.
  private final TreeMap<Integer, Answer> answers = new TreeMap<>();

  /// Whom each client asked last.
  private final TreeMap<Integer, Integer> lastServers = new TreeMap<>();

  private final List<Refusal> refusals = new ArrayList<>();

  /// The highest term that had a running leader when the cue began.
  private long oldLeaderTerm;

  void cueBegins(World world) {
    refusals.clear();
    oldLeaderTerm = world.leader() == 0 ? 0 : world.view(world.leader()).term();
  }

  long oldLeaderTerm() {
    return oldLeaderTerm;
  }

  /// Whom this client asked last, the first server when it never asked.
  int lastServer(int client) {
    return lastServers.getOrDefault(client, 1);
  }

  /// The scene lets a client call.
  void asked(int client, int server, Request request) {
    lastServers.put(client, server);
    if (request instanceof Request.Write write) {
      writes.put(write.key(), new LastWrite(request, LogPosition.ZERO, false));
    }
  }

  /// The last write of this key, null when there was none.
  @Nullable LastWrite lastWrite(String key) {
    return writes.get(key);
  }

  boolean isCommitted(LogPosition at) {
    Long term = committed.get(at.index());
    return at.index() > 0 && term != null && term == at.term();
  }

  boolean isUnknown(int client) {
    Phase phase = calls.get(client);
    return phase == Phase.INVOKE || phase == Phase.INFO;
  }

  boolean hasFailed(int client) {
    return calls.get(client) == Phase.FAIL;
  }

  boolean wasRead(int client, String value) {
    return new Answer.Found(value).equals(answers.get(client));
  }

  /// Since the cue began; `server` 0 means any.
  boolean wasRefused(Rule rule, int server) {
    for (Refusal refusal : refusals) {
      if (refusal.rule() == rule && (server == 0 || refusal.server() == server)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void stepped(World world, Event cause, int server, Input input, Output output) {
    for (TraceEvent event : output.trace()) {
      switch (event) {
        case TraceEvent.Decided(Rule rule, _, Object outcome) -> {
          if (Boolean.FALSE.equals(outcome)) {
            refused(new Refusal(rule, server));
          }
        }
        case TraceEvent.CommitAdvanced(long from, long to) -> commit(world.view(server), from, to);
        case TraceEvent.TimerFired _,
            TraceEvent.TermChanged _,
            TraceEvent.RoleChanged _,
            TraceEvent.Voted _,
            TraceEvent.Appended _,
            TraceEvent.Truncated _,
            TraceEvent.Transferring _,
            TraceEvent.MembersChanged _,
            TraceEvent.CatchingUp _,
            TraceEvent.SnapshotTaken _,
            TraceEvent.SnapshotInstalled _,
            TraceEvent.SpaceChanged _,
            TraceEvent.Postponed _,
            TraceEvent.BecameDurable _ -> {}
      }
    }
  }

  /// Remembered once: a long cue has thousands of the same.
  private void refused(Refusal refusal) {
    if (!refusals.contains(refusal)) {
      refusals.add(refusal);
    }
  }

  private void commit(RaftView view, long from, long to) {
    for (long index = from + 1; index <= to; index++) {
      if (view.termAt(index) instanceof TermAt.Known(long term)) {
        committed.putIfAbsent(index, term);
      }
    }
  }

  @Override
  public void appended(World world, int server, Event.Call call, LogPosition at) {
    Request request =
        call.request() instanceof Request.InSession(_, _, Request.Write write)
            ? write
            : call.request();
    writes.replaceAll((_, write) ->
        write.request().equals(request) && !write.acknowledged()
            ? new LastWrite(request, at, false)
            : write);
  }

  @Override
  public void client(World world, ClientEvent event) {
    calls.put(event.client(), event.phase());
    answers.put(event.client(), event.answer());
    if (event.phase() == Phase.OK) {
      writes.replaceAll((_, write) ->
          write.request().equals(event.request())
              ? new LastWrite(write.request(), write.at(), true)
              : write);
    }
  }

  Ledger copy() {
    Ledger copy = new Ledger();
    copy.writes.putAll(writes);
    copy.committed.putAll(committed);
    copy.calls.putAll(calls);
    copy.answers.putAll(answers);
    copy.lastServers.putAll(lastServers);
    copy.refusals.addAll(refusals);
    copy.oldLeaderTerm = oldLeaderTerm;
    return copy;
  }
}
