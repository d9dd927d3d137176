package dev.plongee.kv.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The files of one directory: the seam between the log and the operating system, where tests count
/// forces, make operations fail and cut the power. What such a thing does after its first exception
/// is not defined; nobody asks it again.
public interface Storage extends Closeable {
  /// The names of all files.
  List<String> list() throws IOException;

  /// All bytes of a file.
  byte[] read(String name) throws IOException;

  /// An empty file; one that had this name loses its contents.
  StorageFile create(String name) throws IOException;

  /// A file that exists, to be written to.
  StorageFile open(String name) throws IOException;

  /// Gives a file another name, atomically; one that had that name is gone.
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /// Returns when files made, renamed and deleted before survive a loss of power as such.
  void forceNames() throws IOException;

  /// How many bytes more the files may take.
  long usableBytes() throws IOException;

  /// Where people find a file.
  String path(String name);

  /// One open file.
  interface StorageFile extends Closeable {
    /// In bytes.
    long size() throws IOException;

    /// Writes all that remains in `bytes`, from `position` of the file on; it may make the file
    /// longer.
    void write(ByteBuffer bytes, int position) throws IOException;

    /// Returns when everything written before survives a loss of power.
    void force() throws IOException;
  }
}
