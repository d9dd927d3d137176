package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.List;

/// What lets the world go on, and what is said about it.
final class MotionWords {
  /// Simulated time after which an `until` has failed, in microseconds: a healed cluster of the
  /// paper's times elects and commits in a tenth of it.
  static final long UNTIL_US = 10_000_000;

  static final Chapter<Command> CHAPTER =
      new Chapter<>(
          "Going on and claiming",
          new Text("une commande", "a command"),
          "Time stands still between commands; only these three let it pass: `run`, `step`,"
              + " `until`.",
          List.of(
              Word.of(
                  "until CONDITION [within DURATION]",
                  "Lets the world go on until the condition holds. Fails after 10 simulated"
                      + " seconds, or the given time, or 20,000 events.",
                  "until leader within 2s",
                  a -> new Command.Until(a.condition(0), a.number(1, UNTIL_US))),
              Word.of(
                  "run DURATION",
                  "Lets the world go on for this long.",
                  "run 150ms",
                  a -> new Command.Run(a.number(0))),
              Word.of(
                  "step [COUNT]",
                  "Lets the next event happen, or so many.",
                  "step 3",
                  a -> new Command.Step(a.count(0, 1))),
              Word.of(
                  "let NAME = SERVER",
                  "Gives the server that is meant now a name for later.",
                  "let M = leader",
                  a -> new Command.Let(a.text(0), a.server(1))),
              Word.of(
                  "expect CONDITION",
                  "A claim: the scene fails if it does not hold now.",
                  "expect leaders 1",
                  a -> new Command.Expect(a.condition(0), false)),
              Word.of(
                  "must CONDITION",
                  "A claim that holds whatever the seed: tests try it with 50 other seeds.",
                  "must not violated 5",
                  a -> new Command.Expect(a.condition(0), true))));

  private MotionWords() {}
}
