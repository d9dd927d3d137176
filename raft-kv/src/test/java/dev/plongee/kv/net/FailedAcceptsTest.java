package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailedAcceptsTest {
  @Test
  void aFailureIsHeardHereAndGoesNoFurther() {
    EmbeddedChannel listening = new EmbeddedChannel(new FailedAccepts(new Complaints()));
    listening.pipeline().fireExceptionCaught(new IOException("Too many open files"));
    // What comes out at the end of the pipeline is thrown here, and is a stack trace in a log.
    assertDoesNotThrow(listening::checkException);
  }
}
