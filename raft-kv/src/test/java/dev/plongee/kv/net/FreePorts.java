package dev.plongee.kv.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Ports nobody listens on. Below the range from which the kernel picks the ports of outgoing
/// connections, so that none of those is in the way when a killed server wants its port back.
public final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int LAST = 32_000;

  private FreePorts() {}

  public static int one() {
    return take(1).getFirst();
  }

  public static List<Integer> take(int count) {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < count) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  public static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
