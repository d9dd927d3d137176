package dev.plongee.kv.cli;

import dev.plongee.core.Bytes;
import dev.plongee.core.ServerId;
import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.Change;
import dev.plongee.kv.client.ChangesGoneException;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.Watch;
import dev.plongee.kv.net.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    header = "Print changes of keys as they are committed.",
    description = {
      "One change a line, in the order of the log and each once: its index, 'put', the key and its"
          + " new value, or its index, 'delete' and the key, with tabs between; --json where keys"
          + " and values may hold tabs and ends of lines themselves. It goes on until Ctrl-C, or"
          + " until nobody reads it.",
      "",
      "The leader answers. When another one leads the watch goes on there; when none does for as"
          + " long as --timeout says it ends, with the index to go on with.",
      "",
      "Every node keeps the latest changes only. To follow a state without a gap, take the index"
          + " that 'list --json' says in its last line and watch from the next one on."
    },
    exitCodeList = {
      "0:Ended by Ctrl-C.",
      "1:Changes were missed: the node does not know any more what happened there.",
      "2:Usage or bad input.",
      ExitCode.ABOUT_NOT_READ
    },
    footer = {
      "  ./raft watch                       all keys",
      "  ./raft watch user/ --json          the keys that begin with user/",
      "  ./raft watch user/ --from 124      goes on where another watch has ended",
      "  ./raft watch user/ --at S2         as S2 comes to know of it"
    })
final class WatchCommand implements Callable<Integer> {
  /// How long it takes until a signal is heeded, or it is said that another server answers.
  private static final Duration LOOK = Duration.ofMillis(200);

  /// How long the end waits for a line that is being written: nobody may read it.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Option(
      names = "--from",
      paramLabel = "INDEX",
      description =
          "Begin with this entry of the log, 1 or more; one that does not exist yet is waited for"
              + " (default: what is written from now on).")
  private @Nullable Long from;

  @Mixin private PrefixArgument prefix;
  @Mixin private AtOption at;
  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  private int saidServer;

  @Override
  public Integer call() throws InterruptedException {
    if (from != null && from < 1) {
      throw CommandException.usage("--from " + from + " is out of range", "1 or more");
    }
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch said = new CountDownLatch(1);
    try (Connection connection = cluster.connect();
        Watch watch = begin(connection.client())) {
      Ending.onSignal(() -> {
        stopped.countDown();
        Ending.await(said, PATIENCE);
      });
      follow(watch, stopped);
      if (stopped.getCount() == 0) {
        sayWhereItEnds(watch);
      }
    } finally {
      said.countDown();
    }
    return ExitCode.GOOD;
  }

  private Watch begin(PlongeeClient client) {
    Optional<Address> server = at.address(cluster, client);
    Bytes wanted = prefix.bytes();
    OptionalLong begin = from == null ? OptionalLong.empty() : OptionalLong.of(from);
    return server.isEmpty()
        ? client.watch(wanted, begin)
        : client.watch(wanted, begin, server.get());
  }

  private void follow(Watch watch, CountDownLatch stopped) throws InterruptedException {
    try {
      do {
        sayWhoAnswers(watch);
        watch.next(LOOK).ifPresent(this::print);
      } while (stopped.getCount() > 0 && !console.isBroken());
    } catch (ChangesGoneException e) {
      throw e;
    } catch (CallException e) {
      console.remark("every change before index " + watch.nextIndex() + " was printed");
      throw e;
    }
  }

  private void sayWhoAnswers(Watch watch) {
    int server = watch.server();
    if (server != saidServer) {
      saidServer = server;
      String name = ServerId.name(server);
      long next = watch.nextIndex();
      console.remark(name + " answers, from index " + next + " on");
      console.emit(() -> Json.object("watching").put("server", name).put("from", next));
    }
  }

  private void print(Change change) {
    String key = PlongeeClient.text(change.key());
    @Nullable String value = change.value().map(PlongeeClient::text).orElse(null);
    console.say(
        change.index() + (value == null ? "\tdelete\t" + key : "\tput\t" + key + "\t" + value));
    console.emit(() ->
        Json.object("change").put("index", change.index()).put("key", key).put("value", value));
  }

  private void sayWhereItEnds(Watch watch) {
    long next = watch.nextIndex();
    console.remark("to go on: --from " + next);
    console.emit(() -> Json.object("result").put("next", next));
  }
}
