package dev.plongee.sim.phrase;

import dev.plongee.core.HardState;
import dev.plongee.core.ServerId;
import dev.plongee.core.Write;
import java.util.ArrayList;
import java.util.List;

/// What has become durable.
public final class WritePhrases {
  private static final Template DURABLE =
      Template.of("sur le disque de {self} : {what}.", "on the disk of {self}: {what}.");
  private static final Template TERM = Template.of("mandat {term}", "term {term}");
  private static final Template VOTE = Template.of("voix pour {candidate}", "vote for {candidate}");
  private static final Template CUT =
      Template.of("journal coupé à l'entrée {from}", "log cut at entry {from}");
  private static final Template SNAPSHOT =
      Template.of("instantané jusqu'à l'entrée {index}", "snapshot up to entry {index}");

  private WritePhrases() {}

  /// One sentence with what is new on the disk, none when nothing is.
  static List<String> sentences(Language language, Happening.Written written) {
    String what = what(language, written.write(), written.before());
    if (what.isEmpty()) {
      return List.of();
    }
    Values values = Values.none().server("self", written.server()).with("what", what);
    return List.of(DURABLE.render(language, values));
  }

  /// What a write changes: `mandat 2, voix pour S1`; empty when it changes nothing.
  ///
  /// @param before term and vote before it
  public static String what(Language language, Write write, HardState before) {
    HardState after = write.hardState();
    Values values =
        Values.none()
            .with("term", after.term())
            .server("candidate", after.votedFor())
            .with("from", write.truncateFrom());
    List<String> parts = new ArrayList<>();
    if (after.term() != before.term()) {
      parts.add(TERM.plain(language, values));
    }
    if (after.votedFor() != ServerId.NONE && !after.equals(before)) {
      parts.add(VOTE.plain(language, values));
    }
    if (!write.snapshot().isNone()) {
      values.with("index", write.snapshot().index());
      parts.add(SNAPSHOT.plain(language, values));
    } else if (write.truncateFrom() > 0) {
      parts.add(CUT.plain(language, values));
    }
    if (!write.entries().isEmpty()) {
      parts.add(MessagePhrases.entries(language, write.entries()));
    }
    return String.join(", ", parts);
  }
}
