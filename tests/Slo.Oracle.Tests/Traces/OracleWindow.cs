namespace Slo.Tests.Traces;

/// <summary>The eleven windows of which the oracle publishes exact counts, in the order of its columns.</summary>
internal static class OracleWindow
{
    internal static readonly TimeSpan[] All =
        [.. "1m 5m 12m 30m 1h 2h 6h 1d 3d 7d 30d".Split(' ').Select(Read)];

    internal static int IndexOf(TimeSpan window) => Array.IndexOf(All, window);

    internal static TimeSpan Read(string text) =>
        SloDuration.TryParse(text, out TimeSpan duration) ? duration : throw new FormatException($"'{text}' is not a duration");
}
