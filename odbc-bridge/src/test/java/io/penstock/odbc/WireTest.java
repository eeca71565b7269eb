package io.penstock.odbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no driver would send. */
@Timeout(30)
class WireTest {
  private static final int VERSION_3_0 = 3 << 16;

  private final TestHouse house =
      new TestHouse(new PostgresDoor(500, Duration.ofSeconds(2)), Optional.empty());

  @AfterEach
  void leavesNothingBehind() {
    house.close();
  }

  /** A client that knows nothing but bytes. */
  private final class Raw implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Raw() throws IOException {
      socket = new Socket("127.0.0.1", house.port);
      socket.setSoTimeout(10_000);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    }

    void startup(int version, String... parameters) throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (String parameter : parameters) {
        body.write(parameter.getBytes(StandardCharsets.UTF_8));
        body.write(0);
      }
      body.write(0);
      out.writeInt(8 + body.size());
      out.writeInt(version);
      out.write(body.toByteArray());
    }

    void message(char type, byte[] body) throws IOException {
      out.writeByte(type);
      out.writeInt(4 + body.length);
      out.write(body);
    }

    void message(char type, String body) throws IOException {
      message(type, body.getBytes(StandardCharsets.UTF_8));
    }

    void login() throws IOException {
      startup(VERSION_3_0, "user", "ann", "database", "ann");
      assertThat(receive()).isEqualTo("R");
      message('p', "secret\0");
      assertThat(until("Z")).startsWith("RSS").endsWith("KZ(I)");
    }

    /** The type of the next message, with the SQLSTATE of an error and the state of a Z. */
    String receive() throws IOException {
      int type = in.read();
      if (type < 0) {
        return "closed";
      }
      byte[] body = new byte[in.readInt() - 4];
      in.readFully(body);
      if (type == 'E') {
        String[] fields = new String(body, StandardCharsets.UTF_8).split("\0");
        return "E(" + fields[0].substring(1) + " " + fields[2].substring(1) + ")";
      }
      return type == 'Z' ? "Z(" + (char) body[0] + ")" : String.valueOf((char) type);
    }

    String until(String last) throws IOException {
      StringBuilder all = new StringBuilder();
      String next;
      do {
        next = receive();
        all.append(next);
      } while (!next.startsWith(last) && !next.equals("closed"));
      return all.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void refusesGarbageAtTheStart() throws IOException {
    for (String garbage : new String[] {"GET / HTTP/1.1\r\n\r\n", "\0\0\0\1\0\0\0\0"}) {
      try (Raw raw = new Raw()) {
        raw.out.write(garbage.getBytes(StandardCharsets.US_ASCII));
        assertThat(raw.until("closed")).isEqualTo("E(FATAL 08P01)closed");
      }
    }
    try (Raw raw = new Raw()) {
      raw.startup(2 << 16, "user", "ann");
      assertThat(raw.until("closed")).isEqualTo("E(FATAL 0A000)closed");
    }
    try (Raw raw = new Raw()) {
      raw.startup(VERSION_3_0, "database", "lake");
      assertThat(raw.until("closed")).isEqualTo("E(FATAL 28000)closed");
    }
  }

  @Test
  void refusesMessagesThatAreTooLong() throws IOException {
    try (Raw raw = new Raw()) {
      raw.startup(VERSION_3_0, "user", "ann");
      assertThat(raw.receive()).isEqualTo("R");
      raw.out.writeByte('p');
      raw.out.writeInt(1_000_000);
      assertThat(raw.until("closed")).isEqualTo("E(FATAL 08P01)closed");
    }
    for (int length : new int[] {17 * 1024 * 1024, -1, 3}) {
      try (Raw raw = new Raw()) {
        raw.login();
        raw.out.writeByte('Q');
        raw.out.writeInt(length);
        assertThat(raw.until("closed")).isEqualTo("E(FATAL 08P01)closed");
      }
    }
  }

  @Test
  void givesUpALoginThatTakesTooLong() throws IOException {
    try (Raw raw = new Raw();
        Raw half = new Raw()) {
      half.startup(VERSION_3_0, "user", "ann");
      assertThat(half.until("closed")).isEqualTo("RE(FATAL 08006)closed");
      assertThat(raw.until("closed")).isEqualTo("E(FATAL 08006)closed");
    }
  }

  @Test
  void takesOnePasswordOnly() throws IOException {
    try (Raw raw = new Raw()) {
      raw.startup(VERSION_3_0, "user", "ann");
      raw.message('p', "wrong\0");
      raw.message('p', "secret\0");
      assertThat(raw.until("closed")).isEqualTo("RE(FATAL 28P01)closed");
    }
  }

  @Test
  void answersRequestsForEncryptionAndNewerProtocols() throws IOException {
    try (Raw raw = new Raw()) {
      for (int code : new int[] {80877103, 80877104}) {
        raw.out.writeInt(8);
        raw.out.writeInt(code);
        assertThat((char) raw.in.read()).isEqualTo('N');
      }
      raw.startup(VERSION_3_0 + 2, "user", "ann", "_pq_.more", "1");
      assertThat(raw.receive()).isEqualTo("v");
      assertThat(raw.receive()).isEqualTo("R");
    }
  }

  @Test
  void livesOnAfterMalformedBodies() throws IOException {
    try (Raw raw = new Raw()) {
      raw.login();
      raw.message('Q', "count 1");
      assertThat(raw.until("Z")).isEqualTo("E(ERROR 08P01)Z(I)");
      raw.message('Q', new byte[] {(byte) 0xff, 0});
      assertThat(raw.until("Z")).isEqualTo("E(ERROR 22021)Z(I)");
      raw.message('P', "\0count 1\0\0\0");
      raw.message('B', "\0\0\0\1");
      raw.message('E', "\0\0\0\0\0");
      raw.message('S', "");
      assertThat(raw.until("Z")).isEqualTo("1E(ERROR 08P01)Z(I)");
      raw.message('B', "\0\0\0\0\0\1\0\0\0\1x\0\0");
      raw.message('S', "");
      assertThat(raw.until("Z")).isEqualTo("E(ERROR 08P01)Z(I)");
      raw.message('F', "");
      assertThat(raw.until("Z")).isEqualTo("E(ERROR 0A000)Z(I)");
      raw.message('Q', " ; -- nothing\0");
      assertThat(raw.until("Z")).isEqualTo("IZ(I)");
      raw.message('Q', "BEGIN; count 2\0");
      assertThat(raw.until("Z")).isEqualTo("CTDDCZ(T)");
      raw.message('Q', "fail\0");
      assertThat(raw.until("Z")).isEqualTo("E(ERROR 22012)Z(E)");
      raw.message('Q', "COMMIT\0");
      assertThat(raw.until("Z")).isEqualTo("CZ(I)");
      raw.message('!', "");
      assertThat(raw.until("closed")).isEqualTo("E(FATAL 08P01)closed");
    }
  }

  @Test
  void suspendsAndResumesAPortal() throws IOException {
    try (Raw raw = new Raw()) {
      raw.login();
      raw.message('P', "s\0count 5\0\0\0");
      raw.message('D', "Ss\0");
      raw.message('B', "p\0s\0\0\0\0\0\0\1\0\1");
      raw.message('D', "Pp\0");
      raw.message('E', "p\0\0\0\0\2");
      raw.message('H', "");
      assertThat(raw.until("s")).isEqualTo("1tT2TDDs");
      raw.message('E', "p\0\0\0\0\3");
      raw.message('E', "p\0\0\0\0\3");
      raw.message('C', "Pp\0");
      raw.message('P', "s\0count 5\0\0\0");
      raw.message('S', "");
      assertThat(raw.until("Z")).isEqualTo("DDDsC3E(ERROR 42P05)Z(I)");
      raw.message('E', "p\0\0\0\0\3");
      raw.message('S', "");
      assertThat(raw.until("Z")).isEqualTo("E(ERROR 34000)Z(I)");
    }
  }

  @Test
  void ignoresCancelRequestsWithAWrongKey() throws IOException {
    try (Raw raw = new Raw()) {
      raw.login();
      for (int secret = 0; secret < 3; secret++) {
        try (Raw other = new Raw()) {
          other.out.writeInt(16);
          other.out.writeInt(80877102);
          other.out.writeInt(1);
          other.out.writeInt(secret);
          assertThat(other.receive()).isEqualTo("closed");
        }
      }
      raw.message('Q', "count 1\0");
      assertThat(raw.until("Z")).isEqualTo("TDCZ(I)");
    }
  }

  @Test
  void doesNotReadAheadOfAClientThatDoesNotRead() throws Exception {
    try (Raw raw = new Raw()) {
      raw.login();
      raw.message('Q', "count 500000000\0");
      TestHouse.await(() -> house.engine.batches.get() > 10);
      long before;
      do {
        before = house.engine.batches.get();
        Thread.sleep(300);
      } while (house.engine.batches.get() != before);
      assertThat(before).isLessThan(5000);
    }
    TestHouse.await(() -> house.engine.open.get() == 0);
  }
}
