package io.penstock.planner.catalog;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Delta Kernel's files on the local file system, to be read. Without Hadoop's file system: that
 * takes half a second to load, says less of what went wrong and logs more. Thread-safe.
 */
final class LocalFileIO implements FileIO {

  @Override
  public CloseableIterator<FileStatus> listFrom(String filePath) throws IOException {
    Path from = path(filePath);
    Path folder = from.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FileNotFoundException("no such folder");
    }
    String first = from.getFileName().toString();
    List<FileStatus> files = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        if (child.getFileName().toString().compareTo(first) >= 0) {
          files.add(status(child));
        }
      }
    }
    files.sort(Comparator.comparing(FileStatus::getPath));
    return Utils.toCloseableIterator(files.iterator());
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    return status(path(path));
  }

  @Override
  public String resolvePath(String path) throws IOException {
    Path resolved = path(path);
    if (!Files.exists(resolved)) {
      throw new FileNotFoundException("no such file");
    }
    return uri(resolved);
  }

  @Override
  public InputFile newInputFile(String path, long fileSize) {
    return new LocalInputFile(path(path));
  }

  @Override
  public Optional<String> getConf(String confKey) {
    return Optional.empty();
  }

  @Override
  public boolean mkdirs(String path) {
    throw readOnly();
  }

  @Override
  public OutputFile newOutputFile(String path) {
    throw readOnly();
  }

  @Override
  public boolean delete(String path) {
    throw readOnly();
  }

  @Override
  public void copyFileAtomically(String srcPath, String destPath, boolean overwrite) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("the planner only reads Delta logs");
  }

  /** A folder's URI without a trailing slash, as {@code file:/lake/tpch/orders}. */
  static String uri(Path path) {
    String uri = path.toAbsolutePath().normalize().toUri().toString();
    String shortened = uri.startsWith("file:///") ? "file:" + uri.substring(7) : uri;
    return shortened.endsWith("/") && shortened.length() > "file:/".length()
        ? shortened.substring(0, shortened.length() - 1)
        : shortened;
  }

  /** The path that a URI or a plain path names. */
  static Path path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  private static FileStatus status(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return FileStatus.of(uri(path), attributes.size(), attributes.lastModifiedTime().toMillis());
  }

  private record LocalInputFile(Path file) implements InputFile {
    @Override
    public long length() throws IOException {
      return Files.size(file);
    }

    @Override
    public String path() {
      return uri(file);
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      if (!Files.isReadable(file)) {
        throw new AccessDeniedException(file.toString());
      }
      return new LocalStream(new RandomAccessFile(file.toFile(), "r"));
    }
  }

  private static final class LocalStream extends SeekableInputStream {
    private final RandomAccessFile file;
    private final byte[] buffer = new byte[64 * 1024];
    private long bufferStart;
    private int buffered;
    private long position;

    LocalStream(RandomAccessFile file) {
      this.file = file;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long newPosition) {
      position = newPosition;
    }

    @Override
    public void readFully(byte[] target, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int count = read(target, offset + done, length - done);
        if (count < 0) {
          throw new EOFException();
        }
        done += count;
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position < bufferStart || position >= bufferStart + buffered) {
        file.seek(position);
        buffered = Math.max(0, file.read(buffer, 0, buffer.length));
        bufferStart = position;
        if (buffered == 0) {
          return -1;
        }
      }
      int from = (int) (position - bufferStart);
      int count = Math.min(length, buffered - from);
      System.arraycopy(buffer, from, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
