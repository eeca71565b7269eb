package io.penstock.jdbc.memory;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import sun.misc.Unsafe;

/**
 * What Arrow's {@code org.apache.arrow.memory.util.MemoryUtil} does, without {@code
 * --add-opens=java.base/java.nio}: Arrow makes direct buffers with a private constructor of the
 * JDK, this class sets address and capacity of an empty one. The build puts it in the place of
 * Arrow's class in the shaded jar and nowhere else, so its methods must have the same signatures.
 * Thread-safe.
 */
public final class FlaglessMemory {

  /** Whether this machine stores the lowest byte first. */
  public static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private static final Unsafe UNSAFE = unsafe();
  private static final long ARRAY_OFFSET = UNSAFE.arrayBaseOffset(byte[].class);
  private static final long ADDRESS_OFFSET = offsetOf("address");
  private static final long CAPACITY_OFFSET = offsetOf("capacity");
  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

  private FlaglessMemory() {}

  private static Unsafe unsafe() {
    try {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return (Unsafe) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JVM has no sun.misc.Unsafe", e);
    }
  }

  private static long offsetOf(String field) {
    try {
      return UNSAFE.objectFieldOffset(Buffer.class.getDeclaredField(field));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("This JVM's java.nio.Buffer has no field " + field, e);
    }
  }

  /** Where a direct buffer begins. */
  public static long getByteBufferAddress(ByteBuffer buffer) {
    return UNSAFE.getLong(buffer, ADDRESS_OFFSET);
  }

  /** A view of memory as a buffer; it does not own the memory. */
  public static ByteBuffer directBuffer(long address, int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("Capacity " + capacity + " is negative");
    }
    ByteBuffer buffer = EMPTY.duplicate();
    UNSAFE.putLong(buffer, ADDRESS_OFFSET, address);
    UNSAFE.putInt(buffer, CAPACITY_OFFSET, capacity);
    buffer.clear();
    return buffer;
  }

  private static void copy(
      byte @Nullable [] from, long fromOffset, byte @Nullable [] to, long toOffset, long bytes) {
    UNSAFE.copyMemory(from, fromOffset, to, toOffset, bytes);
  }

  public static void copyMemory(long fromAddress, long toAddress, long bytes) {
    UNSAFE.copyMemory(fromAddress, toAddress, bytes);
  }

  public static void copyToMemory(byte[] from, long fromIndex, long toAddress, long bytes) {
    copy(from, ARRAY_OFFSET + fromIndex, null, toAddress, bytes);
  }

  public static void copyFromMemory(long fromAddress, byte[] to, long toIndex, long bytes) {
    copy(null, fromAddress, to, ARRAY_OFFSET + toIndex, bytes);
  }

  public static byte getByte(long address) {
    return UNSAFE.getByte(address);
  }

  public static void putByte(long address, byte value) {
    UNSAFE.putByte(address, value);
  }

  public static short getShort(long address) {
    return UNSAFE.getShort(address);
  }

  public static void putShort(long address, short value) {
    UNSAFE.putShort(address, value);
  }

  public static int getInt(long address) {
    return UNSAFE.getInt(address);
  }

  public static void putInt(long address, int value) {
    UNSAFE.putInt(address, value);
  }

  public static long getLong(long address) {
    return UNSAFE.getLong(address);
  }

  public static void putLong(long address, long value) {
    UNSAFE.putLong(address, value);
  }

  public static int getInt(byte[] bytes, int index) {
    return UNSAFE.getInt(bytes, ARRAY_OFFSET + index);
  }

  public static long getLong(byte[] bytes, int index) {
    return UNSAFE.getLong(bytes, ARRAY_OFFSET + index);
  }

  public static void setMemory(long address, long bytes, byte value) {
    UNSAFE.setMemory(address, bytes, value);
  }

  public static long allocateMemory(long bytes) {
    return UNSAFE.allocateMemory(bytes);
  }

  public static void freeMemory(long address) {
    UNSAFE.freeMemory(address);
  }
}
