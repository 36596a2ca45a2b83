using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Ends;

/// <summary>Who ended a request, and how it was signalled, on real Kestrel.</summary>
public sealed class RequestEndsTests
{
    public static TheoryData<HttpProtocols, ErrorHandling> Apps()
    {
        TheoryData<HttpProtocols, ErrorHandling> apps = [];
        foreach (ErrorHandling handling in Enum.GetValues<ErrorHandling>())
        {
            apps.Add(HttpProtocols.Http1, handling);
            apps.Add(HttpProtocols.Http2, handling);

            // Where there is no QUIC, one skipped test is enough.
            if (Http3.IsSupported || handling == ErrorHandling.None)
            {
                apps.Add(HttpProtocols.Http3, handling);
            }
        }

        return apps;
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Request_EndedByAnyone_CountsByTheFirstCause(HttpProtocols protocol, ErrorHandling handling)
    {
        await using EndsApp app = await EndsApp.StartAsync(protocol, handling);
        List<string> wrong = [];
        foreach (EndScenario scenario in EndScenario.All(protocol, handling))
        {
            var counted = await app.PlayAsync(scenario);
            if (counted != scenario.Expected())
            {
                wrong.Add($"{scenario.Path}: {counted}, not {scenario.Expected()}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Request_CutOffByTheStopOfTheHost_IsBadUnlessItIsAStream(HttpProtocols protocol, ErrorHandling handling)
    {
        await using EndsApp app = await EndsApp.StartAsync(protocol, handling);
        EndScenario[] scenarios = [.. EndScenario.All(protocol, handling)
            .Where(scenario => scenario is { Ender: Ender.Client, Signal: not (Signal.Abort or Signal.Reset) })];
        List<Task> requests = [];
        foreach (EndScenario scenario in scenarios)
        {
            requests.Add(await app.BeginAsync(scenario));
        }

        using CancellationTokenSource shutdownTime = new();
        Task stop = app.App.Services.GetRequiredService<IHost>().StopAsync(shutdownTime.Token);
        await shutdownTime.CancelAsync();
        await Task.WhenAll(requests);
        await stop;

        (long Good, long Bad, long Ignored)[] counts = await app.CountsAsync();
        var streams = scenarios.Count(scenario => scenario.IsStream);
        Assert.All(counts, count => Assert.Equal((0, scenarios.Length - streams, streams), count));
    }

    [Fact]
    public void Page_Table_IsThatOfTheScenarios()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "aspnetcore.md"));

        Assert.Contains(EndTable.Write(), page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
