using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Who gets notifications: a real Kestrel on a loopback port, which answers as told and keeps what it got.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private Receiver(Func<HttpContext, int, Task> answer, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using StreamReader reader = new(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            _requests.Enqueue(new ReceivedRequest(
                context.Request.Method, context.Request.Path + context.Request.QueryString, body, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                TimeProvider.System.GetTimestamp()));
            await answer(context, _requests.Count);
        });
    }

    internal Uri Address => new(_app.Urls.Single() + "/hook");

    internal IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <param name="answer">Called with the number of the request, from 1.</param>
    /// <param name="port">0: a free one.</param>
    internal static async Task<Receiver> StartAsync(Func<HttpContext, int, Task> answer, int port = 0)
    {
        Receiver receiver = new(answer, port);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with these codes, and with the last one from then on.</summary>
    internal static Task<Receiver> StartAsync(params int[] codes) => StartAsync((context, number) =>
    {
        context.Response.StatusCode = codes[Math.Min(number, codes.Length) - 1];
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
