package io.penstock.planner.catalog;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Local files that can also be written, for Kernel to make checkpoints in tests. */
final class WritableFileIO implements FileIO {
  private final LocalFileIO reading = new LocalFileIO();

  @Override
  public CloseableIterator<FileStatus> listFrom(String filePath) throws IOException {
    return reading.listFrom(filePath);
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    return reading.getFileStatus(path);
  }

  @Override
  public String resolvePath(String path) throws IOException {
    return reading.resolvePath(path);
  }

  @Override
  public InputFile newInputFile(String path, long fileSize) {
    return reading.newInputFile(path, fileSize);
  }

  @Override
  public Optional<String> getConf(String confKey) {
    return Optional.empty();
  }

  @Override
  public boolean mkdirs(String path) throws IOException {
    Files.createDirectories(LocalFileIO.path(path));
    return true;
  }

  @Override
  public boolean delete(String path) throws IOException {
    return Files.deleteIfExists(LocalFileIO.path(path));
  }

  @Override
  public void copyFileAtomically(String source, String target, boolean overwrite)
      throws IOException {
    Files.copy(
        LocalFileIO.path(source), LocalFileIO.path(target), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    Path file = LocalFileIO.path(path);
    return new OutputFile() {
      @Override
      public String path() {
        return path;
      }

      @Override
      public PositionOutputStream create(boolean atomicWrite) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return new PositionOutputStream() {
          private long position;

          @Override
          public long getPos() {
            return position;
          }

          @Override
          public void write(int b) throws IOException {
            out.write(b);
            position++;
          }

          @Override
          public void close() throws IOException {
            out.close();
          }
        };
      }

      @Override
      public void writeAtomically(CloseableIterator<String> data, boolean overwrite)
          throws IOException {
        StringBuilder text = new StringBuilder();
        while (data.hasNext()) {
          text.append(data.next()).append('\n');
        }
        Files.writeString(file, text);
      }
    };
  }
}
