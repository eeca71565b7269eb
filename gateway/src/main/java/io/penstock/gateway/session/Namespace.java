package io.penstock.gateway.session;

/** The catalog and schema that a session's short names are looked up in. */
public record Namespace(String catalog, String schema) {}
