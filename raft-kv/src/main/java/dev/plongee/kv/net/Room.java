package dev.plongee.kv.net;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// How many connections a server takes. Each needs a file descriptor, and the system lets a process
/// have only so many: were they all given to whoever comes, the log could not open its next segment
/// and the server would have to stop.
///
/// @param connections of any kind; the surplus over `clients` is for peers and for callers not yet
///   introduced, of which the oldest goes when there is no room
/// @param clients connections of clients
public record Room(int connections, int clients) {
  /// Clients where the system sets no tighter limit; each costs some kilobytes.
  static final int MOST_CLIENTS = 1_000;

  static final int MOST_CONNECTIONS = MOST_CLIENTS + 200;

  /// File descriptors that are never given to a caller: libraries, log, links to peers.
  private static final int RESERVED = 128;

  /// With fewer connections a server is of no use.
  private static final int FEWEST_CONNECTIONS = 32;

  /// Room as far as this process may open files.
  public static Room ofThisProcess() {
    return of(openFiles());
  }

  /// @param openFiles how many the system lets the process have
  static Room of(long openFiles) {
    int connections =
        (int) Math.clamp(openFiles - RESERVED, FEWEST_CONNECTIONS, (long) MOST_CONNECTIONS);
    return new Room(connections, connections * MOST_CLIENTS / MOST_CONNECTIONS);
  }

  /// Why no server should run in this process, or nothing.
  public static Optional<String> objection() {
    return objectionTo(openFiles());
  }

  static Optional<String> objectionTo(long openFiles) {
    int needed = RESERVED + FEWEST_CONNECTIONS;
    return openFiles >= needed
        ? Optional.empty()
        : Optional.of(
            "this process may have only "
                + openFiles
                + " files and connections open, a server needs "
                + needed);
  }

  /// Systems that do not tell set no limit that a server could reach.
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
