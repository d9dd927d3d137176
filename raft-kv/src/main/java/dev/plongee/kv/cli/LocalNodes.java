package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;

/// The processes behind the members of a cluster of `up`: has the `up` that runs start those that
/// come and stop those that go, by writing them into `cluster.json` and taking them out of it. In a
/// cluster without a directory it does nothing.
final class LocalNodes {
  private static final int POLL_MILLIS = 100;

  /// How long a process may take to start, or to end: on a busy machine.
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private final Optional<Path> directory;
  private final PlongeeClient client;
  private final Console console;
  private final Set<Integer> started = new TreeSet<>();

  LocalNodes(Optional<Path> directory, PlongeeClient client, Console console) {
    this.directory = directory;
    this.client = client;
    this.console = console;
  }

  /// Has those started whose address is not named and that are not there yet, and waits until they
  /// answer.
  ///
  /// @return the same with their addresses
  /// @throws CommandException when nobody would start them, or one does not start
  List<MemberArguments.Named> start(List<MemberArguments.Named> coming)
      throws IOException, InterruptedException {
    if (directory.isEmpty()) {
      return coming;
    }
    Path where = directory.get();
    for (MemberArguments.Named named : coming) {
      if (named.address().isEmpty() && node(where, named.server()).isEmpty()) {
        add(where, named.server());
      }
    }
    List<MemberArguments.Named> ready = new ArrayList<>();
    for (MemberArguments.Named named : coming) {
      ready.add(named.address().isEmpty() ? awaitAnswer(where, named.server()) : named);
    }
    return ready;
  }

  private static Optional<ClusterFile.Member> node(Path where, int server) {
    return ClusterFile.read(where).flatMap(file -> file.member(server));
  }

  private void add(Path where, int server) throws IOException {
    String name = ServerId.name(server);
    if (!ClusterDirectory.isTaken(where)) {
      throw CommandException.usage(
          "no 'up' runs in " + where + ", and nobody would start " + name,
          "start it first (./raft up), or start "
              + name
              + " yourself and name its address: "
              + name
              + "=host:port");
    }
    if (NodeLock.isHeld(ClusterFile.nodeDirectory(where, server))) {
      throw CommandException.usage(
          "a process of a former " + name + " still uses its directory", "wait until it has ended");
    }
    ClusterDirectory.putAside(where, server);
    started.add(server);
    ClusterFile.update(
        where,
        file -> {
          Address address = new Address(Address.LOOPBACK, LocalPorts.forOneMore(file));
          return file.with(ClusterFile.Member.of(server, address, true));
        });
  }

  private MemberArguments.Named awaitAnswer(Path where, int server) throws InterruptedException {
    String name = ServerId.name(server);
    long end = System.nanoTime() + PATIENCE_NANOS;
    long process = 0;
    while (System.nanoTime() < end) {
      ClusterFile.Member node =
          node(where, server)
              .orElseThrow(() ->
                  new CommandException(
                      ExitCode.NO,
                      name + " was removed while it was being added",
                      "see who belongs to the cluster: ./raft member list"));
      if (answers(node.where(), server)) {
        if (started.contains(server)) {
          console.say("%s runs at %s (pid %d)".formatted(name, node.address(), node.pid()));
        }
        return new MemberArguments.Named(server, Optional.of(node.where()));
      }
      if (process != 0 && ProcessHandle.of(process).map(it -> !it.isAlive()).orElse(true)) {
        break;
      }
      process = node.pid();
      Thread.sleep(POLL_MILLIS);
    }
    throw new CommandException(
        ExitCode.NO,
        name + " did not start",
        "read " + NodeProcess.logOf(where, server) + ", and see what 'up' says");
  }

  private boolean answers(Address address, int server) {
    try {
      ServerStatus status = client.statusAsync(address).join();
      return status.server() == server;
    } catch (CompletionException e) {
      if (e.getCause() instanceof CallException) {
        return false;
      }
      throw e;
    }
  }

  /// The change did not happen: whoever was started for it and is no member is stopped again.
  void giveUp() throws IOException {
    if (directory.isEmpty() || started.isEmpty()) {
      return;
    }
    Optional<ServerStatus> leader = MemberWork.leader(client);
    Set<Integer> useless = new HashSet<>(started);
    useless.removeIf(server ->
        leader.isEmpty()
            || leader.get().members().members().stream().anyMatch(it -> it.server() == server));
    ClusterFile.update(directory.get(), file -> file.without(useless));
  }

  /// Has those stopped that are members no more, and waits until their processes have ended.
  void stop(List<Integer> gone) throws IOException, InterruptedException {
    if (directory.isEmpty() || gone.isEmpty()) {
      return;
    }
    List<ProcessHandle> processes = new ArrayList<>();
    for (int server : gone) {
      node(directory.get(), server)
          .flatMap(node -> ProcessHandle.of(node.pid()))
          .ifPresent(processes::add);
    }
    boolean supervised = ClusterDirectory.isTaken(directory.get());
    ClusterFile.update(directory.get(), file -> file.without(new HashSet<>(gone)));
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (supervised
        && processes.stream().anyMatch(ProcessHandle::isAlive)
        && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
  }
}
