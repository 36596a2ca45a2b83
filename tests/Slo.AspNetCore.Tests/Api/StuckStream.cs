namespace Slo.AspNetCore.Tests.Api;

/// <summary>The body of a response whose client does not read on until it is told to.</summary>
internal sealed class StuckStream : MemoryStream
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first write.</summary>
    internal Task Reached => _reached.Task;

    internal void Continue() => _goesOn.TrySetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        await _goesOn.Task;
        await base.WriteAsync(buffer, cancellationToken);
    }
}
