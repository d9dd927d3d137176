package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Answers of many clients that none of them reads.
class AnswerMemoryTest {
  private static final int MOST = 1_000_000;

  private final List<AcceptedConnection> connections = new ArrayList<>();
  private final AnswerMemory memory = new AnswerMemory(MOST, connections);

  @Test
  void manyClientsTogetherFillIt() {
    int written = 0;
    while (!memory.isFull()) {
      answer(client(), 100_000);
      written += 100_000;
    }
    assertTrue(written <= MOST + 100_000, written + " bytes");
  }

  @Test
  void whatTheSocketsHaveTakenMakesRoomAgain() {
    manyClientsTogetherFillIt();
    connections.forEach(connection -> connection.channel().flush());
    memory.flushed();
    assertFalse(memory.isFull());
  }

  @Test
  void aClientThatIsGoneHoldsNothing() {
    manyClientsTogetherFillIt();
    connections.forEach(connection -> connection.channel().close());
    memory.flushed();
    assertFalse(memory.isFull());
  }

  @Test
  void aLongLifeOfAnswersThatWereReadDoesNotFillIt() {
    AcceptedConnection client = client();
    for (int i = 0; i < 100; i++) {
      assertFalse(memory.isFull());
      answer(client, 100_000);
      client.channel().flush();
      memory.flushed();
    }
  }

  private AcceptedConnection client() {
    FrameReader reader = FrameReader.ofCaller();
    AcceptedConnection client = new AcceptedConnection(new EmbeddedChannel(reader), reader);
    connections.add(client);
    return client;
  }

  private void answer(AcceptedConnection client, int bytes) {
    memory.written(client.backlog().write(Unpooled.buffer().writeZero(bytes)));
  }
}
