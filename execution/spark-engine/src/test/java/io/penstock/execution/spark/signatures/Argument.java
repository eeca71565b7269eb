package io.penstock.execution.spark.signatures;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a function is tried on: a column of some type or a literal.
 *
 * @param code a short name, unique
 * @param sql how it is written
 * @param type Spark's name of its type
 * @param kind the class of types that it stands for
 */
record Argument(String code, String sql, String type, String kind) {
  private static final String TYPES =
      """
      b boolean boolean
      i8 tinyint tinyint
      i16 smallint smallint
      i32 int int
      i64 bigint bigint
      f32 float float
      f64 double double
      d5 decimal(5,2) decimal
      d10 decimal(10,0) decimal
      d20 decimal(20,6) decimal
      d38 decimal(38,10) decimal
      s string string
      bin binary binary
      d date date
      ts timestamp timestamp
      ntz timestamp_ntz timestamp_ntz
      tm time(6) time
      ym interval_year_to_month yearmonth
      yy interval_year yearmonth
      dt interval_day_to_second daytime
      dd interval_day daytime
      hm interval_hour_to_minute daytime
      cal interval interval
      v variant variant
      a8 array<tinyint> array
      a4 array<float> array
      ai array<int> array
      al array<bigint> array
      as array<string> array
      ab array<boolean> array
      ad array<date> array
      ac array<decimal(5,2)> array
      af array<double> array
      aa array<array<int>> array
      ar array<struct<x:int,y:string>> array
      am array<map<string,bigint>> array
      ms map<string,bigint> map
      mi map<int,array<string>> map
      mss map<string,string> map
      st struct<x:int,y:string> struct
      """;

  private static final String LITERALS =
      """
      L0 int int 0
      L1 int int 1
      L2 int int 2
      Lh decimal(1,1) decimal 0.5
      Lq decimal(2,2) decimal 0.25
      Le double double 0.5e0
      Lf double double 0.25e0
      Lt boolean boolean true
      Lu boolean boolean false
      Lp array<decimal(2,2)> array array(0.5,0.25)
      Lr array<double> array array(0.5e0,0.25e0)
      La string string 'a'
      Lb string string 'b'
      LY string string 'YEAR'
      LS string string 'SECOND'
      L9 string string '999'
      L8 string string '9,999.99'
      Lx string string 'x_INT'
      Ly string string 'y_STRING,_z_DATE'
      Li string string 'INT'
      Lg string string 'STRING'
      Lc string string 'UTF8_LCASE'
      Ld string string 'UNICODE'
      LD string string 'DAY'
      LH string string 'HOUR'
      LM string string 'MONTH'
      Lj string string '$.a'
      Lk string string '$.b'
      Lm map<string,string> map map('a','b')
      """;

  static final Argument NULL = new Argument("N", "NULL", "void", "void");

  /** NULL, and a column of each type. */
  static final List<Argument> COLUMNS =
      Stream.concat(Stream.of(NULL), TYPES.lines().map(Argument::column)).toList();

  static final List<Argument> CONSTANTS = LITERALS.lines().map(Argument::literal).toList();

  private static Argument column(String line) {
    String[] parts = line.split(" ");
    return new Argument(
        parts[0],
        parts[0],
        parts[1].replace('_', ' ').replace("timestamp ntz", "timestamp_ntz"),
        parts[2]);
  }

  private static Argument literal(String line) {
    String[] parts = line.split(" ", 4);
    return new Argument(
        parts[0],
        parts[3].replace("UTF8_LCASE", "UTF8-LCASE").replace('_', ' ').replace('-', '_'),
        parts[1],
        parts[2]);
  }

  boolean isLiteral() {
    return !sql.equals(code);
  }
}
