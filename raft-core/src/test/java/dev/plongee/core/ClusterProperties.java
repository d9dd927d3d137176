package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/// A few servers, messages that are lost, doubled and out of order, slow disks and crashes: Figure
/// 3 holds, and when the storm is over the cluster works again.
class ClusterProperties {
  private static final RaftConfig.Features ALL = RaftConfig.Features.DEFAULT;

  @Provide
  Arbitrary<List<Fate>> fates() {
    return Fate.lists();
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(3, 3, 4, 5);
  }

  @Provide
  Arbitrary<Breach> breaches() {
    return Arbitraries.of(Breach.all());
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void theGuaranteesOfFigureThreeHoldInEveryStorm(
      @ForAll("sizes") int size, @ForAll int seed, @ForAll("fates") List<Fate> fates) {
    Storm storm = new Storm(size, Rules.PAPER, ALL, seed | 1);
    storm.run(fates);
    mark("two leaderships", storm.terms() >= 2);
    mark("ten entries committed", storm.committed() >= 10);
    mark("a snapshot installed", storm.restored() > 0);
    mark("reads answered", storm.answeredReads() > 0);
    storm.calmDown();
  }

  /// Safety needs none of them.
  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void theyHoldWithoutPreVoteCheckQuorumOrEmptyEntryToo(
      @ForAll boolean preVote,
      @ForAll boolean checkQuorum,
      @ForAll boolean noop,
      @ForAll int seed,
      @ForAll("fates") List<Fate> fates) {
    RaftConfig.Features features = new RaftConfig.Features(preVote, checkQuorum, noop);
    new Storm(3, Rules.PAPER, features, seed | 1).run(fates);
  }

  /// A rare state that is never reached would be a property of nothing.
  private static void mark(String name, boolean reached) {
    Statistics.label(name)
        .collect(reached)
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 1));
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void noBreachOfARuleBreaksTheStructure(
      @ForAll("breaches") Breach breach, @ForAll int seed, @ForAll("fates") List<Fate> fates) {
    try {
      new Storm(3, breach.rules(), ALL, seed | 1).runUnjudged(fates);
    } catch (AssertionError talkingInCircles) {
      // Broken rules may do that; a broken structure would be another error.
    }
  }

  /// The witness is not blind: storms show a vote given twice, a candidate without the newest
  /// entries, and a leader nobody elected.
  @Example
  void stormsNoticeBreaches() {
    for (Rule rule : List.of(Rule.MAY_VOTE_FOR, Rule.UP_TO_DATE, Rule.IS_QUORUM)) {
      Breach lenient =
          Breach.all().stream().filter(b -> b.rule() == rule).findFirst().orElseThrow();
      assertTrue(
          fates().sampleStream().limit(1_000).anyMatch(f -> isNoticed(lenient, f)), rule::name);
    }
  }

  private static boolean isNoticed(Breach breach, List<Fate> fates) {
    try {
      new Storm(3, breach.rules(), ALL, 1).run(fates);
      return false;
    } catch (AssertionError noticed) {
      return true;
    }
  }
}
