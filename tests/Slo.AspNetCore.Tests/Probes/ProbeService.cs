using Grpc.Core;
using Slo.Testing;

namespace Slo.AspNetCore.Tests.Probes;

/// <summary>Ends each call with the status that it asks for; -1 is an exception that says no status, -2 waits until the client is gone.</summary>
internal sealed class ProbeService(ProbeArrivals arrivals) : Probe.ProbeBase
{
    internal const int Throws = -1;
    internal const int Waits = -2;

    public override async Task<Reply> Answer(Wish request, ServerCallContext context)
    {
        if (request.Status == Waits)
        {
            arrivals.First.TrySetResult();
            await Never.EndAsync(context.CancellationToken);
        }

        End(request.Status);
        return new Reply();
    }

    public override async Task Stream(Wish request, IServerStreamWriter<Reply> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new Reply(), context.CancellationToken);
        if (request.Status == Waits)
        {
            await Never.EndAsync(context.CancellationToken);
        }

        End(request.Status);
    }

    private static void End(int status)
    {
        if (status == Throws)
        {
            throw new InvalidOperationException("no status");
        }

        if (status != (int)StatusCode.OK)
        {
            throw new RpcException(new Status((StatusCode)status, "as asked"));
        }
    }
}
