package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AddressTest {
  @Test
  void whatIsWrittenIsReadBack() {
    for (String text : new String[] {"localhost:1", "10.0.0.4:7001", "[fe80::1%eth0]:65535"}) {
      assertEquals(text, Address.parse(text).toString());
    }
    String longest = "h".repeat(253) + ":65535";
    assertEquals(longest, Address.parse(longest).toString());
  }

  @Test
  void whatIsNoAddressIsRefusedWithAReason() {
    refused("localhost", "host:port is expected");
    refused(":7001", "the host is missing");
    refused("localhost:x", "the port is no number");
    refused("localhost:0", "between 1 and 65535");
    refused("localhost:65536", "between 1 and 65535");
    refused("local host:1", "no blanks");
    refused("host\u001b[2J:1", "no blanks");
  }

  /// A client may name an address, and what it names is written to the log.
  @Test
  void aNameThatNoNameServerKnowsIsNotRepeated() {
    refused("h".repeat(254) + ":1", "at most 253 characters, not 254");
    assertTrue(refused("h".repeat(4 << 20) + ":1", "at most 261 characters").length() < 100);
  }

  private static String refused(String text, String why) {
    String reason =
        assertThrows(IllegalArgumentException.class, () -> Address.parse(text)).getMessage();
    assertTrue(reason.contains(why), reason);
    return reason;
  }
}
