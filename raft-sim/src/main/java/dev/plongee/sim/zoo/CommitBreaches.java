package dev.plongee.sim.zoo;

import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import java.util.List;

/// Broken rules of commit, application and leadership.
final class CommitBreaches {
  private CommitBreaches() {}

  static List<Breach> all() {
    return List.of(
        ownMatchMemory(),
        ownMatchNothing(),
        raisesMatchAlways(),
        raisesMatchNever(),
        leaderMayCommitOlderTerms(),
        leaderMayCommitNever(),
        followerCommitOwnLast(),
        followerCommitUnbounded(),
        followerCommitNothing(),
        mayApplyUncommitted(),
        mayApplyNotDurable(),
        mayApplyNever(),
        keepsLeadingAlways(),
        keepsLeadingDeadDisk(),
        keepsLeadingNoQuorum(),
        keepsLeadingNever());
  }

  private static Breach ownMatchMemory() {
    return new Breach(
        "ownMatch:memory",
        Rule.OWN_MATCH,
        "a leader counts itself before its own disk has the entry",
        "un leader se compte avant que son propre disque ait l’entrée",
        Detector.invariant(22),
        new Rules() {
          @Override
          public long ownMatch(long lastIndex, long durableIndex) {
            return lastIndex;
          }
        });
  }

  private static Breach ownMatchNothing() {
    return new Breach(
        "ownMatch:nothing",
        Rule.OWN_MATCH,
        "a leader never counts itself: with one server dead nothing is committed",
        "un leader ne se compte jamais : un serveur mort, et plus rien n’est validé",
        Detector.invariant(46),
        new Rules() {
          @Override
          public long ownMatch(long lastIndex, long durableIndex) {
            return 0;
          }
        });
  }

  private static Breach raisesMatchAlways() {
    return new Breach(
        "raisesMatch:always",
        Rule.RAISES_MATCH,
        "an old acknowledgement takes back what a newer one said",
        "un vieil accusé reprend ce qu’un plus récent a dit",
        Detector.invariant(24),
        new Rules() {
          @Override
          public boolean raisesMatch(long matchIndex, long acknowledged) {
            return true;
          }
        });
  }

  private static Breach raisesMatchNever() {
    return new Breach(
        "raisesMatch:never",
        Rule.RAISES_MATCH,
        "acknowledgements move nothing: nothing is ever committed",
        "les accusés ne font rien avancer : rien n’est jamais validé",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean raisesMatch(long matchIndex, long acknowledged) {
            return false;
          }
        });
  }

  private static Breach leaderMayCommitOlderTerms() {
    return new Breach(
        "leaderMayCommit:older-terms",
        Rule.LEADER_MAY_COMMIT,
        "a leader commits entries of older terms by counting: they can still be "
            + "overwritten (Figure 8)",
        "un leader valide en comptant des entrées d’anciens mandats : elles peuvent "
            + "encore être écrasées (figure 8)",
        Detector.invariant(21),
        new Rules() {
          @Override
          public boolean leaderMayCommit(long entryTerm, long currentTerm) {
            return true;
          }
        });
  }

  private static Breach leaderMayCommitNever() {
    return new Breach(
        "leaderMayCommit:never",
        Rule.LEADER_MAY_COMMIT,
        "a leader commits nothing",
        "un leader ne valide rien",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean leaderMayCommit(long entryTerm, long currentTerm) {
            return false;
          }
        });
  }

  private static Breach followerCommitOwnLast() {
    return new Breach(
        "followerCommit:own-last",
        Rule.FOLLOWER_COMMIT,
        "a follower commits its own last entries though nobody compared them",
        "un suiveur valide ses propres dernières entrées alors que personne ne les a comparées",
        Detector.invariant(19),
        new Rules() {
          @Override
          public long followerCommit(long leaderCommit, long lastOfMessage, long ourLast) {
            return Math.min(leaderCommit, ourLast);
          }
        });
  }

  private static Breach followerCommitUnbounded() {
    return new Breach(
        "followerCommit:unbounded",
        Rule.FOLLOWER_COMMIT,
        "a follower takes the leader’s commitIndex beyond its own log",
        "un suiveur prend le commitIndex du leader au-delà de son propre journal",
        Detector.invariant(19),
        new Rules() {
          @Override
          public long followerCommit(long leaderCommit, long lastOfMessage, long ourLast) {
            return leaderCommit;
          }
        });
  }

  private static Breach followerCommitNothing() {
    return new Breach(
        "followerCommit:nothing",
        Rule.FOLLOWER_COMMIT,
        "followers never learn what is committed",
        "les suiveurs n’apprennent jamais ce qui est validé",
        Detector.invariant(48),
        new Rules() {
          @Override
          public long followerCommit(long leaderCommit, long lastOfMessage, long ourLast) {
            return 0;
          }
        });
  }

  private static Breach mayApplyUncommitted() {
    return new Breach(
        "mayApply:uncommitted",
        Rule.MAY_APPLY,
        "entries are applied before they are committed: clients hear of writes that may vanish",
        "des entrées sont appliquées avant d’être validées : des clients apprennent des "
            + "écritures qui peuvent disparaître",
        Detector.invariant(25),
        new Rules() {
          @Override
          public boolean mayApply(long index, long commitIndex, long durableIndex) {
            return index <= durableIndex;
          }
        });
  }

  private static Breach mayApplyNotDurable() {
    return new Breach(
        "mayApply:not-durable",
        Rule.MAY_APPLY,
        "entries are applied before they are on the own disk",
        "des entrées sont appliquées avant d’être sur le disque du serveur",
        Detector.invariant(25),
        new Rules() {
          @Override
          public boolean mayApply(long index, long commitIndex, long durableIndex) {
            return index <= commitIndex;
          }
        });
  }

  private static Breach mayApplyNever() {
    return new Breach(
        "mayApply:never",
        Rule.MAY_APPLY,
        "nothing is ever applied: no client gets an answer",
        "rien n’est jamais appliqué : aucun client n’a de réponse",
        Detector.invariant(47),
        new Rules() {
          @Override
          public boolean mayApply(long index, long commitIndex, long durableIndex) {
            return false;
          }
        });
  }

  private static Breach keepsLeadingAlways() {
    return new Breach(
        "keepsLeading:always",
        Rule.KEEPS_LEADING,
        "a leader that reaches nobody, or whose disk stands still, keeps its seat and "
            + "keeps the others waiting",
        "un leader qui n’atteint personne, ou dont le disque est figé, garde sa place et "
            + "fait attendre les autres",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean keepsLeading(boolean quorumHeard, long oldestWriteUs, long limitUs) {
            return true;
          }
        });
  }

  private static Breach keepsLeadingDeadDisk() {
    return new Breach(
        "keepsLeading:dead-disk",
        Rule.KEEPS_LEADING,
        "a leader whose own disk stands still keeps its seat",
        "un leader dont le disque est figé garde sa place",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean keepsLeading(boolean quorumHeard, long oldestWriteUs, long limitUs) {
            return quorumHeard;
          }
        });
  }

  private static Breach keepsLeadingNoQuorum() {
    return new Breach(
        "keepsLeading:no-quorum",
        Rule.KEEPS_LEADING,
        "a leader that hears nobody keeps its seat, and keeps protected those who still hear it",
        "un leader qui n’entend personne garde sa place, et protège ceux qui l’entendent encore",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean keepsLeading(boolean quorumHeard, long oldestWriteUs, long limitUs) {
            return oldestWriteUs < limitUs;
          }
        });
  }

  private static Breach keepsLeadingNever() {
    return new Breach(
        "keepsLeading:never",
        Rule.KEEPS_LEADING,
        "no leader keeps its seat",
        "aucun leader ne garde sa place",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean keepsLeading(boolean quorumHeard, long oldestWriteUs, long limitUs) {
            return false;
          }
        });
  }
}
