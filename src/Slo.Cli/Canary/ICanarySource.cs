using Slo.Cli.Status;

namespace Slo.Cli.Canary;

/// <summary>Where a comparison of a canary with its baseline is read from.</summary>
internal interface ICanarySource
{
    /// <param name="elapsed">The time since the verb began.</param>
    /// <param name="cancel">Ends the requests.</param>
    /// <exception cref="UnansweredException">There is no usable response.</exception>
    Task<CanaryAnswer> ReadAsync(TimeSpan elapsed, CancellationToken cancel);
}
