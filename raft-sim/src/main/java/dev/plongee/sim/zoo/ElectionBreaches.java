package dev.plongee.sim.zoo;

import dev.plongee.core.Heard;
import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import java.util.List;

/// Broken rules of who may start an election, and when.
final class ElectionBreaches {
  private ElectionBreaches() {}

  static List<Breach> all() {
    return List.of(
        shunsNever(),
        shunsAlways(),
        shunsWhomTheLeaderSent(),
        mayTakeOverAtOnce(),
        mayTakeOverNever(),
        resetsElectionTimerNothing(),
        resetsElectionTimerAnything(),
        resetsElectionTimerNotByAVote(),
        preVoteNewerAny(),
        preVoteNewerNever(),
        preVoteTeachesTermNever(),
        preVoteTeachesTermAlways());
  }

  private static Breach shunsNever() {
    return new Breach(
        "shuns:never",
        Rule.SHUNS,
        "servers that hear a leader listen to candidates: who comes back deposes the leader",
        "des serveurs qui entendent un leader écoutent les candidats : qui revient "
            + "renverse le leader",
        Detector.invariant(9),
        new Rules() {
          @Override
          public boolean shuns(long sinceLeaderUs, long minTimeoutUs, boolean transfer) {
            return false;
          }
        });
  }

  private static Breach shunsAlways() {
    return new Breach(
        "shuns:always",
        Rule.SHUNS,
        "nobody listens to candidates, even when no leader is left",
        "personne n’écoute les candidats, même quand il n’y a plus de leader",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean shuns(long sinceLeaderUs, long minTimeoutUs, boolean transfer) {
            return true;
          }
        });
  }

  private static Breach shunsWhomTheLeaderSent() {
    return new Breach(
        "shuns:transfer",
        Rule.SHUNS,
        "servers ignore even the candidate their leader sent: handing over takes an election "
            + "timeout",
        "des serveurs ignorent même le candidat que leur leader envoie : passer la main "
            + "coûte un délai d’élection",
        Detector.unitTest("TransferTest", "aTargetThatHasEverythingLeadsWithoutWaitingForATimeout"),
        new Rules() {
          @Override
          public boolean shuns(long sinceLeaderUs, long minTimeoutUs, boolean transfer) {
            return sinceLeaderUs < minTimeoutUs;
          }
        });
  }

  private static Breach mayTakeOverAtOnce() {
    return new Breach(
        "mayTakeOver:at-once",
        Rule.MAY_TAKE_OVER,
        "a leader sends a server that is behind: it cannot win, and nobody leads meanwhile",
        "un leader envoie un serveur en retard : il ne peut pas gagner, et personne ne "
            + "dirige entre-temps",
        Detector.unitTest("TransferTest", "aTargetThatIsBehindGetsWhatItMissesFirst"),
        new Rules() {
          @Override
          public boolean mayTakeOver(long matchIndex, long lastIndex) {
            return true;
          }
        });
  }

  private static Breach mayTakeOverNever() {
    return new Breach(
        "mayTakeOver:never",
        Rule.MAY_TAKE_OVER,
        "a leader waits for ever for its successor to catch up",
        "un leader attend pour toujours que son successeur rattrape son retard",
        Detector.unitTest("TransferTest", "aTargetThatHasEverythingLeadsWithoutWaitingForATimeout"),
        new Rules() {
          @Override
          public boolean mayTakeOver(long matchIndex, long lastIndex) {
            return false;
          }
        });
  }

  private static Breach resetsElectionTimerNothing() {
    return new Breach(
        "resetsElectionTimer:nothing",
        Rule.RESETS_ELECTION_TIMER,
        "nothing puts the election off: followers campaign against a leader they hear",
        "rien ne repousse l’élection : des suiveurs font campagne contre un leader qu’ils "
            + "entendent",
        Detector.invariant(49),
        new Rules() {
          @Override
          public boolean resetsElectionTimer(Heard what) {
            return false;
          }
        });
  }

  private static Breach resetsElectionTimerAnything() {
    return new Breach(
        "resetsElectionTimer:anything",
        Rule.RESETS_ELECTION_TIMER,
        "any message puts the election off: a deaf server’s questions keep all others "
            + "from campaigning",
        "n’importe quel message repousse l’élection : les questions d’un serveur sourd "
            + "empêchent les autres de faire campagne",
        Detector.invariant(9),
        new Rules() {
          @Override
          public boolean resetsElectionTimer(Heard what) {
            return true;
          }
        });
  }

  private static Breach resetsElectionTimerNotByAVote() {
    return new Breach(
        "resetsElectionTimer:not-by-a-vote",
        Rule.RESETS_ELECTION_TIMER,
        "a granted vote buys no time: voters campaign against the candidate they just chose",
        "un vote accordé ne donne aucun délai : les électeurs font campagne contre le "
            + "candidat qu’ils viennent de choisir",
        Detector.unitTest("LeaderElectionTest", "givingAVotePutsTheElectionOff"),
        new Rules() {
          @Override
          public boolean resetsElectionTimer(Heard what) {
            return what == Heard.CURRENT_LEADER;
          }
        });
  }

  private static Breach preVoteNewerAny() {
    return new Breach(
        "preVoteNewer:any",
        Rule.PRE_VOTE_NEWER,
        "pre-votes are granted for terms that are over: elections are tried that cannot be won",
        "des pré-votes sont accordés pour des mandats passés : des élections perdues "
            + "d’avance sont tentées",
        Detector.unitTest("PreVoteTest", "aPreVoteIsGrantedForALaterTermOnly"),
        new Rules() {
          @Override
          public boolean preVoteNewer(long ours, long asked) {
            return true;
          }
        });
  }

  private static Breach preVoteNewerNever() {
    return new Breach(
        "preVoteNewer:never",
        Rule.PRE_VOTE_NEWER,
        "no pre-vote is ever granted",
        "aucun pré-vote n’est jamais accordé",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean preVoteNewer(long ours, long asked) {
            return false;
          }
        });
  }

  private static Breach preVoteTeachesTermNever() {
    return new Breach(
        "preVoteTeachesTerm:never",
        Rule.PRE_VOTE_TEACHES_TERM,
        "a refused pre-vote teaches nothing: the server with the newest log asks for an "
            + "old term for ever",
        "un pré-vote refusé n’apprend rien : le serveur au journal le plus récent "
            + "redemande sans fin un mandat dépassé",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean preVoteTeachesTerm(long ours, long theirs) {
            return false;
          }
        });
  }

  private static Breach preVoteTeachesTermAlways() {
    return new Breach(
        "preVoteTeachesTerm:always",
        Rule.PRE_VOTE_TEACHES_TERM,
        "a refused pre-vote takes the asker back to an older term",
        "un pré-vote refusé ramène le demandeur à un mandat plus ancien",
        Detector.invariant(1),
        new Rules() {
          @Override
          public boolean preVoteTeachesTerm(long ours, long theirs) {
            return true;
          }
        });
  }
}
