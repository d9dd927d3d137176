package dev.plongee.kv.disk;

import dev.plongee.kv.codec.Checksum;
import java.util.zip.CRC32C;

/// CRC-32C by the instruction of the processor.
final class ProcessorChecksum implements Checksum {
  @Override
  public int of(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}
