package dev.plongee.jmh;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Payload;
import dev.plongee.core.Write;
import dev.plongee.kv.disk.DiskLog;
import dev.plongee.kv.disk.DiskOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One flush group: encoded, written and forced. The directory is below the one that JMH runs in,
/// so the file system is that of the checkout, and the figure is mostly that of its fsync.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LogAppend {
  private static final long CLUSTER = 1;
  private static final HardState TERM = new HardState(1, 1);

  @Param({"1", "64", "1024"})
  public int entries;

  private Path directory = Path.of("");
  private List<Bytes> commands = List.of();
  private DiskLog log;
  private long index;
  private long id;

  @Setup(Level.Trial)
  public void open() throws IOException {
    commands = Commands.puts(entries);
    directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "log");
    log = DiskLog.open(directory, CLUSTER, 1, DiskOptions.DEFAULT).log();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    log.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public void append() throws IOException {
    List<Entry> batch = new ArrayList<>(entries);
    for (Bytes command : commands) {
      index++;
      batch.add(new Entry(1, index, new Payload.Command(command)));
    }
    id++;
    log.append(List.of(new Write(id, TERM, 0, batch)), index);
  }
}
