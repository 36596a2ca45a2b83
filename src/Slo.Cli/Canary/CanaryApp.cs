using System.Text.Json;
using Slo.Cli.Status;

namespace Slo.Cli.Canary;

/// <summary>One address of the JSON API, and the process that answers there. Cohorts are counted by each process, so a comparison ends
/// when another one answers.</summary>
internal sealed class CanaryApp(HttpClient client, Uri api, string name)
{
    private string? _instance;

    /// <summary>The address as it is shown.</summary>
    internal string Shown { get; } = api.GetLeftPart(UriPartial.Path);

    /// <summary>How often another process answered than before.</summary>
    internal int Changes { get; private set; }

    /// <summary>Asks for the cohorts of the objective.</summary>
    /// <param name="cancel">Ends the request.</param>
    /// <exception cref="UnansweredException">There is no usable response, or it is of another process than the one before.</exception>
    internal Task<CohortsAnswer> GetCohortsAsync(CancellationToken cancel) => GetAsync("cohorts", CohortsAnswer.Of, cancel);

    /// <summary>Asks for a part of the objective.</summary>
    /// <param name="path">The last segment, and the query.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancel">Ends the request.</param>
    /// <exception cref="UnansweredException">There is no usable response, or it is of another process than the one before.</exception>
    internal async Task<T> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancel)
    {
        Uri address = new($"{api.AbsoluteUri.TrimEnd('/')}/v1/slos/{Uri.EscapeDataString(name)}/{path}");
        JsonRequest request = new(client, address, Shown);
        using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
        (T value, var instance) = request.Read(answer, root => (read(root), InstanceOf(root)));
        Follow(instance);
        return value;
    }

    // An app of an earlier version does not say which process it is.
    private static string? InstanceOf(JsonElement root) => root.TryGetProperty("instanceId", out JsonElement id) ? id.GetString() : null;

    // Once, it may have been restarted. After that it is a load balancer, or a process that does not stay.
    private void Follow(string? instance)
    {
        var before = _instance;
        _instance = instance ?? before;
        if (before is null || before == _instance)
        {
            return;
        }

        Changes++;
        throw Changes == 1
            ? new UnansweredException(
                SloFinding.Warning(SloFindingCodes.CanaryProcess,
                    $"{Shown}: another process answers than before, and cohorts are counted by each process: the comparison begins anew; "
                        + "if the address leads to several replicas, name one of them").ToString(), isThere: false)
            : new UnansweredException(
                SloFinding.Error(SloFindingCodes.CanaryProcess,
                    $"{Shown}: different processes answer, and their counts cannot be compared; give --url (and --baseline-url) the "
                        + "address of a single replica of each version, for example of its pod").ToString(), isThere: true);
    }
}
