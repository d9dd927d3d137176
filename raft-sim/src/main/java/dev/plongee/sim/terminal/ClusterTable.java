package dev.plongee.sim.terminal;

import dev.plongee.core.Entry;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.MessagePhrases;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Where every server stands, one line each: role, term, log.
final class ClusterTable {
  /// More entries than a line shows; the oldest are left out.
  private static final int MAX_ENTRIES = 8;

  private static final int ROLE_WIDTH = 14;
  private static final int TERM_WIDTH = 10;

  private final Words words;
  private final Language language;
  private final Ink ink;

  ClusterTable(Language language, Ink ink) {
    this.language = language;
    this.ink = ink;
    words = Words.of(language);
  }

  List<String> lines(World world) {
    List<String> lines = new ArrayList<>();
    for (int id = 1; id <= world.servers(); id++) {
      lines.add(line(world, id));
    }
    return lines;
  }

  private String line(World world, int id) {
    RaftView view = world.view(id);
    boolean leads = world.isUp(id) && view.role() == RoleName.LEADER;
    String role =
        !world.isUp(id)
            ? words.down()
            : words.role(view.role()) + (world.isPaused(id) ? " (" + words.paused() + ")" : "");
    String head =
        Page.pad(ServerId.name(id), 4)
            + Page.pad((leads ? "♛ " : "  ") + role, ROLE_WIDTH)
            + Page.pad(words.term() + " " + view.term(), TERM_WIDTH);
    String log = log(view);
    String shown = log.isEmpty() ? head.stripTrailing() : head;
    return (leads ? ink.leader(shown) : world.isUp(id) ? shown : ink.faint(shown)) + log;
  }

  private String log(RaftView view) {
    long last = view.last().index();
    StringBuilder out = new StringBuilder();
    long from = Math.max(1, last - MAX_ENTRIES + 1);
    out.append(from > 1 ? "… " : "");
    for (long index = from; index <= last; index++) {
      Entry entry = view.entry(index);
      boolean committed = index <= view.commitIndex();
      String cell = entry.term() + ":" + MessagePhrases.payload(language, entry.payload());
      out.append(committed ? ink.good("[" + cell + " ✓]") : "[" + cell + "  ]").append(' ');
    }
    return out.toString().stripTrailing();
  }
}
