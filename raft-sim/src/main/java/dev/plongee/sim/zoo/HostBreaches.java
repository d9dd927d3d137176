package dev.plongee.sim.zoo;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.sim.world.HostRules;
import java.util.List;

/// What is done wrong around the core, by the driver or by the state machine.
final class HostBreaches {
  private HostBreaches() {}

  static List<Breach> all() {
    return List.of(
        executesEveryAttempt(),
        executesByTheOwnClock(),
        goesOnAfterAnError(),
        mayStartWithWhatIsLeft(),
        mayStartWithWholeLogs(),
        checksumNone(),
        mayDeleteInPlace(),
        tellsRefusalAtOnce(),
        mayHaveHappenedNever());
  }

  private static Breach executesEveryAttempt() {
    return new Breach(
        "executes:every-attempt",
        "executes",
        "a write of a session is executed as often as it was sent: nobody looks at its number",
        "une écriture de session est exécutée autant de fois qu’elle est envoyée : personne ne "
            + "regarde son numéro",
        Detector.invariant(40),
        new HostRules() {
          @Override
          public Entry executes(Entry committed, long logTime, long ownClock) {
            return withoutSession(committed);
          }
        });
  }

  private static Breach executesByTheOwnClock() {
    return new Breach(
        "executes:by-the-own-clock",
        "executes",
        "each server forgets idle sessions by its own clock, so that their states differ",
        "chaque serveur oublie les sessions inactives selon sa propre horloge, et les états"
            + " diffèrent",
        Detector.invariant(26),
        new HostRules() {
          @Override
          public Entry executes(Entry committed, long logTime, long ownClock) {
            return atTime(committed, logTime, Math.max(logTime, ownClock));
          }
        });
  }

  private static Breach goesOnAfterAnError() {
    return new Breach(
        "goesOn:after-an-error",
        "goesOn",
        "an fsync that failed is tried once more, succeeds, and what was lost passes for durable",
        "un fsync échoué est retenté, réussit, et ce qui est perdu passe pour durable",
        Detector.invariant(29),
        new HostRules() {
          @Override
          public boolean goesOn(boolean durable) {
            return true;
          }
        });
  }

  private static Breach mayStartWithWhatIsLeft() {
    return new Breach(
        "mayStart:with-what-is-left",
        "mayStart",
        "a log is cut at its first bad record, though committed entries lie behind it",
        "un journal est coupé à son premier enregistrement abîmé, alors que des entrées validées"
            + " suivent",
        Detector.invariant(31),
        new HostRules() {
          @Override
          public boolean mayStart(ScanEnd end) {
            return true;
          }
        });
  }

  private static Breach mayStartWithWholeLogs() {
    return new Breach(
        "mayStart:with-whole-logs-only",
        "mayStart",
        "a server does not start with a write that a crash interrupted, and nobody was told of",
        "un serveur ne démarre pas avec une écriture qu’une panne a interrompue, et que personne"
            + " n’attend",
        Detector.invariant(28),
        new HostRules() {
          @Override
          public boolean mayStart(ScanEnd end) {
            return end instanceof ScanEnd.Clean;
          }
        });
  }

  private static Breach tellsRefusalAtOnce() {
    return new Breach(
        "tellsRefusal:at-once-only",
        "tellsRefusal",
        "a server that stops leading forgets to answer the reads that waited, and keeps them for"
            + " ever",
        "un serveur qui n’est plus leader oublie de répondre aux lectures qui attendaient, et les"
            + " garde pour toujours",
        Detector.invariant(50),
        new HostRules() {
          @Override
          public boolean tellsRefusal(boolean waited) {
            return !waited;
          }
        });
  }

  private static Breach mayHaveHappenedNever() {
    return new Breach(
        "mayHaveHappened:never",
        "mayHaveHappened",
        "a client takes a time-out for a failure, though its write may be in a log",
        "un client prend une attente trop longue pour un échec, alors que son écriture est"
            + " peut-être dans un journal",
        Detector.invariant(42),
        new HostRules() {
          @Override
          public boolean mayHaveHappened(boolean refused) {
            return false;
          }
        });
  }

  private static Breach checksumNone() {
    return new Breach(
        "checksum:none",
        "checksum",
        "nobody looks at checksums: a bit that flipped on a disk is another command",
        "personne ne regarde les sommes de contrôle : un bit inversé sur un disque devient une"
            + " autre commande",
        Detector.invariant(30),
        new HostRules() {
          @Override
          public int checksum(int ofBytes) {
            return 0;
          }
        });
  }

  private static Breach mayDeleteInPlace() {
    return new Breach(
        "mayDelete:in-place",
        "mayDelete",
        "a snapshot is written over the one before: a crash leaves neither",
        "un instantané est écrit par-dessus le précédent : une panne ne laisse ni l’un ni l’autre",
        Detector.invariant(35),
        new HostRules() {
          @Override
          public boolean mayDelete(SnapshotMeta file, SnapshotMeta newest, SnapshotMeta named) {
            return file.index() < newest.index();
          }
        });
  }

  private static Entry withoutSession(Entry entry) {
    if (entry.payload() instanceof Payload.Command(Bytes bytes)
        && command(bytes) instanceof Command.InSession(_, _, Command.Write write)) {
      Payload bare = new Payload.Command(CommandCodec.encode(write));
      return new Entry(entry.term(), entry.index(), bare);
    }
    return entry;
  }

  private static Entry atTime(Entry entry, long from, long to) {
    if (entry.payload() instanceof Payload.Command(Bytes bytes)
        && command(bytes) instanceof Command.PassTime(_, _, long lifetime)) {
      Payload other =
          new Payload.Command(CommandCodec.encode(new Command.PassTime(from, to, lifetime)));
      return new Entry(entry.term(), entry.index(), other);
    }
    return entry;
  }

  private static Command command(Bytes bytes) {
    try {
      return CommandCodec.decode(bytes);
    } catch (CodecException unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    }
  }
}
