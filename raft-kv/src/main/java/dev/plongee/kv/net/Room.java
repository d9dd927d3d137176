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

  /// File descriptors that are never given to a caller, beside those that are open before the first
  /// comes: next segment and snapshots, links to peers, and connections that are closed or refused,
  /// which the system counts until the event loop has been round.
  private static final int RESERVED = 96;

  /// With fewer connections a server is of no use.
  private static final int FEWEST_CONNECTIONS = 32;

  /// File descriptors of a process.
  ///
  /// @param open how many it has
  /// @param most how many the system lets it have
  record Files(long open, long most) {
    /// Systems that do not tell set no limit that a server could reach.
    private static final Files UNLIMITED = new Files(0, Long.MAX_VALUE);

    static Files ofThisProcess() {
      openLibraries();
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof UnixOperatingSystemMXBean system
          ? new Files(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount())
          : UNLIMITED;
    }

    /// A library is opened when a class is looked for in it, which may be late; and only a search
    /// for what is nowhere looks into all of them.
    private static void openLibraries() {
      ClassLoader loader = Room.class.getClassLoader();
      if (loader != null) {
        loader.getResource("dev/plongee/no-such-thing");
      }
    }
  }

  /// Room as far as this process may open files beside those it has.
  public static Room ofThisProcess() {
    return of(Files.ofThisProcess());
  }

  static Room of(Files files) {
    long free = files.most() - files.open() - RESERVED;
    int connections = (int) Math.clamp(free, FEWEST_CONNECTIONS, (long) MOST_CONNECTIONS);
    return new Room(connections, connections * MOST_CLIENTS / MOST_CONNECTIONS);
  }

  /// Why no server should run in this process, or nothing.
  public static Optional<String> objection() {
    return objectionTo(Files.ofThisProcess());
  }

  static Optional<String> objectionTo(Files files) {
    long needed = files.open() + RESERVED + FEWEST_CONNECTIONS;
    return files.most() >= needed
        ? Optional.empty()
        : Optional.of(
            "this process may have only "
                + files.most()
                + " files and connections open, a server needs "
                + needed);
  }
}
