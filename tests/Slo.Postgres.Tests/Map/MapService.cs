using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slo.Postgres.Tests.Map;

/// <summary>An instance of a service on a real Kestrel, in a fleet of its own schema, that calls instances of the next service in turn.</summary>
internal sealed class MapService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private MapService(WebApplication app) => _app = app;

    internal Uri Address => new(_app.Urls.Single());

    internal SloRegistry Registry => _app.Services.GetRequiredService<SloRegistry>();

    internal SloFleet Fleet => _app.Services.GetRequiredService<SloFleet>();

    /// <summary>Whether it fails by itself.</summary>
    internal bool IsBroken { get; set; }

    /// <param name="name">The service.</param>
    /// <param name="instance">The name of the instance.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="map">The schema of the map.</param>
    /// <param name="next">What it calls, and where; empty: nothing.</param>
    internal static async Task<MapService> StartAsync(
        string name, string instance, string connectionString, string map, params (string Name, Uri Address)[] next)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddSlo(options => options.AddObjective("all", objective =>
            {
                objective.TargetPercent(99).HttpServer().Service(name).UnobservedTime(UnobservedTime.Exclude);
                if (next.Length > 0)
                {
                    objective.DependsOn(next[0].Name);
                }
            }))
            .AddDependencies(dependencies => Array.ForEach(next, one => dependencies.Names[one.Address.Authority] = one.Name))
            .AddPostgresFleet(
                connectionString,
                fleet =>
                {
                    fleet.Interval = TimeSpan.FromSeconds(1);
                    fleet.Timeout = TimeSpan.FromSeconds(1);
                    fleet.Instance = instance;
                },
                store =>
                {
                    store.Schema = $"{map}_{name}";
                    store.MapSchema = map;
                });
        MapService service = new(builder.Build());
        service._app.UseSlo();
        service._app.MapSloApi().AllowAnonymous();
        var turn = 0;
        service._app.MapGet("/work", async () =>
        {
            if (next.Length > 0)
            {
                using HttpResponseMessage answer = await service._client.GetAsync(new Uri(next[turn++ % next.Length].Address, "/work"));
                answer.EnsureSuccessStatusCode();
            }

            return service.IsBroken ? Results.StatusCode(503) : Results.Ok();
        });
        await service._app.StartAsync();
        return service;
    }

    /// <summary>Sends requests, one after the other.</summary>
    /// <returns>How many succeeded.</returns>
    internal async Task<int> SendAsync(int count)
    {
        var succeeded = 0;
        for (var i = 0; i < count; i++)
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri(Address, "/work"));
            succeeded += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return succeeded;
    }

    internal async Task<(HttpStatusCode Code, JsonElement Map)> MapAsync(string query = "?scope=fleet")
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri(Address, "/slo/api/v1/map" + query));
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, document.RootElement.Clone());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
    }
}
