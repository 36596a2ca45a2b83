using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Slo.Testing;

namespace Slo.Postgres.Tests.Processes;

/// <summary>Receives the calls of webhook actions; the path says which instance sent them. The first call is never answered.</summary>
internal sealed class ActionHook : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<HookCall> _calls = new();
    private readonly string _address = $"http://{LoopbackPort.Free()}/";
    private readonly Task _loop;

    internal ActionHook()
    {
        _listener.Prefixes.Add(_address);
        _listener.Start();
        _loop = ReceiveAsync();
    }

    /// <summary>All calls, in the order of their arrival.</summary>
    internal IReadOnlyList<HookCall> Calls => [.. _calls];

    /// <summary>The configuration of a reaction with two steps, each of which calls this server.</summary>
    internal Dictionary<string, string> Reaction(string instance, bool isIdempotent)
    {
        const string reaction = "Slo__Reactions__degrade__";
        Dictionary<string, string> settings = new()
        {
            [reaction + "Objectives__0"] = FleetProcess.Objective,
            [reaction + "RecoverFor"] = "0s",
        };
        for (var i = 0; i < 2; i++)
        {
            var step = $"{reaction}Steps__{i}__";
            settings[step + "Action"] = "Webhook";
            settings[step + "ResourceName"] = $"feature/{i + 1}";
            settings[step + "Url"] = settings[step + "UndoUrl"] = _address + instance;
            settings[step + "Idempotent"] = isIdempotent ? "true" : "false";
            settings[step + "Timeout"] = "5m";
        }

        return settings;
    }

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
                var isFirst = _calls.IsEmpty;
                _calls.Enqueue(new(
                    context.Request.Url!.AbsolutePath[1..], body.RootElement.GetProperty("action").GetString()!,
                    body.RootElement.GetProperty("step").GetInt32(), context.Request.Headers["Idempotency-Key"]!));
                if (!isFirst)
                {
                    context.Response.Close();
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
