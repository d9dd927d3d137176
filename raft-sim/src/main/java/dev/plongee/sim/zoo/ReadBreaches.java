package dev.plongee.sim.zoo;

import dev.plongee.core.Round;
import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import java.util.List;

/// Broken rules of reads.
final class ReadBreaches {
  private ReadBreaches() {}

  static List<Breach> all() {
    return List.of(
        readMayStartAlways(),
        readMayStartNever(),
        roundConfirmsNoRound(),
        roundConfirmsTheRoundBefore(),
        roundConfirmsNever(),
        leaseHoldsOnAPausedClock(),
        leaseHoldsOnADriftingClock(),
        leaseHoldsAfterHandingOver(),
        leaseHoldsNever(),
        readIndexFitsAny(),
        readIndexFitsNone(),
        readMayAnswerNotApplied(),
        readMayAnswerNever());
  }

  private static Breach readMayStartAlways() {
    return new Breach(
        "readMayStart:always",
        Rule.READ_MAY_START,
        "a new leader reads before it knows what is committed",
        "un nouveau leader lit avant de savoir ce qui est validé",
        Detector.invariant(44),
        new Rules() {
          @Override
          public boolean readMayStart(long termOfCommitIndex, long currentTerm) {
            return true;
          }
        });
  }

  private static Breach readMayStartNever() {
    return new Breach(
        "readMayStart:never",
        Rule.READ_MAY_START,
        "no read ever starts",
        "aucune lecture ne commence jamais",
        Detector.invariant(47),
        new Rules() {
          @Override
          public boolean readMayStart(long termOfCommitIndex, long currentTerm) {
            return false;
          }
        });
  }

  private static Breach roundConfirmsNoRound() {
    return new Breach(
        "roundConfirms:no-round",
        Rule.ROUND_CONFIRMS,
        "a leader answers reads without asking whether it still leads",
        "un leader répond aux lectures sans demander s’il est encore leader",
        Detector.invariant(44),
        new Rules() {
          @Override
          public boolean roundConfirms(Round read, Round confirmed) {
            return true;
          }
        });
  }

  private static Breach roundConfirmsTheRoundBefore() {
    return new Breach(
        "roundConfirms:the-round-before",
        Rule.ROUND_CONFIRMS,
        "an answer to an older question confirms a read",
        "la réponse à une question plus ancienne confirme une lecture",
        Detector.invariant(44),
        new Rules() {
          @Override
          public boolean roundConfirms(Round read, Round confirmed) {
            return confirmed.number() >= read.number() - 1;
          }
        });
  }

  private static Breach roundConfirmsNever() {
    return new Breach(
        "roundConfirms:never",
        Rule.ROUND_CONFIRMS,
        "no read is ever confirmed",
        "aucune lecture n’est jamais confirmée",
        Detector.invariant(47),
        new Rules() {
          @Override
          public boolean roundConfirms(Round read, Round confirmed) {
            return false;
          }
        });
  }

  private static Breach leaseHoldsOnAPausedClock() {
    return new Breach(
        "leaseHolds:paused-clock",
        Rule.LEASE_HOLDS,
        "a lease lasts however long its leader stood still",
        "un bail dure, aussi longtemps que son leader soit resté figé",
        Detector.invariant(45),
        new Rules() {
          @Override
          public boolean leaseHolds(
              long sinceSentUs, long minTimeoutUs, int driftPpm, boolean handedOver) {
            return !handedOver;
          }
        });
  }

  private static Breach leaseHoldsOnADriftingClock() {
    return new Breach(
        "leaseHolds:drifting-clock",
        Rule.LEASE_HOLDS,
        "a lease is as long as an election timeout, as if no clock drifted",
        "un bail dure un délai d’élection entier, comme si aucune horloge ne dérivait",
        Detector.invariant(45),
        new Rules() {
          @Override
          public boolean leaseHolds(
              long sinceSentUs, long minTimeoutUs, int driftPpm, boolean handedOver) {
            return !handedOver && sinceSentUs < minTimeoutUs;
          }
        });
  }

  private static Breach leaseHoldsAfterHandingOver() {
    return new Breach(
        "leaseHolds:after-handing-over",
        Rule.LEASE_HOLDS,
        "a leader reads in its lease after it has told another to campaign",
        "un leader lit grâce à son bail après avoir demandé à un autre de se présenter",
        Detector.invariant(45),
        new Rules() {
          @Override
          public boolean leaseHolds(
              long sinceSentUs, long minTimeoutUs, int driftPpm, boolean handedOver) {
            return Rules.PAPER.leaseHolds(sinceSentUs, minTimeoutUs, driftPpm, false);
          }
        });
  }

  private static Breach leaseHoldsNever() {
    return new Breach(
        "leaseHolds:never",
        Rule.LEASE_HOLDS,
        "no lease ever holds, and every read asks a majority",
        "aucun bail ne vaut jamais, et chaque lecture demande à une majorité",
        Detector.unitTest("LeaseTest", "aReadWithinTheLeaseAsksNobody"),
        new Rules() {
          @Override
          public boolean leaseHolds(
              long sinceSentUs, long minTimeoutUs, int driftPpm, boolean handedOver) {
            return false;
          }
        });
  }

  private static Breach readIndexFitsAny() {
    return new Breach(
        "readIndexFits:any",
        Rule.READ_INDEX_FITS,
        "a follower answers a read with the index of an earlier one",
        "un suiveur répond à une lecture avec l’index d’une lecture précédente",
        Detector.invariant(44),
        new Rules() {
          @Override
          public boolean readIndexFits(long askedTicket, long answeredTicket) {
            return true;
          }
        });
  }

  private static Breach readIndexFitsNone() {
    return new Breach(
        "readIndexFits:none",
        Rule.READ_INDEX_FITS,
        "no read of a follower is ever answered",
        "aucune lecture d’un suiveur n’obtient jamais de réponse",
        Detector.invariant(47),
        new Rules() {
          @Override
          public boolean readIndexFits(long askedTicket, long answeredTicket) {
            return false;
          }
        });
  }

  private static Breach readMayAnswerNotApplied() {
    return new Breach(
        "readMayAnswer:not-applied",
        Rule.READ_MAY_ANSWER,
        "a read is answered before the state machine has caught up",
        "une lecture est répondue avant que la machine à états soit à jour",
        Detector.invariant(44),
        new Rules() {
          @Override
          public boolean readMayAnswer(long readIndex, long applied) {
            return true;
          }
        });
  }

  private static Breach readMayAnswerNever() {
    return new Breach(
        "readMayAnswer:never",
        Rule.READ_MAY_ANSWER,
        "no read is ever answered",
        "aucune lecture n’a jamais de réponse",
        Detector.invariant(47),
        new Rules() {
          @Override
          public boolean readMayAnswer(long readIndex, long applied) {
            return false;
          }
        });
  }
}
