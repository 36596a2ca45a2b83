using System.Globalization;
using Shop;
using Slo;

ShopArguments arguments;
try
{
    arguments = ShopArguments.Read(args);
}
catch (ArgumentException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

await using WebApplication payments = PaymentService.Build(arguments.PaymentsPort);
await payments.StartAsync();

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{arguments.Port}"));
// The story breaks things on purpose: what Kestrel and the health checks say of it would drown the table,
// and alerts are printed by a handler.
builder.Logging.SetMinimumLevel(LogLevel.Warning)
    .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
    .AddFilter("Slo.Hosting.Alerting", LogLevel.None);

// Three objectives in code, three more in appsettings.json, and two with a database.
ISloBuilder slos = builder.Services.AddSlo(builder.Configuration.GetSection("Slo"))
    .AddObjective("orders-availability", o => o
        .DisplayName("Customers can place orders").Owner("checkout")
        .HttpServer(http => http.Route("POST", "/orders"))
        .TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30)))
    .AddObjective("orders-latency", o => o
        .DisplayName("Orders are placed within 150 ms").Owner("checkout")
        .HttpServer(http => http.Route("POST", "/orders")).FasterThan(TimeSpan.FromMilliseconds(150))
        .TargetPercent(99).Rolling(TimeSpan.FromDays(7)))
    // What "payments" counts by code, taken from the instrument of HttpClient instead: no line in the client.
    .AddObjective("payments-http", o => o
        .DisplayName("The payment provider answers without an error").Owner("checkout")
        .HttpClient("127.0.0.1").TargetPercent(99).Rolling(TimeSpan.FromDays(7)))
    .AddSloAlertHandler<AlertPrinter>();
if (arguments.Store is { } store)
{
    slos.AddSqliteStore(store);
}

builder.Services.AddHealthChecks().AddSlo();
builder.Services.AddSingleton<Faults>().AddSingleton<Catalogue>();
var database = arguments.Database ?? builder.Configuration.GetConnectionString("Shop");
// Which calls failed or were slow is known for each request: of a bad one, it may be the cause.
slos.AddDependencies(dependencies =>
{
    dependencies.Names[new Uri(payments.Urls.First()).Authority] = "payments";
    foreach (var called in database is null ? [] : OrderStorage.AddressesOf(database))
    {
        dependencies.Names[called] = "database";
    }
});
OrderStorage.Add(slos, builder.Services, database);
IHttpClientBuilder paymentClient = builder.Services.AddHttpClient<PaymentClient>(client =>
{
    client.BaseAddress = new Uri(payments.Urls.First());
    client.Timeout = TimeSpan.FromSeconds(2);
});
if (arguments.Chaos is { } duration)
{
    PaymentChaos.Add(slos, paymentClient, duration);
}

Telemetry.Add(builder.Services);

await using WebApplication app = builder.Build();
app.UseSlo();
ShopEndpoints.Map(app);
app.MapHealthChecks("/health").DisableHttpMetrics();
app.MapSloDashboard().AllowAnonymous();
app.MapPrometheusScrapingEndpoint().DisableHttpMetrics();
await app.Services.GetRequiredService<IOrderStore>().OpenAsync(app.Lifetime.ApplicationStopping);
await app.StartAsync();

var address = app.Urls.First();
Console.WriteLine($"Shop on {address}, its payments on {payments.Urls.First()}");
if (arguments.Chaos is not null)
{
    using Customers customers = new(new UriBuilder(address) { Host = "localhost" }.Uri, arguments.Requests / arguments.Act.TotalSeconds);
    ChaosStory chaos = new(customers, app.Services.GetRequiredService<SloRegistry>(),
        app.Services.GetRequiredKeyedService<SloChaosExperiment>(PaymentChaos.Experiment), app.Services.GetRequiredService<PaymentRetries>());
    var isKept = await chaos.TellAsync(arguments.Requests, arguments.ChaosLimit, app.Lifetime.ApplicationStopping);
    await app.StopAsync();
    return isKept ? 0 : 1;
}

if (arguments.Requests > 0)
{
    // By name, so that the customers' own calls are none of those to the payment provider.
    using Story story = new(new UriBuilder(address) { Host = "localhost" }.Uri, app.Services.GetRequiredService<Faults>(),
        app.Services.GetRequiredService<SloRegistry>(), arguments.Act, hasDatabase: database is not null);
    try
    {
        await story.TellAsync(arguments.Requests, app.Lifetime.ApplicationStopping);
    }
    catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
    {
        // Ctrl+C in the middle of the story.
        await app.WaitForShutdownAsync();
        return 0;
    }
}

Console.WriteLine($"""

    Where to look{(arguments.Stay is null ? " (Ctrl+C stops)" : $", for the next {SloDuration.Format(arguments.Stay.Value)}")}:
      {address}/slo/                                                  the dashboard
      curl {address}/slo/api/v1/slos                                  every objective, as JSON
      curl {address}/slo/api/v1/slos/orders-availability              one of them
      curl '{address}/slo/api/v1/slos/orders-availability/series?step=1s'
      curl {address}/slo/api/v1/alerts                                what fires, and what happened to alerts
      curl {address}/metrics                                          Slo's metrics and ASP.NET Core's, as Prometheus reads them
      curl {address}/health                                           Healthy or Degraded
      curl -X POST {address}/faults -H 'Content-Type: application/json' -d '{ShopArguments.FaultExample}'
    """);
if (arguments.Stay is { } stay)
{
    await Task.WhenAny(app.WaitForShutdownAsync(), Task.Delay(stay, TimeProvider.System));
}
else
{
    await app.WaitForShutdownAsync();
}

return 0;
