package dev.plongee.sim.travel;

import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Run;
import dev.plongee.sim.scene.Statement;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A row of stops: the script from its beginning to its end, or what somebody typed from one of its
/// stops on. Stop 0 of a branch is the stop it leaves from.
///
/// Only numbers are kept of a stop, and a copy of the run now and then; the stop itself is made
/// again when somebody goes there.
public final class Branch {
  /// Moments one typed command may bring: an hour of heartbeats is nobody's next step.
  public static final int MAX_MOMENTS = 20_000;

  private final int number;
  private final @Nullable Branch parent;
  private final int from;

  /// What stop 0 shows when no moment of this branch made it.
  private final @Nullable Stop origin;

  private final Copies copies = new Copies();

  /// The number of moments up to and including each stop.
  private int[] ends = new int[64];

  /// The number of events of the world up to and including each stop.
  private long[] events = new long[64];

  /// The highest term of a server behind each stop.
  private long[] terms = new long[64];

  private int stops;
  private int moments;

  /// What was typed, by the number of moments before it.
  private final TreeMap<Integer, Statement> typed = new TreeMap<>();

  /// Where a viewer halts who does not want to see every event: beginnings of cues, ends of those
  /// that say something or reveal it, ends of typed commands. A sentence stands once before what it
  /// tells of, and once behind.
  private final List<Integer> halts = new ArrayList<>();

  /// Whether the cue that is being played says something.
  private boolean speaks;

  /// The stop at which each cue begins, in the order of the scene.
  private final List<Integer> cues = new ArrayList<>();

  /// The script, played to its end.
  ///
  /// @param player at its beginning, and used up
  Branch(Player player) {
    number = 0;
    parent = null;
    from = 0;
    origin = null;
    copies.offer(0, player);
    play(player, Integer.MAX_VALUE);
    halt(last());
  }

  /// A branch on which nothing was typed yet.
  Branch(int number, Branch parent, int from, Standing standing) {
    this.number = number;
    this.parent = parent;
    this.from = from;
    origin = standing.stop();
    copies.offer(0, standing.run());
    stops = 1;
    note(standing.run());
    halt(0);
  }

  /// 0 for the script, then counted as they were typed.
  public int number() {
    return number;
  }

  public boolean isScript() {
    return parent == null;
  }

  /// The branch this one leaves.
  ///
  /// @throws IllegalStateException for the script
  public Branch parent() {
    if (parent == null) {
      throw new IllegalStateException("the script leaves nothing");
    }
    return parent;
  }

  /// The stop of the parent at which this branch leaves it.
  public int from() {
    return from;
  }

  /// The number of the last stop.
  public int last() {
    return stops - 1;
  }

  /// What was typed, in order; nothing for the script.
  public List<String> typed() {
    List<String> lines = new ArrayList<>();
    typed.values().forEach(statement -> lines.add(statement.text()));
    return List.copyOf(lines);
  }

  /// The stops at which the cues begin, in the order of the scene; as far as the script got, and
  /// nothing for other branches.
  public List<Integer> cues() {
    return List.copyOf(cues);
  }

  /// The stops at which a viewer halts who does not want to see every event.
  public List<Integer> halts() {
    return List.copyOf(halts);
  }

  /// The highest term of any server behind a stop.
  public long term(int stop) {
    return terms[stop];
  }

  /// The last stop before or at `stop` in which an event of the world happened.
  ///
  /// @param event its number, as the world counts
  /// @return -1 when it happened before this branch
  public int stopOf(long event, int stop) {
    for (int at = stop; at > 0; at--) {
      if (events[at - 1] < event && event <= events[at]) {
        return at;
      }
    }
    return isScript() && event <= events[0] ? 0 : -1;
  }

  /// The next halt behind a stop, or the last stop.
  int haltAfter(int stop) {
    for (int halt : halts) {
      if (halt > stop) {
        return halt;
      }
    }
    return last();
  }

  /// The last halt before a stop, or the first stop.
  int haltBefore(int stop) {
    for (int halt : halts.reversed()) {
      if (halt < stop) {
        return halt;
      }
    }
    return 0;
  }

  // --- making it longer

  /// Plays a command behind the last stop.
  ///
  /// @return whether to its end, and not only its first [#MAX_MOMENTS]
  boolean append(Statement statement) {
    Run end = at(last()).run();
    copies.offer(moments, end);
    typed.put(moments, statement);
    Run improvised = end.improvise(List.of(statement));
    play(improvised, MAX_MOMENTS);
    halt(last());
    return improvised.isOver();
  }

  private void play(Run run, int limit) {
    int first = moments;
    while (!run.isOver() && moments - first < limit) {
      if (moments > first) {
        copies.offer(moments, run);
      }
      Moment moment = run.next();
      if (moments == first || Stop.isMade(moment)) {
        begin(moment);
      }
      moments++;
      ends[stops - 1] = moments;
      note(run);
    }
  }

  private void begin(Moment moment) {
    if (stops == ends.length) {
      ends = Arrays.copyOf(ends, 2 * stops);
      events = Arrays.copyOf(events, 2 * stops);
      terms = Arrays.copyOf(terms, 2 * stops);
    }
    stops++;
    if (moment instanceof Moment.Began(Cue cue)) {
      if (speaks) {
        halt(last() - 1);
      }
      speaks = !cue.say().isEmpty();
      cues.add(last());
      halt(last());
    } else if (moment instanceof Moment.Ended) {
      halt(last());
    }
  }

  private void note(Run run) {
    World world = run.world();
    events[stops - 1] = world.events();
    long term = 0;
    for (int id = 1; id <= world.servers(); id++) {
      term = Math.max(term, world.view(id).term());
    }
    terms[stops - 1] = term;
  }

  private void halt(int stop) {
    if (halts.isEmpty() || halts.getLast() < stop) {
      halts.add(stop);
    }
  }

  // --- going there

  /// Makes a stop again.
  Standing at(int stop) {
    int begins = stop == 0 ? 0 : ends[stop - 1];
    Map.Entry<Integer, Run> copy = copies.before(begins);
    Run run = copy.getValue().copy();
    for (int played = copy.getKey(); played < begins; played++) {
      run = turned(run, played);
      run.next();
    }
    return stand(run, begins, ends[stop]);
  }

  /// The stops before this one, the last first; at most so many.
  List<Stop> before(int stop, int count) {
    int first = Math.max(0, stop - count);
    List<Stop> before = new ArrayList<>();
    if (first < stop) {
      Standing standing = at(first);
      before.add(standing.stop());
      for (int next = first + 1; next < stop; next++) {
        standing = onward(standing.run(), next);
        before.addFirst(standing.stop());
      }
    }
    return before;
  }

  /// Goes on from the stop before this one.
  ///
  /// @param run that stands there, and is used up
  Standing onward(Run run, int stop) {
    return stand(run, ends[stop - 1], ends[stop]);
  }

  private Standing stand(Run before, int begins, int end) {
    Run run = before;
    List<Moment> shown = new ArrayList<>();
    for (int played = begins; played < end; played++) {
      run = turned(run, played);
      shown.add(run.next());
    }
    if (shown.isEmpty() && origin != null) {
      return new Standing(run, origin);
    }
    return new Standing(
        run, new Stop(shown.getFirst(), List.copyOf(shown.subList(1, shown.size()))));
  }

  /// The run that plays the moment behind so many: what was typed there begins a new one.
  private Run turned(Run run, int played) {
    @Nullable Statement statement = typed.get(played);
    return statement == null ? run : run.improvise(List.of(statement));
  }
}
