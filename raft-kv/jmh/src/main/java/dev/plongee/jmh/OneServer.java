package dev.plongee.jmh;

import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.Message;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Output;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.Rules;

/// One server of three whose time stands still, and whose disk and state machine are done with
/// everything at once.
final class OneServer {
  static final int PEER = 2;

  private final Raft raft;
  private long now;

  OneServer() {
    RaftConfig config = RaftConfig.of(1, new Configuration(NodeSet.of(1, 2, 3)));
    raft =
        Raft.recover(
            config, Rules.PAPER, DurableState.EMPTY, 0, (_, _) -> config.timing().electionMinUs());
  }

  /// A leader that has committed the empty entry of its term.
  static OneServer leading() {
    OneServer server = new OneServer();
    server.now = server.raft.deadline();
    server.elect(server.step(Input.TICK));
    server.step(
        new Input.Receive(PEER, new Message.AppendAccepted(server.term(), server.lastIndex(), 0)));
    return server;
  }

  private void elect(Output output) {
    for (Envelope envelope : output.send()) {
      if (envelope.to() == PEER) {
        switch (envelope.message()) {
          case Message.PreVote(long term, _) ->
              elect(receive(new Message.PreVoteReply(term, true)));
          case Message.RequestVote(long term, _, _) ->
              elect(receive(new Message.RequestVoteReply(term, true)));
          default -> {
            // A leader's.
          }
        }
      }
    }
  }

  long term() {
    return raft.view().term();
  }

  long lastIndex() {
    return raft.view().last().index();
  }

  Output receive(Message message) {
    return step(new Input.Receive(PEER, message));
  }

  /// A step, and what disk and state machine say to it; the outputs of the last step that had any.
  Output step(Input input) {
    Output output = raft.step(now, input);
    Output last = output;
    if (!output.write().isNone()) {
      Output next = step(new Input.Persisted(output.write().id()));
      last = next == Output.NOTHING ? last : next;
    }
    if (!output.apply().isEmpty()) {
      Output next = step(new Input.Applied(output.apply().getLast().index()));
      last = next == Output.NOTHING ? last : next;
    }
    return last;
  }
}
