package dev.plongee.sim.scene;

import dev.plongee.core.Timer;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.scene.Command.Ask;
import dev.plongee.sim.world.Request;
import java.util.List;
import java.util.Optional;

/// What somebody does to the cluster. An act takes no time.
final class ActWords {
  /// The disk of `slow disk` without times, in microseconds: slower than a round trip, faster than
  /// an election timeout.
  private static final Range SLOW = new Range(80_000, 100_000);

  /// The clocks of `fast clock` and `slow clock` without a percentage: far enough for a room to see
  /// it.
  private static final int DRIFT_PERCENT = 20;

  private static final int PPM_PER_PERCENT = 10_000;

  private static final int FIRST_CLIENT = 1;

  static final Chapter<Command> CHAPTER =
      new Chapter<>(
          "Acts",
          new Text("une commande", "a command"),
          "An act takes no time. Where `[via SERVER]` is left out, a client asks the leader, or the"
              + " server it asked last when there is none; where `[as CLIENT]` is left out, it is"
              + " `c1`.",
          List.of(
              Word.of(
                  "put KEY VALUE [as CLIENT] [via SERVER]",
                  "A client writes.",
                  "put x 5 as c2 via follower 1",
                  a ->
                      new Ask(
                          new Request.Put(a.text(0), a.text(1)),
                          a.count(2, FIRST_CLIENT),
                          a.server(3))),
              Word.of(
                  "delete KEY [as CLIENT] [via SERVER]",
                  "A client deletes a key.",
                  "delete x",
                  a ->
                      new Ask(
                          new Request.Delete(a.text(0)), a.count(1, FIRST_CLIENT), a.server(2))),
              Word.of(
                  "get KEY [as CLIENT] [via SERVER]",
                  "A client reads.",
                  "get x as c2",
                  a -> new Ask(new Request.Get(a.text(0)), a.count(1, FIRST_CLIENT), a.server(2))),
              Word.of(
                  "cas KEY VALUE VALUE [as CLIENT] [via SERVER]",
                  "Compare and set: the key gets the second value if it has the first one.",
                  "put x 5\nuntil acknowledged x\ncas x 5 6",
                  a ->
                      new Ask(
                          new Request.Cas(a.text(0), Optional.of(a.text(1)), a.text(2)),
                          a.count(3, FIRST_CLIENT),
                          a.server(4))),
              Word.of(
                  "create KEY VALUE [as CLIENT] [via SERVER]",
                  "Compare and set: the key gets the value if it has none.",
                  "create x 5",
                  a ->
                      new Ask(
                          new Request.Cas(a.text(0), Optional.empty(), a.text(1)),
                          a.count(2, FIRST_CLIENT),
                          a.server(3))),
              Word.of(
                  "append KEY VALUE [as CLIENT] [via SERVER]",
                  "A client adds to the end of a value.",
                  "append x abc",
                  a ->
                      new Ask(
                          new Request.Append(a.text(0), a.text(1)),
                          a.count(2, FIRST_CLIENT),
                          a.server(3))),
              Word.of(
                  "register [as CLIENT] [via SERVER]",
                  "A client begins a session. From then on its writes have numbers, and it sends"
                      + " one that was not answered to another server: the cluster executes it"
                      + " once.",
                  "register as c2",
                  a -> new Ask(new Request.Register(), a.count(0, FIRST_CLIENT), a.server(1))),
              Word.of(
                  "retry [as CLIENT] [via SERVER]",
                  "A client with a session sends the write it waits for once more, under the same"
                      + " number.",
                  "register\nrun 1s\nappend x abc\nretry via L",
                  a -> new Command.Retry(a.count(0, FIRST_CLIENT), a.server(1))),
              Word.of(
                  "drop answer CLIENT",
                  "The answer that this client waits for will be lost on its way.",
                  "put x 5 as c2\ndrop answer c2\nuntil committed x\nexpect unknown c2",
                  a -> new Command.DropAnswer(a.count(0))),
              Word.of(
                  "crash SERVER [keeping NUMBER]",
                  "The server stops. What is not on its disk is lost, but for so many of the oldest"
                      + " unsynced writes.",
                  "crash L keeping 1",
                  a -> new Command.Crash(a.server(0), a.count(1, 0), false)),
              Word.of(
                  "crash SERVER torn [keeping NUMBER]",
                  "The server stops in the middle of a write: half of it is on the disk, behind so"
                      + " many of the oldest ones that are whole.",
                  "put x 5\ncrash L torn",
                  a -> new Command.Crash(a.server(0), a.count(1, 0), true)),
              Word.of(
                  "restart SERVER [prevote SWITCH]",
                  "A stopped server starts with what its disk holds, or refuses to, which `down`"
                      + " tells; with `prevote` it is configured otherwise than the others: it asks"
                      + " before it raises its term, or not.",
                  "crash S5\nrestart S5 prevote off",
                  a ->
                      new Command.Restart(
                          a.server(0), a.has(1) ? Optional.of(a.isOn(1)) : Optional.empty())),
              Word.of(
                  "pause SERVER",
                  "The process stands still; what reaches it waits.",
                  "pause S4",
                  a -> new Command.Pause(a.server(0))),
              Word.of(
                  "snapshot SERVER",
                  "The server takes a snapshot of what it has applied, and its log begins behind"
                      + " it.",
                  "put x 5\nuntil committed x\nsnapshot L",
                  a -> new Command.Snapshot(a.server(0))),
              Word.of(
                  "resume SERVER",
                  "A paused process goes on.",
                  "pause S3\nresume S3",
                  a -> new Command.Resume(a.server(0))),
              Word.of(
                  "transfer SERVER",
                  "The leader brings this server up to date and has it campaign at once.",
                  "transfer follower 1",
                  a -> new Command.Transfer(a.server(0))),
              Word.of(
                  "member add SERVERS",
                  "The leader is asked to give these a vote: newcomers get the log first, then the"
                      + " members change by joint consensus.",
                  "run 100ms\nmember learn follower 1\nrun 100ms\nmember add follower 1",
                  a -> new Command.Member(Command.Membership.ADDED, a.servers(0))),
              Word.of(
                  "member learn SERVERS",
                  "The leader is asked to send these the log without giving them a vote.",
                  "run 100ms\nmember learn follower 1",
                  a -> new Command.Member(Command.Membership.LEARNING, a.servers(0))),
              Word.of(
                  "member remove SERVERS",
                  "The leader is asked to let these go; it may be one of them.",
                  "run 100ms\nmember remove follower 1,L",
                  a -> new Command.Member(Command.Membership.REMOVED, a.servers(0))),
              Word.of(
                  "member set SERVERS",
                  "The leader is asked for these voters, and nobody else.",
                  "run 100ms\nmember set L,follower 1,follower 2",
                  a -> new Command.Member(Command.Membership.ALONE, a.servers(0))),
              Word.of(
                  "cut SIDE | SIDE",
                  "Nothing passes between the two sides.",
                  "cut L,follower 1 | rest",
                  a -> new Command.Cut(a.servers(0), a.servers(1))),
              Word.of(
                  "cut SERVER -> SERVER",
                  "Nothing passes in this direction.",
                  "cut S1 -> S2",
                  a -> new Command.CutOneWay(a.server(0), a.server(1))),
              Word.of(
                  "heal", "Takes every cut back.", "cut L | rest\nheal", _ -> new Command.Heal()),
              Word.of(
                  "deliver MESSAGE",
                  "A message on its way arrives now.",
                  "put x 5\ndeliver AppendEntries L -> follower 1",
                  a -> new Command.Deliver(a.message(0))),
              Word.of(
                  "drop MESSAGE",
                  "A message on its way is lost.",
                  "put x 5\ndrop AppendEntries L -> follower 1",
                  a -> new Command.Drop(a.message(0))),
              Word.of(
                  "duplicate MESSAGE",
                  "A message on its way will arrive twice.",
                  "put x 5\nduplicate AppendEntries L -> follower 1",
                  a -> new Command.Duplicate(a.message(0))),
              Word.of(
                  "delay MESSAGE DURATION",
                  "A message on its way takes this much longer.",
                  "put x 5\ndelay AppendEntries L -> follower 1 50ms",
                  a -> new Command.Delay(a.message(0), a.number(1))),
              Word.of(
                  "expire SERVER [TIMER]",
                  "A timer fires now; left out: the election timer.",
                  "expire follower 1",
                  a -> new Command.Expire(a.server(0), a.timer(1, Timer.ELECTION))),
              Word.of(
                  "sync SERVER",
                  "The disk finishes now what it is writing.",
                  "put x 5\nsync L",
                  a -> new Command.Sync(a.server(0))),
              Word.of(
                  "slow disk SERVER [RANGE]",
                  "From now on an fsync takes this long; left out: 80ms..100ms.",
                  "slow disk S4 60ms",
                  a -> {
                    Range range = a.has(1) ? a.range(1) : SLOW;
                    return new Command.SlowDisk(a.server(0), range.minUs(), range.maxUs());
                  }),
              Word.of(
                  "hang disk SERVER",
                  "From now on no fsync ends.",
                  "hang disk S4",
                  a -> new Command.HangDisk(a.server(0))),
              Word.of(
                  "fill disk SERVER",
                  "From now on the disk has no room for entries; terms and votes still find some.",
                  "fill disk S4",
                  a -> new Command.FillDisk(a.server(0), true)),
              Word.of(
                  "free disk SERVER",
                  "The disk has room again.",
                  "fill disk S4\nfree disk S4",
                  a -> new Command.FillDisk(a.server(0), false)),
              Word.of(
                  "fail disk SERVER",
                  "From now on every fsync fails, which stops the server at the next one.",
                  "fail disk L\nput x 5\nuntil down L because fsync",
                  a -> new Command.FailDisk(a.server(0))),
              Word.of(
                  "flip bit SERVER [entry COUNT]",
                  "A bit flips on the disk, in the write that holds this entry; left out: in the"
                      + " last write of all, where it cannot be told from a crash. The server"
                      + " reads its disk when it starts.",
                  "put x 5\nuntil value x 5\nflip bit L entry 1\ncrash L\nrestart L",
                  a -> new Command.FlipBit(a.server(0), a.number(1, 0))),
              Word.of(
                  "fast clock SERVER [DRIFT]",
                  "From now on the clock of the server is fast by so many percent; left out: 20.",
                  "fast clock S4 10",
                  a -> drift(a, 1)),
              Word.of(
                  "slow clock SERVER [DRIFT]",
                  "From now on the clock of the server is slow by so many percent; left out: 20.",
                  "slow clock L",
                  a -> drift(a, -1)),
              Word.of(
                  "break BREACH",
                  "From now on every server breaks this rule. One rule at a time; the ways to break"
                      + " it are those of `./raft check --bug`.",
                  "break upToDate",
                  a -> new Command.Break(a.text(0))),
              Word.of(
                  "mend BROKEN",
                  "Every server obeys this rule again.",
                  "break upToDate\nmend upToDate",
                  a -> new Command.Mend(a.text(0))),
              Word.of(
                  "mend disk SERVER",
                  "The disk is again as it was at the beginning: neither slow nor full, it fails"
                      + " no fsync, and every bit is as it was written.",
                  "slow disk S4\nmend disk S4",
                  a -> new Command.MendDisk(a.server(0))),
              Word.of(
                  "mend clock SERVER",
                  "The clock runs as it should again; what it shows stays as far out as it is.",
                  "fast clock S4\nmend clock S4",
                  a -> new Command.Drift(a.server(0), 0))));

  private ActWords() {}

  private static Command drift(Arguments a, int sign) {
    int percent = a.count(1, DRIFT_PERCENT);
    return new Command.Drift(a.server(0), sign * percent * PPM_PER_PERCENT);
  }
}
