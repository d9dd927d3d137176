package dev.plongee.sim.campaign;

import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Marks;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Many runs of consecutive seeds, as many at a time as there are threads. It ends with the first
/// violation, with the last run, or when the time is up.
public final class Campaign {
  /// One of so many runs is done twice, and everything that happened must be the same.
  private static final int RUNS_PER_REPETITION = 16;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// What is to be done.
  ///
  /// @param firstSeed run `i` has the seed `firstSeed + i`
  /// @param runs how many, of all shards
  /// @param seconds after which no new run begins; [Long#MAX_VALUE] for no limit
  /// @param shard from 1 to `shards`; this campaign does every run whose number fits
  /// @param rules that every server obeys
  public record Settings(
      long firstSeed,
      long runs,
      long seconds,
      int shard,
      int shards,
      Rules rules,
      boolean audit,
      int threads) {}

  /// A run in which something did not hold.
  public record Failure(long seed, Plan plan, Violation violation) {}

  /// What was done.
  ///
  /// @param failure the one with the smallest seed, if there are any
  /// @param violations in how many runs something did not hold
  public record Result(
      long runs,
      long events,
      long calls,
      long acknowledged,
      long unknown,
      long simulatedUs,
      double seconds,
      Marks marks,
      int violations,
      Optional<Failure> failure) {}

  private final Settings settings;
  private final Consumer<Result> progress;
  private final AtomicLong next;
  private final long began = System.nanoTime();

  // Guarded by this object.
  private long runs;
  private long events;
  private long calls;
  private long acknowledged;
  private long unknown;
  private long simulatedUs;
  private final Marks marks = new Marks();
  private final List<Failure> failures = new ArrayList<>();
  private Optional<RuntimeException> accident = Optional.empty();

  private Campaign(Settings settings, Consumer<Result> progress) {
    this.settings = settings;
    this.progress = progress;
    next = new AtomicLong(settings.shard() - 1L);
  }

  /// Runs all of it and waits for the end.
  ///
  /// @param progress is told now and then, by one thread at a time
  public static Result run(Settings settings, Consumer<Result> progress) {
    return new Campaign(settings, progress).run();
  }

  private Result run() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i < settings.threads(); i++) {
      threads.add(Thread.ofPlatform().daemon().name("campaign-" + i).start(this::work));
    }
    work();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    accident.ifPresent(unexpected -> {
      throw unexpected;
    });
    return result();
  }

  private void work() {
    while (goesOn()) {
      long run = next.getAndAdd(settings.shards());
      if (run >= settings.runs()) {
        return;
      }
      try {
        one(settings.firstSeed() + run, run / settings.shards() % RUNS_PER_REPETITION == 0);
      } catch (RuntimeException unexpected) {
        broken(settings.firstSeed() + run, unexpected);
        return;
      }
    }
  }

  private void one(long seed, boolean twice) {
    Plan plan = Swarm.plan(seed);
    Run.Options options = new Run.Options(Run.EVENTS, settings.audit(), twice);
    RunResult result = Run.of(plan, settings.rules(), options);
    List<Violation> violations = new ArrayList<>(result.violations());
    if (twice && violations.isEmpty()) {
      RunResult again = Run.of(plan, settings.rules(), options);
      if (again.hash() != result.hash()) {
        violations.add(
            new Violation(
                Invariant.DETERMINISM,
                ServerId.NONE,
                result.events(),
                result.simulatedUs(),
                "the run has the hash "
                    + Long.toHexString(result.hash())
                    + ", the second time "
                    + Long.toHexString(again.hash())));
      }
    }
    add(seed, plan, result, violations);
  }

  private synchronized boolean goesOn() {
    return failures.isEmpty() && accident.isEmpty() && seconds() < settings.seconds();
  }

  private synchronized void broken(long seed, RuntimeException unexpected) {
    accident =
        Optional.of(new IllegalStateException("the run of seed " + seed + " failed", unexpected));
  }

  private synchronized void add(
      long seed, Plan plan, RunResult result, List<Violation> violations) {
    runs++;
    events += result.events();
    calls += result.calls();
    acknowledged += result.acknowledged();
    unknown += result.unknown();
    simulatedUs += result.simulatedUs();
    marks.add(result.marks());
    if (!violations.isEmpty()) {
      failures.add(new Failure(seed, plan, violations.getFirst()));
    }
    progress.accept(result());
  }

  private double seconds() {
    return (System.nanoTime() - began) / (double) NANOS_PER_SECOND;
  }

  private synchronized Result result() {
    Optional<Failure> first = failures.stream().min((a, b) -> Long.compare(a.seed(), b.seed()));
    return new Result(
        runs,
        events,
        calls,
        acknowledged,
        unknown,
        simulatedUs,
        seconds(),
        marks,
        failures.size(),
        first);
  }
}
