namespace Slo;

/// <summary>What one instance keeps of the bad events of an objective, as it publishes it in the store of its fleet while an alert of the
/// fleet is near or fires. Each one replaces the one before it of the same process.</summary>
/// <param name="Set">The name of the set of objectives; empty: the default set.</param>
/// <param name="Objective">The name of the objective, compared without case.</param>
/// <param name="CountingKey">The <see cref="SloObjective.CountingKey"/>: only bad events of the same meaning are joined.</param>
/// <param name="Process">The id of the process. A new process of the same name has a new id.</param>
/// <param name="Events">The bad events, by the clock of the store.</param>
public sealed record SloFleetBadEvents(string Set, string Objective, string CountingKey, Guid Process, SloBadEvents Events);
