package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Payload;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the cells of a log say.
class BriefTest {
  private static final Bytes X = bytes("x");
  private static final Bytes FIVE = bytes("5");
  private static final Bytes SIX = bytes("6");

  @Test
  void commandsAreToldApartInAFewSigns() {
    assertEquals("x=5", brief(new Command.Put(X, FIVE)));
    assertEquals("-x", brief(new Command.Delete(X)));
    assertEquals("x:5→6", brief(new Command.Cas(X, Optional.of(FIVE), SIX)));
    assertEquals("x:→6", brief(new Command.Cas(X, Optional.empty(), SIX)));
    assertEquals("x+=5", brief(new Command.Append(X, FIVE)));
    assertEquals("x+=5", brief(new Command.InSession(3, 1, new Command.Append(X, FIVE))));
    assertEquals("session", brief(new Command.RegisterSession()));
    assertEquals("-session 3", brief(new Command.CloseSession(3)));
    assertEquals("+50 ms", brief(new Command.PassTime(100_000, 150_000, 1_000_000)));
  }

  @Test
  void configurationsAreCountedAndAnEmptyEntrySaysNothing() {
    NodeSet three = Configuration.of(1, 2, 3).voters();
    NodeSet five = Configuration.of(1, 2, 3, 4, 5).voters();
    NodeSet two = Configuration.of(4, 5).voters();
    assertEquals("C3", brief(new Configuration(three)));
    assertEquals("C3+2", brief(new Configuration(three, NodeSet.EMPTY, two)));
    assertEquals("C3→5", brief(new Configuration(five, three, NodeSet.EMPTY)));
    assertEquals("", Brief.payload(new Payload.Noop()));
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String brief(Command command) {
    return Brief.payload(new Payload.Command(CommandCodec.encode(command)));
  }

  private static String brief(Configuration configuration) {
    return Brief.payload(new Payload.Membership(configuration));
  }
}
