package dev.plongee.sim.zoo;

import dev.plongee.core.Message;
import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Rule;
import dev.plongee.core.Rules;
import dev.plongee.core.Wait;
import java.util.List;

/// Messages that do not wait for the disk as they should.
final class WaitBreaches {
  private WaitBreaches() {}

  static List<Breach> all() {
    return List.of(
        waitsForVoteForNothing(),
        waitsForVoteForItsTerm(),
        waitsForRequestForNothing(),
        waitsForSuccessForNothing(),
        waitsForSuccessForItsTerm(),
        waitsForFailureForNothing(),
        waitsForStaleForNothing(),
        waitsForEverySuccessForAll(),
        waitsForLeaderForItsDisk());
  }

  private static Breach waitsForVoteForNothing() {
    return new Breach(
        "waitsFor:vote-for-nothing",
        Rule.WAITS_FOR,
        "a vote is answered before it is on disk: a crash lets a server vote twice",
        "une voix est annoncée avant d’être sur disque : une panne laisse un serveur voter "
            + "deux fois",
        Detector.invariant(3),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof RequestVoteReply
                ? Wait.FOR_NOTHING
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForVoteForItsTerm() {
    return new Breach(
        "waitsFor:vote-for-its-term",
        Rule.WAITS_FOR,
        "a vote waits for its term on disk and not for itself",
        "une voix attend que son mandat soit sur disque, et n’attend pas d’y être elle-même",
        Detector.invariant(3),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof RequestVoteReply
                ? Wait.FOR_ITS_TERM
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForRequestForNothing() {
    return new Breach(
        "waitsFor:request-for-nothing",
        Rule.WAITS_FOR,
        "a candidate asks before its term and its own vote are on disk",
        "un candidat demande avant que son mandat et son propre vote soient sur disque",
        Detector.invariant(4),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof RequestVote
                ? Wait.FOR_NOTHING
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForSuccessForNothing() {
    return new Breach(
        "waitsFor:success-for-nothing",
        Rule.WAITS_FOR,
        "entries are acknowledged before they are on disk",
        "des entrées sont accusées avant d’être sur disque",
        Detector.invariant(27),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof AppendAccepted
                ? Wait.FOR_NOTHING
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForSuccessForItsTerm() {
    return new Breach(
        "waitsFor:success-for-its-term",
        Rule.WAITS_FOR,
        "an acknowledgement waits for the term and not for the entries",
        "un accusé attend le mandat et pas les entrées",
        Detector.invariant(27),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof AppendAccepted
                ? Wait.FOR_ITS_TERM
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForFailureForNothing() {
    return new Breach(
        "waitsFor:failure-for-nothing",
        Rule.WAITS_FOR,
        "a rejection tells a term that a crash can still take away",
        "un rejet annonce un mandat qu’une panne peut encore effacer",
        Detector.invariant(4),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof AppendRejected
                ? Wait.FOR_NOTHING
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForStaleForNothing() {
    return new Breach(
        "waitsFor:stale-for-nothing",
        Rule.WAITS_FOR,
        "an old leader learns of a term that a crash can still take away",
        "un ancien leader apprend un mandat qu’une panne peut encore effacer",
        Detector.invariant(4),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof Stale
                ? Wait.FOR_NOTHING
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForEverySuccessForAll() {
    return new Breach(
        "waitsFor:every-success-for-all",
        Rule.WAITS_FOR,
        "heartbeats are answered only when the whole disk is done: a slow disk looks like "
            + "a dead follower",
        "les battements de cœur ne sont accusés que quand tout est sur disque : un disque "
            + "lent ressemble à un suiveur mort",
        Detector.unitTest("PersistenceTest", "anAnswerForWhatIsDurableWaitsForItsTermOnly"),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof AppendAccepted
                ? Wait.FOR_EVERYTHING
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }

  private static Breach waitsForLeaderForItsDisk() {
    return new Breach(
        "waitsFor:leader-for-its-disk",
        Rule.WAITS_FOR,
        "a leader sends entries only when they are on its own disk: two fsyncs one after "
            + "the other",
        "un leader n’envoie les entrées qu’une fois sur son propre disque : deux fsync "
            + "l’un après l’autre",
        Detector.unitTest("PersistenceTest", "aLeaderSendsEntriesWhileItsOwnDiskWrites"),
        new Rules() {
          @Override
          public Wait waitsFor(Message message, long durableIndex) {
            return message instanceof AppendEntries
                ? Wait.FOR_EVERYTHING
                : PAPER.waitsFor(message, durableIndex);
          }
        });
  }
}
