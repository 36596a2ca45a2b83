using System.Text.Json;
using Slo.Cli.Status;
using Slo.Shared.Incidents;

namespace Slo.Cli.Incidents;

/// <summary>An incident of a running app.</summary>
internal sealed class AppIncident(HttpClient client, Uri api)
{
    /// <exception cref="UnansweredException">The app does not answer, or the answer is not an incident.</exception>
    internal async Task<IncidentFile> ReadAsync(string id, CancellationToken cancel)
    {
        var shown = api.GetLeftPart(UriPartial.Path);
        Uri address = new($"{shown.TrimEnd('/')}/v1/incidents/{Uri.EscapeDataString(id)}{api.Query}");
        using JsonDocument answer = await new JsonRequest(client, address, shown).GetAsync(cancel).ConfigureAwait(false);
        try
        {
            return answer.RootElement.Deserialize(IncidentJson.Default.IncidentFile) is { } file && IncidentFiles.IsWhole(file)
                ? file : throw JsonRequest.NoJson(shown);
        }
        catch (JsonException)
        {
            throw JsonRequest.NoJson(shown);
        }
    }
}
