using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slo.Hosting.Configuration;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests;

/// <summary>A host with nothing in it but what a test adds.</summary>
internal static class SloHost
{
    internal static IHost Build(Action<HostApplicationBuilder> configure, LogRecorder? log = null, TimeProvider? time = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "shop", EnvironmentName = "Production" });
        if (log is not null)
        {
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        }

        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        configure(builder);
        return builder.Build();
    }

    /// <summary>Ends when what was logged until now is written.</summary>
    internal static Task LoggedAsync(this IHost host) => host.Services.GetRequiredService<SloBackgroundLoggerFactory>().Written;

    internal static IHost FromJson(string json, Action<SloOptions>? configure = null, LogRecorder? log = null) => Build(
        builder =>
        {
            builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));
            builder.Services.AddSlo(builder.Configuration.GetSection("Slo"), configure);
        },
        log);

    /// <summary>The objectives that a host with this JSON tracks.</summary>
    internal static IReadOnlyList<SloObjective> Objectives(string json)
    {
        using IHost host = FromJson(json);
        return [.. host.Services.GetRequiredService<SloRegistry>().Trackers.Select(tracker => tracker.Objective)];
    }

    /// <summary>The errors with which a host does not start; all of them.</summary>
    internal static async Task<IReadOnlyList<SloFinding>> ErrorsAsync(string json, Action<SloOptions>? configure = null)
    {
        using IHost host = FromJson(json, configure);
        OptionsValidationException refusal =
            await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(typeof(SloOptions), refusal.OptionsType);
        SloOptions options = new();
        configure?.Invoke(options);
        SloConfigurationReader.Read(host.Services.GetRequiredService<IConfiguration>().GetSection("Slo"), options, host.Services);
        List<SloFinding> errors = options.Check(defaultService: null);
        Assert.Equal(errors.Select(error => error.ToString()), refusal.Failures);
        return errors;
    }

    /// <summary>The JSON of one objective.</summary>
    internal static string Objective(string keys, string name = "checkout") => $$"""{ "Slo": { "Objectives": { "{{name}}": { {{keys}} } } } }""";
}
