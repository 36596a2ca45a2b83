namespace Canary;

/// <summary>What the apps of the sample have in common: a free port, few logs, and an end.</summary>
internal static class AppHost
{
    internal static WebApplicationBuilder CreateBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        return builder;
    }

    /// <summary>Prints its address when it accepts requests, and ends after a time.</summary>
    internal static async Task RunAsync(WebApplication app, TimeSpan life)
    {
        await app.StartAsync();
        Console.WriteLine($"{AppProcess.Ready}{app.Urls.First()}");
        await Task.WhenAny(app.WaitForShutdownAsync(), Task.Delay(life, TimeProvider.System));
        await app.StopAsync();
    }
}
