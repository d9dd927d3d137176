package dev.plongee.sim.zoo;

import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import dev.plongee.core.TermAt;
import java.util.List;

/// Broken rules of the log and of what is durable.
final class LogBreaches {
  private LogBreaches() {}

  static List<Breach> all() {
    return List.of(
        logMatchesAnyTerm(),
        logMatchesNotForHeartbeats(),
        logMatchesNever(),
        conflictsNever(),
        conflictsAlways(),
        acknowledgedOwnLast(),
        acknowledgedPrevOnly(),
        acknowledgedAtOnceMemory(),
        acknowledgedAtOnceNothing(),
        durableAfterTruncationUnchanged(),
        durableAfterTruncationNothing());
  }

  private static Breach logMatchesAnyTerm() {
    return new Breach(
        "logMatches:any-term",
        Rule.LOG_MATCHES,
        "the entry before is not compared: logs that differ are appended to",
        "l’entrée précédente n’est pas comparée : on ajoute à des journaux qui diffèrent",
        Detector.invariant(12),
        new Rules() {
          @Override
          public boolean logMatches(TermAt ours, long prevTerm, int count) {
            return ours instanceof TermAt.Known;
          }
        });
  }

  private static Breach logMatchesNotForHeartbeats() {
    return new Breach(
        "logMatches:not-for-heartbeats",
        Rule.LOG_MATCHES,
        "a heartbeat skips the log check, and its answer counts as a match",
        "un battement de cœur saute la comparaison des journaux, et sa réponse compte "
            + "comme un accord",
        Detector.invariant(27),
        new Rules() {
          @Override
          public boolean logMatches(TermAt ours, long prevTerm, int count) {
            return count == 0
                ? !(ours instanceof TermAt.Beyond)
                : PAPER.logMatches(ours, prevTerm, count);
          }
        });
  }

  private static Breach logMatchesNever() {
    return new Breach(
        "logMatches:never",
        Rule.LOG_MATCHES,
        "no log ever matches: nothing is replicated",
        "aucun journal ne concorde jamais : rien n’est répliqué",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean logMatches(TermAt ours, long prevTerm, int count) {
            return false;
          }
        });
  }

  private static Breach conflictsNever() {
    return new Breach(
        "conflicts:never",
        Rule.CONFLICTS,
        "entries in conflict stay where they are, and new ones come behind them",
        "les entrées en conflit restent, et les nouvelles viennent derrière",
        Detector.invariant(12),
        new Rules() {
          @Override
          public boolean conflicts(TermAt ours, long theirTerm) {
            return false;
          }
        });
  }

  private static Breach conflictsAlways() {
    return new Breach(
        "conflicts:always",
        Rule.CONFLICTS,
        "every message cuts the log, also an old one that was overtaken",
        "chaque message coupe le journal, même un ancien qui a été dépassé",
        Detector.invariant(15),
        new Rules() {
          @Override
          public boolean conflicts(TermAt ours, long theirTerm) {
            return ours instanceof TermAt.Known;
          }
        });
  }

  private static Breach acknowledgedOwnLast() {
    return new Breach(
        "acknowledged:own-last",
        Rule.ACKNOWLEDGED,
        "a follower reports its own last index: entries count that the leader never sent",
        "un suiveur annonce son propre dernier index : des entrées comptent que le leader "
            + "n’a jamais envoyées",
        Detector.invariant(27),
        new Rules() {
          @Override
          public long acknowledged(long prevLogIndex, int count, long ourLast) {
            return ourLast;
          }
        });
  }

  private static Breach acknowledgedPrevOnly() {
    return new Breach(
        "acknowledged:prev-only",
        Rule.ACKNOWLEDGED,
        "what a message carried is acknowledged only with the next heartbeat",
        "ce qu’un message apportait n’est accusé qu’avec le battement de cœur suivant",
        Detector.unitTest("LogReplicationTest", "successSpeaksOfTheEntriesOfTheMessageOnly"),
        new Rules() {
          @Override
          public long acknowledged(long prevLogIndex, int count, long ourLast) {
            return prevLogIndex;
          }
        });
  }

  private static Breach acknowledgedAtOnceMemory() {
    return new Breach(
        "acknowledgedAtOnce:memory",
        Rule.ACKNOWLEDGED_AT_ONCE,
        "a retransmission is answered for what is only in memory, so the answer waits for "
            + "the disk: heartbeats hang on a slow disk",
        "une retransmission est accusée pour ce qui n’est qu’en mémoire, et l’accusé "
            + "attend le disque : un disque lent retient les battements de cœur",
        Detector.unitTest("PersistenceTest", "aHeartbeatIsAnsweredAtOnceForWhatIsDurable"),
        new Rules() {
          @Override
          public long acknowledgedAtOnce(long acknowledged, long durableIndex) {
            return acknowledged;
          }
        });
  }

  private static Breach acknowledgedAtOnceNothing() {
    return new Breach(
        "acknowledgedAtOnce:nothing",
        Rule.ACKNOWLEDGED_AT_ONCE,
        "a heartbeat’s answer repairs nothing: a lost acknowledgement stays lost",
        "la réponse à un battement de cœur ne répare rien : un accusé perdu reste perdu",
        Detector.invariant(48),
        new Rules() {
          @Override
          public long acknowledgedAtOnce(long acknowledged, long durableIndex) {
            return 0;
          }
        });
  }

  private static Breach durableAfterTruncationUnchanged() {
    return new Breach(
        "durableAfterTruncation:unchanged",
        Rule.DURABLE_AFTER_TRUNCATION,
        "after a cut what was durable there still counts, though other entries stand there now",
        "après une coupe, ce qui y était durable compte encore, alors que d’autres "
            + "entrées s’y trouvent",
        Detector.invariant(27),
        new Rules() {
          @Override
          public long durableAfterTruncation(long durableIndex, long from) {
            return durableIndex;
          }
        });
  }

  private static Breach durableAfterTruncationNothing() {
    return new Breach(
        "durableAfterTruncation:nothing",
        Rule.DURABLE_AFTER_TRUNCATION,
        "after a cut nothing counts as durable until the next write is",
        "après une coupe, plus rien ne compte comme durable avant la prochaine écriture",
        Detector.unitTest("WritesTest", "whatLiesBeforeACutStaysDurable"),
        new Rules() {
          @Override
          public long durableAfterTruncation(long durableIndex, long from) {
            return 0;
          }
        });
  }
}
