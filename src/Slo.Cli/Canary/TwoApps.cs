using System.Text.Json;
using Slo.Cli.Status;

namespace Slo.Cli.Canary;

/// <summary>
/// Two processes that count one cohort each. The tool compares the events of both while it waits, from <c>GET v1/slos/{name}/cohorts</c>.
/// </summary>
internal sealed class TwoApps(
    HttpClient client, Uri baselineApi, Uri canaryApi, string name, string baseline, string canary, TimeSpan within) : ICanarySource
{
    private SloCanary? _comparison;
    private SloEventCounts _baseline;
    private SloEventCounts _canary;

    public async Task<CanaryAnswer> ReadAsync(TimeSpan elapsed, CancellationToken cancel)
    {
        CohortCounts stable = await ReadAsync(baselineApi, baseline, cancel).ConfigureAwait(false);
        CohortCounts tried = await ReadAsync(canaryApi, canary, cancel).ConfigureAwait(false);
        if (_comparison is null)
        {
            // Earlier events of the two processes are not of the same time, so only those from now on are compared.
            _comparison = Begin(tried);
            (_baseline, _canary) = (stable.Events, tried.Events);
        }

        _comparison.Add(Since(_baseline, stable.Events), Since(_canary, tried.Events), elapsed);
        (_baseline, _canary) = (stable.Events, tried.Events);
        return new(name, baseline, canary, _comparison.GetReport());
    }

    private SloCanary Begin(CohortCounts counts)
    {
        try
        {
            return new(counts.AllowedBadRatio, counts.Options with { Within = within });
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or SloDefinitionException)
        {
            throw JsonRequest.NoJson(canaryApi.GetLeftPart(UriPartial.Path));
        }
    }

    private async Task<CohortCounts> ReadAsync(Uri api, string cohort, CancellationToken cancel)
    {
        Uri address = new($"{api.AbsoluteUri.TrimEnd('/')}/v1/slos/{Uri.EscapeDataString(name)}/cohorts");
        JsonRequest request = new(client, address, api.GetLeftPart(UriPartial.Path));
        using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
        return request.Read(answer, root => CohortCounts.Of(root, cohort));
    }

    // After a restart, a process counts from zero.
    private static SloEventCounts Since(SloEventCounts earlier, SloEventCounts later) =>
        later.Good < earlier.Good || later.Bad < earlier.Bad ? later : later - earlier;
}
