package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.net.Room.Files;
import java.io.File;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoomTest {
  @Test
  void manyFilesAreRoomForAsManyAsAServerTakesAtMost() {
    assertEquals(new Room(1_200, 1_000), Room.of(new Files(40, Long.MAX_VALUE)));
    assertEquals(new Room(1_200, 1_000), Room.of(new Files(40, 1_336)));
  }

  @Test
  void fewFilesAreRoomForFewAndSomeAreNotGivenToClients() {
    assertEquals(new Room(888, 740), Room.of(new Files(40, 1_024)));
    assertEquals(new Room(120, 100), Room.of(new Files(40, 256)));
  }

  @Test
  void whatIsOpenBeforeTheFirstCallerComesIsNoRoom() {
    assertEquals(new Room(60, 50), Room.of(new Files(100, 256)));
  }

  @Test
  void everyLibraryCountsAsOpenBeforeAClassOfItIsUsed() {
    long libraries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> new File(entry).isFile())
            .count();
    Files files = Files.ofThisProcess();
    assertTrue(files.open() >= libraries, files + " with " + libraries + " libraries");
  }

  @Test
  void tooFewAreAReasonNotToStart() {
    assertEquals(Optional.empty(), Room.objectionTo(new Files(40, 168)));
    String objection = Room.objectionTo(new Files(40, 167)).orElseThrow();
    assertTrue(objection.contains("167"), objection);
    assertTrue(objection.contains("needs 168"), objection);
  }
}
