namespace Slo.AspNetCore.Tests.Probes;

/// <summary>Says when the first call that waits has arrived.</summary>
internal sealed class ProbeArrivals
{
    internal TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
