package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.net.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {
  private static final int NODES = 9;

  @TempDir private Path directory;

  /// Nodes that begin to listen at the same moment are written down by as many threads.
  @Test
  void noChangeIsLostWhenSeveralThreadsMakeOneEach() throws Exception {
    List<ClusterFile.Member> members =
        IntStream.rangeClosed(1, NODES)
            .mapToObj(id -> ClusterFile.Member.of(id, new Address(Address.LOOPBACK, id), false))
            .toList();
    new ClusterFile("0123456789abcdef", new ClusterFile.Times(50, 400, 800), members)
        .write(directory);
    CountDownLatch together = new CountDownLatch(NODES);
    try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
      List<Future<?>> changes =
          IntStream.rangeClosed(1, NODES)
              .<Future<?>>mapToObj(id ->
                  threads.submit(() -> {
                    together.countDown();
                    together.await();
                    ClusterFile.recordStarted(directory, id);
                    return id;
                  }))
              .toList();
      for (Future<?> change : changes) {
        change.get();
      }
    }
    ClusterFile file = ClusterFile.read(directory).orElseThrow();
    assertTrue(file.nodes().stream().allMatch(ClusterFile.Member::started), file::toString);
  }
}
