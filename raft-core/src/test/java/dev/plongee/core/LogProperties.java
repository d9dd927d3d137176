package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Logs that are copies of each other, and go on as they like, against plain lists.
class LogProperties {
  /// In one of the logs: cut some entries, append some, compact it, perhaps copy it before.
  record Change(int log, boolean copyBefore, int cut, int append, int compact) {}

  /// A log and what it must hold.
  private record Pair(Log log, List<Entry> model) {
    Pair copy() {
      return new Pair(log.copy(), new ArrayList<>(model));
    }

    void change(Change change, long term) {
      int cut = Math.min(change.cut(), model.size());
      if (cut > 0) {
        log.truncate(log.lastIndex() - cut + 1);
        model.subList(model.size() - cut, model.size()).clear();
      }
      for (int i = 0; i < change.append(); i++) {
        Entry entry = new Entry(term, log.lastIndex() + 1, Payload.NOOP);
        log.append(entry);
        model.add(entry);
      }
      int compact = Math.min(change.compact(), model.size());
      log.compact(log.base().index() + compact);
      model.subList(0, compact).clear();
    }

    void check() {
      long base = log.base().index();
      assertEquals(base + model.size(), log.lastIndex());
      assertEquals((long) model.size() * Entry.OVERHEAD, log.bytes());
      assertEquals(model, log.slice(base + 1, Integer.MAX_VALUE, Integer.MAX_VALUE));
      for (long term = 1; term <= 5; term++) {
        long wanted = term;
        long before = model.stream().takeWhile(entry -> entry.term() < wanted).count();
        assertEquals(base + before + 1, log.firstIndexFrom(term));
      }
    }
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 600),
            Arbitraries.integers().between(0, 600),
            Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(0, 900))))
        .as(Change::new)
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyCopyHoldsWhatWasDoneToItAndNothingElse(@ForAll("changes") List<Change> changes) {
    List<Pair> pairs = new ArrayList<>(List.of(new Pair(new Log(), new ArrayList<>())));
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      Pair pair = pairs.get(change.log() % pairs.size());
      if (change.copyBefore()) {
        pairs.add(pair.copy());
      }
      pair.change(change, 1 + i / 4);
    }
    pairs.forEach(Pair::check);
  }
}
