package dev.plongee.kv.cli;

import dev.plongee.kv.bench.Figures;
import dev.plongee.kv.bench.LoadGenerator;
import dev.plongee.kv.bench.Workload;
import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.driver.ProcessorTime;
import dev.plongee.kv.history.HistoryWriter;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.store.CommandCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measure how fast a cluster reads and writes.",
    description = {
      "A closed loop: each client calls, waits for its answer, and calls again. Nothing is made"
          + " easier for it: writes are on the disks of a majority when they are answered, and"
          + " reads are linearizable. It writes keys that begin with bench/ and touches no others;"
          + " they stay. Ctrl-C ends it with the figures so far.",
      "",
      "Beside the figures stand the processor time of all processes and the fsyncs of the same"
          + " seconds, without which no two figures can be compared; see docs/benchmarks.md."
    },
    exitCodeList = {
      "0:Measured, also when Ctrl-C ended it.",
      "2:Usage or bad input, or the cluster takes no more: its log is full.",
      "3:The outcome of a write is unknown that should have prepared a key.",
      "4:No call was answered."
    },
    footer = {
      "  ./raft bench                              16 clients, half of the calls reads",
      "  ./raft bench --clients 256 --read-ratio 0 writes only",
      "  ./raft bench --clients 1 --value-size 4096 --seconds 30 --json",
      "  ./raft bench --seconds 3 --history calls.jsonl",
      "  ./raft verify calls.jsonl                 were these calls linearizable?"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MAX_CLIENTS = 10_000;
  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_KEYS = 1_000_000;
  private static final int MAX_SECONDS = 3_600;

  /// How long a server may take to say how it is.
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(1);

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "16",
      description = "Clients, each with one call under way (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "1",
      description = "Connections that the clients share (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--read-ratio",
      paramLabel = "RATIO",
      defaultValue = "0.5",
      description = "How many of the calls are reads, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double readRatio;

  @Option(
      names = "--value-size",
      paramLabel = "BYTES",
      defaultValue = "100",
      description = "The size of each value, up to 1 MiB (default: ${DEFAULT-VALUE}).")
  private int valueBytes;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Keys, all equally often read and written (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to measure (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long to run before that (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--seed",
      paramLabel = "X",
      defaultValue = "1",
      description = "Decides who calls what (default: ${DEFAULT-VALUE}).")
  private long seed;

  @ArgGroup(exclusive = true)
  private Sessions sessions = new Sessions();

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "Record every call, those that prepare and warm up too, for './raft verify' to judge;"
              + " what FILE held is replaced. Recording costs time (default: no recording).")
  private @Nullable Path history;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  /// Two names instead of one that can be negated: so completion knows both.
  private static final class Sessions {
    @Option(
        names = "--session",
        description =
            "Let writes go through sessions, as those of the Java client do: sent again when an"
                + " answer is lost, executed once. That is so unless --no-session is given.")
    private boolean with;

    @Option(names = "--no-session", description = "Send each write once, without a session.")
    private boolean without;

    boolean areUsed() {
      return with || !without;
    }
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    validate();
    ClientOptions found = cluster.find();
    ClientOptions options = sessions.areUsed() ? found : found.withoutSessions();
    CountDownLatch said = new CountDownLatch(1);
    try (HistoryWriter recording = history == null ? null : HistoryWriter.create(history);
        PlongeeClient observer =
            new PlongeeClient(
                new ClientOptions(options.servers(), options.cluster(), STATUS_PATIENCE))) {
      return measure(options, recording, observer, said);
    } catch (FileSystemException e) {
      throw e;
    } catch (UncheckedIOException | IOException e) {
      throw CommandException.usage(
          "the history cannot be written to " + history + ": " + reason(e),
          "is there space? It is worth nothing with holes in it");
    } finally {
      said.countDown();
    }
  }

  private int measure(
      ClientOptions options,
      @Nullable HistoryWriter recording,
      PlongeeClient observer,
      CountDownLatch said)
      throws InterruptedException {
    List<PlongeeClient> callers =
        Stream.generate(() -> new PlongeeClient(options)).limit(connections).toList();
    try {
      Workload workload = new Workload(clients, readRatio, valueBytes, keys, seed);
      LoadGenerator load = new LoadGenerator(callers, workload, recording);
      Ending.onSignal(() -> {
        load.stop();
        Ending.await(said);
      });
      return run(workload, load, observer);
    } finally {
      // What is still under way ends here, so that it is not missing in the history.
      callers.forEach(PlongeeClient::close);
    }
  }

  private void validate() {
    range("--clients", clients, 1, MAX_CLIENTS);
    range("--connections", connections, 1, Math.min(clients, MAX_CONNECTIONS));
    range("--value-size", valueBytes, 0, CommandCodec.MAX_VALUE_BYTES);
    range("--keys", keys, 1, MAX_KEYS);
    range("--seconds", seconds, 1, MAX_SECONDS);
    range("--warmup", warmup, 0, MAX_SECONDS);
    if (!(readRatio >= 0 && readRatio <= 1)) {
      throw CommandException.usage(
          "--read-ratio " + readRatio + " is out of range", "0 (only writes) to 1 (only reads)");
    }
  }

  private static void range(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandException.usage(
          option + " " + value + " is out of range", least + " to " + most);
    }
  }

  private int run(Workload workload, LoadGenerator load, PlongeeClient observer)
      throws InterruptedException {
    BenchProgress progress = new BenchProgress();
    progress.say("writing " + keys + " keys");
    load.prepare();
    SequencedMap<Address, String> servers = cluster.named(observer);
    load.start();
    goOn(load, warmup, left -> progress.say("warming up, " + left + " s to go"));
    ClusterStatus before = ClusterStatus.ask(observer, servers);
    long cpuBefore = ProcessorTime.micros();
    load.measure();
    goOn(load, seconds, left -> progress.say(load.figures(), left));
    Figures figures = load.finish();
    long cpu = ProcessorTime.micros() - cpuBefore;
    ClusterStatus after = ClusterStatus.ask(observer, servers);
    progress.end();
    List<ServerLoad> loads = ServerLoad.between(before, after);
    BenchReport report =
        new BenchReport(workload, connections, sessions.areUsed(), figures, loads, cpu);
    console.emit(report::json);
    report.lines().forEach(console::say);
    return judge(load, figures);
  }

  /// Lets the load go on for so many seconds, or until it ends by itself or by Ctrl-C.
  private static void goOn(LoadGenerator load, int seconds, IntConsumer eachSecond)
      throws InterruptedException {
    for (int left = seconds; left > 0 && !load.over().isDone(); left--) {
      eachSecond.accept(left);
      try {
        load.over().get(1, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException _) {
        // Not over yet, or for a reason that is said at the end.
      }
    }
  }

  /// A cluster that takes no more, or did nothing at all, is an error; the figures were printed.
  private static int judge(LoadGenerator load, Figures figures) {
    if (load.over().isCompletedExceptionally()) {
      switch (load.over().exceptionNow()) {
        case CallException refusal -> throw refusal;
        case UncheckedIOException unwritten -> throw unwritten;
        default -> throw new IllegalStateException(load.over().exceptionNow());
      }
    }
    if (figures.operations() == 0 && figures.errors() + figures.unknown() > 0) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "no call was answered in %.1f s".formatted(figures.seconds()),
          "see how the nodes are: ./raft status");
    }
    return ExitCode.GOOD;
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause();
    return String.valueOf((cause == null ? e : cause).getMessage());
  }
}
