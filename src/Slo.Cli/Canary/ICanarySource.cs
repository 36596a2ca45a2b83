using Slo.Cli.Status;

namespace Slo.Cli.Canary;

/// <summary>A source of the comparison of a canary with its baseline.</summary>
internal interface ICanarySource
{
    /// <param name="elapsed">The time since the verb began.</param>
    /// <param name="cancel">Cancels the requests.</param>
    /// <exception cref="UnansweredException">There is no usable response.</exception>
    Task<CanaryAnswer> ReadAsync(TimeSpan elapsed, CancellationToken cancel);
}
