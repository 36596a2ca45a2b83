using Microsoft.AspNetCore.SignalR;

namespace Slo.AspNetCore.Tests.Traffic;

public sealed class PingHub : Hub
{
    public string Ping(string text) => Context.ConnectionAborted.IsCancellationRequested ? "" : text;
}
