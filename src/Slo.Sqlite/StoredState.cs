namespace Slo.Sqlite;

/// <summary>A state as the table has it.</summary>
/// <param name="Set">The set it is of.</param>
/// <param name="State">The state.</param>
internal sealed record StoredState(string Set, SloObjectiveState State);
