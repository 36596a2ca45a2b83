using System.Net;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>A body that begins, and never ends.</summary>
internal sealed class UnfinishedContent : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync("the beginning"u8.ToArray());
        await stream.FlushAsync();
        await new TaskCompletionSource().Task;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("the beginning"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        TaskCompletionSource never = new();
        await using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        await never.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 1_000;
        return true;
    }
}
