package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/// One server, whatever happens to it.
class OneServerProperties {
  @Provide
  Arbitrary<List<Move>> moves() {
    return Move.lists();
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void whateverArrivesAServerKeepsItsStructureAndItsWord(@ForAll("moves") List<Move> moves) {
    List<Output> outputs = new OneServer().run(moves);
    mark("led", outputs, o -> sent(o, Message.AppendEntries.class));
    mark("cut its log", outputs, o -> o.write().truncateFrom() > 0);
    mark("applied entries", outputs, o -> !o.apply().isEmpty());
    mark("answered a read", outputs, o -> o.replies().stream().anyMatch(READY));
    mark("compacted its log", outputs, o -> o.write().base().index() > 0);
    mark("was restored", outputs, o -> !o.restore().isNone());
    mark("sent a snapshot", outputs, o -> sent(o, Message.InstallSnapshot.class));
    mark("voted for another", outputs, o -> o.write().hardState().votedFor() > 1);
  }

  private static final Predicate<Reply> READY = Reply.ReadReady.class::isInstance;

  private static boolean sent(Output output, Class<? extends Message> kind) {
    return output.send().stream().anyMatch(e -> kind.isInstance(e.message()));
  }

  /// A rare state that is never reached would be a property of nothing.
  private static void mark(String name, List<Output> outputs, Predicate<Output> seen) {
    boolean reached = outputs.stream().anyMatch(seen);
    Statistics.label(name)
        .collect(reached)
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 1));
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void theSameInputsGiveTheSameOutputs(@ForAll("moves") List<Move> moves) {
    assertEquals(new OneServer().run(moves), new OneServer().run(moves));
  }

  /// The copy goes on first, then the original: neither disturbs the other.
  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void aCopyGoesOnAsItsOriginalWould(
      @ForAll("moves") List<Move> before,
      @ForAll("moves") List<Move> other,
      @ForAll("moves") List<Move> after) {
    OneServer undisturbed = new OneServer();
    undisturbed.run(before);
    List<Output> expected = undisturbed.run(after);

    OneServer original = new OneServer();
    original.run(before);
    OneServer copy = original.copy();
    OneServer third = copy.copy();
    third.run(other);
    assertEquals(expected, copy.run(after));
    assertEquals(expected, original.run(after));
  }

  /// A breach must show in what servers say and hold, never as a data structure that gave way: a
  /// check that fires first would hide what the rule is for.
  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void noBreachOfARuleBreaksTheStructure(
      @ForAll("breaches") Breach breach, @ForAll("moves") List<Move> moves) {
    new OneServer(breach.rules(), false).run(moves);
  }

  @Provide
  Arbitrary<Breach> breaches() {
    return Arbitraries.of(Breach.all());
  }
}
