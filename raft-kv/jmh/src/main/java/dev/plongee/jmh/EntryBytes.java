package dev.plongee.jmh;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.codec.EntryCodec;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Entries as an AppendEntries carries them, 64 at a time, and the command in each.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EntryBytes {
  private static final int COUNT = 64;

  private final List<Entry> entries = Commands.entries(COUNT);
  private final Bytes encoded = EntryCodec.encode(entries);
  private final Bytes command = Commands.put(1);

  @Benchmark
  public Bytes encode() {
    return EntryCodec.encode(entries);
  }

  @Benchmark
  public List<Entry> decode() throws CodecException {
    return EntryCodec.decode(encoded);
  }

  /// What every command passes before it is proposed, and once more when it is applied.
  @Benchmark
  public Command admitCommand() throws CodecException {
    return CommandCodec.admit(command);
  }
}
