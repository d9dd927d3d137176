package dev.plongee.core;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One way to break one rule, everything else as it is written.
///
/// @param how what the broken function answers
/// @param whyUnseen empty when some test must fail under this breach; else the reason why nothing
///   can differ
record Breach(Rule rule, String how, String whyUnseen, Rules rules) {
  /// The values a rule was asked with, in the order of [Rule#parameters()].
  record Asked(Object... values) {
    long number(int i) {
      return ((Number) values[i]).longValue();
    }

    boolean truth(int i) {
      return (boolean) values[i];
    }

    LogPosition position(int i) {
      return (LogPosition) values[i];
    }

    TermAt ours() {
      return (TermAt) values[0];
    }

    boolean weHoldAnEntry() {
      return ours() instanceof TermAt.Known;
    }

    Message message() {
      return (Message) values[0];
    }

    Round round(int i) {
      return (Round) values[i];
    }

    /// How many of these said yes.
    int of(NodeSet servers) {
      return servers.common((NodeSet) values[1]);
    }

    int voters() {
      return ((Configuration) values[0]).voters().size();
    }

    int yes() {
      return ((Configuration) values[0]).voters().common((NodeSet) values[1]);
    }
  }

  @Override
  public String toString() {
    return rule.method() + ": " + how;
  }

  boolean mustBeSeen() {
    return whyUnseen.isEmpty();
  }

  private static Breach of(
      Rule rule, String how, String whyUnseen, Function<Asked, Object> answer) {
    InvocationHandler handler =
        (proxy, method, values) -> {
          if (method.getName().equals(rule.method())) {
            return answer.apply(new Asked(values));
          }
          return switch (method.getName()) {
            case "toString" -> rule + ": " + how;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == values[0];
            default -> InvocationHandler.invokeDefault(proxy, method, values);
          };
        };
    Rules broken =
        (Rules)
            Proxy.newProxyInstance(
                Rules.class.getClassLoader(), new Class<?>[] {Rules.class}, handler);
    return new Breach(rule, how, whyUnseen, broken);
  }

  /// Every breach: each rule too lenient and too strict, and the ways in which implementations got
  /// it wrong. What an override may not answer (*Structure* in [Rules]) is respected.
  static List<Breach> all() {
    Breaches all = new Breaches();
    all.addTermsAndVotes();
    all.addElections();
    all.addLog();
    all.addWaits();
    all.addSnapshots();
    all.addMembers();
    all.addCommitAndReads();
    return all.breaches;
  }

  private static final class Breaches {
    private final List<Breach> breaches = new ArrayList<>();

    private void add(Rule rule, String how, Function<Asked, Object> answer) {
      breaches.add(of(rule, how, "", answer));
    }

    private void addUnseen(
        Rule rule, String how, String whyUnseen, Function<Asked, Object> answer) {
      breaches.add(of(rule, how, whyUnseen, answer));
    }

    void addTermsAndVotes() {
      add(Rule.ADOPTS_TERM, "never", _ -> false);
      add(Rule.ADOPTS_TERM, "any other term", a -> a.number(1) != a.number(0));
      add(Rule.ADOPTS_TERM, "the own term too", a -> a.number(1) >= a.number(0));
      add(Rule.ACCEPTS_REQUEST, "always", _ -> true);
      add(Rule.ACCEPTS_REQUEST, "later terms only", a -> a.number(1) > a.number(0));
      add(Rule.CLEARS_VOTE, "never", _ -> false);
      add(Rule.CLEARS_VOTE, "at every step down", _ -> true);
      add(Rule.MAY_VOTE_FOR, "anybody, any time", _ -> true);
      add(Rule.MAY_VOTE_FOR, "nobody", _ -> false);
      add(Rule.MAY_VOTE_FOR, "once, even if the answer was lost", a -> a.number(0) == 0);
      add(Rule.UP_TO_DATE, "any log", _ -> true);
      add(Rule.UP_TO_DATE, "no log", _ -> false);
      add(Rule.UP_TO_DATE, "newer logs only", a -> a.position(0).compareTo(a.position(1)) > 0);
      add(Rule.UP_TO_DATE, "the term alone", a -> a.position(0).term() >= a.position(1).term());
      add(Rule.UP_TO_DATE, "the length alone", a -> a.position(0).index() >= a.position(1).index());
      add(
          Rule.UP_TO_DATE,
          "the length first",
          a ->
              a.position(0).index() != a.position(1).index()
                  ? a.position(0).index() > a.position(1).index()
                  : a.position(0).term() >= a.position(1).term());
      add(Rule.COUNTS_REPLY, "of any term", _ -> true);
      add(Rule.COUNTS_REPLY, "never", _ -> false);
      add(Rule.COUNTS_REPLY, "of older terms too", a -> a.number(0) <= a.number(1));
    }

    void addElections() {
      add(Rule.IS_QUORUM, "any one", _ -> true);
      add(Rule.IS_QUORUM, "a half", a -> 2 * a.yes() >= a.voters());
      add(Rule.IS_QUORUM, "one less than a majority", a -> a.yes() >= a.voters() / 2);
      add(Rule.IS_QUORUM, "all", a -> a.yes() == a.voters());
      add(Rule.SHUNS, "never", _ -> false);
      add(Rule.SHUNS, "always", _ -> true);
      add(Rule.SHUNS, "a moment too long", a -> !a.truth(2) && a.number(0) <= a.number(1));
      add(Rule.SHUNS, "even whom the leader sent", a -> a.number(0) < a.number(1));
      add(Rule.MAY_TAKE_OVER, "at once", _ -> true);
      add(Rule.MAY_TAKE_OVER, "never", _ -> false);
      add(Rule.RESETS_ELECTION_TIMER, "nothing does", _ -> false);
      for (Heard heard : Heard.values()) {
        boolean ought = Rules.PAPER.resetsElectionTimer(heard);
        add(
            Rule.RESETS_ELECTION_TIMER,
            heard + (ought ? " does not" : " does too"),
            a -> a.values()[0] == heard ? !ought : Rules.PAPER.resetsElectionTimer(heard(a)));
      }
      add(Rule.PRE_VOTE_NEWER, "any term", _ -> true);
      add(Rule.PRE_VOTE_NEWER, "no term", _ -> false);
      add(Rule.PRE_VOTE_NEWER, "the own term too", a -> a.number(1) >= a.number(0));
      add(Rule.PRE_VOTE_TEACHES_TERM, "never", _ -> false);
      add(Rule.PRE_VOTE_TEACHES_TERM, "any term", _ -> true);
      add(Rule.PRE_VOTE_TEACHES_TERM, "the own term too", a -> a.number(1) >= a.number(0));
    }

    private static Heard heard(Asked asked) {
      return (Heard) asked.values()[0];
    }

    void addLog() {
      add(Rule.LOG_MATCHES, "any term there", Asked::weHoldAnEntry);
      add(Rule.LOG_MATCHES, "never", _ -> false);
      add(
          Rule.LOG_MATCHES,
          "any term there for a heartbeat",
          a ->
              a.number(2) == 0
                  ? a.weHoldAnEntry()
                  : Rules.PAPER.logMatches(a.ours(), a.number(1), 1));
      add(Rule.LOG_MATCHES, "not below the snapshot", a -> a.ours().isKnown(a.number(1)));
      add(Rule.CONFLICTS, "never", _ -> false);
      add(Rule.CONFLICTS, "wherever an entry is", Asked::weHoldAnEntry);
      add(Rule.ACKNOWLEDGED, "the own last index", a -> a.number(2));
      add(Rule.ACKNOWLEDGED, "prevLogIndex", a -> a.number(0));
      add(Rule.ACKNOWLEDGED_AT_ONCE, "what is in memory", a -> a.number(0));
      add(Rule.ACKNOWLEDGED_AT_ONCE, "nothing", _ -> 0L);
      add(Rule.DURABLE_AFTER_TRUNCATION, "as before the cut", a -> a.number(0));
      add(Rule.DURABLE_AFTER_TRUNCATION, "nothing", _ -> 0L);
      add(
          Rule.DURABLE_AFTER_TRUNCATION,
          "the cut place too",
          a -> Math.min(a.number(0), a.number(1)));
    }

    private void addWait(String how, Class<? extends Message> kind, Wait wait) {
      add(Rule.WAITS_FOR, how, a -> kind.isInstance(a.message()) ? wait : paperWait(a));
    }

    private static Wait paperWait(Asked a) {
      return Rules.PAPER.waitsFor(a.message(), a.number(1));
    }

    void addWaits() {
      addWait("a vote request waits for nothing", Message.RequestVote.class, Wait.FOR_NOTHING);
      addUnseen(
          Rule.WAITS_FOR,
          "a vote request waits for its term",
          "the request leaves in the step that raised the term, and writes are cumulative: both"
              + " waits name the same write",
          a -> a.message() instanceof Message.RequestVote ? Wait.FOR_ITS_TERM : paperWait(a));
      addWait("a vote waits for nothing", Message.RequestVoteReply.class, Wait.FOR_NOTHING);
      addWait("a vote waits for its term", Message.RequestVoteReply.class, Wait.FOR_ITS_TERM);
      addWait("a refusal waits", Message.RequestVoteReply.class, Wait.FOR_EVERYTHING);
      addWait("success waits for nothing", Message.AppendAccepted.class, Wait.FOR_NOTHING);
      addWait("success waits for its term", Message.AppendAccepted.class, Wait.FOR_ITS_TERM);
      addWait("success always waits", Message.AppendAccepted.class, Wait.FOR_EVERYTHING);
      addWait("failure waits for nothing", Message.AppendRejected.class, Wait.FOR_NOTHING);
      addWait("failure waits for all", Message.AppendRejected.class, Wait.FOR_EVERYTHING);
      addWait("a later term waits for nothing", Message.Stale.class, Wait.FOR_NOTHING);
      addWait("a later term waits for all", Message.Stale.class, Wait.FOR_EVERYTHING);
      addWait("the leader waits for its disk", Message.AppendEntries.class, Wait.FOR_EVERYTHING);
      addUnseen(
          Rule.WAITS_FOR,
          "the leader waits for its term",
          "a candidate counts its own vote only when its term is durable, so a leader's term is",
          a -> a.message() instanceof Message.AppendEntries ? Wait.FOR_ITS_TERM : paperWait(a));
      addWait("the order to campaign waits", Message.TimeoutNow.class, Wait.FOR_EVERYTHING);
      addUnseen(
          Rule.WAITS_FOR,
          "the order to campaign waits for its term",
          "a candidate counts its own vote only when its term is durable, so a leader's term is",
          a -> a.message() instanceof Message.TimeoutNow ? Wait.FOR_ITS_TERM : paperWait(a));
      addWait("a snapshot waits", Message.InstallSnapshot.class, Wait.FOR_EVERYTHING);
      addWait("a pre-vote waits for its disk", Message.PreVote.class, Wait.FOR_EVERYTHING);
      addWait("a pre-vote reply waits", Message.PreVoteReply.class, Wait.FOR_EVERYTHING);
    }

    void addSnapshots() {
      add(Rule.INSTALLS, "any snapshot", _ -> true);
      add(Rule.INSTALLS, "no snapshot", _ -> false);
      add(Rule.KEEPS_SUFFIX, "never", _ -> false);
      add(Rule.KEEPS_SUFFIX, "always", _ -> true);
      add(Rule.KEEPS_SUFFIX, "whatever entry is there", Asked::weHoldAnEntry);
    }

    void addMembers() {
      add(Rule.MAY_CHANGE_MEMBERS, "any time", _ -> true);
      add(Rule.MAY_CHANGE_MEMBERS, "never", _ -> false);
      add(
          Rule.MAY_CHANGE_MEMBERS,
          "before an entry of the own term",
          a -> a.number(2) <= a.number(3) && !a.truth(4));
      add(
          Rule.MAY_CHANGE_MEMBERS,
          "while another change is not committed",
          a -> a.number(0) == a.number(1) && !a.truth(4));
      addUnseen(
          Rule.MAY_CHANGE_MEMBERS,
          "in joint consensus",
          "a committed joint configuration is left in the very step that commits it",
          a -> a.number(0) == a.number(1) && a.number(2) <= a.number(3));
      add(Rule.CAUGHT_UP, "at once", _ -> true);
      add(Rule.CAUGHT_UP, "never", _ -> false);
      add(Rule.MAY_CAMPAIGN, "anybody", _ -> true);
      add(Rule.MAY_CAMPAIGN, "nobody", _ -> false);
      add(
          Rule.MAY_CAMPAIGN,
          "not who is about to leave",
          a -> ((Configuration) a.values()[0]).isVoter((int) a.number(1)));
      add(Rule.LEADS_ON, "anybody", _ -> true);
      add(Rule.LEADS_ON, "nobody", _ -> false);
      add(Rule.IS_QUORUM, "of the new configuration alone", Breaches::majorityOfNew);
      add(Rule.IS_QUORUM, "of the old configuration alone", Breaches::majorityOfOld);
      add(Rule.IS_QUORUM, "of all together", a -> 2 * a.of(all(a)) > all(a).size());
    }

    private static boolean majorityOfNew(Asked a) {
      NodeSet voters = ((Configuration) a.values()[0]).voters();
      return 2 * a.of(voters) > voters.size();
    }

    private static boolean majorityOfOld(Asked a) {
      Configuration configuration = (Configuration) a.values()[0];
      NodeSet old = configuration.isJoint() ? configuration.outgoing() : configuration.voters();
      return 2 * a.of(old) > old.size();
    }

    private static NodeSet all(Asked a) {
      return ((Configuration) a.values()[0]).members();
    }

    void addCommitAndReads() {
      add(Rule.OWN_MATCH, "the whole own log", a -> a.number(0));
      add(Rule.OWN_MATCH, "nothing", _ -> 0L);
      add(Rule.RAISES_MATCH, "always, down too", _ -> true);
      add(Rule.RAISES_MATCH, "never", _ -> false);
      add(Rule.LEADER_MAY_COMMIT, "entries of older terms too", _ -> true);
      add(Rule.LEADER_MAY_COMMIT, "never", _ -> false);
      add(
          Rule.FOLLOWER_COMMIT,
          "as far as the own log reaches",
          a -> Math.min(a.number(0), a.number(2)));
      add(Rule.FOLLOWER_COMMIT, "whatever the leader says", a -> a.number(0));
      add(Rule.FOLLOWER_COMMIT, "nothing", _ -> 0L);
      add(Rule.MAY_APPLY, "before commit", a -> a.number(0) <= a.number(2));
      add(Rule.MAY_APPLY, "before the own disk", a -> a.number(0) <= a.number(1));
      add(Rule.MAY_APPLY, "never", _ -> false);
      add(Rule.KEEPS_LEADING, "always", _ -> true);
      add(Rule.KEEPS_LEADING, "never", _ -> false);
      add(Rule.KEEPS_LEADING, "with a dead disk", a -> a.truth(0));
      add(Rule.KEEPS_LEADING, "without a quorum", a -> a.number(1) < a.number(2));
      add(Rule.READ_MAY_START, "always", _ -> true);
      add(Rule.READ_MAY_START, "never", _ -> false);
      add(Rule.ROUND_CONFIRMS, "without a round", _ -> true);
      add(Rule.ROUND_CONFIRMS, "never", _ -> false);
      add(
          Rule.ROUND_CONFIRMS,
          "the round before",
          a -> a.round(1).number() >= a.round(0).number() - 1);
      addUnseen(
          Rule.ROUND_CONFIRMS,
          "that number in any term",
          "what a leader knows of its peers begins with its term, and a reply of another term does"
              + " not count (countsReply)",
          a -> a.round(1).number() >= a.round(0).number());
      add(Rule.READ_INDEX_FITS, "any", _ -> true);
      add(Rule.READ_INDEX_FITS, "none", _ -> false);
      add(Rule.LEASE_HOLDS, "for ever", _ -> true);
      add(Rule.LEASE_HOLDS, "never", _ -> false);
      add(
          Rule.LEASE_HOLDS,
          "as if clocks were equal",
          a -> a.number(0) < a.number(1) && !a.truth(3));
      add(
          Rule.LEASE_HOLDS,
          "also after handing over",
          a -> Rules.PAPER.leaseHolds(a.number(0), a.number(1), (int) a.number(2), false));
      add(Rule.READ_MAY_ANSWER, "before it is applied", _ -> true);
      add(Rule.READ_MAY_ANSWER, "never", _ -> false);
    }
  }
}
