package dev.plongee.sim.zoo;

import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import dev.plongee.core.TermAt;
import java.util.List;

/// Broken rules of snapshots.
final class SnapshotBreaches {
  private SnapshotBreaches() {}

  static List<Breach> all() {
    return List.of(
        installsAny(), installsNone(), keepsSuffixNever(), keepsSuffixAlways(), matchesNotBelow());
  }

  private static Breach installsAny() {
    return new Breach(
        "installs:any",
        Rule.INSTALLS,
        "an old snapshot that comes late takes a newer state back",
        "un vieil instantané arrivé en retard ramène un état plus récent en arrière",
        Detector.invariant(34),
        new Rules() {
          @Override
          public boolean installs(long snapshotIndex, long commitIndex) {
            return true;
          }
        });
  }

  private static Breach installsNone() {
    return new Breach(
        "installs:none",
        Rule.INSTALLS,
        "a follower that needs a snapshot never takes one and stays behind for ever",
        "un suiveur qui a besoin d’un instantané n’en prend jamais et reste en retard pour"
            + " toujours",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean installs(long snapshotIndex, long commitIndex) {
            return false;
          }
        });
  }

  private static Breach keepsSuffixNever() {
    return new Breach(
        "keepsSuffix:never",
        Rule.KEEPS_SUFFIX,
        "a snapshot drops the entries behind it, although they match and were acknowledged",
        "un instantané efface les entrées qui le suivent, bien qu’elles concordent et soient"
            + " confirmées",
        Detector.invariant(34),
        new Rules() {
          @Override
          public boolean keepsSuffix(TermAt ours, long snapshotTerm) {
            return false;
          }
        });
  }

  private static Breach keepsSuffixAlways() {
    return new Breach(
        "keepsSuffix:always",
        Rule.KEEPS_SUFFIX,
        "a follower keeps entries that contradict the snapshot, and takes them for committed",
        "un suiveur garde des entrées qui contredisent l’instantané, et les croit validées",
        Detector.invariant(27),
        new Rules() {
          @Override
          public boolean keepsSuffix(TermAt ours, long snapshotTerm) {
            return true;
          }
        });
  }

  private static Breach matchesNotBelow() {
    return new Breach(
        "logMatches:not-below-the-snapshot",
        Rule.LOG_MATCHES,
        "what the snapshot has replaced is taken for a conflict",
        "ce que l’instantané a remplacé passe pour un conflit",
        Detector.unitTest("SnapshotTest", "anAppendEntriesThatReachesBelowTheSnapshotIsTrimmed"),
        new Rules() {
          @Override
          public boolean logMatches(TermAt ours, long prevTerm, int count) {
            return ours.isKnown(prevTerm);
          }
        });
  }
}
