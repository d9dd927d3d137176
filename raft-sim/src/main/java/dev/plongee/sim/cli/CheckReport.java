package dev.plongee.sim.cli;

import dev.plongee.kv.cli.Console;
import dev.plongee.kv.cli.Json;
import dev.plongee.sim.campaign.Campaign;
import dev.plongee.sim.campaign.RunResult;
import dev.plongee.sim.check.Mark;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.schedule.Fault;
import dev.plongee.sim.schedule.FaultText;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.zoo.Breach;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What `check` says: lines for people, or JSON.
final class CheckReport {
  private static final double MICROS_PER_SECOND = 1e6;

  private final Console console;
  private final Optional<Breach> breach;
  private final boolean audit;
  private boolean progressShown;
  private volatile boolean interrupted;

  /// @param audit whether the checks are checked too, which a replay must then do as well
  CheckReport(Console console, Optional<Breach> breach, boolean audit) {
    this.console = console;
    this.breach = breach;
    this.audit = audit;
  }

  void begins(Campaign.Settings settings) {
    breach.ifPresent(broken -> console.remark("broken: " + broken.id() + ", " + broken.english()));
    console.remark(
        "checking from seed %d on %d %s"
            .formatted(
                settings.firstSeed(),
                settings.threads(),
                settings.threads() == 1 ? "core" : "cores"));
  }

  /// One line that is written over and over, for whoever watches.
  void progress(Campaign.Result found) {
    java.io.Console terminal = System.console();
    if (terminal != null && terminal.isTerminal() && !interrupted) {
      progressShown = true;
      System.err.print("\r%s   ".formatted(soFar(found)));
    }
  }

  void endProgress() {
    if (progressShown) {
      System.err.println();
    }
  }

  void violation(Campaign.Failure failure) {
    Violation violation = failure.violation();
    console.say("VIOLATION in the run of seed " + failure.seed() + ", event " + violation.event());
    console.say("  " + violation);
    console.say("  replay: " + replayLine(failure.seed()));
    ObjectNode object = violation(failure.seed(), violation);
    object.put("replay", replayLine(failure.seed()));
    console.emit(() -> object);
  }

  private ObjectNode violation(long seed, Violation violation) {
    return Json.object("violation")
        .put("seed", seed)
        .put("invariant", violation.invariant().number())
        .put("name", violation.invariant().name())
        .put("sentence", violation.invariant().sentence())
        .put("server", violation.server())
        .put("event", violation.event())
        .put("timeMicros", violation.time())
        .put("message", violation.what());
  }

  private String replayLine(long seed) {
    return "./raft check --seed " + seed + " --runs 1" + howItWas();
  }

  private String howItWas() {
    return breach.map(broken -> " --bug " + broken.id()).orElse("") + (audit ? " --audit" : "");
  }

  void shrunk(Campaign.Failure failure, Plan smallest, Optional<Path> file) {
    List<Fault> faults = smallest.faults();
    console.say(
        "  shrunk from %s to %s"
            .formatted(
                count(failure.plan().faults().size(), "fault"),
                faults.isEmpty() ? "none: it fails without" : faults.size() + ":"));
    FaultText.print(faults).lines().forEach(line -> console.say("    " + line));
    ObjectNode object =
        Json.object("shrunk").put("seed", failure.seed()).put("faults", faults.size());
    FaultText.print(faults).lines().forEach(object.withArray("schedule")::add);
    if (file.isPresent()) {
      String replay =
          "./raft check --seed " + failure.seed() + " --faults " + file.get() + howItWas();
      console.say("  replay: " + replay);
      object.put("replay", replay);
    }
    console.emit(() -> object);
  }

  /// Somebody ended the campaign before its time.
  ///
  /// @param soFar nothing when not even one run was over
  void isInterrupted(Campaign.Settings settings, Optional<Campaign.Result> soFar) {
    interrupted = true;
    endProgress();
    if (soFar.isEmpty()) {
      console.error("interrupted before the first run was over", "");
      return;
    }
    console.say("interrupted: " + summary(soFar.get()));
    console.emit(() -> figures(settings, soFar.get()).put("interrupted", true));
  }

  void ends(Campaign.Settings settings, Campaign.Result result, List<Mark> missing) {
    for (Mark mark : missing) {
      console.say("NEVER REACHED in " + count(result.runs(), "run") + ": " + mark.sentence());
    }
    console.say(summary(result));
    ObjectNode object = figures(settings, result);
    missing.forEach(mark -> object.withArray("neverReached").add(mark.name()));
    console.emit(() -> object);
  }

  private static ObjectNode figures(Campaign.Settings settings, Campaign.Result result) {
    double eventsPerSecond = result.events() / result.seconds();
    ObjectNode object =
        Json.object("result")
            .put("runs", result.runs())
            .put("events", result.events())
            .put("violations", result.violations())
            .put("eventsPerSecond", Math.round(eventsPerSecond))
            .put("eventsPerSecondPerCore", Math.round(eventsPerSecond / settings.threads()))
            .put("cores", settings.threads())
            .put("simulatedSeconds", Math.round(result.simulatedUs() / MICROS_PER_SECOND))
            .put("seed", settings.firstSeed())
            .put("calls", result.calls())
            .put("acknowledged", result.acknowledged())
            .put("unknown", result.unknown());
    ObjectNode marks = object.putObject("marks");
    for (Mark mark : Mark.values()) {
      marks.put(mark.name(), result.marks().count(mark));
    }
    return object;
  }

  void replayed(long seed, Plan plan, RunResult result) {
    for (Violation violation : result.violations()) {
      console.say("VIOLATION at event " + violation.event());
      console.say("  " + violation);
      console.emit(() -> violation(seed, violation));
    }
    console.say(
        "seed %d with %s: %s, %s"
            .formatted(
                seed,
                count(plan.faults().size(), "fault"),
                count(result.events(), "event"),
                count(result.violations().size(), "violation")));
    console.emit(() ->
        Json.object("result")
            .put("runs", 1)
            .put("events", result.events())
            .put("violations", result.violations().isEmpty() ? 0 : 1)
            .put("simulatedSeconds", Math.round(result.simulatedUs() / MICROS_PER_SECOND))
            .put("seed", seed));
  }

  /// Short enough for a line of 80 columns, which could not be written over otherwise.
  private static String soFar(Campaign.Result result) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s, %,.0f events/s",
        count(result.runs(), "run"),
        count(result.events(), "event"),
        count(result.violations(), "violation"),
        result.events() / result.seconds());
  }

  private static String summary(Campaign.Result result) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s acknowledged, %,d unknown, %s, %,.0f events/s",
        count(result.runs(), "run"),
        count(result.events(), "event"),
        count(result.acknowledged(), "write"),
        result.unknown(),
        count(result.violations(), "violation"),
        result.events() / result.seconds());
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
