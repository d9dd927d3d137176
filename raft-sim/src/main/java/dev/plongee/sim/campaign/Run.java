package dev.plongee.sim.campaign;

import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.check.Histories;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.TraceHash;
import dev.plongee.sim.check.history.Verdict;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32C;

/// One run of a plan under some rules: first the faults, then the recovery; every event judged.
public final class Run implements Observer {
  /// Events with faults, before the recovery.
  public static final int EVENTS = 20_000;

  /// From one recomputation of all checks to the next, in events.
  private static final int AUDIT_EVENTS = 1_000;

  private long calls;
  private long acknowledged;
  private long unknown;

  private Run() {}

  /// How a run is watched.
  ///
  /// @param events with faults
  /// @param audit whether all checks are recomputed from scratch now and then
  /// @param hashed whether everything that happens is hashed
  /// @param judged the invariants that count; what else does not hold is passed over
  public record Options(int events, boolean audit, boolean hashed, Set<Invariant> judged) {
    public static final Options DEFAULT = new Options(EVENTS, false, false);

    /// Every invariant counts.
    public Options(int events, boolean audit, boolean hashed) {
      this(events, audit, hashed, EnumSet.allOf(Invariant.class));
    }

    /// One invariant counts: whether it finds something by itself, and does not only stand beside
    /// those that do.
    public static Options alone(Invariant invariant) {
      return new Options(EVENTS, false, false, EnumSet.of(invariant));
    }
  }

  /// Runs the plan until its end, or until something did not hold.
  public static RunResult of(Plan plan, Rules rules, Options options) {
    return new Run().run(plan, rules, options);
  }

  private RunResult run(Plan plan, Rules rules, Options options) {
    Checker checker = new Checker(plan.config());
    for (Invariant invariant : EnumSet.allOf(Invariant.class)) {
      if (!options.judged().contains(invariant)) {
        checker.ignore(invariant);
      }
    }
    TraceHash hash = new TraceHash();
    Histories histories = new Histories();
    Observer observer =
        options.hashed()
            ? Observer.all(checker, this, histories, hash)
            : Observer.all(checker, this, histories);
    World world = new World(plan.config(), rules, observer, Run::checksum);
    Timed schedule = new Timed(world, plan.faults());
    long audit = options.audit() ? AUDIT_EVENTS : Long.MAX_VALUE;
    while (world.events() < options.events() && !checker.hasViolations()) {
      if (!schedule.step()) {
        break;
      }
      if (world.events() >= audit) {
        audit += AUDIT_EVENTS;
        checker.audit(world);
      }
    }
    if (!checker.hasViolations()) {
      new Recovery(world, schedule, checker, plan).run();
    }
    if (!checker.hasViolations()) {
      judge(world, checker, histories);
    }
    if (options.audit() && !checker.hasViolations()) {
      checker.audit(world);
    }
    return new RunResult(
        world.events(),
        calls,
        acknowledged,
        unknown,
        world.now(),
        checker.violations(),
        checker.marks(),
        options.hashed() ? hash.value() : 0);
  }

  /// What was not decided within its budget is never a pass.
  private static void judge(World world, Checker checker, Histories histories) {
    Verdict verdict = histories.verdict();
    switch (verdict) {
      case Verdict.Linearizable _ -> {}
      case Verdict.NotLinearizable _, Verdict.Undecided _ ->
          checker.report(world, Invariant.LINEARIZABLE, ServerId.NONE, verdict.toString());
    }
  }

  /// CRC-32C by the instruction of the processor: the same as the portable one, and a quarter of
  /// the time of a run.
  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  @Override
  public void performed(World world, Event event) {
    if (event instanceof Event.Call) {
      calls++;
    }
  }

  @Override
  public void client(World world, ClientEvent event) {
    if (event.request() instanceof Request.Write) {
      switch (event.phase()) {
        case OK -> acknowledged++;
        case INFO -> unknown++;
        case INVOKE, FAIL -> {}
      }
    }
  }
}
