package dev.plongee.sim.scene;

import dev.plongee.core.RaftConfig.Features;
import dev.plongee.core.ServerId;
import dev.plongee.sim.phrase.Text;
import java.util.List;

/// What stands before the first cue: what the scene is called, and the world it begins with.
final class SetupWords {
  private static final int PPM_PER_PERCENT = 10_000;

  /// What a line of the head does to the scene that is being read.
  interface Setting {
    /// @throws IllegalArgumentException when the values do not fit each other
    void apply(SceneDraft draft);
  }

  static final Chapter<Setting> HEADER =
      new Chapter<>(
          "What the scene is",
          new Text("une ligne d'en-tête", "a line of the head"),
          "Before the first cue. Only `scene` is needed.",
          List.of(
              Word.of(
                  "scene NAME",
                  "The name, as in `./raft play NAME`.",
                  "scene leader-dies",
                  a -> draft -> draft.name = a.text(0)),
              Word.of(
                  "number COUNT",
                  "The number, as in `./raft play 5`.",
                  "number 5",
                  a -> draft -> draft.number = a.count(0)),
              Word.of(
                  "title LANGUAGE TEXT",
                  "The title, once for each language.",
                  "title fr \"Le leader meurt\"",
                  a -> draft -> draft.title = draft.title.with(a.language(0), a.text(1))),
              Word.of(
                  "paper TEXT",
                  "Where the paper tells of it.",
                  "paper \"§5.3, §5.4\"",
                  a -> draft -> draft.paper = a.text(0)),
              Word.of(
                  "track NUMBERS",
                  "The talks the scene belongs to, by their minutes.",
                  "track 10 25",
                  a -> draft -> draft.tracks = a.numbers(0).stream().map(Long::intValue).toList()),
              Word.of(
                  "track questions",
                  "The scene belongs to no talk: it answers a question that may be asked after it.",
                  "track questions",
                  _ -> draft -> draft.tracks = List.of(Scene.FOR_QUESTIONS))));

  static final Chapter<Setting> WORLD =
      new Chapter<>(
          "The world it begins with",
          new Text("une ligne d'en-tête", "a line of the head"),
          "Before the first cue. Left out: 5 servers that never ran, seed 1, elections after 150 to"
              + " 300 ms, heartbeats every 50 ms, messages that take 5 to 15 ms, an fsync of 0.5 to"
              + " 6 ms.",
          List.of(
              Word.of(
                  "cluster COUNT",
                  "So many servers, S1, S2, ...; stands before `given`.",
                  "cluster 5",
                  a -> draft -> draft.voters = a.count(0)),
              Word.of(
                  "outside COUNT",
                  "So many servers more, with the next ids: they run and belong to nothing yet.",
                  "cluster 3\noutside 2",
                  a -> draft -> draft.outside = a.count(0)),
              Word.of(
                  "seed NUMBER",
                  "All chance follows from it: latencies, fsyncs, election timeouts.",
                  "seed 7",
                  a -> draft -> draft.seed = a.number(0)),
              Word.of(
                  "schedule timed",
                  "The world goes on by itself; that is so when nothing is said.",
                  "schedule timed",
                  _ -> draft -> draft.timed = true),
              Word.of(
                  "schedule manual",
                  "Nothing happens by itself: every event is named with `deliver`, `expire`,"
                      + " `sync`.",
                  "schedule manual",
                  _ -> draft -> draft.timed = false),
              Word.of(
                  "given ID term TERM [vote ID] [log TERMS]",
                  "What lies on the disk of a server at the start. Two logs that hold the same term"
                      + " at one index must be the same up to there.",
                  "given S1 term 2 vote S1 log 1 1 2",
                  a ->
                      draft ->
                          draft.give(
                              a.id(0),
                              a.number(1),
                              a.has(2) ? a.id(2) : ServerId.NONE,
                              a.has(3) ? a.numbers(3) : List.of())),
              Word.of(
                  "set prevote SWITCH",
                  "Servers ask before they raise their term (on).",
                  "set prevote off",
                  a ->
                      draft -> {
                        Features f = draft.features;
                        draft.features =
                            new Features(a.isOn(0), f.checkQuorum(), f.noop(), f.leaseReads());
                      }),
              Word.of(
                  "set checkquorum SWITCH",
                  "A leader that hears no majority steps down (on).",
                  "set checkquorum off",
                  a ->
                      draft -> {
                        Features f = draft.features;
                        draft.features =
                            new Features(f.preVote(), a.isOn(0), f.noop(), f.leaseReads());
                      }),
              Word.of(
                  "set lease SWITCH",
                  "A leader answers reads without asking, for as long as nobody else can be elected"
                      + " (off).",
                  "set lease on",
                  a -> draft -> draft.features = draft.features.withLeaseReads(a.isOn(0))),
              Word.of(
                  "set drift PERCENT",
                  "How far out clocks may run, as leases assume: 50 at most (1).",
                  "set drift 5",
                  a -> draft -> draft.driftPpm = a.count(0) * PPM_PER_PERCENT),
              Word.of(
                  "set follower-reads SWITCH",
                  "Whoever is asked for a read answers it: a follower asks its leader how far it"
                      + " must have applied the log (off).",
                  "set follower-reads on",
                  a -> draft -> draft.followerReads = a.isOn(0)),
              Word.of(
                  "set noop SWITCH",
                  "A leader begins its term with an empty entry (on).",
                  "set noop off",
                  a ->
                      draft -> {
                        Features f = draft.features;
                        draft.features =
                            new Features(f.preVote(), f.checkQuorum(), a.isOn(0), f.leaseReads());
                      }),
              Word.of(
                  "set election RANGE",
                  "How long a server waits for a leader; at least two heartbeats.",
                  "set election 150ms..300ms",
                  a -> draft -> draft.election = a.range(0)),
              Word.of(
                  "set heartbeat DURATION",
                  "From one heartbeat to the next.",
                  "set heartbeat 50ms",
                  a -> draft -> draft.heartbeatUs = a.number(0)),
              Word.of(
                  "set max-entries COUNT",
                  "Entries in one AppendEntries.",
                  "set max-entries 1",
                  a -> draft -> draft.maxEntries = a.count(0)),
              Word.of(
                  "set window COUNT",
                  "AppendEntries with entries on their way to one follower, not yet acknowledged.",
                  "set window 1",
                  a -> draft -> draft.window = a.count(0)),
              Word.of(
                  "set kept-entries NUMBER",
                  "Entries that stay in a log before its snapshot, for followers a little behind"
                      + " (10,000).",
                  "set kept-entries 0",
                  a -> draft -> draft.keptEntries = a.count(0)),
              Word.of(
                  "set latency RANGE",
                  "How long a message travels.",
                  "set latency 5ms..15ms",
                  a -> draft -> draft.latency = a.range(0)),
              Word.of(
                  "set overtaking SWITCH",
                  "Whether messages of one link may overtake each other (off).",
                  "set overtaking on",
                  a -> draft -> draft.overtaking = a.isOn(0)),
              Word.of(
                  "set loss PERCENT",
                  "How many messages of a hundred are lost (0).",
                  "set loss 5",
                  a -> draft -> draft.lossPpm = a.count(0) * PPM_PER_PERCENT),
              Word.of(
                  "set fsync RANGE",
                  "How long a disk takes to make a write durable.",
                  "set fsync 1ms..2ms",
                  a -> draft -> draft.fsync = a.range(0)),
              Word.of(
                  "set patience DURATION",
                  "How long a client waits for an answer (2 s).",
                  "set patience 500ms",
                  a -> draft -> draft.patienceUs = a.number(0))));

  private SetupWords() {}
}
