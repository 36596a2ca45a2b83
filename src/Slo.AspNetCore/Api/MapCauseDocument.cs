namespace Slo.AspNetCore.Api;

/// <summary>JSON: what a chain of services that burn leads to.</summary>
/// <param name="Name">A service or a dependency.</param>
/// <param name="Path">From the service that reports to the cause.</param>
/// <param name="Explanation">What is known of it.</param>
internal sealed record MapCauseDocument(string Name, IReadOnlyList<string> Path, string Explanation);
