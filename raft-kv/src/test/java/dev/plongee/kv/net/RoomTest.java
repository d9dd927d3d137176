package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomTest {
  @Test
  void manyFilesAreRoomForAsManyAsAServerTakesAtMost() {
    assertEquals(new Room(1_200, 1_000), Room.of(Long.MAX_VALUE));
    assertEquals(new Room(1_200, 1_000), Room.of(1_328));
  }

  @Test
  void fewFilesAreRoomForFewAndSomeAreNotGivenToClients() {
    assertEquals(new Room(896, 746), Room.of(1_024));
    assertEquals(new Room(128, 106), Room.of(256));
  }

  @Test
  void tooFewAreAReasonNotToStart() {
    assertEquals(Optional.empty(), Room.objectionTo(160));
    String objection = Room.objectionTo(159).orElseThrow();
    assertTrue(objection.contains("159"), objection);
    assertTrue(objection.contains("needs 160"), objection);
  }
}
