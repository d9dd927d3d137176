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
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What `check` says: lines for people, or JSON.
final class CheckReport {
  private static final double MICROS_PER_SECOND = 1e6;

  private final Console console;
  private final Optional<Breach> breach;
  private boolean progressShown;

  CheckReport(Console console, Optional<Breach> breach) {
    this.console = console;
    this.breach = breach;
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
    if (terminal != null && terminal.isTerminal()) {
      progressShown = true;
      System.err.print("\r%s   ".formatted(summary(found)));
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
    return "./raft check --seed "
        + seed
        + " --runs 1"
        + breach.map(broken -> " --bug " + broken.id()).orElse("");
  }

  void shrunk(Campaign.Failure failure, Plan smallest, Optional<Path> file) {
    List<Fault> faults = smallest.faults();
    console.say(
        "  shrunk from %d to %d faults:".formatted(failure.plan().faults().size(), faults.size()));
    FaultText.print(faults).lines().forEach(line -> console.say("    " + line));
    ObjectNode object =
        Json.object("shrunk").put("seed", failure.seed()).put("faults", faults.size());
    FaultText.print(faults).lines().forEach(object.withArray("schedule")::add);
    if (file.isPresent()) {
      String bug = breach.map(broken -> " --bug " + broken.id()).orElse("");
      String replay = "./raft check --seed " + failure.seed() + " --faults " + file.get() + bug;
      console.say("  replay: " + replay);
      object.put("replay", replay);
    }
    console.emit(() -> object);
  }

  void ends(Campaign.Settings settings, Campaign.Result result, List<Mark> missing) {
    for (Mark mark : missing) {
      console.say("NEVER REACHED in %d runs: %s".formatted(result.runs(), mark.sentence()));
    }
    console.say(summary(result));
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
    missing.forEach(mark -> object.withArray("neverReached").add(mark.name()));
    console.emit(() -> object);
  }

  void replayed(long seed, Plan plan, RunResult result) {
    for (Violation violation : result.violations()) {
      console.say("VIOLATION at event " + violation.event());
      console.say("  " + violation);
      console.emit(() -> violation(seed, violation));
    }
    console.say(
        "seed %d with %d faults: %,d events, %d violations"
            .formatted(seed, plan.faults().size(), result.events(), result.violations().size()));
    console.emit(() ->
        Json.object("result")
            .put("runs", 1)
            .put("events", result.events())
            .put("violations", result.violations().isEmpty() ? 0 : 1)
            .put("simulatedSeconds", Math.round(result.simulatedUs() / MICROS_PER_SECOND))
            .put("seed", seed));
  }

  private static String summary(Campaign.Result result) {
    return "%,d runs, %,d events, %,d writes acknowledged, %,d unknown, %d violations, %,.0f events/s"
        .formatted(
            result.runs(),
            result.events(),
            result.acknowledged(),
            result.unknown(),
            result.violations(),
            result.events() / result.seconds());
  }
}
