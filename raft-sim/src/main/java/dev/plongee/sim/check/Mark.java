package dev.plongee.sim.check;

/// Rare states that a long campaign must have seen; one that never gets there checks nothing.
public enum Mark {
  ELECTION_WON("a leader was elected"),
  TWO_LEADERS("two servers led at once, in different terms"),
  LEADER_STEPPED_DOWN("a leader without a quorum or a disk stepped down by itself"),
  LEADERSHIP_TRANSFERRED("a leader handed its leadership over"),
  STALE_REQUEST("a request of an older term was refused"),
  LOG_TRUNCATED("a follower cut off entries in conflict"),
  FIGURE_8("an entry of an older term lay on a majority and was not committed (Figure 8)"),
  VOTE_LOST("a crash took a vote that was not yet durable"),
  ENTRIES_LOST("a crash took entries that were not yet durable"),
  TORN_TAIL("a crash left a torn flush group behind"),
  SYNC_FAILED("an fsync failed"),
  DAMAGE_FOUND("a server did not start, because a bit on its disk had flipped"),
  WRITE_KEPT("a write survived a crash although nobody was told it was durable"),
  ACK_SHORTENED("an acknowledgement left for a part of what had arrived"),
  BATCH("several commands were proposed at once"),
  SNAPSHOT_TAKEN("a server took a snapshot, and its log began later"),
  SNAPSHOT_INSTALLED("a snapshot took the place of a log"),
  SNAPSHOT_IGNORED("a snapshot came that brought nothing new"),
  SNAPSHOT_UNNAMED("a crash came between a snapshot and the log on the disk that names it"),
  STARTED_FROM_SNAPSHOT("a server started with a snapshot"),
  JOINT_BEGAN("joint consensus began"),
  JOINT_INHERITED("a leader left a joint configuration that another one had begun"),
  MEMBERS_ROLLED_BACK("a configuration was cut off with its entry, and the one before counted"),
  SNAPSHOT_WHILE_MEMBERS_CHANGE("a snapshot was taken while a configuration was not committed"),
  SNAPSHOT_BROUGHT_MEMBERS("a snapshot brought another configuration"),
  LEADER_LEFT("a leader outside of the new configuration led until that was committed"),
  STRANGER_CAMPAIGNED("a server that had left, and did not know, asked for votes"),
  WRITE_REFUSED_FOR_SPACE("a leader refused writes, because its disk was full"),
  ENTRIES_POSTPONED("a follower did not append entries, because its disk was full"),
  VOTED_WITHOUT_SPACE("a server with a full disk voted"),
  READ_WAITED("a read waited for an entry of the leader's own term"),
  READ_SERVED("a read was answered"),
  LEASE_READ("a read was answered because a lease held"),
  FOLLOWER_READ("a server that did not lead answered a read"),
  READ_REFUSED("a read was refused, because leadership was lost"),
  OUTCOME_UNKNOWN("a client never learned what became of its write"),
  DEFINITE_FAILURE("an appended write was replaced by another entry"),
  WRITE_REPEATED("a write was in the log again, and its session knew the reply"),
  WRITE_OUTDATED("a write was held up for so long that its session had gone on to the next one"),
  SESSION_EVICTED("a session had to make room for another one"),
  SESSION_EXPIRED("a session was not used for too long, by the time in the log"),
  SESSION_UNKNOWN("a write named a session that was gone"),
  COMPARED_EQUAL("a compare-and-set found what it expected"),
  COMPARED_UNEQUAL("a compare-and-set found something else");

  private final String sentence;

  Mark(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
