using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Slo.Testing;

namespace Slo.Postgres.Tests.Processes;

/// <summary>Receives what instances deliver to a webhook; the path says which one.</summary>
internal sealed class AlertHook : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Instance, string Status, string Objective)> _received = new();
    private readonly string _address = $"http://{LoopbackPort.Free()}/";
    private readonly Task _loop;

    internal AlertHook()
    {
        _listener.Prefixes.Add(_address);
        _listener.Start();
        _loop = ReceiveAsync();
    }

    internal IReadOnlyList<(string Instance, string Status, string Objective)> Received => [.. _received];

    internal Uri Of(string instance) => new(_address + instance);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private async Task ReceiveAsync()
    {
        while (true)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using JsonDocument body = await JsonDocument.ParseAsync(context.Request.InputStream);
                foreach (JsonElement alert in body.RootElement.GetProperty("alerts").EnumerateArray())
                {
                    _received.Enqueue((
                        context.Request.Url!.AbsolutePath[1..], alert.GetProperty("status").GetString()!,
                        alert.GetProperty("labels").GetProperty("slo_name").GetString()!));
                }

                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
