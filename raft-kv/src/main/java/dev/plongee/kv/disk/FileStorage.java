package dev.plongee.kv.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// A directory of the operating system, locked as long as this is open.
final class FileStorage implements Storage {
  private final Path directory;
  private final DirectoryLock lock;

  private FileStorage(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// Opens a directory, which is made if it does not exist.
  static FileStorage open(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      make(absolute);
      return new FileStorage(absolute, DirectoryLock.acquire(absolute));
    } catch (RefusedException refused) {
      throw refused;
    } catch (IOException e) {
      throw new RefusedException(
          "cannot use the directory "
              + absolute
              + ": "
              + Reasons.of(e)
              + "; let this user write there, or choose another directory",
          e);
    }
  }

  /// Makes the directory and those above it; each new name is made durable.
  private static void make(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (!Files.isDirectory(directory)) {
      if (parent != null) {
        make(parent);
      }
      Files.createDirectory(directory);
      if (parent != null) {
        forceNames(parent);
      }
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  @Override
  public StorageFile create(String name) throws IOException {
    return open(
        name,
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return open(name, StandardOpenOption.WRITE);
  }

  private StorageFile open(String name, StandardOpenOption... options) throws IOException {
    Path path = directory.resolve(name);
    return new ChannelFile(path, FileChannel.open(path, options));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public void forceNames() throws IOException {
    forceNames(directory);
  }

  private static void forceNames(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  @Override
  public String path(String name) {
    return directory.resolve(name).toString();
  }

  @Override
  public void close() throws IOException {
    lock.release();
  }

  /// An interrupt closes the channel under a write: nobody may interrupt the thread of the disk.
  private record ChannelFile(Path path, FileChannel channel) implements StorageFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void write(ByteBuffer bytes, int position) throws IOException {
      try {
        int at = position;
        while (bytes.hasRemaining()) {
          at += channel.write(bytes, at);
        }
      } catch (IOException e) {
        throw named(e);
      }
    }

    /// Data, and of the metadata what is needed to find it: the size counts, the times do not.
    @Override
    public void force() throws IOException {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw named(e);
      }
    }

    /// A channel does not say which file it is of.
    private FileSystemException named(IOException e) {
      FileSystemException named = new FileSystemException(path.toString(), null, e.getMessage());
      named.initCause(e);
      return named;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
