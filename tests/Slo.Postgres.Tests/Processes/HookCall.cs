namespace Slo.Postgres.Tests.Processes;

/// <summary>A call of a webhook action, as the server received it.</summary>
/// <param name="Instance">The instance that made it.</param>
/// <param name="Action">apply or undo.</param>
/// <param name="Step">The step of the reaction, from 1.</param>
/// <param name="Key">Its idempotency key.</param>
internal sealed record HookCall(string Instance, string Action, int Step, string Key);
