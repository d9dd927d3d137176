package dev.plongee.kv.cli;

import dev.plongee.kv.net.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Ports of this machine for the nodes of a local cluster.
final class LocalPorts {
  /// The port of S1 when nobody asks for another.
  private static final int FIRST_PORT = 7_001;

  /// How far to look for free ports; the kernel's own range for outgoing connections begins above.
  private static final int LAST_PORT = 32_000;

  private LocalPorts() {}

  /// The ports of last time or from 7001 on, and free ones instead of those that are taken; but
  /// what the user asked for is never silently changed.
  static List<Integer> of(Optional<ClusterFile> found, int size, int firstPort) {
    List<Integer> ports = new ArrayList<>();
    int next = firstPort == 0 ? FIRST_PORT : firstPort;
    for (int i = 0; i < size; i++) {
      if (firstPort != 0) {
        requireFree(firstPort + i);
        ports.add(firstPort + i);
        continue;
      }
      int known = found.isPresent() ? found.get().nodes().get(i).where().port() : next;
      while (!isFree(known) || ports.contains(known)) {
        known = nextPort(known);
      }
      ports.add(known);
      next = nextPort(known);
    }
    return ports;
  }

  /// A port for one more node: above those of the others.
  static int forOneMore(ClusterFile cluster) {
    List<Integer> taken = cluster.nodes().stream().map(node -> node.where().port()).toList();
    int port = nextPort(Collections.max(taken));
    while (!isFree(port) || taken.contains(port)) {
      port = nextPort(port);
    }
    return port;
  }

  /// A port that is free now, from 7001 on.
  static int free() {
    int port = FIRST_PORT;
    while (!isFree(port)) {
      port = nextPort(port);
    }
    return port;
  }

  private static int nextPort(int port) {
    return port >= LAST_PORT ? 1_024 : port + 1;
  }

  private static void requireFree(int port) {
    if (!isFree(port)) {
      throw CommandException.usage(
          "port " + port + " is taken by another program",
          "name another first port (--port N), or leave it out and free ports are found");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(Address.LOOPBACK), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
