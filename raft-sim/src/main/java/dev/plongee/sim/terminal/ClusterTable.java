package dev.plongee.sim.terminal;

import dev.plongee.core.Entry;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.MessagePhrases;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Where every server stands, one line each: role, term, log.
final class ClusterTable {
  private static final String DOTS = "…";
  private static final int SHORTEST_ROLE = 14;
  private static final int TERM_WIDTH = 10;

  private final Words words;
  private final Language language;
  private final Ink ink;

  ClusterTable(Language language, Ink ink) {
    this.language = language;
    this.ink = ink;
    words = Words.of(language);
  }

  /// @param width of a line
  List<String> lines(World world, int width) {
    int roleWidth = SHORTEST_ROLE;
    for (int id = 1; id <= world.servers(); id++) {
      roleWidth = Math.max(roleWidth, Page.length(role(world, id)));
    }
    List<String> lines = new ArrayList<>();
    for (int id = 1; id <= world.servers(); id++) {
      lines.add(line(world, id, roleWidth, width));
    }
    return lines;
  }

  private static boolean leads(World world, int id) {
    return world.isUp(id) && world.view(id).role() == RoleName.LEADER;
  }

  private String role(World world, int id) {
    String role =
        !world.isUp(id)
            ? words.down(world.down(id))
            : words.standing(world.view(id))
                + (world.isPaused(id) ? " (" + words.paused() + ")" : "");
    return (leads(world, id) ? "♛ " : "  ") + role + " ";
  }

  private String line(World world, int id, int roleWidth, int width) {
    RaftView view = world.view(id);
    boolean leads = leads(world, id);
    List<String> ills = new ArrayList<>(Labels.disk(language, world, id));
    ills.addAll(Labels.clock(language, world, id));
    String head =
        Page.pad(ServerId.name(id), 4)
            + Page.pad(role(world, id), roleWidth)
            + Page.pad(words.term() + " " + view.term(), TERM_WIDTH)
            + (ills.isEmpty() ? "" : "(" + String.join(", ", ills) + ") ");
    String log = log(view, width - Page.length(head));
    String shown = log.isEmpty() ? head.stripTrailing() : head;
    return (leads ? ink.leader(shown) : world.isUp(id) ? shown : ink.faint(shown)) + log;
  }

  /// The newest entries, as many as fit; what is left out at the front is shown as dots.
  private String log(RaftView view, int width) {
    List<String> cells = new ArrayList<>();
    int left = width - DOTS.length();
    for (long index = view.last().index(); index > view.base().index(); index--) {
      Entry entry = view.entry(index);
      boolean committed = index <= view.commitIndex();
      String text = entry.term() + ":" + MessagePhrases.payload(language, entry.payload());
      String cell = "[" + text + (committed ? " ✓]" : "  ]");
      left -= Page.length(cell) + 1;
      if (left < 0) {
        cells.addFirst(DOTS);
        break;
      }
      cells.addFirst(committed ? ink.good(cell) : cell);
    }
    return String.join(" ", cells);
  }
}
