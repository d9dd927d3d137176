package dev.plongee.kv.cli;

import dev.plongee.core.Bytes;
import dev.plongee.kv.client.Pairs;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.net.Address;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Print keys and values in the order of the keys.",
    description =
        "One pair a line, key and value with a tab between; --json where they may hold tabs and"
            + " ends of lines themselves. A long list comes in pages; each page is of one moment,"
            + " the whole list is not. The last line of --json says the index of the first page:"
            + " who watches from the next index on misses nothing.",
    exitCodeList = {
      "0:Done, also when there is nothing to list.",
      "2:Usage or bad input.",
      ExitCode.ABOUT_NOT_READ
    },
    footer = {
      "  ./raft list                 everything",
      "  ./raft list user/           the keys that begin with user/",
      "  ./raft list --limit 10 --json"
    })
final class ListCommand implements Callable<Integer>, Script.Source {
  /// What the client takes for as many pairs as fit into a page.
  private static final int NO_LIMIT = 0;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many pairs (default: all).")
  private @Nullable Integer limit;

  @Mixin private PrefixArgument prefix;
  @Mixin private AtOption at;
  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Script.Request request() {
    return new Script.ListKeys(prefix.text());
  }

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw CommandException.usage("--limit " + limit + " is out of range", "1 or more");
    }
    try (Connection connection = cluster.connect()) {
      PlongeeClient client = connection.client();
      Optional<Address> server = at.address(cluster, client);
      Optional<Bytes> after = Optional.empty();
      int left = limit == null ? NO_LIMIT : limit;
      long index = 0;
      int count = 0;
      Pairs page;
      do {
        Bytes wanted = prefix.bytes();
        page =
            server.isEmpty()
                ? client.list(wanted, after, left)
                : client.list(wanted, after, left, server.get());
        page.pairs().forEach(this::print);
        index = after.isEmpty() ? page.index() : index;
        count += page.pairs().size();
        left -= page.pairs().size();
        if (!page.pairs().isEmpty()) {
          after = Optional.of(page.pairs().getLast().key());
        }
      } while (page.more() && (limit == null || left > 0));
      sayEnd(count, index);
    }
    return ExitCode.GOOD;
  }

  private void sayEnd(int count, long index) {
    console.emit(() -> Json.object("result").put("pairs", count).put("index", index));
  }

  private void print(Pairs.Pair pair) {
    String key = PlongeeClient.text(pair.key());
    String value = PlongeeClient.text(pair.value());
    console.say(key + "\t" + value);
    console.emit(() -> Json.object("pair").put("key", key).put("value", value));
  }
}
