using Slo.Shared;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// The deadline of a gRPC call. When it passes, the client resets the stream at the same instant as the server's timer ends the call, and
/// either may be first.
/// </summary>
internal static class GrpcDeadline
{
    // The client's time began when it sent the call, ours when a busy server came to read it.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Whether a call that took this long ran into its deadline. Within the last quarter of it, and at most 500 ms before it, the end of a
    /// call is taken for that.
    /// </summary>
    /// <param name="header">The header <c>grpc-timeout</c>, or null.</param>
    /// <param name="elapsed">How long the call took.</param>
    internal static bool HasPassed(string? header, TimeSpan elapsed) =>
        GrpcTimeout.Parse(header) is { } deadline
        && elapsed >= deadline - (deadline / 4 < Tolerance ? deadline / 4 : Tolerance);
}
