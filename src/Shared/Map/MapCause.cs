namespace Slo.Shared.Map;

/// <summary>What a chain of services that burn leads to.</summary>
/// <param name="Name">A service or a dependency.</param>
/// <param name="Path">From the service that reports to the cause.</param>
/// <param name="Explanation">What is known of it.</param>
internal sealed record MapCause(string Name, IReadOnlyList<string> Path, string Explanation);
