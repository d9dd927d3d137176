package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Payload;
import dev.plongee.sim.world.Request;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the cells of a log say.
class BriefTest {
  @Test
  void commandsAreToldApartInAFewSigns() {
    assertEquals("x=5", brief(new Request.Put("x", "5")));
    assertEquals("-x", brief(new Request.Delete("x")));
    assertEquals("x:5→6", brief(new Request.Cas("x", Optional.of("5"), "6")));
    assertEquals("x:→6", brief(new Request.Cas("x", Optional.empty(), "6")));
    assertEquals("x+=1", brief(new Request.Append("x", "1")));
    assertEquals("x+=1", brief(new Request.InSession(3, 1, new Request.Append("x", "1"))));
    assertEquals("session", brief(new Request.Register()));
    assertEquals("+50 ms", brief(new Request.PassTime(100_000, 150_000, 1)));
  }

  @Test
  void configurationsAreCountedAndAnEmptyEntryIsEmpty() {
    NodeSet three = Configuration.of(1, 2, 3).voters();
    NodeSet five = Configuration.of(1, 2, 3, 4, 5).voters();
    NodeSet two = Configuration.of(4, 5).voters();
    assertEquals("C3", brief(new Configuration(three)));
    assertEquals("C3+2", brief(new Configuration(three, NodeSet.EMPTY, two)));
    assertEquals("C3→5", brief(new Configuration(five, three, NodeSet.EMPTY)));
    assertEquals("", Brief.payload(new Payload.Noop()));
  }

  private static String brief(Request request) {
    return Brief.payload(new Payload.Command(request.bytes()));
  }

  private static String brief(Configuration configuration) {
    return Brief.payload(new Payload.Membership(configuration));
  }
}
