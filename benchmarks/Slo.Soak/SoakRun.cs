using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Soak.App;
using Slo.Soak.Load;
using Slo.Soak.Measuring;

namespace Slo.Soak;

/// <summary>The app under load, from start to verdict.</summary>
internal static class SoakRun
{
    internal static async Task<bool> RunAsync(SoakOptions options)
    {
        DirectoryInfo content = Directory.CreateTempSubdirectory("slo-soak-app-");
        try
        {
            return await RunAsync(options, new SettingsFile(content.FullName));
        }
        finally
        {
            content.Delete(recursive: true);
        }
    }

    private static async Task<bool> RunAsync(SoakOptions options, SettingsFile settings)
    {
        settings.Write(version: 0);
        await using WebApplication app = await SoakApp.StartAsync(settings);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId} on {app.Urls.Single()} for {SloDuration.Format(options.Duration)}, figures in {options.Folder}"));
        using Companions companions = new(app, settings);
        HeyTraffic traffic = new(new Uri(app.Urls.Single()));
        using Sampler sampler = new(options, app, traffic, companions);
        companions.Start();
        Task sampling = sampler.RunAsync();
        await traffic.RunAsync(options.Duration);
        await companions.StopAsync();
        sampler.Stop();
        await sampling;

        SloRegistry registry = app.Services.GetRequiredService<SloRegistry>();
        IReadOnlyList<CountCheck> checks = await CountChecks.EvaluateAsync(registry, traffic, companions);
        var isInForce = await Patience.UntilAsync(() => companions.Reloads.IsInForce(registry));
        Growth growth = new(sampler.Samples, options.Duration);
        Report.Write(checks, sampler.Samples, growth, traffic, companions);
        Console.WriteLine(isInForce ? "the newest settings are in force" : "the newest settings are NOT IN FORCE");
        return traffic.Errors.Count == 0 && companions.Readers.Refused == 0 && isInForce
            && checks.All(check => check.IsRight) && growth.IsBounded;
    }
}
