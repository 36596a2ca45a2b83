namespace Slo.Testing;

/// <summary>Work that hangs.</summary>
public static class Never
{
    /// <summary>Ends only when it is cancelled.</summary>
    public static Task EndAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);
}
