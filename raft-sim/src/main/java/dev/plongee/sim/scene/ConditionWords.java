package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.scene.Condition.Absent;
import dev.plongee.sim.scene.Condition.Acknowledged;
import dev.plongee.sim.scene.Condition.Agree;
import dev.plongee.sim.scene.Condition.Applied;
import dev.plongee.sim.scene.Condition.Candidates;
import dev.plongee.sim.scene.Condition.Committed;
import dev.plongee.sim.scene.Condition.Exists;
import dev.plongee.sim.scene.Condition.FoundTorn;
import dev.plongee.sim.scene.Condition.HasFailed;
import dev.plongee.sim.scene.Condition.HasValue;
import dev.plongee.sim.scene.Condition.InRole;
import dev.plongee.sim.scene.Condition.InTerm;
import dev.plongee.sim.scene.Condition.IsDamaged;
import dev.plongee.sim.scene.Condition.IsDown;
import dev.plongee.sim.scene.Condition.IsDownBecause;
import dev.plongee.sim.scene.Condition.IsFull;
import dev.plongee.sim.scene.Condition.IsPaused;
import dev.plongee.sim.scene.Condition.Joint;
import dev.plongee.sim.scene.Condition.Leaders;
import dev.plongee.sim.scene.Condition.Learners;
import dev.plongee.sim.scene.Condition.LogIs;
import dev.plongee.sim.scene.Condition.NoLeader;
import dev.plongee.sim.scene.Condition.Not;
import dev.plongee.sim.scene.Condition.OnItsWay;
import dev.plongee.sim.scene.Condition.Quiet;
import dev.plongee.sim.scene.Condition.Refused;
import dev.plongee.sim.scene.Condition.SnapshotIs;
import dev.plongee.sim.scene.Condition.Stored;
import dev.plongee.sim.scene.Condition.Unknown;
import dev.plongee.sim.scene.Condition.Violated;
import dev.plongee.sim.scene.Condition.Voters;
import dev.plongee.sim.scene.Condition.WasRead;
import java.util.List;

/// What `until` can wait for and `expect` can claim.
final class ConditionWords {
  static final Chapter<Condition> CHAPTER =
      new Chapter<>(
          "Conditions",
          new Text("une condition", "a condition"),
          "For `until`, `expect` and `must`. Where `[at SERVER]` is left out, every running server"
              + " is meant.",
          List.of(
              Word.of(
                  "leader",
                  "There is a running leader.",
                  "until leader",
                  _ -> new Exists(Target.LEADER)),
              Word.of(
                  "new leader",
                  "There is a leader of a later term than any at the start of the cue.",
                  "crash L\nuntil new leader within 5s",
                  _ -> new Exists(Target.NEW_LEADER)),
              Word.of(
                  "leader in SERVERS",
                  "One of these servers leads.",
                  "until leader in S1,S2,S3,S4,S5",
                  a -> new Exists(new Target.LeaderIn(a.servers(0)))),
              Word.of(
                  "no leader",
                  "No running server leads.",
                  "crash L\nexpect no leader",
                  _ -> new NoLeader()),
              Word.of(
                  "leaders NUMBER",
                  "Exactly so many running servers lead, in whatever terms.",
                  "expect leaders 1",
                  a -> new Leaders(a.count(0))),
              Word.of(
                  "candidates NUMBER",
                  "Exactly so many running servers are candidates.",
                  "crash L\nuntil candidates 1",
                  a -> new Candidates(a.count(0))),
              Word.of(
                  "role SERVER ROLE",
                  "The server has this role.",
                  "expect role follower 1 follower",
                  a -> new InRole(a.server(0), a.role(1))),
              Word.of(
                  "down SERVER [because CAUSE]",
                  "The server does not run: because it crashed, because an fsync failed, or because"
                      + " it refused to start, with damage in its log or without the snapshot that"
                      + " its log names; left out: whatever the reason.",
                  "put x 5\nuntil value x 5\nflip bit L entry 1\ncrash L\nrestart L\nexpect down L"
                      + " because damage",
                  a ->
                      a.has(1)
                          ? new IsDownBecause(a.server(0), a.cause(1))
                          : new IsDown(a.server(0))),
              Word.of(
                  "paused SERVER",
                  "The process stands still.",
                  "pause L\nexpect paused L",
                  a -> new IsPaused(a.server(0))),
              Word.of(
                  "full SERVER",
                  "The server knows that its disk is full: it takes no entries.",
                  "fill disk L\nexpect full L",
                  a -> new IsFull(a.server(0))),
              Word.of(
                  "damaged SERVER",
                  "A bit on the disk of the server is not as it was written, seen or not.",
                  "flip bit L\nexpect damaged L",
                  a -> new IsDamaged(a.server(0))),
              Word.of(
                  "torn SERVER",
                  "When it last started, the server found a write at the end of its log that was"
                      + " not whole, and cut it off.",
                  "put x 5\ncrash L torn\nrestart L\nexpect torn L",
                  a -> new FoundTorn(a.server(0))),
              Word.of(
                  "term SERVER TERM",
                  "The server is in this term.",
                  "expect term leader 1",
                  a -> new InTerm(a.server(0), a.number(1))),
              Word.of(
                  "committed KEY",
                  "The last write of this key by the scene is committed.",
                  "put x 5\nuntil committed x",
                  a -> new Committed(a.text(0))),
              Word.of(
                  "acknowledged KEY",
                  "The client of the last write of this key got its OK.",
                  "put x 5\nuntil acknowledged x",
                  a -> new Acknowledged(a.text(0))),
              Word.of(
                  "unknown CLIENT",
                  "The client waits for an answer, or gave up waiting: its call may have happened.",
                  "put x 5 as c1\nexpect unknown c1",
                  a -> new Unknown(a.count(0))),
              Word.of(
                  "failed CLIENT",
                  "The last call of this client failed: it was refused, and definitely did not"
                      + " happen.",
                  "fill disk L\nput x 5 as c1\nuntil failed c1",
                  a -> new HasFailed(a.count(0))),
              Word.of(
                  "read CLIENT VALUE",
                  "The last call of this client was a read, and it was answered with this value.",
                  "put x 5\nuntil acknowledged x\nget x as c2\nuntil read c2 5",
                  a -> new WasRead(a.count(0), a.text(1))),
              Word.of(
                  "stored KEY COUNT",
                  "The entry of the last write of this key is on the disks of at least so many"
                      + " servers.",
                  "put x 5\nuntil stored x 3",
                  a -> new Stored(a.text(0), a.count(1))),
              Word.of(
                  "applied KEY [at SERVER]",
                  "The state machine has applied the last write of this key.",
                  "put x 5\nuntil applied x at follower 1",
                  a -> new Applied(a.text(0), a.server(1))),
              Word.of(
                  "value KEY VALUE [at SERVER]",
                  "The state machine holds this value.",
                  "put x 5\nuntil value x 5",
                  a -> new HasValue(a.text(0), a.text(1), a.server(2))),
              Word.of(
                  "absent KEY [at SERVER]",
                  "The state machine does not hold this key.",
                  "expect absent y at leader",
                  a -> new Absent(a.text(0), a.server(1))),
              Word.of(
                  "log SERVER TERMS",
                  "The log of the server has entries of these terms.",
                  "put x 5\nuntil log leader 1 1",
                  a -> new LogIs(a.server(0), a.numbers(1))),
              Word.of(
                  "agree SERVERS",
                  "The logs of these servers are the same.",
                  "put x 5\nuntil agree L,follower 1,follower 2",
                  a -> new Agree(a.servers(0))),
              Word.of(
                  "snapshot SERVER NUMBER",
                  "The snapshot of the server holds everything up to this index; 0: it has none.",
                  "put x 5\nuntil committed x\nsnapshot L\nexpect snapshot L 2",
                  a -> new SnapshotIs(a.server(0), a.number(1))),
              Word.of(
                  "voters SERVERS [at SERVER]",
                  "These servers and no others have a vote, by the last configuration in the log of"
                      + " the server; of a joint one this is never true.",
                  "expect voters S1,S2,S3,S4,S5",
                  a -> new Voters(a.servers(0), a.server(1))),
              Word.of(
                  "learners SERVERS [at SERVER]",
                  "These servers and no others get the log without a vote, by the last"
                      + " configuration in the log of the server.",
                  "run 100ms\nmember learn follower 1\nuntil learners follower 1 at L",
                  a -> new Learners(a.servers(0), a.server(1))),
              Word.of(
                  "no learners [at SERVER]",
                  "Whoever gets the log has a vote.",
                  "expect no learners",
                  a -> new Learners(List.of(), a.server(0))),
              Word.of(
                  "joint [at SERVER]",
                  "The last configuration in the log of the server is joint: every decision takes a"
                      + " majority of the old voters and one of the new ones.",
                  "run 100ms\nmember remove follower 1\nexpect joint at L",
                  a -> new Joint(a.server(0))),
              Word.of(
                  "message MESSAGE",
                  "Such a message is on its way.",
                  "put x 5\nexpect message AppendEntries L -> follower 1",
                  a -> new OnItsWay(a.message(0))),
              Word.of(
                  "refused RULE [at SERVER]",
                  "Since the cue began, a server answered no to this rule; left out: any server.",
                  "expect not refused upToDate",
                  a -> new Refused(a.rule(0), a.server(1))),
              Word.of(
                  "violated INVARIANT",
                  "This invariant was violated. After a violation the scene goes on only if the"
                      + " rest of its cue says this.",
                  "expect not violated 5",
                  a -> new Violated(a.invariant(0))),
              Word.of(
                  "quiet",
                  "No message is on its way, no disk writes, no client waits.",
                  "until quiet",
                  _ -> new Quiet()),
              Word.of(
                  "not CONDITION",
                  "The condition does not hold.",
                  "expect not leaders 2",
                  a -> new Not(a.condition(0)))));

  private ConditionWords() {}
}
