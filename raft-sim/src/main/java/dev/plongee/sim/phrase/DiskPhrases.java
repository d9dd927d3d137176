package dev.plongee.sim.phrase;

import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.sim.world.Down;

/// What a disk did not keep, and what a server makes of it.
final class DiskPhrases {
  private static final Template SYNC_FAILS = Template.of("le fsync échoue", "the fsync fails");
  private static final Template TRIES_TO_START =
      Template.of("essaie de redémarrer", "tries to restart");
  private static final Template STOPS =
      Template.of(
          "{self} s'arrête aussitôt : personne ne sait ce qui est sur son disque, et un second"
              + " fsync pourrait dire oui à ce qui est perdu.",
          "{self} stops at once: nobody knows what is on its disk, and a second fsync might say"
              + " yes to what is lost.");
  private static final Template GOES_ON =
      Template.of(
          "{self} continue comme si tout était sur disque.",
          "{self} goes on as if everything were on disk.");
  private static final Template TORN =
      Template.of(
          "une écriture de {self} n'est qu'en partie sur son disque.",
          "a write of {self} is only in part on its disk.");
  private static final Template FOUND_TORN =
      Template.of(
          "{self} trouve au bout de son journal une écriture qui n'est pas entière : il la prend"
              + " pour celle qu'une panne a interrompue, et la coupe.",
          "{self} finds a write at the end of its log that is not whole: it takes it for one that a"
              + " crash interrupted, and cuts it off.");
  private static final Template CUTS_DAMAGE =
      Template.of(
          "{self} coupe son journal à l'entrée {index}, qui est abîmée, et tout ce qui suit.",
          "{self} cuts its log at entry {index}, which is damaged, and all that follows.");
  private static final Template DAMAGED =
      Template.of(
          "{self} refuse de démarrer : son journal est abîmé à partir de l'entrée {index} (segment"
              + " {segment}, octet {offset}), et ce qui suit fut durable. Il n'efface rien.",
          "{self} refuses to start: its log is damaged from entry {index} on (segment {segment},"
              + " byte {offset}), and what follows was durable once. It erases nothing.");
  private static final Template UNREADABLE =
      Template.of(
          "{self} refuse de démarrer avec le journal qui est sur son disque.",
          "{self} refuses to start with the log that is on its disk.");
  private static final Template SNAPSHOT_MISSING =
      Template.of(
          "{self} refuse de démarrer : l'instantané que nomme son journal n'est pas là.",
          "{self} refuses to start: the snapshot that its log names is not there.");

  private DiskPhrases() {}

  /// What the event was, when the mishap made it another one than it seems; else empty.
  static String event(Language language, Happening.Mishap mishap) {
    return switch (mishap) {
      case Happening.SyncFailed _ -> SYNC_FAILS.plain(language, Values.none());
      case Happening.Refused _ -> TRIES_TO_START.plain(language, Values.none());
      case Happening.Torn _, Happening.CutOff _ -> "";
    };
  }

  static String sentence(Language language, Happening.Mishap mishap) {
    Values values = Values.none().server("self", mishap.server());
    Template template =
        switch (mishap) {
          case Happening.SyncFailed(_, boolean stops) -> stops ? STOPS : GOES_ON;
          case Happening.Torn _ -> TORN;
          case Happening.CutOff(_, ScanEnd.Damage(_, _, long index, _)) -> {
            values.with("index", index);
            yield CUTS_DAMAGE;
          }
          case Happening.CutOff _ -> FOUND_TORN;
          case Happening.Refused(_, Down why, ScanEnd end) -> {
            if (why == Down.SNAPSHOT_MISSING) {
              yield SNAPSHOT_MISSING;
            }
            if (!(end instanceof ScanEnd.Damage(long segment, int offset, long index, _))) {
              yield UNREADABLE;
            }
            values.with("segment", segment).with("offset", offset).with("index", index);
            yield DAMAGED;
          }
        };
    return template.render(language, values);
  }
}
