/**
 * The whole house as its users meet it: the server and its engine as processes, spoken to by JDBC
 * drivers. Start with {@link io.penstock.endtoend.ServerProcess}.
 */
package io.penstock.endtoend;
