package io.penstock.jdbc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.util.MemoryUtil;
import org.junit.jupiter.api.Test;

final class FlaglessMemoryTest {

  private static Set<String> publicMethods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(FlaglessMemoryTest::signature)
        .collect(Collectors.toSet());
  }

  private static String signature(Method method) {
    return method.getReturnType()
        + " "
        + method.getName()
        + Arrays.toString(method.getParameterTypes());
  }

  @Test
  void hasEveryMethodOfTheClassThatItReplaces() {
    assertThat(publicMethods(FlaglessMemory.class)).isEqualTo(publicMethods(MemoryUtil.class));
    assertThat(FlaglessMemory.LITTLE_ENDIAN).isEqualTo(MemoryUtil.LITTLE_ENDIAN);
  }

  @Test
  void aDirectBufferIsAViewOfTheMemory() {
    long address = FlaglessMemory.allocateMemory(16);
    try {
      FlaglessMemory.setMemory(address, 16, (byte) 0);
      ByteBuffer buffer = FlaglessMemory.directBuffer(address, 16).order(ByteOrder.nativeOrder());
      assertThat(buffer.isDirect()).isTrue();
      assertThat(buffer.capacity()).isEqualTo(16);
      assertThat(buffer.remaining()).isEqualTo(16);
      assertThat(FlaglessMemory.getByteBufferAddress(buffer)).isEqualTo(address);
      buffer.putLong(8, 42);
      assertThat(FlaglessMemory.getLong(address + 8)).isEqualTo(42);
      FlaglessMemory.putInt(address, 7);
      assertThat(buffer.getInt(0)).isEqualTo(7);
      FlaglessMemory.copyToMemory(new byte[] {1, 2, 3}, 1, address, 2);
      assertThat(buffer.get(1)).isEqualTo((byte) 3);
      byte[] copy = new byte[2];
      FlaglessMemory.copyFromMemory(address, copy, 0, 2);
      assertThat(copy).containsExactly(2, 3);
    } finally {
      FlaglessMemory.freeMemory(address);
    }
  }
}
