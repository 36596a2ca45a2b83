using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Tests.Dependencies;

/// <summary>Three services on real Kestrels, each calling the next one with a real HttpClient: shop, orders, payments.</summary>
internal sealed class Chain : IAsyncDisposable
{
    private static readonly string[] Names = ["shop", "orders", "payments"];

    private readonly List<KestrelApp> _apps = [];
    private readonly List<HttpClient> _clients = [];

    /// <summary>Which service fails by itself; null: none.</summary>
    internal string? Broken { get; set; }

    internal KestrelApp this[string name] => _apps[Array.IndexOf(Names, name)];

    /// <param name="hasActivities">Whether requests have activities: without logging they have none.</param>
    internal static async Task<Chain> StartAsync(bool hasActivities = true)
    {
        Chain chain = new();
        Uri? next = null;
        foreach (var name in Names.Reverse())
        {
            KestrelApp app = await chain.StartAsync(name, next, hasActivities);
            chain._apps.Insert(0, app);
            next = app.Client.BaseAddress;
        }

        return chain;
    }

    /// <summary>Sends requests to the first service.</summary>
    /// <returns>How many failed.</returns>
    internal async Task<int> SendAsync(int count)
    {
        var failed = 0;
        for (var i = 0; i < count; i++)
        {
            failed += await _apps[0].GetAsync("/work") == HttpStatusCode.OK ? 0 : 1;
        }

        foreach (KestrelApp app in _apps)
        {
            app.Time.Advance(TimeSpan.FromMinutes(1));
            app.Registry.Evaluate();
        }

        return failed;
    }

    internal async Task<JsonElement> MapAsync(string name, string query = "")
    {
        using var answer = JsonDocument.Parse(await this[name].Client.GetStringAsync("/slo/api/v1/map" + query));
        return answer.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (KestrelApp app in _apps)
        {
            await app.DisposeAsync();
        }

        _clients.ForEach(client => client.Dispose());
    }

    private Task<KestrelApp> StartAsync(string name, Uri? next, bool hasActivities)
    {
        HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = next };
        _clients.Add(client);
        return KestrelApp.StartAsync(
            options => options.AddObjective("all", objective =>
            {
                objective.TargetPercent(99).HttpServer().Service(name);
                if (next is not null)
                {
                    objective.DependsOn(Names[Array.IndexOf(Names, name) + 1]);
                }
            }),
            app =>
            {
                app.MapSloApi().AllowAnonymous();
                app.MapGet("/work", async () =>
                {
                    if (next is not null)
                    {
                        using HttpResponseMessage answer = await client.GetAsync("/work");
                        answer.EnsureSuccessStatusCode();
                    }

                    return Broken == name ? Results.StatusCode(503) : Results.Ok();
                });
            },
            builder =>
            {
                if (!hasActivities)
                {
                    builder.Logging.ClearProviders();
                }

                builder.Services.AddSlo().AddDependencies(dependencies =>
                {
                    if (next is not null)
                    {
                        dependencies.Names[next.Authority] = Names[Array.IndexOf(Names, name) + 1];
                    }
                });
            });
    }
}
