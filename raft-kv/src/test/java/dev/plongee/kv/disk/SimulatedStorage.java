package dev.plongee.kv.disk;

import dev.plongee.kv.codec.GroupEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A directory in memory with two sides: what programs see, and what would be left if the power
/// failed now. Sectors are written whole or not at all; unforced ones survive in any combination.
final class SimulatedStorage implements Storage {
  private static final int SECTOR = GroupEncoder.SECTOR;

  /// How the operation ends that a fault hits.
  enum Fault {
    /// The machine loses its power.
    POWER_CUT,
    /// The process dies; the operating system goes on.
    KILL,
    /// The operation fails. A write may have been done in part; after a failed force the sectors
    /// count as written, although any of them may not be.
    ERROR
  }

  private static final class Inode {
    /// What programs see.
    byte[] seen = new byte[0];

    /// What is on the disk.
    byte[] kept = new byte[0];

    /// Sectors that the next force writes.
    final BitSet dirty = new BitSet();

    void write(int position, byte[] bytes, int from, int to) {
      int end = position + to;
      if (end > seen.length) {
        seen = Arrays.copyOf(seen, end);
      }
      System.arraycopy(bytes, from, seen, position + from, to - from);
      if (to > from) {
        dirty.set((position + from) / SECTOR, (end - 1) / SECTOR + 1);
      }
    }

    void keep(int sector) {
      int from = sector * SECTOR;
      int to = Math.min(seen.length, from + SECTOR);
      if (kept.length < to) {
        kept = Arrays.copyOf(kept, to);
      }
      System.arraycopy(seen, from, kept, from, to - from);
    }

    void keepSome(Random random) {
      dirty.stream().filter(_ -> random.nextBoolean()).forEach(this::keep);
    }
  }

  private final Random random;
  private TreeMap<String, Inode> names = new TreeMap<>();
  private TreeMap<String, Inode> keptNames = new TreeMap<>();
  private final List<Consumer<TreeMap<String, Inode>>> renamings = new ArrayList<>();
  private int untilFault = -1;
  private Fault fault = Fault.ERROR;
  private boolean struck;

  /// How many bytes there is room for.
  long capacity = Long.MAX_VALUE;

  int operations;
  int forces;

  SimulatedStorage(long seed) {
    // Small seeds alone would all begin with the same draws.
    random = new Random(seed * 0x9e37_79b9_7f4a_7c15L);
  }

  /// The operation number `after` from now on, counted from 1, ends like this.
  void arm(int after, Fault how) {
    untilFault = after;
    fault = how;
  }

  boolean isStruck() {
    return struck;
  }

  /// The process starts anew; after a power cut with what was kept.
  void restart(boolean powerCut) {
    if (powerCut) {
      int journaled = random.nextInt(renamings.size() + 1);
      renamings.subList(0, journaled).forEach(it -> it.accept(keptNames));
      names = new TreeMap<>(keptNames);
      renamings.clear();
      for (Inode inode : names.values()) {
        inode.keepSome(random);
        inode.dirty.clear();
        inode.seen = inode.kept.clone();
      }
    }
    untilFault = -1;
    struck = false;
  }

  /// A change of bytes behind everybody's back.
  void flip(String name, int bit) {
    Inode inode = names.get(name);
    inode.seen[bit / 8] ^= (byte) (1 << bit % 8);
    inode.kept = inode.seen.clone();
  }

  private interface Doing {
    void run() throws IOException;
  }

  private void operation(Doing whole, Doing broken) throws IOException {
    if (struck) {
      throw new AssertionError("the storage was asked again after " + fault);
    }
    operations++;
    if (untilFault < 0 || --untilFault > 0) {
      whole.run();
      return;
    }
    struck = true;
    switch (fault) {
      case ERROR -> broken.run();
      case KILL, POWER_CUT -> {
        if (random.nextBoolean()) {
          whole.run();
        }
      }
    }
    throw new IOException("injected " + fault);
  }

  private void naming(Consumer<TreeMap<String, Inode>> change) throws IOException {
    operation(
        () -> {
          change.accept(names);
          renamings.add(change);
        },
        () -> {});
  }

  private Inode inode(String name) throws IOException {
    Inode inode = names.get(name);
    if (inode == null) {
      throw new NoSuchFileException(name);
    }
    return inode;
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public byte[] read(String name) throws IOException {
    return inode(name).seen.clone();
  }

  @Override
  public StorageFile create(String name) throws IOException {
    Inode inode = new Inode();
    naming(map -> map.put(name, inode));
    return new File(inode);
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return new File(inode(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    inode(from);
    naming(map -> {
      Inode inode = map.remove(from);
      if (inode != null) {
        map.put(to, inode);
      }
    });
  }

  @Override
  public void delete(String name) throws IOException {
    inode(name);
    naming(map -> map.remove(name));
  }

  @Override
  public void forceNames() throws IOException {
    operation(
        () -> {
          keptNames = new TreeMap<>(names);
          renamings.clear();
        },
        () -> {});
  }

  private long usedBytes() {
    return names.values().stream().mapToLong(inode -> inode.seen.length).sum();
  }

  @Override
  public long usableBytes() {
    return capacity - usedBytes();
  }

  @Override
  public String path(String name) {
    return "/simulated/" + name;
  }

  @Override
  public void close() {}

  private final class File implements StorageFile {
    private final Inode inode;

    File(Inode inode) {
      this.inode = inode;
    }

    @Override
    public long size() {
      return inode.seen.length;
    }

    @Override
    public void write(ByteBuffer source, int position) throws IOException {
      long more = position + source.remaining() - (long) inode.seen.length;
      if (more > usableBytes()) {
        throw new IOException("no space left in this simulation");
      }
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      operation(
          () -> inode.write(position, bytes, 0, bytes.length),
          () -> inode.write(position, bytes, 0, random.nextInt(bytes.length + 1)));
    }

    @Override
    public void force() throws IOException {
      forces++;
      operation(
          () -> {
            inode.dirty.stream().forEach(inode::keep);
            inode.dirty.clear();
          },
          () -> {
            inode.keepSome(random);
            inode.dirty.clear();
          });
    }

    @Override
    public void close() {}
  }
}
