package dev.plongee.kv.cli;

import dev.plongee.core.Configuration;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.kv.disk.RefusedException;
import dev.plongee.kv.driver.RemovedException;
import dev.plongee.kv.driver.Server;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.ListenException;
import dev.plongee.kv.net.Room;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    header = "Run one server in the foreground, for a cluster over several machines.",
    description = {
      "The servers that begin a cluster are each given the same --cluster and the same --members."
          + " One that comes later is told where the cluster is, with --join: it gets a number and"
          + " the log, and votes when it has caught up. Without both it waits until somebody adds"
          + " it with 'member'. At a later start the directory says who the server is and who"
          + " belongs to the cluster; only addresses are still taken from the command line.",
      "",
      "There is no encryption and no authentication: whoever reaches a server may read and write"
          + " everything. A server that is removed from its cluster ends."
    },
    exitCodeList = {
      "0:Stopped by Ctrl-C or SIGTERM, or removed from its cluster.",
      "1:It had to stop, because its disk failed for example.",
      "2:Usage, bad input, or a directory or port that it cannot use.",
      "4:The cluster that it was to join was not reached, or did not take it."
    },
    footer = {
      "  The first of three machines; the others with their own --id and --data:",
      "  ./raft node --id S1 --data /var/lib/plongee/S1 \\",
      "      --cluster 6f1c0a7e5b3d2948 \\",
      "      --members S1=10.0.0.1:7001,S2=10.0.0.2:7001,S3=10.0.0.3:7001",
      "  A fourth one, later:",
      "  ./raft node --join 10.0.0.1:7001 --data /var/lib/plongee/S4",
      "  A cluster of one, on this machine only:",
      "  ./raft node --id S1 --data /tmp/alone --cluster 1 --members S1=127.0.0.1:7001"
    })
final class NodeCommand implements Callable<Integer> {
  @Option(
      names = "--id",
      paramLabel = "SERVER",
      converter = Arguments.ServerIdConverter.class,
      description =
          "Which server this is (default: as the directory says; with --join the first free"
              + " number).")
  private int id;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Where this server keeps its log; its own, on a disk that stays.")
  private Path data;

  @Option(
      names = "--cluster",
      paramLabel = "ID",
      description =
          "The id of the cluster: 1 to 16 hexadecimal digits, not all 0 (default: as the directory"
              + " says, or the cluster with --join).")
  private String cluster = "";

  @Option(
      names = "--members",
      split = ",",
      paramLabel = "MEMBER,...",
      hideParamSyntax = true,
      description =
          "The servers that begin the cluster, this one too, and where they listen:"
              + " SERVER=HOST:PORT each (default: it comes to a cluster that is there).")
  private List<String> members = new ArrayList<>();

  @Option(
      names = "--join",
      split = ",",
      paramLabel = "HOST:PORT,...",
      hideParamSyntax = true,
      converter = Arguments.AddressConverter.class,
      description =
          "Servers of the cluster that it is to join (default: it waits for 'member add').")
  private List<Address> join = new ArrayList<>();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Arguments.AddressConverter.class,
      description =
          "Where to listen (default: the own address among the members; with --join the address of"
              + " this machine that the cluster sees, and a free port from 7001 on).")
  private @Nullable Address listen;

  @Option(
      names = "--known",
      split = ",",
      hidden = true,
      description = "Where more servers are, set by 'up' for those that joined.")
  private List<String> known = new ArrayList<>();

  @Option(
      names = "--again",
      hidden = true,
      description = "It ran before, so its directory must hold something: set by 'up'.")
  private boolean again;

  @Option(
      names = "--supervised",
      hidden = true,
      description = "End when stdin closes: set by 'up', which holds its other end.")
  private boolean supervised;

  @Mixin private TimingOptions times;
  @Mixin private SnapshotOptions snapshots;
  @Mixin private SessionOptions sessions;
  @Mixin private LeaseOptions leases;
  @Mixin private Console console;

  @Override
  public Integer call() throws IOException {
    Logging.ofNode();
    requireRoom();
    NodePlan plan =
        NodePlan.of(
            new NodePlan.Told(
                data, id, cluster, members, known, join, Optional.ofNullable(listen), again));
    int self = plan.identity().self();
    RaftConfig raft =
        RaftConfig.of(self, new Configuration(plan.founders()))
            .with(times.or(RaftConfig.Timing.LOCAL))
            .with(Memory.limits())
            .with(leases.features());
    Address address = listen != null ? listen : plan.address();
    warnIfReachable(address);
    CompletableFuture<Throwable> broken = new CompletableFuture<>();
    Server.Settings settings =
        new Server.Settings(plan.identity(), address, raft, snapshots.or(raft), sessions.micros());
    try (Server server = start(settings, broken)) {
      Ending.onSignal(server::close);
      if (supervised) {
        Ending.whenStdinCloses();
      }
      long pid = ProcessHandle.current().pid();
      console.emit(() ->
          Json.object("listening")
              .put("id", ServerId.name(self))
              .put("pid", pid)
              .put("address", address.toString()));
      console.say(
          "%s listens on %s (pid %d); Ctrl-C stops it"
              .formatted(ServerId.name(self), address, pid));
      if (!plan.join().isEmpty()) {
        plan.rememberAddress(data);
        Thread.ofVirtual()
            .name("join")
            .start(() -> new Joining(plan, server.wasMember(), console).run(broken::complete));
      }
      return end(self, broken.join());
    }
  }

  private static void requireRoom() {
    Room.objection()
        .ifPresent(why -> {
          throw CommandException.usage(why, "raise the limit first: ulimit -n 4096");
        });
  }

  private Server start(Server.Settings settings, CompletableFuture<Throwable> broken)
      throws IOException {
    try {
      return Server.start(settings, data, broken::complete);
    } catch (RefusedException e) {
      throw CommandException.usage(
          String.valueOf(e.getMessage()), "see docs/operations.md, 'What the errors mean'");
    } catch (ListenException e) {
      throw CommandException.usage(
          e.reason(), "stop what listens there, or choose another port; the members must agree");
    }
  }

  /// The server has ended by itself, which it does only when it cannot go on.
  private int end(int self, Throwable cause) {
    if (cause instanceof RemovedException removed) {
      String words = String.valueOf(removed.getMessage());
      console.emit(
          () -> Json.object("removed").put("id", ServerId.name(self)).put("message", words));
      console.say(words);
      return ExitCode.GOOD;
    }
    if (cause instanceof CommandException known) {
      throw known;
    }
    throw new CommandException(
        ExitCode.NO,
        cause instanceof IOException
            ? String.valueOf(cause.getMessage())
            : "a bug stopped this server: " + cause,
        cause instanceof IOException
            ? "see docs/operations.md, 'What the errors mean'"
            : "start it again, and report its log");
  }

  private void warnIfReachable(Address address) throws IOException {
    InetAddress host = InetAddress.getByName(address.host());
    if (!host.isLoopbackAddress()) {
      console.remark(
          "warning: "
              + address
              + " can be reached from other machines; there is no authentication and no"
              + " encryption");
    }
  }
}
