package dev.plongee.sim.phrase;

import dev.plongee.core.HardState;
import dev.plongee.core.ServerId;
import dev.plongee.core.Write;
import java.util.ArrayList;
import java.util.List;

/// What has become durable.
final class WritePhrases {
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
    Write write = written.write();
    HardState after = write.hardState();
    Values values =
        Values.none()
            .server("self", written.server())
            .with("term", after.term())
            .server("candidate", after.votedFor())
            .with("from", write.truncateFrom());
    List<String> parts = new ArrayList<>();
    if (after.term() != written.before().term()) {
      parts.add(TERM.plain(language, values));
    }
    if (after.votedFor() != ServerId.NONE && !after.equals(written.before())) {
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
    if (parts.isEmpty()) {
      return List.of();
    }
    values.with("what", String.join(", ", parts));
    return List.of(DURABLE.render(language, values));
  }
}
