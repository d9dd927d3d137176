package dev.plongee.sim.page;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.Output;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rules;
import java.util.ArrayDeque;
import java.util.List;

/// Servers on a bench: every message arrives after a while and in order, every disk is fast, and
/// each new leader gets a command. It writes down all that the core was given and all that it
/// answered, so two machines that run the same bench can be compared byte by byte.
final class Bench {
  private static final long LATENCY_US = 5_000;

  private record Due(long at, int to, Input input) {}

  private final Raft[] servers;
  private final ArrayDeque<Due> queue = new ArrayDeque<>();
  private final StringBuilder transcript = new StringBuilder();
  private long now;
  private int steps;

  Bench(int count, int seed, Rules rules) {
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i + 1;
    }
    servers = new Raft[count];
    for (int id : ids) {
      RaftConfig config =
          RaftConfig.of(id, Configuration.of(ids)).with(RaftConfig.Timing.PAPER).withTracing(true);
      servers[id - 1] =
          Raft.recover(
              config,
              rules,
              DurableState.EMPTY,
              now,
              (term, attempt) -> electionTimeout(config.timing(), seed, id, term, attempt));
    }
  }

  String run(int atMost) {
    while (steps < atMost) {
      Raft earliest = earliest();
      if (!queue.isEmpty() && queue.getFirst().at() <= earliest.deadline()) {
        Due due = queue.removeFirst();
        now = Math.max(now, due.at());
        step(due.to(), due.input());
      } else {
        now = earliest.deadline();
        step(earliest.view().self(), Input.TICK);
      }
    }
    return transcript.toString();
  }

  private Raft earliest() {
    Raft earliest = servers[0];
    for (Raft server : servers) {
      if (server.deadline() < earliest.deadline()) {
        earliest = server;
      }
    }
    return earliest;
  }

  private void step(int id, Input input) {
    Raft server = servers[id - 1];
    RoleName before = server.view().role();
    Output output = server.step(now, input);
    steps++;
    transcript.append(now).append(" S").append(id).append(' ').append(input).append(" -> ");
    transcript.append(output).append('\n');
    for (Envelope envelope : output.send()) {
      queue.addLast(
          new Due(now + LATENCY_US, envelope.to(), new Input.Receive(id, envelope.message())));
    }
    if (!output.write().isNone()) {
      step(id, new Input.Persisted(output.write().id()));
    }
    if (!output.apply().isEmpty()) {
      step(id, new Input.Applied(output.apply().getLast().index()));
    }
    if (before != RoleName.LEADER && server.view().role() == RoleName.LEADER) {
      byte[] command = {(byte) id, (byte) steps};
      step(id, new Input.Propose(List.of(Bytes.wrap(command))));
    }
  }

  /// The same question has the same answer, in whatever order the servers ask.
  private static long electionTimeout(
      RaftConfig.Timing timing, int seed, int id, long term, int attempt) {
    long mixed = seed;
    for (long part : new long[] {id, term, attempt}) {
      mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 29;
    }
    long span = timing.electionMaxUs() - timing.electionMinUs();
    return timing.electionMinUs() + Long.remainderUnsigned(mixed, span);
  }
}
