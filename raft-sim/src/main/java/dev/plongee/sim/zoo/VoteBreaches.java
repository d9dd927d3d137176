package dev.plongee.sim.zoo;

import dev.plongee.core.Configuration;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import java.util.List;

/// Broken rules of terms and votes.
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
        isQuorumAll());
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
}
