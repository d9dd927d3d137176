package dev.plongee.sim.world;

import dev.plongee.core.Check;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.kv.store.KvStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The snapshots on the disk of a server: the one its log names, and at times the one it will name
/// next.
final class SnapshotFiles {
  private final List<SnapshotFile> files;

  SnapshotFiles() {
    this(List.of());
  }

  private SnapshotFiles(List<SnapshotFile> files) {
    this.files = new ArrayList<>(files);
  }

  SnapshotFiles copy() {
    return new SnapshotFiles(files);
  }

  void add(SnapshotFile file) {
    files.add(file);
  }

  /// Null when it is not there.
  @Nullable SnapshotFile find(SnapshotMeta meta) {
    for (SnapshotFile file : files) {
      if (file.meta().equals(meta)) {
        return file;
      }
    }
    return null;
  }

  /// Files go that are not needed any more.
  ///
  /// @param named the snapshot that the log on the disk names
  void tidy(HostRules rules, SnapshotMeta named) {
    SnapshotMeta newest = SnapshotMeta.NONE;
    for (SnapshotFile file : files) {
      newest = file.meta().index() > newest.index() ? file.meta() : newest;
    }
    SnapshotMeta last = newest;
    files.removeIf(file -> rules.mayDelete(file.meta(), last, named));
  }

  /// Whether what the log names is there.
  boolean has(SnapshotMeta named) {
    return named.isNone() || find(named) != null;
  }

  /// The state machine that a snapshot holds, an empty one where there is no snapshot.
  KvStore load(SnapshotMeta meta, int maxSessions) {
    SnapshotFile file = find(meta);
    Check.that(meta.isNone() || file != null, "the snapshot that the log names");
    return file == null ? new KvStore(maxSessions) : file.read(maxSessions);
  }
}
