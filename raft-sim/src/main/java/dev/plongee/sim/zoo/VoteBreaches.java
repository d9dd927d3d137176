package dev.plongee.sim.zoo;

import dev.plongee.core.Configuration;
import dev.plongee.core.Heard;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import java.util.List;

/// Broken rules of terms, votes and elections.
final class VoteBreaches {
  private VoteBreaches() {}

  static List<Breach> all() {
    return List.of(
        adoptsTermNever(),
        adoptsTermAnyOther(),
        acceptsRequestAlways(),
        acceptsRequestLaterOnly(),
        clearsVoteAlways(),
        clearsVoteNever(),
        mayVoteForAnybody(),
        mayVoteForNobody(),
        upToDateAny(),
        upToDateTermAlone(),
        upToDateLengthFirst(),
        upToDateLengthAlone(),
        upToDateNewerOnly(),
        countsReplyAnyTerm(),
        countsReplyNever(),
        isQuorumHalf(),
        isQuorumOneLess(),
        isQuorumAnyOne(),
        isQuorumAll(),
        shunsNever(),
        shunsAlways(),
        resetsElectionTimerNothing(),
        resetsElectionTimerAnything(),
        resetsElectionTimerNotByAVote(),
        preVoteNewerAny(),
        preVoteNewerNever(),
        preVoteTeachesTermNever(),
        preVoteTeachesTermAlways());
  }

  private static Breach adoptsTermNever() {
    return new Breach(
        "adoptsTerm:never",
        Rule.ADOPTS_TERM,
        "a later term is ignored",
        "un mandat plus récent est ignoré",
        Detector.invariant(14),
        new Rules() {
          @Override
          public boolean adoptsTerm(long ours, long seen) {
            return false;
          }
        });
  }

  private static Breach adoptsTermAnyOther() {
    return new Breach(
        "adoptsTerm:any-other",
        Rule.ADOPTS_TERM,
        "any other term is taken, also an older one",
        "n’importe quel autre mandat est adopté, même plus ancien",
        Detector.invariant(1),
        new Rules() {
          @Override
          public boolean adoptsTerm(long ours, long seen) {
            return seen != ours;
          }
        });
  }

  private static Breach acceptsRequestAlways() {
    return new Breach(
        "acceptsRequest:always",
        Rule.ACCEPTS_REQUEST,
        "requests of an older term are obeyed: a deposed leader overwrites what is committed",
        "les requêtes d’un mandat dépassé sont suivies : un leader déchu écrase ce qui est validé",
        Detector.invariant(16),
        new Rules() {
          @Override
          public boolean acceptsRequest(long ours, long theirs) {
            return true;
          }
        });
  }

  private static Breach acceptsRequestLaterOnly() {
    return new Breach(
        "acceptsRequest:later-only",
        Rule.ACCEPTS_REQUEST,
        "requests of the own term are refused: no candidate wins, no leader is obeyed",
        "les requêtes du mandat courant sont refusées : aucun candidat ne gagne, aucun "
            + "leader n’est suivi",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean acceptsRequest(long ours, long theirs) {
            return theirs > ours;
          }
        });
  }

  private static Breach clearsVoteAlways() {
    return new Breach(
        "clearsVote:always",
        Rule.CLEARS_VOTE,
        "every step down forgets the vote: a server votes twice in one term",
        "chaque retour à l’état de suiveur oublie le vote : un serveur vote deux fois "
            + "dans un mandat",
        Detector.invariant(2),
        new Rules() {
          @Override
          public boolean clearsVote(long ours, long next) {
            return true;
          }
        });
  }

  private static Breach clearsVoteNever() {
    return new Breach(
        "clearsVote:never",
        Rule.CLEARS_VOTE,
        "a vote is never forgotten: nobody is ever elected again",
        "un vote n’est jamais oublié : plus personne n’est jamais élu",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean clearsVote(long ours, long next) {
            return false;
          }
        });
  }

  private static Breach mayVoteForAnybody() {
    return new Breach(
        "mayVoteFor:anybody",
        Rule.MAY_VOTE_FOR,
        "who has voted votes again: two leaders in one term",
        "qui a voté vote encore : deux leaders dans un même mandat",
        Detector.invariant(2),
        new Rules() {
          @Override
          public boolean mayVoteFor(int votedFor, int candidate) {
            return true;
          }
        });
  }

  private static Breach mayVoteForNobody() {
    return new Breach(
        "mayVoteFor:nobody",
        Rule.MAY_VOTE_FOR,
        "nobody votes for another",
        "personne ne vote pour un autre",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean mayVoteFor(int votedFor, int candidate) {
            return false;
          }
        });
  }

  private static Breach upToDateAny() {
    return new Breach(
        "upToDate:any",
        Rule.UP_TO_DATE,
        "any log may win: the new leader lacks what was committed",
        "n’importe quel journal peut gagner : il manque au nouveau leader des entrées validées",
        Detector.invariant(7),
        new Rules() {
          @Override
          public boolean upToDate(LogPosition candidate, LogPosition ours) {
            return true;
          }
        });
  }

  private static Breach upToDateTermAlone() {
    return new Breach(
        "upToDate:term-alone",
        Rule.UP_TO_DATE,
        "only the last terms are compared: a shorter log of the same term wins",
        "seuls les derniers mandats sont comparés : un journal plus court du même mandat gagne",
        Detector.invariant(7),
        new Rules() {
          @Override
          public boolean upToDate(LogPosition candidate, LogPosition ours) {
            return candidate.term() >= ours.term();
          }
        });
  }

  private static Breach upToDateLengthFirst() {
    return new Breach(
        "upToDate:length-first",
        Rule.UP_TO_DATE,
        "the longest log wins, whatever its last term",
        "le journal le plus long gagne, quel que soit son dernier mandat",
        Detector.invariant(7),
        new Rules() {
          @Override
          public boolean upToDate(LogPosition candidate, LogPosition ours) {
            return candidate.index() != ours.index()
                ? candidate.index() > ours.index()
                : candidate.term() >= ours.term();
          }
        });
  }

  private static Breach upToDateLengthAlone() {
    return new Breach(
        "upToDate:length-alone",
        Rule.UP_TO_DATE,
        "only the lengths are compared",
        "seules les longueurs sont comparées",
        Detector.invariant(7),
        new Rules() {
          @Override
          public boolean upToDate(LogPosition candidate, LogPosition ours) {
            return candidate.index() >= ours.index();
          }
        });
  }

  private static Breach upToDateNewerOnly() {
    return new Breach(
        "upToDate:newer-only",
        Rule.UP_TO_DATE,
        "an equally good log may not win: equal servers never elect anybody",
        "un journal aussi bon ne peut pas gagner : des serveurs égaux n’élisent jamais personne",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean upToDate(LogPosition candidate, LogPosition ours) {
            return candidate.compareTo(ours) > 0;
          }
        });
  }

  private static Breach countsReplyAnyTerm() {
    return new Breach(
        "countsReply:any-term",
        Rule.COUNTS_REPLY,
        "answers of older terms count: votes of a past election elect a leader",
        "les réponses des mandats passés comptent : les votes d’une ancienne élection "
            + "élisent un leader",
        Detector.invariant(6),
        new Rules() {
          @Override
          public boolean countsReply(long replyTerm, long awaited) {
            return true;
          }
        });
  }

  private static Breach countsReplyNever() {
    return new Breach(
        "countsReply:never",
        Rule.COUNTS_REPLY,
        "no answer counts",
        "aucune réponse ne compte",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean countsReply(long replyTerm, long awaited) {
            return false;
          }
        });
  }

  private static Breach isQuorumHalf() {
    return new Breach(
        "isQuorum:half",
        Rule.IS_QUORUM,
        "half of the servers is enough",
        "la moitié des serveurs suffit",
        Detector.invariant(44),
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return 2 * configuration.voters().common(yes) >= configuration.voters().size();
          }
        });
  }

  private static Breach isQuorumOneLess() {
    return new Breach(
        "isQuorum:one-less",
        Rule.IS_QUORUM,
        "one less than a majority is enough",
        "une voix de moins que la majorité suffit",
        Detector.invariant(6),
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return configuration.voters().common(yes) >= configuration.voters().size() / 2;
          }
        });
  }

  private static Breach isQuorumAnyOne() {
    return new Breach(
        "isQuorum:any-one",
        Rule.IS_QUORUM,
        "one server alone is a majority",
        "un serveur seul fait une majorité",
        Detector.invariant(6),
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return true;
          }
        });
  }

  private static Breach isQuorumAll() {
    return new Breach(
        "isQuorum:all",
        Rule.IS_QUORUM,
        "everybody is needed: one dead server stops the cluster",
        "tout le monde est nécessaire : un serveur mort arrête la grappe",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return configuration.voters().common(yes) == configuration.voters().size();
          }
        });
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
          public boolean shuns(long sinceLeaderUs, long minTimeoutUs) {
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
          public boolean shuns(long sinceLeaderUs, long minTimeoutUs) {
            return true;
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
