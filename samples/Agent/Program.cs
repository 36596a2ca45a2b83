using Agent;

// "reliably slo agent -i3" as a worker: it reads the manifest, asks Datadog for the events of its objectives, judges them, and shows the result.
//   DD_API_KEY=… DD_APP_KEY=… DD_SITE=datadoghq.eu dotnet run --project samples/Agent -- -i3
//   slo report -w --url http://localhost:5000/slo/api
var arguments = Arguments.Read(args);
var builder = WebApplication.CreateBuilder();
builder.Services.AddSlo()
    .AddOpenSlo(arguments.Manifest)
    .AddDatadogSource("datadog", datadog =>
    {
        datadog.ApiKey = builder.Configuration["DD_API_KEY"];
        datadog.ApplicationKey = builder.Configuration["DD_APP_KEY"];
        datadog.Site = builder.Configuration["DD_SITE"] ?? datadog.Site;
        datadog.Interval = arguments.Interval;
    });

var app = builder.Build();
app.MapSloDashboard().AllowAnonymous();                   // page at /slo, JSON API and report at /slo/api
app.Run();
