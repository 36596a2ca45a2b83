using System.Security.Cryptography;

namespace Canary;

/// <summary>The processes of a run: two versions of the shop behind a proxy and, if they raise the alert, Prometheus and
/// Alertmanager.</summary>
internal sealed class Stage : IAsyncDisposable
{
    internal const string StableVersion = "1.4.0";
    internal const string CanaryVersion = "1.5.0";

    private readonly Stack<IAsyncDisposable> _started = new();

    private Stage(Way way, DirectoryInfo folder)
    {
        Way = way;
        Folder = folder;
    }

    internal Way Way { get; }

    internal DirectoryInfo Folder { get; }

    internal Uri Stable { get; private set; } = null!;

    internal Uri Canary { get; private set; } = null!;

    internal IProxy Proxy { get; private set; } = null!;

    /// <summary>Prometheus and Alertmanager; null if the canary raises the alert itself.</summary>
    internal Monitoring? Monitoring { get; private set; }

    /// <summary>The app that has the reaction.</summary>
    internal Uri Reacting => Proxy.Control is null ? Proxy.Address : Way == Way.Process ? Canary : Stable;

    internal string ReactingName => Proxy.Control is null ? "proxy" : Way == Way.Process ? "canary" : "stable app";

    /// <summary>The versions that do not have the reaction.</summary>
    internal IEnumerable<(string Name, Uri Address)> Others =>
        new[] { ("stable version", Stable), ("canary", Canary) }.Where(version => version.Item2 != Reacting);

    /// <summary>The page of the objective in the dashboard of the app that has the reaction.</summary>
    internal Uri Dashboard => new(Reacting, $"/slo/?slo={(Way == Way.Process ? Objectives.Canary : Objectives.Shop)}&range=15m");

    internal static async Task<Stage> StartAsync(Way way, StoryArguments arguments, CancellationToken cancellation)
    {
        Stage stage = new(way, Directory.CreateTempSubdirectory("slo-canary-"));
        try
        {
            await stage.StartAsync(arguments, cancellation);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out IAsyncDisposable? part))
        {
            await part.DisposeAsync();
        }

        Folder.Delete(recursive: true);
    }

    private async Task StartAsync(StoryArguments arguments, CancellationToken cancellation)
    {
        // The canary evaluates its own events. Alertmanager calls the stable version, which works. If only the process of the proxy can
        // change weights, the reaction is there in both cases.
        var token = Way == Way.Alertmanager ? RandomNumberGenerator.GetHexString(32) : null;
        TimeSpan life = (2 * arguments.Load) + arguments.Stay + TimeSpan.FromMinutes(5);
        Proxy = arguments.Proxy == ProxyKind.Yarp ? new YarpProxy(Folder.FullName, life, token) : new HaProxy(Folder.FullName);
        _started.Push(Proxy);
        AppStart start = new("stable", StableVersion, Folder.FullName, life, null, null);
        Stable = await StartAsync(
            token is null || Proxy.Control is null ? start : start with { HaProxy = Proxy.Control, Token = token }, cancellation);
        Canary = await StartAsync(
            start with { Role = "canary", Version = CanaryVersion, HaProxy = token is null ? Proxy.Control : null }, cancellation);
        await Proxy.StartAsync(Stable, Canary, cancellation);
        if (token is not null)
        {
            Monitoring = await Monitoring.StartAsync(Folder.FullName, arguments, [Stable, Canary], Reacting, token, cancellation);
            _started.Push(Monitoring);
        }
    }

    private async Task<Uri> StartAsync(AppStart start, CancellationToken cancellation)
    {
        AppProcess app = await AppProcess.StartAsync(start.Role, start.ToArguments(), start.Token, cancellation);
        _started.Push(app);
        return app.Address;
    }
}
