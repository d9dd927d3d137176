package dev.plongee.jmh;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.Output;
import dev.plongee.core.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the core itself costs, for a whole batch: all steps of one write at a leader, of one write
/// at a follower, and of one read round.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CoreStep {
  /// Entries a log may get before a new one takes its place: a log is never full here.
  private static final int MAX_ENTRIES = 1_000_000;

  @Param({"1", "64"})
  public int batch;

  private List<Bytes> commands = List.of();
  private OneServer leader = OneServer.leading();
  private OneServer follower = new OneServer();
  private long round;

  @Setup(Level.Iteration)
  public void prepare() {
    commands = Commands.puts(batch);
    leader = OneServer.leading();
    follower = new OneServer();
    round = 0;
  }

  /// Proposed, appended, durable here, acknowledged by one peer, committed, applied.
  @Benchmark
  public Output leaderWrites() {
    if (leader.lastIndex() > MAX_ENTRIES) {
      leader = OneServer.leading();
    }
    leader.step(new Input.Propose(commands));
    return leader.receive(new Message.AppendAccepted(leader.term(), leader.lastIndex(), 0));
  }

  /// Received, compared, appended, durable here, acknowledged; the batch before is applied.
  @Benchmark
  public Output followerWrites() {
    if (follower.lastIndex() > MAX_ENTRIES) {
      follower = new OneServer();
    }
    long last = follower.lastIndex();
    List<Entry> entries = new ArrayList<>(batch);
    for (Bytes command : commands) {
      entries.add(new Entry(1, last + entries.size() + 1, new Payload.Command(command)));
    }
    LogPosition prev = new LogPosition(last == 0 ? 0 : 1, last);
    return follower.receive(new Message.AppendEntries(1, prev, entries, last, 0));
  }

  /// One round of leader contact for a batch of reads under one id.
  @Benchmark
  public Output leaderReads() {
    round++;
    leader.step(new Input.Read(List.of(round)));
    return leader.receive(new Message.AppendAccepted(leader.term(), leader.lastIndex(), round));
  }
}
