package dev.plongee.sim.terminal;

import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.MessagePhrases;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.scene.Run;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// Where every server stands, a line each: its names, role, term, vote, timer, log. The same index
/// of two logs is in the same column.
final class ServerPanel {
  /// From here on there is room for what a leader knows and for whole timers.
  static final int WIDE = 120;

  private static final int TIMER_WIDTH = 10;
  private static final int WIDE_TIMER_WIDTH = 18;
  private static final int MAX_NAMES = 5;
  private static final int WIDE_MAX_NAMES = 12;
  private static final int MAX_PAYLOAD = 10;
  private static final int WIDE_MAX_PAYLOAD = 18;

  private final Words words;
  private final Language language;
  private final Palette palette;
  private final int width;
  private final boolean wide;
  private List<String> names = List.of();
  private int roleWidth;

  /// Of the column that says who belongs to the cluster, 0 where nothing is to be said about it.
  private int membersWidth;

  /// Of the columns that say what is the matter with disks and clocks, 0 where nothing is.
  private int diskWidth;

  private int clockWidth;

  ServerPanel(Language language, Palette palette, int width) {
    this.language = language;
    this.palette = palette;
    this.width = width;
    words = Words.of(language);
    wide = width >= WIDE;
  }

  /// The heads of the columns, a line for each server, and in a wide window one for each leader and
  /// each candidate.
  List<AttributedString> lines(Run run) {
    World world = run.world();
    names = names(run);
    roleWidth = roleWidth(world);
    membersWidth = membersWidth(world);
    diskWidth = illsWidth(world, Labels.DISK, Labels::disk);
    clockWidth = illsWidth(world, Labels.CLOCK, Labels::clock);
    List<AttributedString> lines = new ArrayList<>();
    int logsAt = head(new Row(width)).columns();
    LogTable logs = new LogTable(world, width - logsAt - 1);
    Row head = head(new Row(width));
    logs.head(head);
    lines.add(head.done());
    for (int id = 1; id <= world.servers(); id++) {
      Row row = server(world, id);
      row.to(logsAt, " ", palette.text());
      logs.row(world, id, row);
      lines.add(row.done());
    }
    if (wide) {
      for (int id = 1; id <= world.servers(); id++) {
        if (world.isUp(id)) {
          knowledge(world.view(id), lines);
        }
      }
    }
    return lines;
  }

  private Row head(Row row) {
    AttributedStyle style = palette.faint();
    row.add(Row.pad(" " + Labels.SERVER.in(language), 6 + namesWidth() + roleWidth), style);
    row.add(Row.right(Labels.TERM.in(language), termWidth()), style);
    row.add("  " + Row.pad(Labels.VOTE.in(language), 5), style);
    row.add(Row.pad(Labels.TIMER.in(language), timerWidth()), style);
    if (membersWidth > 0) {
      row.add(Row.pad(Labels.MEMBERS.in(language), membersWidth), style);
    }
    row.add(Row.pad(diskWidth > 0 ? Labels.DISK.in(language) : "", diskWidth), style);
    row.add(Row.pad(clockWidth > 0 ? Labels.CLOCK.in(language) : "", clockWidth), style);
    if (wide) {
      row.add(Row.right(Labels.COMMITTED.in(language), indexWidth()), style);
      row.add(Row.right(Labels.APPLIED.in(language), indexWidth()) + "  ", style);
    }
    return row.add(" ", style);
  }

  /// What each server was called in the scene, where there is room for it.
  private List<String> names(Run run) {
    List<String> all = new ArrayList<>();
    for (int id = 1; id <= run.world().servers(); id++) {
      all.add(Row.cut(String.join(",", run.names(id)), wide ? WIDE_MAX_NAMES : MAX_NAMES));
    }
    return all;
  }

  private int namesWidth() {
    int widest = 0;
    for (String name : names) {
      widest = Math.max(widest, Row.columns(name));
    }
    return widest == 0 ? 0 : widest + 1;
  }

  /// Room for every role that the servers of this world have as they are configured, so that
  /// nothing moves.
  private int roleWidth(World world) {
    int widest = Row.columns(words.down());
    for (int id = 1; id <= world.servers(); id++) {
      widest = Math.max(widest, Row.columns(words.down(world.down(id))));
    }
    for (RoleName role : RoleName.values()) {
      if (role != RoleName.PRE_CANDIDATE || world.config().features().preVote()) {
        widest = Math.max(widest, Row.columns(words.role(role)));
      }
    }
    for (int id = 1; id <= world.servers(); id++) {
      widest = Math.max(widest, Row.columns(words.standing(world.view(id))));
    }
    return widest + 1;
  }

  /// Whom the logs state as members is only worth a column where somebody is or was outside.
  private int membersWidth(World world) {
    Configuration all = new Configuration(world.config().all());
    boolean always = true;
    int widest = Row.columns(Labels.MEMBERS.in(language));
    for (int id = 1; id <= world.servers(); id++) {
      Configuration members = world.view(id).configuration();
      always &= members.equals(all) && world.config().initial(id).equals(all);
      widest = Math.max(widest, Row.columns(Words.digits(members)));
    }
    return always ? 0 : widest + 1;
  }

  /// What a label finds to say of a server.
  private interface Ills {
    List<String> of(Language language, World world, int server);
  }

  private int illsWidth(World world, Text head, Ills ills) {
    int widest = 0;
    for (int id = 1; id <= world.servers(); id++) {
      widest = Math.max(widest, Row.columns(told(ills.of(language, world, id))));
    }
    return widest == 0 ? 0 : Math.max(widest, Row.columns(head.in(language))) + 1;
  }

  private static String told(List<String> ills) {
    return String.join(",", ills);
  }

  private int termWidth() {
    return Row.columns(Labels.TERM.in(language));
  }

  private int indexWidth() {
    return 1
        + Math.max(
            Row.columns(Labels.COMMITTED.in(language)), Row.columns(Labels.APPLIED.in(language)));
  }

  private int timerWidth() {
    return wide ? WIDE_TIMER_WIDTH : TIMER_WIDTH;
  }

  // --- one server

  private Row server(World world, int id) {
    RaftView view = world.view(id);
    boolean up = world.isUp(id);
    boolean leads = up && view.role() == RoleName.LEADER;
    AttributedStyle style = leads ? palette.strong() : up ? palette.text() : palette.faint();
    Row row = new Row(width);
    row.add(" " + Row.pad(ServerId.name(id), 3), style);
    row.add(Row.pad(names.get(id - 1), namesWidth()), palette.faint());
    row.add(sign(world, id) + " ", up ? palette.act() : palette.bad());
    String role =
        !up
            ? words.down(world.down(id))
            : world.isPaused(id) ? words.paused() : words.standing(view);
    row.add(Row.pad(role, roleWidth), style);
    row.add(Row.right(Long.toString(view.term()), termWidth()), style);
    String vote = view.votedFor() == ServerId.NONE ? "–" : ServerId.name(view.votedFor());
    row.add("  " + Row.pad(vote, 5), style);
    row.add(Row.pad(up ? timer(world, view) : "–", timerWidth()), style);
    if (membersWidth > 0) {
      row.add(Row.pad(Words.digits(view.configuration()), membersWidth), style);
    }
    row.add(Row.pad(told(Labels.disk(language, world, id)), diskWidth), palette.bad());
    row.add(Row.pad(told(Labels.clock(language, world, id)), clockWidth), palette.bad());
    if (wide) {
      row.add(Row.right(Long.toString(view.commitIndex()), indexWidth()), style);
      row.add(Row.right(Long.toString(view.appliedIndex()), indexWidth()) + "  ", style);
    }
    return row;
  }

  private static String sign(World world, int id) {
    if (!world.isUp(id)) {
      return "✗";
    }
    if (world.isPaused(id)) {
      return "‖";
    }
    return world.view(id).role() == RoleName.LEADER ? "♛" : " ";
  }

  /// The timer that fires first, and in how long: of a leader most often the heartbeat.
  private String timer(World world, RaftView view) {
    Timer first = Timer.ELECTION;
    for (Timer timer : Timer.values()) {
      if (view.deadline(timer) < view.deadline(first)) {
        first = timer;
      }
    }
    long due = view.deadline(first);
    if (due == Long.MAX_VALUE) {
      return "–";
    }
    String left = words.milliseconds(Math.max(0, due - world.clock(view.self())));
    return wide
        ? Row.right(left, 6) + "  " + Labels.timer(language, first)
        : Row.right(left, 6) + (first == Timer.ELECTION ? "" : " ♥");
  }

  /// What a leader knows of the others, nextIndex and matchIndex, and who voted for a candidate.
  private void knowledge(RaftView view, List<AttributedString> lines) {
    Row row = new Row(width).add(" ", palette.faint());
    switch (view.role()) {
      case LEADER -> row.add(ServerId.name(view.self()) + " ♛  ", palette.faint());
      case CANDIDATE, PRE_CANDIDATE -> row.add(Labels.votes(language, view), palette.faint());
      case FOLLOWER -> {
        return;
      }
    }
    if (view.role() == RoleName.LEADER) {
      for (int peer : view.configuration().peersOf(view.self()).toArray()) {
        RaftView.PeerView known = view.peer(peer);
        String text = Labels.peer(language, peer, known.matchIndex(), known.nextIndex()) + "   ";
        row.add(text, palette.faint());
      }
    }
    lines.add(row.done());
  }

  // --- logs

  /// The newest indexes that fit, each in a column as wide as its widest entry; where they do not
  /// all fit, without the gaps between them.
  private final class LogTable {
    private static final String DOTS = "… ";

    /// Where a snapshot stands for the entry.
    private static final String SNAPSHOT = "≡";

    /// What stands around an entry: two brackets and a sign.
    private static final int FRAME = 3;

    private final List<Integer> widths = new ArrayList<>();
    private final long first;
    private final boolean isCut;
    private final String gap;

    LogTable(World world, int room) {
      long last = 0;
      for (int id = 1; id <= world.servers(); id++) {
        last = Math.max(last, world.view(id).last().index());
      }
      boolean roomy = fill(world, room, last, 1) == 0;
      gap = roomy ? " " : "";
      long hidden = roomy ? 0 : fill(world, room, last, 0);
      first = hidden + 1;
      isCut = hidden > 0;
    }

    /// Makes a column for each of the newest indexes.
    ///
    /// @return the newest index that found no room, 0 when all did
    private long fill(World world, int room, long last, int between) {
      widths.clear();
      int left = room - DOTS.length();
      long index = last;
      while (index >= 1) {
        int widest = Math.max(1, Long.toString(index).length() + 1 - FRAME);
        for (int id = 1; id <= world.servers(); id++) {
          widest = Math.max(widest, Row.columns(text(world.view(id), index)));
        }
        left -= FRAME + widest + between;
        if (left < 0) {
          return index;
        }
        widths.addFirst(widest);
        index--;
      }
      return 0;
    }

    void head(Row row) {
      row.add(isCut ? DOTS : "", palette.faint());
      if (widths.isEmpty()) {
        row.add(Labels.LOG.in(language), palette.faint());
      }
      for (int i = 0; i < widths.size(); i++) {
        String index = Row.pad(Long.toString(first + i), widths.get(i) + FRAME - 1);
        row.add(" " + index + gap, palette.faint());
      }
    }

    void row(World world, int id, Row row) {
      RaftView view = world.view(id);
      row.add(isCut ? DOTS : "", palette.faint());
      for (int i = 0; i < widths.size(); i++) {
        long index = first + i;
        if (index <= view.base().index()) {
          row.add(SNAPSHOT.repeat(widths.get(i) + FRAME) + gap, palette.faint());
        } else if (index <= view.last().index()) {
          cell(world, id, index, widths.get(i), row);
        } else {
          row.add(" ".repeat(widths.get(i) + FRAME) + gap, palette.text());
        }
      }
    }

    /// `[1 x=5 ✓]` is committed, `[1 x=5 ]` is not, `(1 x=5 )` is not even on the own disk.
    private void cell(World world, int id, long index, int wide, Row row) {
      RaftView view = world.view(id);
      boolean committed = index <= view.commitIndex();
      boolean durable = index <= view.durableIndex();
      String inner = Row.pad(text(view, index), wide) + (committed ? "✓" : " ");
      AttributedStyle style =
          !world.isUp(id) ? palette.faint() : committed ? palette.good() : palette.text();
      row.add((durable ? "[" + inner + "]" : "(" + inner + ")") + gap, style);
    }

    private String text(RaftView view, long index) {
      if (index <= view.base().index() || index > view.last().index()) {
        return "";
      }
      Entry entry = view.entry(index);
      if (entry.payload() instanceof Payload.Noop) {
        return Long.toString(entry.term());
      }
      String payload =
          entry.payload() instanceof Payload.Membership(Configuration members)
              ? Words.digits(members)
              : MessagePhrases.payload(language, entry.payload()).replace(" = ", "=");
      return entry.term() + " " + Row.cut(payload, wide ? WIDE_MAX_PAYLOAD : MAX_PAYLOAD);
    }
  }
}
