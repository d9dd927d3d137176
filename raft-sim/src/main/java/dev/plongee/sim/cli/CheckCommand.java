package dev.plongee.sim.cli;

import dev.plongee.core.Rules;
import dev.plongee.kv.cli.CommandException;
import dev.plongee.kv.cli.Console;
import dev.plongee.kv.cli.Ending;
import dev.plongee.kv.cli.ExitCode;
import dev.plongee.sim.campaign.Campaign;
import dev.plongee.sim.campaign.Run;
import dev.plongee.sim.campaign.RunResult;
import dev.plongee.sim.campaign.Shrinker;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Mark;
import dev.plongee.sim.scene.Spelling;
import dev.plongee.sim.schedule.Fault;
import dev.plongee.sim.schedule.FaultText;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Zoo;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Run random clusters under faults and judge every event.",
    description =
        "Each run is a simulated cluster of 3 to 5 servers: the real core and the real store on a"
            + " network and disks that fail. A run is decided by its seed alone. All invariants are"
            + " checked after every event; when the faults are over, the cluster must recover.",
    exitCodeList = {
      "0:Nothing found.",
      "1:A violation, or a rare state that was never reached.",
      "2:Usage or bad input.",
      "130:Interrupted by Ctrl-C; what was done so far is printed."
    },
    footer = {
      "  ./raft check                                200 runs of fresh seeds",
      "  ./raft check --seconds 60 --json",
      "  ./raft check --bug mayVoteFor               break a rule and see it caught",
      "  ./raft check --seed 7 --runs 1 --audit      one run, the checks checked too"
    })
final class CheckCommand implements Callable<Integer> {
  private static final long DEFAULT_RUNS = 200;

  /// With so many runs every rare state should have come up.
  private static final long RUNS_FOR_ALL_MARKS = 1_000;

  private static final long NANOS_BETWEEN_PROGRESS = 500_000_000L;

  /// Seeds that are easy to read aloud and to type.
  private static final int SEED_BOUND = 1_000_000_000;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many runs (default: 200; without end when --seconds is given).")
  private Optional<Long> runs = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "Begin no new run after so many seconds (default: no end).")
  private Optional<Long> seconds = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "X",
      description =
          "The seed of the first run; the next runs have the seeds that follow (default: drawn).")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--bug",
      paramLabel = "ID",
      description = "Break a rule: its name, or RULE:HOW for one certain way (default: none).")
  private Optional<String> bug = Optional.empty();

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "Replay one run with the fault schedule in FILE (default: that of the seed).")
  private Optional<Path> faults = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Do only the I-th of N equal parts of the runs (default: ${DEFAULT-VALUE}).")
  private String shard = "1/1";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the smallest failing fault schedule to DIR/seed-X.faults (default: nowhere).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--audit",
      description = "Recompute every check from scratch every 1,000 events, and compare.")
  private boolean audit;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private Console console;

  private long lastProgress;

  /// Written by the threads of the campaign, read by the one that ends the process.
  private volatile Optional<Campaign.Result> soFar = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Optional<Breach> breach = bug.map(CheckCommand::breach);
    Rules rules = breach.map(Breach::rules).orElse(Rules.PAPER);
    CheckReport report = new CheckReport(console, breach, audit);
    long first = seed.orElseGet(() -> (long) new SecureRandom().nextInt(SEED_BOUND));
    if (faults.isPresent()) {
      return replay(report, first, rules, faults.get());
    }
    Campaign.Settings settings = settings(first, rules);
    if (out.isPresent()) {
      Files.createDirectories(out.get());
    }
    Ending.onInterrupt(() -> report.isInterrupted(settings, soFar));
    report.begins(settings);
    Campaign.Result result = Campaign.run(settings, found -> progress(report, found));
    report.endProgress();
    if (result.failure().isPresent()) {
      failed(report, result.failure().get(), rules);
    }
    List<Mark> missing = missing(result, breach);
    report.ends(settings, result, missing);
    return result.failure().isPresent() || !missing.isEmpty() ? ExitCode.NO : ExitCode.GOOD;
  }

  // --- what is asked

  private Campaign.Settings settings(long first, Rules rules) {
    int slash = shard.indexOf('/');
    int part;
    int parts;
    try {
      part = Integer.parseInt(shard.substring(0, Math.max(0, slash)));
      parts = Integer.parseInt(shard.substring(slash + 1));
    } catch (NumberFormatException _) {
      throw usage("--shard wants I/N and not " + shard, "--shard 2/4");
    }
    if (part < 1 || part > parts) {
      throw usage("--shard wants a part between 1 and N and not " + shard, "--shard 2/4");
    }
    if (threads < 1 || runs.orElse(1L) < 1 || seconds.orElse(1L) < 1) {
      throw usage("--runs, --seconds and --threads want at least 1", "--runs 200");
    }
    long most = runs.orElse(seconds.isPresent() ? Long.MAX_VALUE : DEFAULT_RUNS);
    return new Campaign.Settings(
        first, most, seconds.orElse(Long.MAX_VALUE), part, parts, rules, audit, threads);
  }

  private static Breach breach(String id) {
    return Zoo.find(id).orElseThrow(() -> usage("no breach is called " + id, known(id)));
  }

  /// The breaches of the rule that was meant, or a rule of nearly that name, or all rules.
  private static String known(String id) {
    int colon = id.indexOf(':');
    String wanted = colon < 0 ? id : id.substring(0, colon);
    StringJoiner ways = new StringJoiner(", ");
    Zoo.of(wanted).forEach(each -> ways.add(each.id()));
    if (ways.length() > 0) {
      return ways.toString();
    }
    String advice = Spelling.advice(wanted, Zoo.functions()).en();
    return advice.isEmpty() ? String.join(", ", Zoo.functions()) : advice;
  }

  private static CommandException usage(String message, String hint) {
    return new CommandException(ExitCode.USAGE, message, hint);
  }

  // --- what is found

  private void failed(CheckReport report, Campaign.Failure failure, Rules rules)
      throws IOException {
    Invariant broken = failure.violation().invariant();
    report.violation(failure);
    if (broken == Invariant.DETERMINISM) {
      return;
    }
    Plan smallest = Shrinker.shrink(failure.plan(), plan -> violates(plan, rules, broken, audit));
    Optional<Path> file = Optional.empty();
    if (out.isPresent()) {
      file = Optional.of(out.get().resolve("seed-" + failure.seed() + ".faults"));
      Files.writeString(file.get(), FaultText.print(smallest.faults()));
    }
    report.shrunk(failure, smallest, file);
  }

  private static boolean violates(Plan plan, Rules rules, Invariant invariant, boolean audit) {
    RunResult result = Run.of(plan, rules, new Run.Options(Run.EVENTS, audit, false));
    return !result.violations().isEmpty()
        && result.violations().getFirst().invariant() == invariant;
  }

  private int replay(CheckReport report, long first, Rules rules, Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw usage("cannot read " + file, "a file that --out wrote");
    }
    List<Fault> schedule;
    try {
      schedule = FaultText.parse(Files.readString(file));
    } catch (CharacterCodingException _) {
      throw usage("cannot read " + file + ": it is not a text", "a file that --out wrote");
    } catch (IllegalArgumentException malformed) {
      throw usage(
          file + ", " + malformed.getMessage(), "crash at 1500000 for 300000 server 1 keep 0");
    }
    Plan plan = Swarm.plan(first).with(schedule);
    RunResult result = Run.of(plan, rules, new Run.Options(Run.EVENTS, audit, false));
    report.replayed(first, plan, result);
    return result.violations().isEmpty() ? ExitCode.GOOD : ExitCode.NO;
  }

  /// Rare states that so many runs should have seen.
  private static List<Mark> missing(Campaign.Result result, Optional<Breach> breach) {
    if (breach.isPresent() || result.runs() < RUNS_FOR_ALL_MARKS) {
      return List.of();
    }
    return List.of(Mark.values()).stream().filter(m -> result.marks().count(m) == 0).toList();
  }

  private void progress(CheckReport report, Campaign.Result found) {
    soFar = Optional.of(found);
    long now = System.nanoTime();
    if (now - lastProgress > NANOS_BETWEEN_PROGRESS) {
      lastProgress = now;
      report.progress(found);
    }
  }
}
