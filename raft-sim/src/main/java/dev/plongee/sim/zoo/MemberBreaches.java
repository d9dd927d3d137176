package dev.plongee.sim.zoo;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import java.util.List;

/// Broken rules of who belongs to the cluster.
final class MemberBreaches {
  private MemberBreaches() {}

  static List<Breach> all() {
    return List.of(
        mayChangeMembersAlways(),
        mayChangeMembersNever(),
        caughtUpAtOnce(),
        caughtUpNever(),
        mayCampaignAnybody(),
        mayCampaignNobody(),
        leadsOnAnybody(),
        leadsOnNobody(),
        isQuorumNewVoters(),
        isQuorumLearners());
  }

  private static Breach mayChangeMembersAlways() {
    return new Breach(
        "mayChangeMembers:always",
        Rule.MAY_CHANGE_MEMBERS,
        "changes of the members overlap: two majorities that share nobody",
        "les changements de membres se chevauchent : deux majorités sans serveur commun",
        Detector.invariant(36),
        new Rules() {
          @Override
          public boolean mayChangeMembers(
              long termOfCommitIndex,
              long currentTerm,
              long changedAt,
              long commitIndex,
              boolean joint) {
            return true;
          }
        });
  }

  private static Breach mayChangeMembersNever() {
    return new Breach(
        "mayChangeMembers:never",
        Rule.MAY_CHANGE_MEMBERS,
        "the cluster stays for ever with the servers it began with",
        "le cluster garde pour toujours les serveurs de ses débuts",
        Detector.unitTest("MembershipTest", "aNewcomerGetsTheLogBeforeItVotes"),
        new Rules() {
          @Override
          public boolean mayChangeMembers(
              long termOfCommitIndex,
              long currentTerm,
              long changedAt,
              long commitIndex,
              boolean joint) {
            return false;
          }
        });
  }

  private static Breach caughtUpAtOnce() {
    return new Breach(
        "caughtUp:at-once",
        Rule.CAUGHT_UP,
        "newcomers vote with an empty log: the cluster waits for them to commit",
        "les nouveaux venus votent avec un journal vide : le cluster les attend pour valider",
        Detector.unitTest("MembershipTest", "aRoundThatTookTooLongIsFollowedByAnother"),
        new Rules() {
          @Override
          public boolean caughtUp(long roundUs, long minTimeoutUs) {
            return true;
          }
        });
  }

  private static Breach caughtUpNever() {
    return new Breach(
        "caughtUp:never",
        Rule.CAUGHT_UP,
        "no newcomer is ever good enough to vote",
        "aucun nouveau venu n’est jamais assez à jour pour voter",
        Detector.unitTest("MembershipTest", "aNewcomerGetsTheLogBeforeItVotes"),
        new Rules() {
          @Override
          public boolean caughtUp(long roundUs, long minTimeoutUs) {
            return false;
          }
        });
  }

  private static Breach mayCampaignAnybody() {
    return new Breach(
        "mayCampaign:anybody",
        Rule.MAY_CAMPAIGN,
        "servers without a vote campaign, and raise the term of those who have one",
        "des serveurs sans voix se présentent, et font monter le mandat de ceux qui en ont une",
        Detector.invariant(11),
        new Rules() {
          @Override
          public boolean mayCampaign(Configuration latest, int self, boolean wasVoter) {
            return true;
          }
        });
  }

  private static Breach mayCampaignNobody() {
    return new Breach(
        "mayCampaign:nobody",
        Rule.MAY_CAMPAIGN,
        "nobody campaigns, so nobody ever leads",
        "personne ne se présente, et personne ne dirige jamais",
        Detector.invariant(46),
        new Rules() {
          @Override
          public boolean mayCampaign(Configuration latest, int self, boolean wasVoter) {
            return false;
          }
        });
  }

  private static Breach leadsOnAnybody() {
    return new Breach(
        "leadsOn:anybody",
        Rule.LEADS_ON,
        "a leader that has left the cluster keeps leading it",
        "un leader qui a quitté le cluster continue de le diriger",
        Detector.invariant(39),
        new Rules() {
          @Override
          public boolean leadsOn(Configuration committed, int self) {
            return true;
          }
        });
  }

  private static Breach leadsOnNobody() {
    return new Breach(
        "leadsOn:nobody",
        Rule.LEADS_ON,
        "every change of the members costs the leader its seat",
        "tout changement de membres coûte sa place au leader",
        Detector.invariant(8),
        new Rules() {
          @Override
          public boolean leadsOn(Configuration committed, int self) {
            return false;
          }
        });
  }

  private static Breach isQuorumNewVoters() {
    return new Breach(
        "isQuorum:new-voters",
        Rule.IS_QUORUM,
        "the cluster switches to its new members at once, and the old ones go on without them",
        "la grappe passe d’un coup à ses nouveaux membres, et les anciens continuent sans eux",
        Detector.invariant(22),
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return new Configuration(configuration.voters()).majorityOf(yes);
          }
        });
  }

  private static Breach isQuorumLearners() {
    return new Breach(
        "isQuorum:learners",
        Rule.IS_QUORUM,
        "learners count, though they are there to have nothing yet",
        "ceux qui apprennent comptent, alors qu’ils n’ont encore rien",
        Detector.invariant(22),
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return new Configuration(configuration.members()).majorityOf(yes);
          }
        });
  }
}
