using System.Text.Json;

namespace Canary;

/// <summary>A client of the APIs of both apps.</summary>
internal sealed class ShopApi(Uri stable, Uri canary) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Lets a share of the canary's requests fail from now on.</summary>
    internal async Task BreakCanaryAsync(double share, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await _http.PutAsync(
            new Uri(canary, FormattableString.Invariant($"/faults/{share}")), null, cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>When the canary's first request failed; null: none has.</summary>
    internal async Task<DateTimeOffset?> FirstErrorAsync(CancellationToken cancellation)
    {
        var text = await _http.GetStringAsync(new Uri(canary, "/faults"), cancellation);
        return text.Length == 0 ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The share of the service's error budget that is spent, over both versions.</summary>
    internal async Task<double> BudgetSpentAsync(CancellationToken cancellation)
    {
        double bad = 0;
        double allowed = 0;
        foreach (Uri app in (Uri[])[stable, canary])
        {
            using JsonDocument document = await GetAsync(app, $"slos/{Objectives.Shop}", cancellation);
            var own = document.RootElement.GetProperty("badEvents").GetInt64();
            bad += own;
            allowed += own + document.RootElement.GetProperty("errorBudget").GetProperty("remainingEvents").GetDouble();
        }

        return bad / allowed;
    }

    /// <summary>The entries about the reaction, the oldest first, from the ledger of the app that has it.</summary>
    internal async Task<IReadOnlyList<AuditEntry>> AuditAsync(Uri app, CancellationToken cancellation)
    {
        using JsonDocument document = await GetAsync(app, "ledger?kind=reaction", cancellation);
        return [.. document.RootElement.GetProperty("entries").EnumerateArray().Select(AuditEntry.Of).Reverse()];
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> GetAsync(Uri app, string path, CancellationToken cancellation) =>
        JsonDocument.Parse(await _http.GetStringAsync(new Uri(app, $"/slo/api/v1/{path}"), cancellation));
}
