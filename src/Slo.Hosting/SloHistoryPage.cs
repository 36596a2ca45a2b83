namespace Slo;

/// <summary>A page of ledger entries or incidents.</summary>
/// <typeparam name="T">What it has.</typeparam>
/// <param name="Items">The newest first.</param>
/// <param name="HasMore">Whether more follow, before the last one.</param>
/// <param name="IsComplete">False if the store did not answer: then these are only those in memory.</param>
public sealed record SloHistoryPage<T>(IReadOnlyList<T> Items, bool HasMore, bool IsComplete);
