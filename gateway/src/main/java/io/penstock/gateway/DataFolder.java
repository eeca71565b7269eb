package io.penstock.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server's own files: control store, logs, scratch, the generated password and {@code
 * endpoints.json}. One server at a time; the lock is the operating system's, so that it goes with
 * the process.
 */
final class DataFolder implements AutoCloseable {
  private static final String PRIVATE = "rw-------";

  private final Path folder;
  private final FileChannel lockChannel;

  private DataFolder(Path folder, FileChannel lockChannel) {
    this.folder = folder;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes the folder if it is missing, and locks it.
   *
   * @throws PenstockException with a message for the operator
   */
  static DataFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new PenstockException(
            ErrorCode.INVALID_SETTING,
            "Another server uses the data folder "
                + folder
                + ". Stop it, or give this one a folder of its own with --data.");
      }
      Files.deleteIfExists(folder.resolve("endpoints.json"));
      return new DataFolder(folder, channel);
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.STORAGE_ACCESS_DENIED,
          "The data folder " + folder + " cannot be made or written. Give another with --data.",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path controlStore() {
    return folder.resolve("control.db");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path scratch() {
    return folder.resolve("scratch");
  }

  /** The password of the user that a server without configured users has; kept over restarts. */
  String generatedPassword() {
    Path file = folder.resolve("password");
    try {
      if (Files.isRegularFile(file)) {
        return Files.readString(file).trim();
      }
      byte[] random = new byte[18];
      new SecureRandom().nextBytes(random);
      String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      writePrivate(file, password + "\n");
      return password;
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.STORAGE_UNAVAILABLE, "The data folder cannot be written.", e);
    }
  }

  /** Writes {@code endpoints.json}: whole or not at all, readable by the owner alone. */
  void publish(Map<String, Object> endpoints) {
    try {
      String text =
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(endpoints);
      writePrivate(folder.resolve("endpoints.json"), text + "\n");
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.STORAGE_UNAVAILABLE, "endpoints.json cannot be written.", e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve("endpoints.json"));
    lockChannel.close();
  }

  private void writePrivate(Path file, String text) throws IOException {
    Path temporary = folder.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    Files.writeString(temporary, text, StandardCharsets.UTF_8);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
